import type { Order } from '../autodiff/graph.ts'
import { Interpreter } from '../engine/interpreter.ts'
import { transformed } from '../engine/transform.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { evaluateGroup } from '../problem/bound.ts'
import { buildPlan } from '../problem/build-plan.ts'
import { trialForm } from '../problem/trial.ts'
import type { Field } from '../reference/collocation/rows.ts'
import type { NumericSystem } from '../reference/system.ts'
import type { Settings } from '../training/settings.ts'

type Trained = Pick<BoundProblem, 'problem' | 'built' | 'bindings'>

/** The trial solution with its present weights as a function: every derivative that equations and conditions read, at any points, in double precision. */
export function trainedField({ problem, built: own, bindings }: Trained, settings: Settings, system: NumericSystem): Field {
  const orders = ordersRead(system)
  const asked = orders.map(({ unknown, order }) => problem.graph.leaf({ op: 'unknown', unknown, order }))
  const built = buildPlan(problem, trialForm(problem), { ...settings, precision: 'float64' }, asked)
  const group = built.groups.asked!
  let last: { points: readonly Float64Array[]; values: Float64Array[] } | undefined
  const valuesAt = (points: readonly Float64Array[]): Float64Array[] => {
    if (last?.points === points) return last.values
    const places = built.plan.groups.map((_, g) => (g === group ? points : (bindings.points[g] ?? points)))
    const columns = built.plan.columns.map((_, k) => (k < own.plan.columns.length ? bindings.columns[k] : undefined))
    const moved = { ...bindings, points: places, columns }
    const values = evaluateGroup({ problem, built, bindings: moved, engine: new Interpreter(built.plan, moved) }, group)
    last = { points, values }
    return values
  }
  return (unknown, order, points) => {
    const k = orders.findIndex((read) => read.unknown === unknown && read.order.join() === order.join())
    return k < 0 ? new Float64Array(points[0]!.length).fill(NaN) : valuesAt(points)[k]!
  }
}

/** The derivatives that a problem reads anywhere, and every unknown itself. */
function ordersRead({ equations, conditions, unknowns, variables }: NumericSystem): { unknown: number; order: Order }[] {
  const found = new Map<string, { unknown: number; order: Order }>()
  unknowns.forEach((_, unknown) => found.set(`${unknown}:${variables.map(() => 0).join()}`, { unknown, order: variables.map(() => 0) }))
  for (const { reads } of [...equations, ...conditions])
    for (const { unknown, order } of reads) found.set(`${unknown}:${order.join()}`, { unknown, order })
  return [...found.values()]
}

/** Present values of the numbers that are trained beside the network. */
export function trainedNumbers({ built, bindings }: Trained): number[] {
  return built.plan.trainables.map(({ offset, ...kind }) => transformed(kind, bindings.parameters[offset]!).value)
}

/** A solution in windows of time as one function; where two windows meet the later one counts. */
export function pieceField(pieces: readonly { from: number; to: number; field: Field }[], axis: number): Field {
  return (unknown, order, points) => {
    const values = new Float64Array(points[0]!.length).fill(NaN)
    pieces.forEach(({ from, to, field }, k) => {
      const at = [...points[0]!.keys()].filter((p) => {
        const t = points[axis]![p]!
        return (k === 0 || t >= from) && (k === pieces.length - 1 || t < to)
      })
      if (at.length === 0) return
      field(
        unknown,
        order,
        points.map((axis) => Float64Array.from(at, (p) => axis[p]!))
      ).forEach((value, i) => (values[at[i]!] = value))
    })
    return values
  }
}
