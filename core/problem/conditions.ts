import { LabError } from '../errors.ts'
import { asValueCondition, fixedAxes, ordersByVariable, totalOrders } from './classify.ts'
import { leavesOf } from './calculus.ts'
import type { CompiledProblem } from './compile.ts'

/**
 * Checks that the conditions fit the equation: as many per variable as its order there, derivatives below the order, points
 * inside the interval. Returns every fault, each at its place.
 */
export function conditionFaults(problem: CompiledProblem): LabError[] {
  const faults: LabError[] = []
  const orders = problem.unknowns.map((_, k) => ordersByVariable(problem, k))
  const counts = problem.variables.map(() => 0)
  problem.conditions.forEach((condition, k) => {
    const place = problem.loaded.place(['conditions', k])
    const leaves = leavesOf(problem.graph, [condition.left, condition.right], 'unknown')
    if (leaves.length === 0) {
      faults.push(
        new LabError(
          'condition-without-unknown',
          `The condition ${condition.text} does not mention ${problem.unknowns.join(' or ')}`,
          'Write for example ' + example(problem),
          place
        )
      )
      return
    }
    if (condition.onBoundary) {
      if (problem.domain !== undefined) return
      faults.push(
        new LabError(
          'condition-boundary',
          `The condition ${condition.text} holds on the boundary of a domain, but there is none`,
          'Write for example domain: "x^2 + y^2 < 1", or conditions at the ends of the intervals.',
          place
        )
      )
      return
    }
    if (leaves.some(({ leaf }) => leaf.at === undefined)) {
      faults.push(
        new LabError(
          'condition-without-point',
          `The condition ${condition.text} does not say where it holds`,
          'Write for example ' + example(problem),
          place
        )
      )
      return
    }
    const axes = fixedAxes(problem, condition)
    if (axes.size === 0)
      faults.push(
        new LabError(
          'condition-without-point',
          `The condition ${condition.text} fixes no variable`,
          'Write for example ' + example(problem),
          place
        )
      )
    for (const [axis, value] of axes) {
      counts[axis]!++
      const { name, from, to } = problem.variables[axis]!
      if (value < from || value > to) {
        faults.push(
          new LabError(
            'condition-outside',
            `The condition ${condition.text} stands at ${name} = ${value}, outside [${from}, ${to}]`,
            `Place it inside the interval, or widen the interval of ${name}.`,
            place
          )
        )
      }
      for (const { leaf } of leaves) {
        const limit = orders[leaf.unknown]![axis]!
        if (leaf.order[axis]! > 0 && leaf.order[axis]! >= limit) {
          const message = `The condition ${condition.text} uses a derivative of order ${leaf.order[axis]} in ${name}, but the equation is of order ${limit} in ${name}`
          faults.push(
            new LabError(
              'condition-order',
              message,
              limit === 0 ? `Drop the condition: the equation has no derivative in ${name}.` : `Use derivatives below order ${limit}.`,
              place
            )
          )
          break
        }
      }
    }
  })
  if (faults.length === 0) faults.push(...countFaults(problem, orders, counts))
  return faults
}

function countFaults(problem: CompiledProblem, orders: number[][], counts: number[]): LabError[] {
  const faults: LabError[] = []
  const place = problem.conditions.length > 0 ? problem.loaded.place(['conditions']) : problem.loaded.place(['equations', 0])
  const shaped = new Set(
    problem.domain === undefined ? [] : leavesOf(problem.graph, [problem.domain.omega], 'coordinate').map(({ leaf }) => leaf.axis)
  )
  if (shaped.size > 0 && !problem.conditions.some((condition) => condition.onBoundary)) {
    const cure = `Add { at: "${problem.unknowns[0]}(${problem.scope.variables.join(', ')}) = 0", on: boundary }.`
    faults.push(new LabError('missing-condition', 'Nothing is said about the boundary of the domain', cure, place))
  }
  // an eigenvalue is a free number: it is fixed by one more condition, which may stand in any variable
  let free = Object.keys(problem.document.eigenvalue ?? {}).length
  problem.variables.forEach(({ name }, axis) => {
    if (shaped.has(axis)) return
    const needed = orders.reduce((sum, order) => sum + order[axis]!, 0)
    const given = counts[axis]!
    if (given === needed) return
    // measured values may stand in the place of conditions
    if (given < needed && problem.observations.length > 0) return
    if (given > needed && given - needed <= free) {
      free -= given - needed
      return
    }
    const order =
      problem.scope.variables.length === 1 ? `order ${Object.values(totalOrders(problem)).join(', ')}` : `order ${needed} in ${name}`
    const message = `The equation is of ${order} and needs ${needed} condition${needed === 1 ? '' : 's'}${problem.scope.variables.length === 1 ? '' : ` in ${name}`}; ${given === 0 ? 'none is' : given === 1 ? 'one is' : `${given} are`} given`
    if (given < needed)
      faults.push(
        new LabError(
          'missing-condition',
          message,
          `Add ${needed - given === 1 ? 'a condition' : `${needed - given} conditions`}, for example ${example(problem, axis)}`,
          place
        )
      )
    else
      faults.push(
        new LabError(
          'surplus-condition',
          message,
          `Remove ${given - needed === 1 ? 'one' : given - needed} of them.`,
          problem.loaded.place(['conditions', problem.conditions.length - 1])
        )
      )
  })
  if (faults.length === 0 && free > 0) {
    const [name] = Object.keys(problem.document.eigenvalue ?? {})
    const cure = `Add a normalisation, for example integral(${problem.unknowns[0]}^2, ${problem.scope.variables[0]}) = 1.`
    faults.push(
      new LabError(
        'missing-condition',
        `Nothing fixes the size of the solution that belongs to the eigenvalue ${name}`,
        cure,
        problem.loaded.place(['eigenvalue', name!])
      )
    )
  }
  return faults
}

/** A condition that would be accepted, as an example in a cure: a value at the lower end, or the first that is not given yet. */
function example(problem: CompiledProblem, axis = 0): string {
  const unknown = problem.unknowns[0]!
  const { from, to } = problem.variables[axis]!
  const at = (value: number): string => problem.scope.variables.map((name, k) => (k === axis ? String(value) : name)).join(', ')
  const given = problem.conditions.flatMap((condition) => asValueCondition(problem, condition) ?? []).filter((value) => value.axis === axis)
  const start = given.filter((value) => value.point.value === from).length
  if (problem.scope.variables.length === 1) return `${unknown}${"'".repeat(start)}(${from}) = 0.`
  return `${unknown}(${at(start > 0 ? to : from)}) = 0.`
}
