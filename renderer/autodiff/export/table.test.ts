import { expect, it } from 'vitest'
import { toCsv } from '../../charts/table.ts'
import { boardDerivation } from '../../testing/fake/derivation.ts'
import { sweepLatex, sweepTable } from './table.ts'

it('lists the nodes in the order of the sweep, contributions apart', () => {
  const lines = toCsv(sweepTable(boardDerivation(), 'reverse')).trim().split('\n')
  expect(lines[0]).toBe('step,node,name,operation,parents,value,tangent,adjoint,contributions,cost_of_adjoint')
  expect(lines[1]).toBe('1,x5,d,sqrt,x4,7.65494284976343,14.5260784108564,1,,0')
  expect(lines[4]).toMatch(/^4,x2,a,pow,x1,4,4,3\.63151960271411,0\.0653172740558673 \+ 3\.566202\d+,2$/)
})

it('writes the same table for LaTeX, with balanced braces and no bare special sign', () => {
  const latex = sweepLatex(boardDerivation(), 'reverse')
  expect(latex).toContain('\\texttt{sqrt(x\\textasciicircum{}2 + exp(x\\textasciicircum{}2))}')
  expect(latex).toContain('$x_{2} = a$ & $x^{2}$ & $4$ & $3.63151960271411$ & 2 \\\\')
  expect(latex.split('{').length).toBe(latex.split('}').length)
})

it('lets a long expression be broken, and a long table go over several pages', () => {
  const board = boardDerivation()
  const expression = 'sin(x)+'.repeat(12)
  const many = { ...board, expression, sweeps: { ...board.sweeps, reverse: Array.from({ length: 41 }, () => board.sweeps.reverse[0]!) } }
  const latex = sweepLatex(many, 'reverse')
  expect(latex).toContain('\\begin{longtable}')
  expect(latex).toContain('x)+\\allowbreak sin')
  expect(latex.split('{').length).toBe(latex.split('}').length)
  expect(sweepLatex(board, 'evaluation')).toContain('Node & Operation & Value & FLOPs')
})
