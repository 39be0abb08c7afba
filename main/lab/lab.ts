import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Emit, Handlers } from '../api/contract.ts'
import type { LabInfo } from '../api/types.ts'
import type { Answers, Context } from './context.ts'
import { guarded } from './guarded.ts'
import { createTrainWorker } from './jobs/create-worker.ts'
import type { CreateWorker } from './jobs/create-worker.ts'
import { Heart } from './jobs/heart.ts'
import { prepare } from './jobs/prepare.ts'
import { Queue } from './jobs/queue.ts'
import { Recorder } from './jobs/recorder.ts'
import { Listeners } from './listeners.ts'
import { describeMachine, describeVersions } from './machine.ts'
import { autodiff } from './services/autodiff.ts'
import { choices } from './services/choices.ts'
import { data } from './services/data.ts'
import { evaluations } from './services/evaluations.ts'
import { exports } from './services/exports.ts'
import { library } from './services/library.ts'
import { problems } from './services/problems.ts'
import { references } from './services/references.ts'
import { runs } from './services/runs.ts'
import { seeds } from './services/seeds.ts'
import { snapshots } from './services/snapshots.ts'
import { SweepRunner } from './services/sweep-runner.ts'
import { sweeps } from './services/sweeps.ts'
import { training } from './services/training.ts'
import { openStore } from './store/index.ts'

export interface LabOptions {
  /** folder of the database; made where it is missing */
  dataDir: string
  /** runs trained at a time; default: one a core */
  workers?: number
  version: string
  /** what the door in front can do */
  platform?: LabInfo['platform']
  /** megabytes of JavaScript heap a worker may use */
  memory?: number
  createWorker?: CreateWorker
}

export interface Lab {
  handlers: Handlers
  events: { subscribe(listener: Emit): () => void }
  /** checkpoints and pauses what is being trained (within 5 s) and closes the store */
  close(): Promise<void>
}

/** Opens the lab over a folder. Refuses, with a LabError, a database that is newer, foreign, damaged or unreadable. */
export async function createLab(options: LabOptions): Promise<Lab> {
  const { version, workers = availableParallelism(), memory = 512, createWorker = createTrainWorker } = options
  const platform = options.platform ?? { door: 'test', saveFiles: false }
  const dataDir = resolve(options.dataDir)
  const store = await openStore(dataDir, platform.door)
  const machine = {
    ...describeMachine(),
    ...(store.network === null ? {} : { storage: `network file system (${store.network}): one lab at a time` })
  }
  const info: LabInfo = { version, versions: describeVersions(version, store.db), workers, dataDir, machine, platform }

  const listeners = new Listeners()
  const emit = listeners.emit
  const recorder = new Recorder({
    store,
    emit,
    ended: (run, sweep) => sweep !== null && sweepRunner.runEnded(sweep),
    abandon: (run) => queue.cancel(run)
  })
  const queue = new Queue({
    workers,
    memory,
    createWorker,
    prepare: (job) => prepare(store, emit, job),
    say: (message) => recorder.hear(message)
  })
  const context: Context = { store, queue, emit, info }
  const sweepRunner = new SweepRunner(context)
  const answers: Answers = {
    ...choices(context),
    ...library(),
    ...problems(context),
    ...data(),
    ...training(context),
    ...runs(context),
    ...snapshots(context),
    ...seeds(context),
    ...evaluations(context),
    ...references(),
    ...sweeps(context, sweepRunner),
    ...autodiff(),
    ...exports(context)
  }
  const handlers = guarded(answers, store.file)
  const heart = new Heart(context, handlers)

  let closing: Promise<void> | null = null
  const close = async () => {
    heart.stop()
    sweepRunner.close()
    await queue.close()
    listeners.clear()
    store.close()
  }
  return {
    handlers,
    events: { subscribe: (listener) => listeners.subscribe(listener) },
    close: () => (closing ??= close())
  }
}
