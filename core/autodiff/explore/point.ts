import { evaluationCharges, forwardCharges, reverseCharges, type Charge } from './costs.ts'
import { raw } from './write.ts'
import type { Value } from './report.ts'
import { forwardSweep, reverseSweep, sweep, type Swept } from './sweeps.ts'
import type { Subject } from './subject.ts'
import { labelNodes } from './names.ts'
import type { Id } from '../graph.ts'
import { sharesOf, type Shares } from './shares.ts'
import { findTroubles, undefinedAdjoints, undefinedTangents, type Troubles } from './trouble.ts'
import type { Label } from './subject.ts'
import type { Expression } from '../../expression/ast.ts'

/** The number, or null where there is none. */
export const valueOf = (number: number, undefinedHere = false): Value => (undefinedHere || !Number.isFinite(number) ? null : number)

/** A graph at a point with all of its first-order numbers, for one output and one input. */
export interface Explored {
  swept: Swept
  troubles: Troubles
  output: number
  wrt: number
  labels: Required<Label>[]
  values: Value[]
  tangents: Value[]
  adjoints: Value[]
  /** local derivatives by use */
  partials: Value[]
  /** d output / d input, one row an output, by the reverse sweep */
  jacobian: Value[][]
  /** what flows along every use, for `wrt` and `output` */
  shares: Shares
  /** uses that bring something back to a node, in the order in which the reverse sweep adds them */
  contributions: number[][]
  /** what the sweeps cost: evaluation, forward by `wrt`, reverse to all inputs */
  charges: { evaluation: Charge[]; forward: Charge[]; reverse: Charge[] }
  /** position of a node by its traced image */
  byImage: Map<Id, number>
}

export function exploreAt(subject: Subject, output: number, wrt: number): Explored {
  const swept = sweep(subject)
  const troubles = findTroubles(swept)
  const named = labelNodes(subject, swept.ids)
  const tangents = subject.inputs.length === 0 ? swept.ids.map(() => 0) : tangentsBy(swept, troubles, wrt)
  const reverse = subject.outputs.map((_, k) => adjointsOf(swept, troubles, k))
  const leads = leadsTo(swept, output)
  return {
    swept,
    troubles,
    contributions: swept.outOf.map((uses) => uses.filter((use) => !swept.uses[use]!.idle && leads[swept.uses[use]!.to]!)),
    charges: {
      evaluation: evaluationCharges(swept),
      forward: subject.inputs.length === 0 ? [] : forwardCharges(swept, wrt),
      reverse: reverseCharges(
        swept,
        output,
        subject.inputs.map((_, k) => k)
      )
    },
    byImage: new Map(swept.images.map((id, k) => [id, k])),
    output,
    wrt,
    labels: swept.ids.map((id) => named.get(id)!),
    values: [...swept.values].map((value, k) => valueOf(value, troubles.valueless[k])),
    tangents,
    adjoints: reverse[output]!,
    shares: sharesOf(swept, output, wrt, numbers(tangents), numbers(reverse[output]!)),
    partials: swept.uses.map(({ value }, use) => valueOf(value, brokenUse(swept, troubles, use))),
    jacobian: reverse.map((adjoints) => subject.inputs.map((_, k) => adjoints[k]!))
  }
}

const numbers = (values: readonly Value[]): Float64Array => Float64Array.from(values, (value) => value ?? NaN)

/** Forward mode, null where there is no derivative. */
export function tangentsBy(swept: Swept, troubles: Troubles, input: number): Value[] {
  const numbers = forwardSweep(swept, input)
  const missing = undefinedTangents(swept, troubles, input)
  return [...numbers].map((number, k) => valueOf(number, missing[k]))
}

/** Reverse mode, null where there is no derivative. */
export function adjointsOf(swept: Swept, troubles: Troubles, output: number): Value[] {
  const numbers = reverseSweep(swept, output)
  const missing = undefinedAdjoints(swept, troubles, output)
  return [...numbers].map((number, k) => valueOf(number, missing[k]))
}

function brokenUse({ uses }: Swept, { own }: Troubles, use: number): boolean {
  const { to, argument } = uses[use]!
  const found = own[to]
  return found !== undefined && (found.args === undefined || found.args.includes(argument))
}

/** A node's letter as an expression. */
export function letter({ labels }: Pick<Explored, 'labels'>, k: number): Expression {
  return raw(labels[k]!.latex)
}

/** Whether something flows from an output back to a node. */
function leadsTo({ ids, uses, outOf, outputs }: Swept, output: number): boolean[] {
  const leads = ids.map((_, k) => k === outputs[output]!)
  for (let k = ids.length - 1; k >= 0; k--) leads[k] ||= outOf[k]!.some((use) => !uses[use]!.idle && leads[uses[use]!.to]!)
  return leads
}
