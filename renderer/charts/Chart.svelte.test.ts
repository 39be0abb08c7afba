import '../styles/index.css'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Drawing } from './figure.ts'
import { drawing } from './figures/index.ts'
import { plotly } from './plotly.ts'
import Chart from './Chart.svelte'
import { decayCurve, decayReport, decaySnapshot } from './samples.ts'

// Ten megabytes that a test must not wait for.
beforeAll(async () => void (await plotly()))

const decay = { snapshot: decaySnapshot(), report: decayReport() }
const solution = drawing('solution', decay)

/** The chart fills what holds it, so the page gets a size. */
function sized() {
  const target = document.createElement('div')
  target.style.cssText = 'position:fixed;inset:0 auto auto 0;width:560px;height:340px'
  target.className = 'room'
  document.body.append(target)
  return target
}
afterEach(() => document.querySelectorAll('.room').forEach((room) => room.remove()))
const figure = () => page.getByRole('img', { name: /Solution g against t/ })
const lines = () => document.querySelectorAll('.scatterlayer .js-line').length

test('a figure says its conclusion to those who do not see it', async () => {
  await render(Chart, { target: sized(), props: { drawing: solution } })
  await expect.element(figure()).toBeInTheDocument()
  await expect.element(figure()).toHaveAttribute('aria-label', expect.stringContaining('off by at most 0.0552') as string)
  await expect.poll(lines).toBe(2)
})

test('labels have a halo in the colour of the ground', async () => {
  await render(Chart, { target: sized(), props: { drawing: solution } })
  await expect
    .poll(
      () =>
        [...document.querySelectorAll<SVGTextElement>('.annotation text')].find((text) => text.textContent === 'Exact')?.style.paintOrder
    )
    .toBe('stroke')
})

test('the numbers behind it are one call away', async () => {
  const { rerender } = await render(Chart, { target: sized(), props: { drawing: solution, numbers: false } })
  await expect.element(figure()).toBeInTheDocument()
  await rerender({ drawing: solution, numbers: true })
  await expect.element(page.getByRole('columnheader', { name: 'network' })).toBeVisible()
  await expect.element(page.getByRole('region', { name: 'Numbers of this figure' })).toBeVisible()
})

test('the numbers follow what is drawn', async () => {
  const loss = (iterations: number) => drawing('loss', { curve: decayCurve(iterations), planned: 400, status: 'RUNNING' })
  const rows = () => document.querySelector('table')?.getAttribute('aria-rowcount')
  const { rerender } = await render(Chart, { target: sized(), props: { drawing: loss(10), numbers: true } })
  await expect.poll(rows).toBeDefined()
  const before = Number(rows())
  await rerender({ drawing: loss(30), numbers: true })
  await expect.poll(() => Number(rows())).toBeGreaterThan(before)
})

test('a figure that cannot be drawn says so, and the ones before were safe', async () => {
  const broken: Drawing = () => {
    throw new Error('There is nothing to draw from.')
  }
  const { rerender } = await render(Chart, { target: sized(), props: { drawing: solution } })
  await expect.element(figure()).toBeInTheDocument()
  await rerender({ drawing: broken })
  await expect.element(page.getByText('This figure could not be drawn')).toBeVisible()
  await page.getByRole('button', { name: 'Show table' }).click()
  await expect.element(page.getByRole('columnheader', { name: 'exact' })).toBeVisible()
})

test('it redraws for another theme and another size', async () => {
  const target = sized()
  await render(Chart, { target, props: { drawing: solution } })
  await expect.element(figure()).toBeInTheDocument()
  const width = () => document.querySelector('.main-svg')?.getAttribute('width')
  await expect.poll(width).toBe('560')
  target.style.width = '400px'
  await expect.poll(width).toBe('400')
})

test('pictures come at most so often, and the last one comes', async () => {
  let drawn = 0
  const counting = (iterations: number): Drawing => {
    const inner = drawing('loss', { curve: decayCurve(iterations), planned: 400, status: 'RUNNING' })
    return (frame) => {
      drawn++
      return inner(frame)
    }
  }
  const { rerender } = await render(Chart, { target: sized(), props: { drawing: counting(1) } })
  await expect.poll(() => drawn).toBe(1)
  for (let i = 2; i <= 60; i++) {
    await rerender({ drawing: counting(i) })
    await new Promise((done) => setTimeout(done, 10))
  }
  await expect.element(page.getByRole('img', { name: /at iteration 60/ })).toBeInTheDocument()
  expect(drawn).toBeLessThan(25)
})

test('hovering one figure puts a crosshair into the others of the same axis', async () => {
  const first = sized()
  const second = sized()
  second.style.top = '360px'
  await render(Chart, { target: first, props: { drawing: solution, axis: 't' } })
  await render(Chart, { target: second, props: { drawing: drawing('error', decay), axis: 't' } })
  await expect.poll(() => second.querySelectorAll('.js-line').length).toBeGreaterThan(0)
  await userEvent.hover(first.querySelector('.nsewdrag') ?? first, { position: { x: 200, y: 120 } })
  await expect.poll(() => second.querySelector('.cross')).not.toBeNull()
  expect(first.querySelector('.cross')).toBeNull()
})

test('nothing to draw says what starts it', async () => {
  await render(Chart, { target: sized(), props: { drawing: null, loading: true } })
  await expect.element(page.getByLabelText('Loading')).toBeInTheDocument()
})
