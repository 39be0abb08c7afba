import { sub } from '../autodiff/fold.ts'
import { isLeaf } from '../autodiff/graph.ts'
import type { Id } from '../autodiff/graph.ts'
import { leavesOf } from '../problem/calculus.ts'
import { linspace } from '../problem/points.ts'
import { rowwise } from './rowwise.ts'
import type { NumericSystem } from './system.ts'

/** Equidistant places between which a switch is looked for: two of one argument that are closer are not seen. */
const PLACES = 4001
/** Switches beyond which a solution is not taken apart at them. */
const MOST = 200

/**
 * Where equations of one variable switch, ascending, the ends left out: zeros of what conditions of `if` compare, and of the arguments of sign, abs, max and min,
 * where these depend on the variable alone. There a solution has a kink in one of its derivatives, which nothing smooth follows. Each is found to the last bit.
 */
export function switchingPoints(system: NumericSystem): number[] {
  const { variables, equations } = system
  const [variable] = variables
  if (variable === undefined || variables.length > 1) return []
  const { from, to } = variable
  const residuals = equations.map(({ residual }) => residual)
  const found = new Set<number>()
  for (const id of argumentsOf(system, residuals)) {
    const at = valuesOf(system, id)
    const places = linspace(from, to, PLACES)
    const signs = at(places).map(Math.sign)
    for (let k = 0; k + 1 < PLACES; k++) {
      const [a, b] = [signs[k]!, signs[k + 1]!]
      if (a === b || Number.isNaN(a) || Number.isNaN(b)) continue
      // a zero that is met exactly: it switches where the signs beside it differ
      if (b === 0 && signs[k + 2] !== 0) {
        if (signs[k + 2] === -a) found.add(places[k + 1]!)
      } else if (a !== 0 || signs[k - 1] === 0) found.add(between(at, places[k]!, places[k + 1]!, a))
    }
  }
  const inside = [...found].filter((t) => t > from && t < to).sort((a, b) => a - b)
  const apart = inside.filter((t, k) => k === 0 || t - inside[k - 1]! > 1e-12 * (to - from))
  return apart.length <= MOST ? apart : []
}

/** What switches as it passes zero, of all that the roots depend on: nodes of the variable alone. */
function argumentsOf({ graph }: NumericSystem, roots: readonly Id[]): Id[] {
  const found = new Set<Id>()
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id)
    if (isLeaf(node)) continue
    const [a, b] = node.args
    if (node.op === 'abs' || node.op === 'sign') found.add(a!)
    else if (COMPARING.has(node.op)) found.add(sub(graph, a!, b!))
  }
  const fixed = (id: Id): boolean => OTHER.every((op) => leavesOf(graph, [id], op).length === 0)
  return [...found].filter((id) => fixed(id) && leavesOf(graph, [id], 'coordinate').length > 0)
}

const COMPARING: ReadonlySet<string> = new Set(['lt', 'le', 'gt', 'ge', 'max', 'min'])
const OTHER = ['unknown', 'trainable', 'integral'] as const

function valuesOf({ graph }: NumericSystem, id: Id): (points: Float64Array) => Float64Array {
  return (points) => rowwise(graph, [id], points.length, () => points)()[0]!
}

/** Where the sign is no longer what it was at `low`, by bisection down to neighbouring numbers. */
function between(at: (points: Float64Array) => Float64Array, low: number, high: number, sign: number): number {
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return high
    if (Math.sign(at(Float64Array.of(middle))[0]!) === sign) low = middle
    else high = middle
  }
}
