import { parentPort } from 'node:worker_threads'
import type { ToWorker } from './messages.ts'
import { Trainer } from './trainer.ts'
import type { Judge, OpenSession } from './trainer.ts'

/** The body of a worker thread: a trainer at the other end of the port. */
export function serveTraining(open: OpenSession, judge?: Judge): void {
  const port = parentPort
  if (port === null) throw new Error('A training worker runs in a worker thread.')
  const trainer = new Trainer(open, (message) => port.postMessage(message), judge)
  port.on('message', (message: ToWorker) => void trainer.receive(message))
}
