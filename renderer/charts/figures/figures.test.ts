import type { Annotation, Data } from 'plotly.js-dist'
import { expect, test } from 'vitest'
import {
  decayCurve,
  decayEuler,
  decayReport,
  decaySnapshot,
  diffusionReport,
  diffusionSnapshot,
  lectureSweep,
  sampleFrame,
  sampleTheme
} from '../samples.ts'
import type { Figure } from '../figure.ts'
import { toCsv } from '../table.ts'
import { drawing, figures } from './index.ts'

type Scatter = Extract<Data, { type?: 'scatter' }>
const scatters = ({ data }: Figure) => data.filter((trace): trace is Scatter => trace.type === 'scatter')
const named = (figure: Figure, name: string) => scatters(figure).find((trace) => trace.name === name)
const texts = ({ layout }: Figure) => (layout.annotations ?? []).map(({ text }) => text)
const labelled = ({ layout }: Figure, text: string): Annotation | undefined => layout.annotations?.find((one) => one.text === text)
const decay = { snapshot: decaySnapshot(), report: decayReport() }
const diffusion = { snapshot: diffusionSnapshot(), report: diffusionReport() }

test('the exact solution is thin and on top of the broad network; the classical one dashed with squares', () => {
  const figure = figures.solution({ ...decay, classical: decayEuler() }, sampleFrame)
  const order = scatters(figure).flatMap(({ name }) => (name === undefined ? [] : [name]))
  expect(order).toEqual(['Euler', 'Network', 'Exact'])
  expect(named(figure, 'Network')?.line).toMatchObject({ width: 4, color: sampleTheme.network })
  expect(named(figure, 'Exact')?.line).toMatchObject({ width: 1.25, color: sampleTheme.exact })
  expect(named(figure, 'Euler')?.line?.dash).toBe('6px,3px')
  expect(scatters(figure).some(({ marker }) => marker?.symbol === 'square')).toBe(true)
})

test('names at the ends of lines that meet do not overlap and keep the order of the lines', () => {
  const figure = figures.solution({ ...decay, classical: decayEuler() }, sampleFrame)
  const heights = ['Exact', 'Network', 'Euler'].map((name) => -(labelled(figure, name)?.yshift ?? Number.NaN))
  expect(heights).toEqual([...heights].sort((a, b) => a - b))
  for (let i = 1; i < 3; i++) expect((heights[i] ?? 0) - (heights[i - 1] ?? 0)).toBeGreaterThanOrEqual(11.5 * 1.24 - 1e-6)
})

test('conditions stand as open circles where they hold the value', () => {
  const circle = scatters(figures.solution(decay, sampleFrame)).find(({ marker }) => marker?.symbol === 'circle')
  expect([circle?.x, circle?.y]).toEqual([[0], [10]])
  expect(circle?.marker?.color).toBe(sampleTheme.surface)
  const soft = { ...decayReport(), conditions: decayReport().conditions.map((one) => ({ ...one, how: 'soft' as const })) }
  const without = scatters(figures.solution({ ...decay, report: soft }, sampleFrame)).find(({ marker }) => marker?.symbol === 'circle')
  expect(without?.x).toEqual([])
})

test('the error has a diamond at its largest value, which is written beside it', () => {
  const figure = figures.error(decay, sampleFrame)
  expect(texts(figure).some((text) => text?.startsWith('−0.0552 at t = 0.4'))).toBe(true)
  expect(scatters(figure).find(({ marker }) => marker?.symbol === 'diamond')?.y?.[0]).toBeCloseTo(-0.0552, 3)
  expect(figure.layout.yaxis?.zeroline).toBe(true)
  expect(figure.alt).toContain('largest −0.0552')
})

test('without an exact solution there is a residual but no error', () => {
  const [field] = decay.snapshot.fields
  if (field === undefined) throw new Error('the sample has a field')
  const blind = { ...decay, snapshot: { ...decay.snapshot, fields: [{ ...field, exact: null }] } }
  expect(() => figures.error(blind, sampleFrame)).toThrow('no error to draw')
  expect(figures.residual(blind, sampleFrame).alt).toContain('Residual')
})

test('the loss is logarithmic in powers of ten, iterations linear with thin spaces', () => {
  const figure = figures.loss({ curve: decayCurve(5000), planned: 10_000, status: 'RUNNING' }, sampleFrame)
  expect(figure.layout.yaxis).toMatchObject({
    type: 'log',
    ticktext: expect.arrayContaining(['10<sup>−1</sup>', '10<sup>2</sup>']) as string[]
  })
  expect(figure.layout.xaxis?.ticktext).toContain('2\u2009000')
  expect(figure.layout.xaxis?.range).toEqual([0, 10_000])
})

test('the run before goes on as a dotted line after the newest iteration', () => {
  const previous = { curve: decayCurve(10_000), label: 'same seed, last run' }
  const figure = figures.loss({ curve: decayCurve(5000), planned: 10_000, status: 'RUNNING', previous }, sampleFrame)
  const dotted = scatters(figure).find(({ line }) => String(line?.dash) === '2px,4px')
  expect(dotted?.x?.[0]).toBeGreaterThanOrEqual(4990)
  expect(texts(figure).some((text) => text?.startsWith('same seed, last run: 0.067'))).toBe(true)
})

test('a diverged loss ends in a cross with the reason, and what cannot be shown is counted', () => {
  const curve = { iteration: [0, 1, 2, 3, 4], loss: [367, 2527, 19520, 21960, Number.NaN] }
  const figure = figures.loss({ curve, planned: 10, status: 'DIVERGED', reason: 'NaN at iteration 4' }, sampleFrame)
  const cross = scatters(figure).find(({ marker }) => marker?.symbol === 'x-thin')
  expect([cross?.x, cross?.y]).toEqual([[4], [21960]])
  expect(texts(figure)).toContain('NaN, iteration 4')
  expect(texts(figure)).toContain('1 point not shown')
  expect(figure.hidden).toBe(1)
})

