import { expect, test } from 'vitest'
import { fileName, fileSlug } from './file-name.ts'
import { escaped, latexNumber, latexTable } from './latex.ts'
import { presetOf, PRESETS } from './presets.ts'

test('numbers as mathematics, three digits', () => {
  expect([0.0437499, 1.013e-8, 12345.6, 0, 10, -0.5, Infinity, NaN].map((value) => latexNumber(value))).toEqual([
    '$0.0437$',
    '$1.01\\times10^{-8}$',
    '$1.23\\times10^{4}$',
    '$0$',
    '$10$',
    '$-0.500$',
    '$\\infty$',
    '$\\mathrm{NaN}$'
  ])
})

test('nothing in a name is a command', () => {
  expect(escaped('50 % of a_b & {x} × \\cmd')).toBe('50 \\% of a\\_b \\& \\{x\\} $\\times$ \\textbackslash{}cmd')
})

test('a table that booktabs sets', () => {
  const table = latexTable({
    columns: [
      { label: 'Solution', align: 'left' },
      { label: 'Largest error', align: 'right' }
    ],
    rows: [
      ['Euler, 10 points', 0.45162],
      ['Network', null]
    ],
    caption: 'Decay'
  })
  expect(table).toContain('\\begin{tabular}{lr}')
  expect(table).toContain('    Solution & Largest error \\\\')
  expect(table).toContain('    Euler, 10 points & $0.452$ \\\\')
  expect(table).toContain('    Network & -- \\\\')
})

test('file names that every system takes', () => {
  expect(fileSlug('Decay: learning rate × nodes')).toBe('decay-learning-rate-x-nodes')
  expect(fileSlug('Größe (μ)')).toBe('gro-e')
  expect(fileSlug('…')).toBe('figure')
  expect(fileName('decay-15', 'solution', new Date(2026, 10, 3))).toBe('decay-15_solution_20261103')
})

test('a size is a preset or its own', () => {
  for (const preset of PRESETS) expect(presetOf(preset)).toBe(preset.id)
  expect(presetOf({ width: 91, height: 60, points: 8 })).toBe('own')
})
