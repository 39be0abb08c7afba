import { Worker } from 'node:worker_threads'
import type { WorkerOptions } from 'node:worker_threads'
import type { DeriveOptions } from '../../../core/autodiff/explore/derive.ts'
import type { Point } from '../../../core/autodiff/explore/read.ts'
import type { Derivation } from '../../../core/autodiff/explore/report.ts'
import { LabError } from '../../../core/errors.ts'
import type { LabErrorJson } from '../../../core/errors.ts'

/** What a worker is told: expressions and their point. */
export interface Apart {
  text: string
  at: Point
  options: DeriveOptions
}
export type Said = { report: Derivation } | { error: LabErrorJson }

/**
 * The report of a graph that takes long, in a thread of its own: meanwhile runs report, and windows are answered.
 * @throws LabError as `derive` does
 */
export async function deriveApart(apart: Apart): Promise<Derivation> {
  const worker = await createWorker({ workerData: apart })
  const said = await new Promise<Said>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The thread that explores a graph ended without an answer.')))
  })
  if ('error' in said) throw LabError.fromJSON(said.error)
  return said.report
}

/** From source Node runs the TypeScript file itself; in a build the bundler has made it a file of its own. */
async function createWorker(options: WorkerOptions): Promise<Worker> {
  if (import.meta.url.endsWith('.ts')) return new Worker(new URL('./derive.worker.ts', import.meta.url), options)
  const { default: create } = await import('./derive.worker.ts?nodeWorker')
  return create(options)
}
