import type { Emit, Handlers, MethodName, Output } from '../api/contract.ts'
import type { LabInfo } from '../api/types.ts'
import type { Queue } from './jobs/queue.ts'
import type { Store } from './store/index.ts'

/** What every service works with. */
export interface Context {
  store: Store
  queue: Queue
  emit: Emit
  info: LabInfo
}

/** The handlers before they are guarded: most can answer at once. */
export type Answers = { [K in MethodName]: (input: Parameters<Handlers[K]>[0]) => Output<K> | Promise<Output<K>> }
