import { expect, test } from 'vitest'
import { cubeOf } from '../cube.ts'
import { pointGroups } from '../point-groups.ts'
import { diffusionReport, diffusionSnapshot, sampleFrame } from '../samples.ts'
import { figures } from './index.ts'

const report = diffusionReport()
const variables = [...report.variables, { name: 'z', from: -1, to: 3 }]
/** points of x, t and z: one of each kind */
const at = [Float64Array.of(0.5, 0, 0.5, 0.25), Float64Array.of(0.5, 0.5, 0, 1), Float64Array.of(1, 1, 1, 2)]
const base = diffusionSnapshot()
const snapshot = {
  ...base,
  points: { ...base.points, at },
  places: [
    {
      kind: 'data' as const,
      name: 'd',
      unknown: 'u',
      at: [Float64Array.of(0.1), Float64Array.of(0.2), Float64Array.of(0)],
      values: Float64Array.of(7)
    }
  ]
}

test('points are apart by where they lie: the end of time is no side', () => {
  const groups = pointGroups(snapshot, { ...report, variables })
  expect(groups.map(({ kind, at: places }) => [kind, places[0]?.length])).toEqual([
    ['interior', 2],
    ['boundary', 1],
    ['start', 1],
    ['data', 1]
  ])
  expect(groups[2]?.name).toBe('at t = 0')
  const conditioned = variables.map((one) => (one.name === 'x' ? { ...one, role: 'parameter' as const } : one))
  expect(pointGroups(snapshot, { ...report, variables: conditioned }).map(({ kind }) => kind)).toEqual(['interior', 'start', 'data'])
})

test('over two variables they lie in the plane with time to the right', () => {
  const figure = figures.points({ snapshot: { ...base, points: { ...base.points, at: at.slice(0, 2) } }, report }, sampleFrame)
  const drawn = figure.data.filter((trace) => trace.type === 'scatter' && trace.mode === 'markers')
  expect(drawn.map(({ name }) => name?.replace(/^[\d\s]+/, ''))).toEqual(['interior', 'on the sides', 'at t = 0'])
  expect(figure.numbers().columns).toEqual(['x', 't', 'kind'])
  expect(figure.numbers().rows.length).toBe(4)
  expect(figure.alt).toBe('Training points: 2 interior, 1 on the sides, 1 at t = 0.')
})

test('a plane of space has equal scales and its outline; one of space and time fills its pane', () => {
  const lin = (to: number) => Float64Array.from({ length: 11 }, (_, k) => (to * k) / 10)
  const axes = [
    { name: 'x', values: lin(1) },
    { name: 'y', values: lin(1) }
  ]
  const plane = report.variables.map((one, axis) => ({ ...one, name: axis === 0 ? 'x' : 'y', from: 0, to: 1 }))
  const steady = { ...report, problem: { ...report.problem, kind: 'elliptic' as const }, variables: plane }
  const outline = [Float64Array.of(0, 0.5, 0.5), Float64Array.of(0, 0, 1)]
  const figure = figures.points({ snapshot: { ...base, axes, outline }, report: steady }, sampleFrame)
  expect(figure.panel.width).toBeCloseTo(figure.panel.height, 9)
  expect(figure.data[0]).toMatchObject({ mode: 'lines', x: [0, 0.5, 0.5], y: [0, 0, 1] })
  const timed = figures.points({ snapshot: base, report }, sampleFrame)
  expect(timed.panel.width).toBeGreaterThan(1.2 * timed.panel.height)
  const thin = figures.points({ snapshot: { ...base, axes }, report: steady }, { ...sampleFrame, view: { x: [0, 1], y: [0, 0.01] } })
  expect(thin.panel).toMatchObject({ width: timed.panel.width, height: timed.panel.height })
})

test('three variables stand in their box, each point between its corners and coloured by the third', () => {
  const figure = figures.points({ snapshot, report: { ...report, variables } }, sampleFrame)
  const [interior] = figure.data.filter((trace) => trace.type === 'scatter' && trace.mode === 'markers' && trace.showlegend === false)
  if (interior?.type !== 'scatter') throw new Error('points are a scatter')
  expect(interior.marker?.color).toEqual([1, 2])
  expect(interior.marker?.cmax).toBe(3)
  const [a, b, c] = variables
  if (a === undefined || b === undefined || c === undefined) throw new Error('three variables')
  const cube = cubeOf([a, b, c])
  expect([cube.x([1, 1, 3]), cube.y([1, 1, 3])].map((value) => value.toFixed(2))).toEqual(['1.22', '0.88'])
  expect([...cube.front.x, ...cube.behind.x].filter(Number.isNaN).length).toBe(12)
  expect(cube.behind.x.filter(Number.isNaN).length).toBe(3)
})

test('of many points a part is drawn that leaves out no line of their grid', () => {
  const lines = 60
  const many = [0, 1].map((axis) =>
    Float64Array.from({ length: lines * lines }, (_, p) => ((axis === 0 ? Math.floor(p / lines) : p % lines) + 0.5) / lines)
  )
  const figure = figures.points({ snapshot: { ...base, points: { ...base.points, at: many } }, report }, sampleFrame)
  const [interior] = figure.data.filter((trace) => trace.type === 'scatter' && trace.mode === 'markers')
  if (interior?.type !== 'scatter') throw new Error('points are a scatter')
  expect(interior.name).toMatch(/3\s600 interior, 2\s000 drawn|3\s600 interior, 1\s999 drawn|3\s600 interior, 2\s001 drawn/)
  expect(new Set(interior.x as number[]).size).toBe(lines)
  expect(new Set(interior.y as number[]).size).toBe(lines)
})
