import { LabError } from '../errors.ts'
import { timeAxis } from '../problem/classify.ts'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { pointCounts } from '../problem/points.ts'
import type { Experiment } from '../training/experiment.ts'
import { numericEquation } from './equation.ts'
import type { Fit, NumericEquation } from './equation.ts'
import { solveTwoPoint, twoPointProblem } from './solve-boundary-value.ts'
import { diffusionProblem, solveDiffusion } from './solve-diffusion.ts'
import { initialValueProblem, solveInitialValue } from './solve-initial-value.ts'
import { solveWave, waveProblem } from './solve-wave.ts'
import type { ReferenceMethod, ReferenceOptions, ReferenceResult } from './types.ts'

const LABELS: Record<ReferenceMethod, string> = {
  euler: 'Forward Euler',
  rk4: 'Runge-Kutta 4',
  finite_differences: 'Finite differences',
  explicit_diffusion: 'Explicit scheme',
  leapfrog: 'Leapfrog'
}

type Solve = (options: ReferenceOptions, standard: readonly number[]) => Omit<ReferenceResult, 'label' | 'seconds'>
type Posed = Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>

/** The methods that fit the problem, best known first; none with the reason when none does. Throws what reading the problem throws. */
export function referenceMethods(experiment: Posed): { methods: { method: ReferenceMethod; label: string }[]; reason: string | null } {
  const { methods, reason } = fitting(experiment)
  return { methods: methods.map((method) => ({ method, label: LABELS[method] })), reason: reason === undefined ? null : sentence(reason) }
}

/**
 * Solves the problem by a classical method, on the same number of points as the network trains on where the options do not say otherwise. `now` is a clock in
 * milliseconds. Throws LabError `reference-unfit` when the method does not fit the problem, `reference-options` when the options do not.
 */
export function solveReference(experiment: Posed, options: ReferenceOptions, now: () => number = Date.now): ReferenceResult {
  const started = now()
  const { methods, solve, reason, variables } = fitting(experiment)
  if (solve === undefined || !methods.includes(options.method)) {
    const why = solve === undefined ? sentence(reason ?? 'no classical method fits') : 'It is made for another kind of problem.'
    const cure =
      methods.length === 0
        ? 'Compare with the exact solution, or with another run.'
        : `Available here: ${methods.map((method) => LABELS[method]).join(', ')}.`
    throw new LabError('reference-unfit', `${LABELS[options.method]} cannot solve this problem. ${why}`, cure)
  }
  const result = solve(options, pointCounts(experiment.settings, variables))
  return { ...result, label: LABELS[options.method], seconds: (now() - started) / 1000 }
}

function fitting({ yaml, parameters, files }: Posed) {
  const problem = compileProblem(loadProblem(yaml), parameters, files)
  const { variables } = problem
  const equation = numericEquation(problem)
  const found: Fit<{ methods: ReferenceMethod[]; solve: Solve }> =
    equation.reason !== undefined
      ? equation
      : variables.length === 1
        ? inOneVariable(equation.fit)
        : inTwoVariables(equation.fit, timeAxis(problem))
  return { variables, methods: found.fit?.methods ?? [], solve: found.fit?.solve, reason: found.reason }
}

function inOneVariable(equation: NumericEquation): Fit<{ methods: ReferenceMethod[]; solve: Solve }> {
  const initial = initialValueProblem(equation)
  if (initial.fit !== undefined) {
    const { fit } = initial
    return { fit: { methods: ['euler', 'rk4'], solve: (options, [points = 2]) => solveInitialValue(fit, options, points) } }
  }
  const boundary = twoPointProblem(equation)
  if (boundary.fit !== undefined) {
    const { fit } = boundary
    return { fit: { methods: ['finite_differences'], solve: (options, [points = 3]) => solveTwoPoint(fit, options, points) } }
  }
  const [variable] = equation.variables
  const bothEnds = equation.conditions.some(({ point }) => point === variable?.to)
  return { reason: bothEnds ? boundary.reason : initial.reason }
}

function inTwoVariables(equation: NumericEquation, time: number): Fit<{ methods: ReferenceMethod[]; solve: Solve }> {
  if (equation.variables.length !== 2 || time < 0)
    return { reason: 'the classical methods here go forward in a time variable, and it has none' }
  const order = Math.max(0, ...equation.derivatives.map(({ order }) => order[time] ?? 0))
  if (order === 1) {
    const diffusion = diffusionProblem(equation, time)
    if (diffusion.fit === undefined) return diffusion
    const { fit } = diffusion
    return { fit: { methods: ['explicit_diffusion'], solve: (options) => solveDiffusion(fit, options) } }
  }
  if (order === 2) {
    const wave = waveProblem(equation, time)
    if (wave.fit === undefined) return wave
    const { fit } = wave
    return { fit: { methods: ['leapfrog'], solve: (options, points) => solveWave(fit, options, points[1 - time] ?? 3) } }
  }
  return { reason: `the equation is of order ${order} in time; the schemes here are for order 1 and 2` }
}

const sentence = (reason: string) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
