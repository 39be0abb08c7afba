import { Session } from '../../../core/training/session.ts'
import { serveTraining } from './serve-training.ts'

serveTraining((experiment, checkpoint) => new Session(experiment, checkpoint))
