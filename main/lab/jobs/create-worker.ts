import { Worker } from 'node:worker_threads'
import type { WorkerOptions } from 'node:worker_threads'

export type CreateWorker = (options: WorkerOptions) => Promise<Worker>

/**
 * A training worker. From source (tests, tools) Node runs the TypeScript file itself; in a build the bundler has made it a file of its
 * own, and the import that says so is never reached from source, where nothing would understand it.
 */
export const createTrainWorker: CreateWorker = async (options) => {
  if (import.meta.url.endsWith('.ts')) {
    const source = new URL('./train.worker.ts', import.meta.url)
    return new Worker(source, options)
  }
  const { default: create } = await import('./train.worker.ts?nodeWorker')
  return create(options)
}
