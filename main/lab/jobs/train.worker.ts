import { availableParallelism } from 'node:os'
import { offerThread } from '../../../core/engine/threads/partner.ts'
import { judged } from '../../../core/verdict/index.ts'
import { Session } from '../../../core/training/session.ts'
import { prepareEngine } from './engine-flags.ts'
import { startFarThread } from './far-thread.ts'
import { serveTraining } from './serve-training.ts'

prepareEngine()
if (availableParallelism() > 1) offerThread({ start: startFarThread, clock: () => performance.now() })

serveTraining(
  (experiment, checkpoint) => new Session(experiment, checkpoint),
  (experiment, { parameters, form, points }) => judged(experiment, parameters, form, () => performance.now(), points?.at)
)
