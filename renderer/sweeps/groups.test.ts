import { expect, test } from 'vitest'
import { lectureSweep } from '../charts/samples.ts'
import { groupsOf, styleOf, withCurves } from './groups.ts'

// Best first, as the lab orders them: 0.01 with 10 nodes leads.
const base = lectureSweep(['lecture:15', 'lecture:16'])
const sweep = { ...base, configurations: base.configurations.toSorted((a, b) => (a.median ?? 9) - (b.median ?? 9)) }
const [rate, nodes] = sweep.axes

test('one line a value of the axis, the rest held at the best', () => {
  const { groups, held } = groupsOf(sweep, rate, new Set())
  const best = sweep.configurations[0]?.values['network.hidden']
  expect(held).toBe(`${best} nodes`)
  expect(groups.map(({ label }) => label)).toEqual(['0.0001', '0.001', '0.01', '0.1', '0.3'])
  expect(groups.map(({ style }) => style)).toEqual([0, 1, 2, 3, 4])
  expect(groups[2]?.runs).toEqual([`run-0.01-${best}-0`, `run-0.01-${best}-1`])
})

test('by another axis the rates are held', () => {
  const { groups, held } = groupsOf(sweep, nodes, new Set())
  expect(held).toBe('learning rate 0.01')
  expect(groups.map(({ label }) => label)).toEqual(['2', '5', '10', '20', '50'])
})

test('the chosen are drawn, each by itself, and at most as many as there are styles', () => {
  const two = groupsOf(sweep, rate, new Set(['c-0.1-2', 'c-0.01-10']))
  expect(two.groups.map(({ label }) => label).sort()).toEqual(['0.01 × 10', '0.1 × 2'])
  expect(two.held).toBe('the chosen')
  const all = groupsOf(sweep, rate, new Set(sweep.configurations.map(({ config }) => config)))
  expect(all.groups).toHaveLength(7)
  expect(all.held).toBe('the best 7 of the 25 chosen')
})

test('a mark goes by the value, not by the rank', () => {
  const configuration = sweep.configurations.find(({ config }) => config === 'c-0.1-2')
  expect(configuration && styleOf(rate, configuration)).toBe(3)
  expect(configuration && styleOf(undefined, configuration)).toBe(0)
})

test('curves that have not come yet are left out, the line keeps its style', () => {
  const { groups } = groupsOf(sweep, rate, new Set())
  const curve = { iteration: [0, 1], loss: [2, 1] }
  const drawn = withCurves(groups, (run) => (run.startsWith('run-0.1-') ? curve : undefined))
  expect(drawn.map(({ curves }) => curves.length)).toEqual([0, 0, 0, 2, 0])
  expect(drawn[3]?.style).toBe(3)
})
