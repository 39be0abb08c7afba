import type { BoundProblem } from './bound.ts'
import { supplyOf } from './networks.ts'

/**
 * Numbers the states of an eigenvalue problem by their eigenvalues, ascending: nothing distinguishes them but their order, and training may have
 * changed it. Exchanges what the states own in the parameters in place; the loss stays the same.
 * @returns whether anything was exchanged
 */
export function orderStates({ problem, built, bindings }: BoundProblem): boolean {
  const { states } = problem.loaded
  if (states === undefined) return false
  const { plan } = built
  const { parameters } = bindings
  const eigenvalues = plan.trainables.slice(0, states.unknowns.length).map(({ offset }) => parameters[offset]!)
  const order = eigenvalues.map((_, k) => k).sort((i, j) => eigenvalues[i]! - eigenvalues[j]!)
  if (order.every((from, k) => from === k) || eigenvalues.some(Number.isNaN)) return false
  const supply = supplyOf(problem, plan.networks.length > 1)
  const places = states.unknowns.map((_, k) => {
    const { network, output } = supply.from[k]!
    const blocks = plan.networks[network]!.blocks.map((block) => plan.blocks[block]!)
    const own = supply.networks[network]!.outputs === 1 ? blocks : []
    const { offset, columns } = blocks.at(-1)!
    const ranges =
      own.length > 0
        ? own.map(({ offset: start, rows, columns: width }) => [start, rows * width] as const)
        : [[offset + output * columns, columns] as const]
    return [...ranges, [plan.trainables[k]!.offset, 1] as const]
  })
  const kept = places.map((ranges) => ranges.map(([start, length]) => parameters.slice(start, start + length)))
  order.forEach((from, k) => places[k]!.forEach(([start], part) => parameters.set(kept[from]![part]!, start)))
  return true
}
