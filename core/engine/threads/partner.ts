import type { Bindings, Plan } from '../plan.ts'
import type { Target } from '../wasm/shape.ts'
import type { Control } from './control.ts'
import { Policy } from './policy.ts'
import { shareNumbers, type SharedNumbers } from './shared-numbers.ts'

/** Milliseconds after which a second thread that does not answer is given up. */
const PATIENCE = 20_000

/** What a second thread is given: the whole Plan and its numbers, of which it computes the second share. */
export interface FarJob {
  plan: Plan
  bindings: Bindings
  target: Target
  shared: SharedNumbers
}

/** A second thread as the door has it. `send` leaves a job that the thread takes before its next step. */
export interface FarThread {
  control: Control
  send(job: FarJob): void
}

interface Offer {
  start: () => FarThread
  clock: () => number
  /** by which steps are shared out; each engine has its own */
  policy?: () => Pick<Policy, 'wanted' | 'together' | 'took'>
}

let offer: Offer | undefined
let thread: FarThread | undefined
/** what the thread has at hand */
let present: FarJob | undefined

/**
 * Says, in a thread that trains, how it gets a second one, and a clock in milliseconds. Without it every step is computed by one thread, with the same bits.
 */
export function offerThread(made: Offer | undefined): void {
  offer = made
  thread = undefined
  present = undefined
}

/** The second thread as one engine uses it: it computes the second share of a step while the engine computes the first. */
export class Partner {
  private readonly job: FarJob
  private readonly policy = offer?.policy?.() ?? new Policy()
  private began = 0

  constructor(plan: Plan, bindings: Bindings, target: Target, sums: number) {
    const shared = shareNumbers(plan, bindings, sums)
    const columns = bindings.columns.map((values, index) => shared.pointWeights.get(index) ?? values)
    this.job = { plan, target, shared, bindings: { ...bindings, columns, parameters: shared.parameters, scalars: shared.scalars } }
  }

  /** Begins a step. Returns whether the second thread computes its share; if not, it remains to be done here. */
  begin(bindings: Bindings, gradient: boolean): boolean {
    if (offer === undefined) return false
    this.began = offer.clock()
    if (this.policy.wanted) thread ??= offer.start()
    if (thread?.control.state !== 'ready' || !this.policy.together(this.began)) return false
    const { shared } = this.job
    shared.parameters.set(bindings.parameters)
    shared.scalars.set(bindings.scalars)
    for (const [index, values] of shared.pointWeights) values.set(bindings.columns[index]!)
    shared.flags[0] = gradient ? 1 : 0
    if (present !== this.job) {
      thread.send(this.job)
      present = this.job
    }
    thread.control.ask()
    return true
  }

  /** The far share's sums, and its gradient in `shared.gradient`; undefined where the thread failed, and the share must be computed here. */
  end(): SharedNumbers | undefined {
    const { control } = thread!
    if (!control.waitForEnd(PATIENCE)) control.state = 'failed'
    return control.state === 'ready' ? this.job.shared : undefined
  }

  /** Ends a step, for the policy. */
  took(): void {
    if (offer !== undefined) this.policy.took(this.began, offer.clock())
  }
}
