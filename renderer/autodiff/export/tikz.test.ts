import { expect, it } from 'vitest'
import type { Layout } from '../graph/layout.ts'
import { NONE_OPEN } from '../graph/open.ts'
import { partsOf } from '../graph/parts.ts'
import { boardDerivation } from '../../testing/fake/derivation.ts'
import { graphTikz } from './tikz.ts'

const report = boardDerivation()
const parts = partsOf(report, NONE_OPEN)
const layout: Layout = {
  ...{ width: 1000, height: 200 },
  boxes: new Map(parts.parts.map(({ id }, k) => [id, { x: 100 + 200 * k, y: 100, width: 140, height: 90 }])),
  wires: new Map(
    parts.links.map(({ id }, k) => [
      id,
      {
        points: [
          { x: 170 + 100 * k, y: 100 },
          { x: 230 + 100 * k, y: 100 }
        ],
        label: { x: 200, y: 100 }
      }
    ])
  )
}
const tikz = graphTikz({ report, mode: 'reverse', place: null }, { parts, layout })

it('draws every node and every wire, with balanced braces and groups', () => {
  expect(tikz.match(/\\node\[(input|power|function|arithmetic), /g)).toHaveLength(5)
  expect(tikz.match(/\\draw\[/g)).toHaveLength(report.edges.length)
  expect(tikz.split('{').length).toBe(tikz.split('}').length)
  expect(tikz.match(/\\begingroup/g)).toHaveLength(tikz.match(/\\endgroup/g)!.length)
})

it('stays within a line and a page, and leaves no blank behind', () => {
  expect(tikz).toContain('\\ifdim\\wd0>\\linewidth\\sbox0{\\resizebox{\\linewidth}{!}{\\usebox0}}\\fi%')
  expect(tikz).toContain('\\ifdim\\ht0>0.9\\textheight')
  expect(tikz.slice(tikz.indexOf('\\end{tikzpicture}')).split('\n').slice(0, 5)).toSatisfy((lines: string[]) =>
    lines.every((line) => line.endsWith('%'))
  )
})

it('sets the local derivative over its value', () => {
  expect(tikz).toMatch(/\{\$2.{0,3}x\$ \\\\ \\tiny \$4\$\}/)
})
