import { MessageChannel, type Worker, type WorkerOptions } from 'node:worker_threads'
import { Control } from '../../../core/engine/threads/control.ts'
import type { FarThread } from '../../../core/engine/threads/partner.ts'

/** As createTrainWorker, for the thread that computes a share of a trainer's steps. */
async function createFarWorker(options: WorkerOptions): Promise<Worker> {
  if (import.meta.url.endsWith('.ts')) {
    const { Worker } = await import('node:worker_threads')
    return new Worker(new URL('./far.worker.ts', import.meta.url), options)
  }
  const { default: create } = await import('./far.worker.ts?nodeWorker')
  return create(options)
}

/** A second thread for the one that calls: it ends with that one, and does not keep it alive. */
export function startFarThread(): FarThread {
  const control = new Control()
  const { port1, port2 } = new MessageChannel()
  port1.unref()
  const fail = (): void => {
    control.state = 'failed'
  }
  createFarWorker({ workerData: { port: port2, words: control.words }, transferList: [port2] }).then((worker) => {
    worker.unref()
    worker.on('error', fail)
    worker.on('exit', fail)
  }, fail)
  return { control, send: (job) => port1.postMessage(job) }
}
