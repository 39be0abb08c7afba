import 'katex/dist/katex.min.css'
import { expect, it } from 'vitest'
import { exportTheme } from '../../charts/theme.ts'
import '../../styles/tokens.css'
import { boardDerivation } from '../../testing/fake/derivation.ts'
import { layOut } from '../graph/layout.ts'
import { formulasReady } from '../graph/measure.ts'
import { NONE_OPEN } from '../graph/open.ts'
import { partsOf } from '../graph/parts.ts'
import { DESK, sizesOf } from '../graph/sizes.ts'
import { outlined } from './outlines.ts'
import { scenePdf } from './pdf.ts'
import type { Path } from './path.ts'
import { graphScene } from './scene.ts'
import { sceneSvg } from './svg.ts'

const extent = (path: Path) => {
  const points = path.flatMap((segment) => (segment.to === 'Z' ? [] : [segment.at]))
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

async function boardScene() {
  await formulasReady()
  const report = boardDerivation()
  const parts = partsOf(report, NONE_OPEN)
  const layout = await layOut(parts, sizesOf(DESK))
  return graphScene({ report, mode: 'reverse', place: 4, theme: exportTheme(), outline: outlined, parts, layout })
}

it('reads back where KaTeX puts every glyph, rule and root', async () => {
  const { path, width, height } = await outlined('\\sqrt{\\frac{a}{b}}', 20)
  expect(path.length).toBeGreaterThan(30)
  const { left, right, top, bottom } = extent(path)
  expect(left).toBeGreaterThanOrEqual(-1)
  expect(right).toBeLessThanOrEqual(width + 1)
  expect(top).toBeGreaterThanOrEqual(-1)
  expect(bottom).toBeLessThanOrEqual(height + 1)
  // The lines between numerator and denominator, and over the root, are as wide as they are on the screen.
  expect(right - left).toBeGreaterThan(0.8 * width)
})

it('scales with the type', async () => {
  const [small, large] = await Promise.all([outlined('x^{2}', 10), outlined('x^{2}', 30)])
  expect(large.width / small.width).toBeCloseTo(3, 5)
  expect(extent(large.path).right / extent(small.path).right).toBeCloseTo(3, 5)
})

it('makes an SVG that a browser draws without any font', async () => {
  const scene = await boardScene()
  const svg = sceneSvg(scene)
  expect(svg).not.toContain('<text')
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  await image.decode()
  expect(image.naturalWidth / image.naturalHeight).toBeCloseTo(scene.width / scene.height, 1)
})

it('makes a PDF whose table of objects points at them', async () => {
  const bytes = await scenePdf(await boardScene())
  const text = new TextDecoder('latin1').decode(bytes)
  expect(text.startsWith('%PDF-1.4')).toBe(true)
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1])
  expect(text.slice(start, start + 4)).toBe('xref')
  const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
  expect(places).toHaveLength(5)
  places.forEach((at, k) => expect(text.slice(at).startsWith(`${k + 1} 0 obj`)).toBe(true))
  const length = Number(/\/Length (\d+)/.exec(text)?.[1])
  const from = text.indexOf('stream\n') + 7
  expect(text.slice(from + length, from + length + 10)).toBe('\nendstream')
})
