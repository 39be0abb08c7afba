import { judged } from '../../../core/verdict/index.ts'
import { Session } from '../../../core/training/session.ts'
import { prepareEngine } from './engine-flags.ts'
import { serveTraining } from './serve-training.ts'

prepareEngine()

serveTraining(
  (experiment, checkpoint) => new Session(experiment, checkpoint),
  (experiment, { parameters, form }) => judged(experiment, parameters, form, () => performance.now())
)
