import type { Handlers } from '../../api/contract.ts'
import type { Context } from '../context.ts'
import type { OwnerRequest } from '../store/owners.ts'
import { recover } from '../store/recover.ts'

const LOOK = 1000
/** every how many looks the lease is renewed: often against the 15 s after which a process is looked for */
const RENEW = 4
/** Changes are stamped before they are committed, so that a little of the past is looked at again; a change told twice does no harm. */
const OVERLAP = 2000

/**
 * Once a second: shows other processes that this one lives, does what they ask of it, passes on what they changed,
 * and takes back what vanished ones left behind.
 */
export class Heart {
  readonly #context: Context
  readonly #handlers: Handlers
  readonly #timer: NodeJS.Timeout
  #version: unknown
  #seen = Date.now()
  #looks = 0

  constructor(context: Context, handlers: Handlers) {
    this.#context = context
    this.#handlers = handlers
    this.#version = this.#dataVersion()
    this.#timer = setInterval(() => this.look(), LOOK).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  look(): void {
    const { store, emit } = this.#context
    try {
      if (this.#looks++ % RENEW === 0) store.owners.beat()
      for (const changed of recover(store)) emit('run.changed', changed)
      const version = this.#dataVersion()
      // Changes only when another connection has written.
      if (version === this.#version) return
      this.#version = version
      this.#passOn()
      for (const request of store.owners.take()) void this.#obey(request)
    } catch (thrown) {
      // A look that fails, say on a locked file, is made up for by the next; what it would have done stays undone until then.
      process.stderr.write(`ansatz: ${String(thrown)}\n`)
    }
  }

  #passOn(): void {
    const { store, emit } = this.#context
    const since = this.#seen - OVERLAP
    this.#seen = Date.now()
    const changed = store.runs.changedByOthers(store.owners.id, since)
    for (const run of changed) emit('run.changed', run)
    for (const sweep of new Set(changed.map((run) => run.sweep))) if (sweep !== null) emit('sweep.changed', { sweep })
  }

  async #obey({ verb, target, count }: OwnerRequest): Promise<void> {
    try {
      if (verb === 'run.step') await this.#handlers[verb]({ run: target, count: count ?? 1 })
      else if (verb === 'run.pause' || verb === 'run.cancel') await this.#handlers[verb]({ run: target })
      else await this.#handlers[verb]({ sweep: target })
    } catch (thrown) {
      // The run may have ended since it was asked.
      process.stderr.write(`ansatz: ${verb} ${target}: ${String(thrown)}\n`)
    }
  }

  #dataVersion(): unknown {
    return this.#context.store.db.pragma('data_version', { simple: true })
  }
}
