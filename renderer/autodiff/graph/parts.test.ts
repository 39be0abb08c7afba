import { describe, expect, it } from 'vitest'
import type { GroupReport } from '../../../core/autodiff/explore/report.ts'
import { boardDerivation } from '../../testing/fake/derivation.ts'
import { closed, NONE_OPEN, opened, openedAround, reachedIn } from './open.ts'
import { partsOf } from './parts.ts'

const board = boardDerivation()
const group = (id: number, parent: number | null, first: number, last: number): GroupReport => ({
  ...{ id, parent, first: `x${first}`, last: `x${last}`, nodes: last - first + 1, label: `${last - first + 1} nodes` }
})
const grouped = { ...board, groups: [group(0, null, 1, 3), group(1, 0, 1, 2), group(2, null, 4, 5)] }

it('draws a small graph node by node, a line for every use', () => {
  const { parts, links } = partsOf(board, NONE_OPEN)
  expect(parts.map(({ id }) => id)).toEqual(['x1', 'x2', 'x3', 'x4', 'x5'])
  expect(links.map(({ from, to }) => `${from}${to}`)).toEqual(['x1x2', 'x2x3', 'x2x4', 'x3x4', 'x4x5'])
})

it('draws both lines of x*x', () => {
  const square = { ...board, edges: [0, 1].map((argument) => ({ ...board.edges[0]!, argument })) }
  expect(partsOf(square, NONE_OPEN).links).toHaveLength(2)
})

describe('groups', () => {
  it('stand for their nodes while they are closed, one line for all edges between two of them', () => {
    const { parts, links, partOf } = partsOf(grouped, NONE_OPEN)
    expect(parts.map(({ id }) => id)).toEqual(['g0', 'g2'])
    expect(links).toMatchObject([{ from: 'g0', to: 'g2', edges: [2, 3], edge: null }])
    expect(partOf).toEqual(['g0', 'g0', 'g0', 'g2', 'g2'])
  })

  it('show the groups within them when they are open, then nodes', () => {
    const once = opened(NONE_OPEN, 0)
    expect(partsOf(grouped, once).parts.map(({ id }) => id)).toEqual(['g1', 'x3', 'g2'])
    expect(partsOf(grouped, once).around.map(({ id }) => id)).toEqual([0])
    expect(partsOf(grouped, opened(once, 1)).parts.map(({ id }) => id)).toEqual(['x1', 'x2', 'x3', 'g2'])
  })

  it('close with all that is open within them', () => {
    const open = opened(opened(opened(NONE_OPEN, 0), 1), 2)
    expect([...closed(grouped.groups, open, 0)]).toEqual([2])
  })

  it('open around a node that is looked for', () => {
    expect([...openedAround(grouped, NONE_OPEN, 'x2')].toSorted()).toEqual([0, 1])
  })

  it('tell how far a sweep has come in them', () => {
    expect(Object.fromEntries(reachedIn(partsOf(grouped, NONE_OPEN), board.sweeps.reverse.slice(0, 3)))).toEqual({ g2: 2, g0: 1 })
  })
})