test('time runs to the right in a field, and its grid is read the right way round', () => {
  const figure = figures.field({ ...diffusion, show: 'exact', slice: 0.5 }, sampleFrame)
  const [map] = figure.data
  if (map?.type !== 'heatmap') throw new Error('a field is a heatmap')
  const z = map.z as number[][]
  expect(figure.layout.xaxis?.unifiedhovertitle?.text).toContain('t')
  expect(z[30]?.[0]).toBeCloseTo(1) // x = 0.5, t = 0
  expect(z[30]?.[60]).toBeCloseTo(Math.exp(-(Math.PI ** 2))) // x = 0.5, t = 1
  expect(z[0]?.[0]).toBeCloseTo(0)
  expect(figure.layout.shapes?.length).toBe(2)
})

test('an error field is logarithmic in colour and rings its largest value', () => {
  const figure = figures.error_field(diffusion, sampleFrame)
  const [map, ring] = figure.data
  if (map?.type !== 'heatmap' || ring?.type !== 'scatter') throw new Error('a heatmap and a ring')
  expect([map.zmin, map.zmax]).toEqual([-6, -1])
  expect([ring.x?.[0], ring.y?.[0]]).toEqual([1, 0.25])
})

test('a slice interpolates between the columns of the grid and keeps the range of the whole field', () => {
  const at = (slice: number) => figures.slice({ ...diffusion, at: slice }, sampleFrame)
  const peak = (figure: Figure) => Math.max(...((named(figure, 'Reference')?.y ?? []) as number[]))
  expect(peak(at(0.1))).toBeCloseTo(Math.exp(-(Math.PI ** 2) * 0.1), 6)
  // Between two columns the chord lies a little above the curve.
  expect(peak(at(0.1083))).toBeCloseTo(Math.exp(-(Math.PI ** 2) * 0.1083), 2)
  expect(at(0.1).layout.yaxis?.range).toEqual(at(0.9).layout.yaxis?.range)
  expect(at(0).data.some((trace) => trace.type === 'scatter' && trace.name?.startsWith('Start'))).toBe(false)
})

test('the edges of a slice are held, the start only at its own time', () => {
  const held = (slice: number) =>
    scatters(figures.slice({ ...diffusion, at: slice }, sampleFrame)).find(({ marker }) => marker?.symbol === 'circle')?.x
  expect(held(0.5)).toEqual([0, 1])
})

test('a sweep’s heatmap hatches the diverged, says the word, rings the best and counts few seeds', () => {
  const figure = figures.sweep_heatmap(
    { sweep: lectureSweep(), x: 'network.hidden', y: 'training.learning_rate', show: 'lecture:15' },
    { ...sampleFrame, width: 720 }
  )
  const hatched = scatters(figure).filter(({ fillpattern }) => fillpattern?.shape === '/')
  expect(hatched.length).toBe(5)
  expect(texts(figure).filter((text) => text === 'diverged').length).toBe(5)
  expect(texts(figure)).toContain('iteration 694')
  expect(figure.layout.shapes?.length).toBe(2)
  expect(figure.alt).toContain('5 of 25 cells diverged')
  const [map] = figure.data
  if (map?.type !== 'heatmap') throw new Error('a heatmap')
  expect((map.z as (number | null)[][])[4]).toEqual([null, null, null, null, null])
})

test('every seed is a marker, rows sorted by their median, the diverged in their own column', () => {
  const figure = figures.sweep_seeds({ sweep: lectureSweep(['1', '2', '3']), group: 'training.learning_rate' }, sampleFrame)
  const rows = (figure.layout.yaxis?.ticktext ?? []) as string[]
  expect(rows.slice(-5).every((name) => name.startsWith('0.3 '))).toBe(true)
  expect(rows[0]).toContain('0.01')
  expect(texts(figure).filter((text) => text === '×××').length).toBe(5)
})

test('the CSV of every figure holds the numbers that were drawn', () => {
  const solution = figures.solution(decay, sampleFrame).numbers()
  expect(solution.columns).toEqual(['t', 'network', 'exact', 'training_point'])
  expect(solution.rows[0]).toEqual([0, 10, 10, 10])
  expect(toCsv(figures.loss({ curve: { iteration: [0, 1], loss: [2, 0.5] }, planned: 1, status: 'FINISHED' }, sampleFrame).numbers())).toBe(
    'iteration,loss\n0,2\n1,0.5\n'
  )
  const field = figures.field({ ...diffusion, show: 'network' }, sampleFrame).numbers()
  expect(field.columns).toEqual(['x', 't', 'u'])
  expect(field.rows.length).toBe(61 * 61)
  expect(field.rows[1]?.[1]).toBeCloseTo(1 / 60)
})

test('zooming changes the ranges and the ticks, not the data', () => {
  const whole = figures.solution(decay, sampleFrame)
  const part = figures.solution(decay, { ...sampleFrame, view: { x: [0.2, 0.4], y: [4, 7] } })
  expect(part.layout.xaxis?.range).toEqual([0.2, 0.4])
  expect(part.layout.xaxis?.tickvals).toContain(0.3)
  expect(part.numbers().rows).toEqual(whole.numbers().rows)
})

test('a drawing waits for its room', () => {
  const waiting = drawing('solution', decay)
  expect(waiting(sampleFrame).layout.width).toBe(560)
  expect(waiting({ ...sampleFrame, width: 300 }).layout.width).toBe(300)
})
