import type { Engine } from '../engine/plan.ts'
import { generatorFor } from '../network/initialize.ts'
import { rebound, type BoundProblem } from '../problem/bound.ts'
import { shuffled } from '../problem/points.ts'
import type { Seed } from './settings.ts'

/**
 * The collocation points, dealt at random into batches of nearly equal size; conditions and data are whole in each. The batches stay as
 * they are, so that what depends on the points alone is computed once; the order in which they come is drawn anew every epoch.
 * Everything follows from the seed and the iteration.
 */
export class Batches {
  /** steps until every point was used once */
  readonly count: number
  private readonly bound: BoundProblem
  private readonly seed: Seed
  private readonly members: number[][]
  private readonly engines: (Engine | undefined)[] = []
  private order: { epoch: number; batches: number[] } | undefined

  /** @param draw counts how often the points were drawn anew */
  constructor(bound: BoundProblem, size: number, seed: Seed, draw: number) {
    const points = interior(bound)[0]!.length
    this.bound = bound
    this.seed = seed
    this.count = Math.max(1, Math.ceil(points / size))
    const dealt = shuffled(points, generatorFor(seed, `batches ${draw}`))
    this.members = Array.from({ length: this.count }, (_, b) => dealt.filter((_, k) => k % this.count === b).sort((a, b) => a - b))
  }

  /** The engine over the batch of a step, counted from the beginning of the phase. */
  engine(step: number): Engine {
    const epoch = Math.floor(step / this.count)
    if (this.order?.epoch !== epoch) this.order = { epoch, batches: shuffled(this.count, generatorFor(this.seed, `batch order ${epoch}`)) }
    const batch = this.order.batches[step % this.count]!
    return (this.engines[batch] ??= this.engineOf(this.members[batch]!))
  }

  private engineOf(members: readonly number[]): Engine {
    const { built, bindings } = this.bound
    const own = interior(this.bound).map((axis) => Float64Array.from(members, (p) => axis[p]!))
    const points = bindings.points.map((group, index) => (index === built.groups.interior ? own : group))
    return rebound(this.bound, { ...bindings, points }).engine
  }
}

const interior = ({ built, bindings }: BoundProblem): readonly Float64Array[] => bindings.points[built.groups.interior]!
