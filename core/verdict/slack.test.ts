import { expect, test } from 'vitest'
import { add } from '../autodiff/fold.ts'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { LIBRARY } from '../problem/library/index.ts'
import { checkPoints, largestChange } from '../reference/collocation/solve.ts'
import { numericSystem } from '../reference/system.ts'
import { linearisedDefect } from './defect.ts'
import { nodeField, valuesOf } from './testing/fields.ts'
import { judgedAs } from './testing/judged.ts'
import { windowedDefect } from './windowed-defect.ts'

// of every kind one: growing, decaying, oscillating, stiff, nonlinear, with layers, of order four, a system
const ROUGH = [
  'lecture-logistic',
  'two-rates',
  'oscillator',
  'lagaris-3-boundary',
  'bratu-upper',
  'fokker-planck',
  'beam-cantilever',
  'lagaris-4'
]
const rough = LIBRARY.filter(({ id }) => ROUGH.includes(id))

test('all of them are here', () => {
  expect(rough).toHaveLength(ROUGH.length)
})

test.each(rough.map(({ id, yaml, files }) => [id, yaml, files] as const))(
  '%s: a rough residual, and an error within its bound',
  (_, yaml, files) => {
    const system = numericSystem(compileProblem(loadProblem(yaml), {}, files))
    const { graph, variables } = system
    const { from, to } = variables[0]!
    const places = checkPoints(system)
    // 350 waves: more than any of the discretisations follows
    const slope = (700 * Math.PI) / (to - from)
    const wave = (k: number) =>
      graph.apply(
        'mul',
        graph.constant(1e-9),
        graph.apply('cos', graph.apply('mul', graph.constant(slope * (1 + 0.1 * k)), graph.coordinate(0)))
      )
    const nodes = system.exact.map((exact, k) => add(graph, exact!, wave(k)))
    const truth = Math.max(
      ...nodes.map((node, k) => largestChange(valuesOf(graph, node, places), valuesOf(graph, system.exact[k]!, places)))
    )
    const { trusted, bound, error, why } = linearisedDefect(system, nodeField(system, nodes))
    if (bound !== null) expect(bound).toBeGreaterThan(truth)
    else expect(trusted ? error! > truth / 2 : why !== null).toBe(true)
  }
)

const decay = (from: number, to: number, start: string) =>
  numericSystem(
    compileProblem(
      loadProblem(
        `schema: ansatz.problem/1\nvariables: { t: [${from}, ${to}] }\nunknowns: [y]\nequations: ["y' = -y"]\nconditions: ["y(${from}) = ${start}"]\nexact: { y: "exp(-t) + 1e-12*sin(3000*t)" }`
      )
    )
  )
const ripple = (from: number, to: number, start: string) => {
  const system = decay(from, to, start)
  return { system, field: nodeField(system, [system.exact[0]!]) }
}

test('the bound is what a residual of that size may cost', () => {
  // |residual| = 3e-9 everywhere: (1 - e^-1) 3e-9 = 1.9e-9, of which 1e-12 is the error
  const { system, field } = ripple(0, 1, '1')
  const { trusted, bound } = linearisedDefect(system, field)
  expect(trusted).toBe(true)
  expect(bound! / 1.9e-9).toBeGreaterThan(0.9)
  expect(bound! / 1.9e-9).toBeLessThan(3)
})

test('windows carry the bound over', () => {
  const [one, two] = [
    linearisedDefect(...only(ripple(0, 1, '1'))),
    windowedDefect([ripple(0, 0.5, '1'), ripple(0.5, 1, 'exp(-0.5) + 1e-12*sin(1500)')])
  ]
  expect(two.trusted).toBe(true)
  expect(two.bound! / one.bound!).toBeGreaterThan(0.9)
  expect(two.bound! / one.bound!).toBeLessThan(1.5)
})

const only = ({ system, field }: ReturnType<typeof ripple>) => [system, field] as const

test('it is certified with that bound, in words', () => {
  const lines = 'variables: { t: [0, 1] }\nunknowns: [y]\nequations: ["y\' = -y"]\nconditions: ["y(0) = 1"]'
  const said = judgedAs(lines, 'exp(-t) + 1e-12*sin(3000*t)', { reason: 'not asked' })
  expect(said.certified).toBe(true)
  expect(said.level).toBe('sound')
  expect(said.sentence).toMatch(/^Estimated error no more than \d\.\de-9\./)
  expect(said.error).toBe(said.error_bound)
  // one that is not small certifies nothing
  const wild = judgedAs(lines, 'exp(-t) + 3e-6*sin(3000*t)', { reason: 'not asked' })
  expect(wild.certified).toBe(false)
  expect(wild.sentence).toMatch(/cannot be followed/)
})
