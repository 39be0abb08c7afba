import type { Worker } from 'node:worker_threads'
import type { Lens } from '../../../core/problem/lens.ts'
import { LabError } from '../../../core/errors.ts'
import type { CreateWorker } from './create-worker.ts'
import type { Ending, FromWorker, Looks, Task, ToWorker } from './messages.ts'

export type RunMessage = Exclude<FromWorker, { kind: 'answer' | 'refusal' }>

/** How a run ended when its thread did. */
function deathOf(thrown: unknown, memory: number): Ending {
  const outOfMemory = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const error = outOfMemory
    ? new LabError(
        'out-of-memory',
        `The run needed more memory than a worker may use (${memory} MB).`,
        'Use fewer points or a smaller network.'
      )
    : new LabError(
        'worker-died',
        `The worker that trained the run died: ${message}`,
        'Resume the run: it goes on from its last checkpoint.'
      )
  return { status: 'FAILED', reason: error.message, error: error.toJSON() }
}

/**
 * A place where one run at a time is trained: a worker thread that is started when first needed and again after it died.
 * Whatever happens to the thread, every task ends with exactly one `ended`.
 */
export class Workplace {
  readonly #create: CreateWorker
  readonly #memory: number
  readonly #say: (message: RunMessage) => void
  #worker: Promise<Worker> | null = null
  #run: string | null = null
  #requests = new Map<number, { resolve: (value: Looks[keyof Looks] | null) => void; reject: (error: LabError) => void }>()
  #next = 1

  /** memory: megabytes of JavaScript heap that a thread may use */
  constructor(create: CreateWorker, memory: number, say: (message: RunMessage) => void) {
    this.#create = create
    this.#memory = memory
    this.#say = say
  }

  get run(): string | null {
    return this.#run
  }

  start(task: Task): void {
    this.#run = task.run
    this.post({ kind: 'train', task })
  }

  post(message: ToWorker): void {
    this.#worker ??= this.#hire()
    this.#worker.then(
      (worker) => worker.postMessage(message),
      (thrown: unknown) => this.#died(null, thrown)
    )
  }

  /** The run's state now; null where it has ended meanwhile. */
  look<K extends keyof Looks>(run: string, what: K, lens?: Lens): Promise<Looks[K] | null> {
    const request = this.#next++
    return new Promise((resolve, reject) => {
      this.#requests.set(request, { resolve: (value) => resolve(value as Looks[K] | null), reject })
      this.post({ kind: 'look', run, request, what, ...(lens === undefined ? {} : { lens }) })
    })
  }

  /** Ends the thread, and with it, as `ending`, what it was doing. */
  async close(ending: Ending): Promise<void> {
    const worker = await this.#worker?.catch(() => null)
    this.#worker = null
    if (worker !== undefined && worker !== null) {
      worker.removeAllListeners()
      await worker.terminate()
    }
    this.#end(ending)
  }

  async #hire(): Promise<Worker> {
    const worker = await this.#create({ resourceLimits: { maxOldGenerationSizeMb: this.#memory } })
    worker.on('message', (message: FromWorker) => this.#hear(message))
    worker.on('messageerror', (thrown) => this.#died(worker, thrown))
    worker.on('error', (thrown) => this.#died(worker, thrown))
    worker.on('exit', (code) => this.#died(worker, new Error(`exit code ${code}`)))
    return worker
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'answer' || message.kind === 'refusal') {
      const request = this.#requests.get(message.request)
      this.#requests.delete(message.request)
      if (message.kind === 'answer') request?.resolve(message.value)
      else request?.reject(LabError.fromJSON(message.error))
      return
    }
    if (message.kind === 'ended') this.#run = null
    this.#say(message)
  }

  #died(worker: Worker | null, thrown: unknown): void {
    worker?.removeAllListeners()
    void worker?.terminate()
    this.#worker = null
    this.#end(deathOf(thrown, this.#memory))
  }

  #end(ending: Ending): void {
    const run = this.#run
    this.#run = null
    for (const { resolve } of this.#requests.values()) resolve(null)
    this.#requests.clear()
    if (run !== null) this.#say({ kind: 'ended', run, ending, standing: null })
  }
}
