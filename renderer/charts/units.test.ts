import { expect, test } from 'vitest'
import { figures } from './figures/index.ts'
import { decayReport, decaySnapshot, diffusionReport, diffusionSnapshot, sampleFrame } from './samples.ts'

const units = { t: 's', x: 'mm', g: 'kg', u: 'K', k: '1/s' }
const curve = { report: { ...decayReport(), units }, snapshot: { ...decaySnapshot(), units } }
const plane = { report: { ...diffusionReport(), units }, snapshot: { ...diffusionSnapshot(), units } }
const anatomy = {
  ...curve,
  snapshot: { ...curve.snapshot, fields: curve.snapshot.fields.map((one) => ({ ...one, h1: one.exact, h2: one.network })) }
}
const fixture = { iteration: [0, 1], estimates: [{ name: 'k', values: [1, 2] }], planned: 2, units }

test.each([
  ['solution', () => figures.solution(curve, sampleFrame), ['t_s', 'exact_kg', 'network_kg', 'training_point_kg']],
  ['error', () => figures.error(curve, sampleFrame), ['t_s', 'error_kg', 'training_point_kg']],
  ['residual', () => figures.residual(curve, sampleFrame), ['t_s', 'residual', 'training_point']],
  ['together', () => figures.together(curve, sampleFrame), ['t_s', 'g_kg', 'exact_g_kg']],
  ['anatomy', () => figures.anatomy(anatomy, sampleFrame), ['t_s', 'h1_kg', 'network', 'h2', 'solution_kg', 'residual']],
  ['estimates', () => figures.estimates(fixture, sampleFrame), ['iteration', 'k_1_s']],
  ['field', () => figures.field({ ...plane, show: 'network' }, sampleFrame), ['x_mm', 't_s', 'u_k']],
  ['error_field', () => figures.error_field(plane, sampleFrame), ['x_mm', 't_s', 'error_k']],
  ['points', () => figures.points(plane, sampleFrame), ['x_mm', 't_s', 'kind']],
  [
    'solution_overlay',
    () => figures.solution_overlay({ runs: [{ label: 'a', snapshot: curve.snapshot }], units }, sampleFrame),
    ['t_s', 'a_kg', 'exact_kg']
  ]
])('the numbers of %s say their units', (_, draw, columns) => expect([...draw().numbers().columns].sort()).toEqual(columns.sort()))

test('titles of axes say them', () => {
  const titles = (figure: ReturnType<typeof figures.error>) => (figure.layout.annotations ?? []).map(({ text }) => text)
  expect(titles(figures.error(curve, sampleFrame))).toEqual(expect.arrayContaining(['<i>t</i> (s)', 'network − exact (kg)']))
  expect(titles(figures.together(curve, sampleFrame))).toEqual(expect.arrayContaining(['<i>t</i> (s)', '(kg)']))
  expect(titles(figures.anatomy(anatomy, sampleFrame))).toEqual(expect.arrayContaining(['h<sub>1</sub> (kg)', 'N', 'residual']))
  const overlay = figures.solution_overlay({ runs: [{ label: 'a', snapshot: curve.snapshot }], units }, sampleFrame)
  expect(titles(overlay)).toEqual(expect.arrayContaining(['<i>t</i> (s)', '<i>g</i> (kg)']))
})
