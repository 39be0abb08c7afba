import { expect, test } from 'vitest'
import { bindExperiment } from '../problem/prepare.ts'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { edgeWeights, hasHeldEdges, withEdgeWeights } from './edges.ts'
import { resolveExperiment } from './experiment.ts'
import { Fit } from './fit.ts'
import { phasesOf } from './phases.ts'
import { shaped } from './solution-form.ts'
import { evaluateSolution } from './solution.ts'

// a membrane on a square: at the corners no function that vanishes on the edges bends as the equation asks
const membrane = `schema: ansatz.problem/1
name: membrane
variables: { x: [0, 1], y: [0, 1] }
unknowns: [u]
equations: ["u_xx + u_yy = -1"]
conditions: ["u(0, y) = 0", "u(1, y) = 0", "u(x, 0) = 0", "u(x, 1) = 0"]
settings: { training: { optimizer: instant } }
`
/** In the middle: S. Timoshenko & J. N. Goodier, Theory of Elasticity, section 109 (the sum of the series to 12 digits). */
const MIDDLE = 0.0736713532814

test('residuals that count little at edges keep corners from spoiling the middle', () => {
  const stated = resolveExperiment({ source: membrane, id: 'membrane' })
  const settings = shaped(stated.settings, { hidden: [300], count: { x: 20, y: 20 }, features: true })
  const experiment = { ...stated, settings }
  const offBy = (bound: ReturnType<typeof bindExperiment>): number => {
    const fit = new Fit(bound, settings, phasesOf(settings.training))
    while (!fit.over) {
      fit.enter()
      fit.advance()
    }
    const { columns } = evaluateSolution(experiment, bound.bindings.parameters, { x: [0.5], y: [0.5] })
    return Math.abs(columns[0]!.values[0]! - MIDDLE)
  }
  expect(offBy(withEdgeWeights(experiment))).toBeLessThan(2e-7)
  expect(offBy(bindExperiment(experiment))).toBeGreaterThan(1e-6)
})

test('edges count where the solution is given there, and the beginning of an evolution counts in full', () => {
  const problem = compileProblem(
    loadProblem(`schema: ansatz.problem/1
name: rod
variables: { x: [0, 1], t: [0, 2] }
unknowns: [u]
equations: ["u_t = u_xx"]
conditions: ["u(x, 0) = sin(pi*x/2)", "u(0, t) = 0", "u_x(1, t) = 0"]
`)
  )
  expect(hasHeldEdges(problem)).toBe(true)
  expect([...edgeWeights(problem, [Float64Array.of(0, 0.5, 1, 1), Float64Array.of(1, 0, 0, 2)])]).toEqual([0, 0.75 ** 2, 1, 1])
})
