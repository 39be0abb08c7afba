import { expect, it } from 'vitest'
import { boardDerivation } from '../testing/fake/derivation.ts'
import { bracketed } from './brackets.ts'

const board = boardDerivation()

it('multiplies a path out from the result in reverse mode, and from the input in forward mode', () => {
  const nodes = board.nodes.slice(0, 3)
  const chain = {
    ...board,
    nodes,
    edges: board.edges.slice(0, 2),
    outputs: board.outputs.map((output) => ({ ...output, node: 'x3' as const }))
  }
  expect(bracketed(chain, 'reverse')).toBe(
    '\\frac{\\partial b}{\\partial x} = \\frac{\\partial b}{\\partial a}\\,\\frac{\\partial a}{\\partial x}'
  )
  const longer = { ...board, edges: board.edges.filter((_, k) => k !== 2) }
  const [d, c, b, a] = ['d}{\\partial c', 'c}{\\partial b', 'b}{\\partial a', 'a}{\\partial x'].map((part) => `\\frac{\\partial ${part}}`)
  expect(bracketed(longer, 'reverse')).toBe(`\\frac{\\partial d}{\\partial x} = \\left[\\left[${d}\\,${c}\\right]${b}\\right]${a}`)
  expect(bracketed(longer, 'forward')).toBe(`\\frac{\\partial d}{\\partial x} = ${d}\\left[${c}\\left[${b}\\,${a}\\right]\\right]`)
})

it('adds the paths of the board’s function', () => {
  expect(bracketed(board, 'reverse')?.split(' + ')).toHaveLength(2)
})

it('is silent about graphs of many paths', () => {
  const ladder = Array.from({ length: 8 }, (_, k) =>
    [0, 1].map((argument) => ({ ...board.edges[0]!, from: `x${k + 1}` as const, to: `x${k + 2}` as const, argument }))
  )
  const outputs = board.outputs.map((output) => ({ ...output, node: 'x9' as const }))
  expect(bracketed({ ...board, edges: ladder.flat(), outputs }, 'reverse')).toBeNull()
})
