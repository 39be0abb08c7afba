import { Worker } from 'node:worker_threads'
import type { CreateWorker } from '../create-worker.ts'

/** Workers that train the fake. */
export const createFakeWorker: CreateWorker = (options) =>
  Promise.resolve(new Worker(new URL('./fake.worker.ts', import.meta.url), options))
