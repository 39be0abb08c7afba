import { leavesOf } from '../../problem/calculus.ts'
import { timeAxis } from '../../problem/classify.ts'
import type { Fit } from '../equation.ts'
import { dependsOnSolution, highestOrders } from '../system.ts'
import type { Linearised, NumericSystem, SystemCondition } from '../system.ts'

/** A problem in one space and one time variable: start values, and conditions at the ends or a period. */
export interface EvolutionSystem {
  system: NumericSystem
  time: number
  space: number
  /** order in time of every unknown */
  orders: readonly number[]
  /** by unknown and order in time below its own */
  start: readonly (readonly Linearised[])[]
  /** by unknown: conditions at the lower and at the upper end */
  ends: readonly { low: readonly SystemCondition[]; high: readonly SystemCondition[] }[]
  periodic: boolean
}

/** The problem as an evolution in time, or why it is none that the method of lines here solves. */
export function evolutionSystem(system: NumericSystem): Fit<EvolutionSystem> {
  const { problem, variables, equations, conditions, unknowns, graph } = system
  const time = timeAxis(problem)
  if (variables.length !== 2 || problem.domain !== undefined || time < 0 || problem.variables.some(({ role }) => role === 'parameter'))
    return { reason: 'it does not have one space and one time variable' }
  if (system.trainables.length > 0) return { reason: 'a number is found with the solution' }
  const space = 1 - time
  const reads = equations.flatMap((part) => part.reads)
  if (reads.some(({ at }) => at !== undefined)) return { reason: 'the equation reads the solution at other points than its own' }
  const orders = highestOrders(system, time)
  if (orders.some((order) => order === 0)) return { reason: `${unknowns[orders.indexOf(0)]!} has no derivative in time` }
  if (reads.some(({ order }) => order[time]! > 0 && order[space]! > 0)) return { reason: 'it has mixed derivatives in space and time' }
  const highest = equations.flatMap(({ reads: own, partials }) =>
    own.flatMap((read, k) => (read.order[time] === orders[read.unknown] ? [partials[k]!] : []))
  )
  const top = new Set(reads.filter((read) => read.order[time] === orders[read.unknown]).map(({ id }) => id))
  if (leavesOf(graph, highest, 'unknown').some(({ id }) => top.has(id)))
    return { reason: 'it is not linear in its highest derivatives in time' }

  const start: (Linearised | undefined)[][] = orders.map((order) => Array.from({ length: order }, () => undefined))
  const ends = unknowns.map(() => ({ low: [] as SystemCondition[], high: [] as SystemCondition[] }))
  const { from, to } = variables[space]!
  const periodic = conditions.some((condition) => condition.periodic === space)
  for (const condition of conditions) {
    if (condition.periodic === space) continue
    const [read] = condition.reads
    const fixed = condition.fixed
    const linear = !dependsOnSolution(system, condition.partials)
    const own = read !== undefined && condition.reads.every(({ unknown }) => unknown === read.unknown)
    if (!linear || !own) return { reason: `the condition ${condition.text} is not linear in one unknown` }
    if (fixed.size === 1 && fixed.get(time) === variables[time]!.from && condition.reads.length === 1 && read.order[space] === 0) {
      const row = start[read.unknown]!
      if (read.order[time]! >= row.length) return { reason: `the condition ${condition.text} gives the highest derivative in time` }
      row[read.order[time]!] = condition
    } else if (
      fixed.size === 1 &&
      condition.reads.every(({ order }) => order[time] === 0) &&
      (fixed.get(space) === from || fixed.get(space) === to)
    ) {
      if (leavesOf(graph, condition.partials, 'coordinate').length > 0)
        return { reason: `the condition ${condition.text} changes with time` }
      ends[read.unknown]![fixed.get(space) === from ? 'low' : 'high'].push(condition)
    } else return { reason: `the condition ${condition.text} is neither a start value nor one at an end` }
  }
  const missing = start.findIndex((row) => row.includes(undefined))
  if (missing >= 0) return { reason: `a start value of ${unknowns[missing]!} is not given` }
  if (periodic && ends.some(({ low, high }) => low.length + high.length > 0)) return { reason: 'it is periodic and has end values as well' }
  const inSpace = highestOrders(system, space)
  const short = periodic ? -1 : ends.findIndex(({ low, high }, k) => low.length + high.length !== inSpace[k])
  if (short >= 0)
    return {
      reason: `${unknowns[short]!} has ${ends[short]!.low.length + ends[short]!.high.length} end conditions, and its order in space is ${inSpace[short]!}`
    }
  return { fit: { system, time, space, orders, start: start as Linearised[][], ends, periodic } }
}
