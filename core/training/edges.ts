import { asValueCondition } from '../problem/classify.ts'
import { compileProblem, type CompiledProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { bindProblem } from '../problem/prepare.ts'
import { trialForm } from '../problem/trial.ts'
import type { BoundProblem } from '../problem/bound.ts'
import type { Experiment } from './experiment.ts'

/** Ends of the variables at which every unknown is given by a condition that the trial solution holds: [at the lower end, at the upper end]. */
type HeldEnds = readonly (readonly [boolean, boolean])[]

function heldEnds(problem: CompiledProblem): HeldEnds {
  const { soft } = trialForm(problem)
  const values = problem.conditions.flatMap((condition, k) => {
    const value = soft.has(k) ? undefined : asValueCondition(problem, condition)
    return value !== undefined && value.order.every((n) => n === 0) ? [value] : []
  })
  return problem.variables.map((variable, axis) => {
    const isHeld = (end: number): boolean =>
      problem.unknowns.every((unknown) =>
        values.some((value) => value.unknown === unknown && value.axis === axis && value.point.value === end)
      )
    // what is given at one end alone begins there, and an error of the first moment lasts
    const [lower, upper] = [isHeld(variable.from), isHeld(variable.to)]
    return [lower && (upper || !isEvolution(problem, axis)), upper] as const
  })
}

const isEvolution = (problem: CompiledProblem, axis: number): boolean =>
  problem.conditions.every((condition) => {
    const value = asValueCondition(problem, condition)
    return value?.axis !== axis || value.point.value === problem.variables[axis]!.from
  })

/** Whether there are edges at which a residual costs little, in more than one variable: then `edgeWeights` are not one everywhere. */
export function hasHeldEdges(problem: CompiledProblem): boolean {
  if (problem.variables.length < 2 || problem.domain !== undefined || problem.document.trial === 'none') return false
  return heldEnds(problem).some((ends) => ends.some(Boolean))
}

/**
 * What the square of a residual at points counts where solutions are not smooth at corners: 1 inside, falling to 0 as the square of the distance to edges where the solution is held. An error there is
 * next to nothing however large the residual (Green's function vanishes at a Dirichlet edge), while residuals at corners that no smooth function meets would spoil the rest (weighted
 * least squares for corner singularities: Cox & Fix, Comput. Math. Appl. 10 (1984) 363).
 * @param points one array per variable
 */
export function edgeWeights(problem: CompiledProblem, points: readonly Float64Array[]): Float64Array {
  const ends = heldEnds(problem)
  const weights = new Float64Array(points[0]!.length).fill(1)
  problem.variables.forEach(({ from, to }, axis) => {
    const [lower, upper] = ends[axis]!
    points[axis]!.forEach((x, p) => {
      const s = (x - from) / (to - from)
      const share = lower && upper ? 4 * s * (1 - s) : lower ? s * (2 - s) : upper ? 1 - s * s : 1
      weights[p]! *= Math.max(0, share) ** 2
    })
  })
  return weights
}

/** The problem with residuals that count by their distance to held edges. */
export function withEdgeWeights(experiment: Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>): BoundProblem {
  const problem = {
    ...compileProblem(loadProblem(experiment.yaml), experiment.parameters, experiment.files),
    pointWeights: true as const
  }
  const bound = bindProblem(problem, trialForm(problem), experiment.settings)
  const { built, bindings } = bound
  const weights = edgeWeights(problem, bindings.points[built.groups.interior]!)
  for (const { pointWeight } of built.plan.groups[built.groups.interior]!.terms) bindings.columns[pointWeight!]!.set(weights)
  return bound
}
