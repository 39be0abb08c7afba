import { serveTraining } from '../serve-training.ts'
import { FakeSession } from './fake-session.ts'

serveTraining((experiment, checkpoint) => new FakeSession(experiment, checkpoint))
