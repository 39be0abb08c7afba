import { expect, test } from 'vitest'
import { diffusionReport, diffusionSnapshot, sampleFrame } from '../samples.ts'
import { figures } from './index.ts'

/** Sides in px of the maps of a square in space, or of space and time. */
function sides(space: boolean): { width: number; height: number }[] {
  const [report, snapshot] = [diffusionReport(), diffusionSnapshot()]
  const variables = report.variables.map((one, axis) => ({ ...one, name: axis === 0 ? 'x' : space ? 'y' : 't' }))
  const axes = snapshot.axes.map((one, axis) => ({ ...one, name: variables[axis]?.name ?? '' }))
  const problem = space ? { ...report.problem, kind: 'elliptic' as const } : report.problem
  const frame = { ...sampleFrame, width: 1240, height: 520 }
  const fields = snapshot.fields.map((one) => ({ ...one, h1: one.solution, h2: one.network }))
  const { layout, panel } = figures.anatomy({ report: { ...report, problem, variables }, snapshot: { ...snapshot, axes, fields } }, frame)
  const part = ([from, to]: number[] = []) => (to ?? 0) - (from ?? 0)
  const all = layout as Record<string, { domain?: number[] }>
  return ['', '2', '3', '4', '5'].map((n) => ({
    width: part(all[`xaxis${n}`]?.domain) * panel.width,
    height: part(all[`yaxis${n}`]?.domain) * panel.height
  }))
}

test('maps of space have equal scales and stand in one row where that costs little; those of time fill the pane', () => {
  const [first, ...others] = sides(true)
  expect(first?.width).toBeGreaterThan(150)
  expect(first?.width).toBeCloseTo(first?.height ?? 0, 6)
  for (const one of others) expect(one.width).toBeCloseTo(first?.width ?? 0, 6)
  const [timed] = sides(false)
  expect(timed?.height).toBeGreaterThan(1.5 * (timed?.width ?? 0))
})
