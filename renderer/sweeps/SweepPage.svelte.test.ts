import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { SweepDetail } from '../../main/api/types.ts'
import { lectureSweep } from '../charts/samples.ts'
import { detailOf, runOf } from '../testing/fake/runs.ts'
import { problemOf } from '../testing/fake/problems.ts'
import { openPage } from '../testing/page.ts'

let close = () => undefined as void
afterEach(() => close())

const curve = { iteration: Float64Array.of(0, 1000, 2000), loss: Float64Array.of(400, 1, 0.05) }
const ranked = (sweep: SweepDetail): SweepDetail => ({
  ...sweep,
  configurations: sweep.configurations.toSorted((a, b) => (a.median ?? Infinity) - (b.median ?? Infinity))
})

async function open(sweep: SweepDetail, answers = {}) {
  let now = ranked(sweep)
  const opened = await openPage(`#/sweeps/${sweep.sweep}`, {
    methods: {
      'sweep.get': async () => now,
      'run.get': async ({ run }) => detailOf(runOf(problemOf('lecture-decay'), 1, { run })),
      'run.curve': async ({ run }) => ({ run, ...curve }),
      ...answers
    }
  })
  close = opened.close
  await expect.element(page.getByRole('heading', { name: sweep.name })).toBeVisible()
  return { ...opened, become: (next: SweepDetail) => (now = ranked(next)) }
}
const words = (cell: Element) => cell.textContent.replaceAll(/\s+/g, ' ').trim()
const rows = () =>
  [...document.querySelectorAll('[role=grid] tbody tr:not(.room)')].map((row) =>
    [...row.querySelectorAll('td')]
      .map(words)
      .filter((word) => word !== '')
      .join(' | ')
  )
const asked = (calls: { method: string }[], method: string) => calls.filter((call) => call.method === method).length
const heatmap = () => page.getByRole('img', { name: /^Largest error at the training points over nodes and learning rate/ })

/** Where the middle of a cell lies, as a share of the figure: counted from the lower left. */
async function pressCell(column: number, row: number) {
  await expect.element(heatmap()).toBeVisible()
  const picture = () => heatmap().element().querySelector('.heatmaplayer image')?.getBoundingClientRect()
  await expect.poll(picture, { timeout: 40_000 }).toBeDefined()
  const image = picture()
  const figure = heatmap().element().getBoundingClientRect()
  if (image === undefined) throw new Error('no heatmap is drawn')
  const x = image.left + ((column + 0.5) * image.width) / 5 - figure.left
  const y = image.bottom - ((row + 0.5) * image.height) / 5 - figure.top
  await userEvent.click(heatmap(), { position: { x, y } })
}

describe('the lecture heatmap, one seed', () => {
  it('says the numbers of the lecture, best first, the diverged last', async () => {
    await open(lectureSweep())
    await expect.poll(() => rows()[0]).toBe('0.01 | 10 | 1 | 0 | 0.0271')
    expect(rows().at(-1)).toContain('diverged')
    expect(rows()).toHaveLength(25)
    await expect.element(page.getByText('25 of 25 runs')).toBeVisible()
    await expect.element(page.getByText('5 diverged', { exact: true })).toBeVisible()
    await expect.element(page.getByText('One draw', { exact: true })).toBeVisible()
    await expect.element(heatmap()).toHaveAccessibleName(/Best: 0.0271 at nodes 10, learning rate 0.01. 5 of 25 cells diverged/)
  })

  it('opens the run of a cell that is pressed, a diverged one too', async () => {
    await open(lectureSweep())
    await pressCell(2, 2)
    await expect.poll(() => location.hash).toBe('#/bench/run-0.01-10-0')
    history.back()
    await expect.element(page.getByRole('heading', { name: 'Decay: learning rate × nodes' })).toBeVisible()
    await pressCell(0, 4)
    await expect.poll(() => location.hash).toBe('#/bench/run-0.3-2-0')
  })
})

describe('a sweep of which every run diverged', () => {
  it('opens the run of a cell that is pressed, with the reason', async () => {
    const sweep = lectureSweep()
    const configurations = sweep.configurations.map((one) => ({
      ...one,
      ok: 0,
      failed: 1,
      median: null,
      runs: one.runs.map((run) => ({ ...run, status: 'DIVERGED' as const, value: null, reason: 'NaN at iteration 4' }))
    }))
    await open({ ...sweep, configurations })
    await expect.element(heatmap()).toHaveAccessibleName(/25 of 25 cells diverged/)
    await expect.poll(() => document.querySelectorAll('.pane .annotation-text').length, { timeout: 40_000 }).toBeGreaterThan(24)
    const { width, height } = heatmap().element().getBoundingClientRect()
    await userEvent.click(heatmap(), { position: { x: 0.45 * width, y: 0.4 * height } })
    await expect.poll(() => location.hash).toMatch(/^#\/bench\/run-/)
  })
})

describe('five seeds', () => {
  const seeds = ['lecture:15', 'lecture:16', 'lecture:17', 'lecture:18', 'lecture:19']

  it('shows medians with quartiles and n, and opens a configuration to its seeds by keys', async () => {
    await open(lectureSweep(seeds))
    await expect.element(page.getByText('median over seeds [quartiles]')).toBeVisible()
    await expect.poll(() => rows()[0]).toMatch(/^0\.01 \| 20 \| 5 \| 0 \| 0\.0\d+\[0\.0\d+, 0\.0\d+\]$/)
    page.getByRole('grid').element().focus()
    await userEvent.keyboard('{ArrowRight}')
    await expect.poll(() => rows().filter((row) => row.startsWith('seed 1')).length).toBe(5)
    expect(rows()[1]).toMatch(/^seed 15 \| finished, 2.000 iterations \| 0\.0\d+$/)
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect.poll(() => location.hash).toMatch(/^#\/bench\/run-0\.01-\d+-0$/)
  })

  it('lists the runs of a pressed cell', async () => {
    await open(lectureSweep(seeds))
    await pressCell(2, 2)
    await expect.poll(() => page.getByRole('menuitem').elements().length).toBe(6)
    await page.getByRole('menuitem', { name: /Compare all 5/ }).click()
    await expect.poll(() => decodeURIComponent(location.hash)).toContain('runs=run-0.01-10-0,run-0.01-10-1')
  })

  it('shows what is chosen in the loss figure, and would confirm it with fresh seeds', async () => {
    const { calls } = await open(lectureSweep(seeds))
    page.getByRole('grid').element().focus()
    await userEvent.keyboard(' {ArrowDown} ')
    await expect.element(page.getByText('the chosen, median and quartiles')).toBeVisible()
    await page.getByRole('button', { name: 'Confirm 2 chosen with fresh seeds' }).click()
    await expect.poll(() => asked(calls, 'sweep.start')).toBe(1)
    const { document } = calls.find(({ method }) => method === 'sweep.start')?.input as { document: string }
    expect(document).toContain('method: list')
    expect(document).toContain('lecture:20, lecture:21, lecture:22, lecture:23, lecture:24')
  })
})

describe('while it runs', () => {
  const running: SweepDetail = { ...lectureSweep(['1', '2']), status: 'RUNNING', secondsLeft: 30 }

  it('pauses, and can be taken up again', async () => {
    const { calls, become, emit } = await open(running)
    await page.getByRole('button', { name: 'Pause' }).click()
    expect(calls.at(-1)).toEqual({ method: 'sweep.pause', input: { sweep: 'lecture-sweep' } })
    become({ ...running, status: 'PAUSED' })
    emit('sweep.changed', { sweep: 'lecture-sweep' })
    await page.getByRole('button', { name: 'Resume' }).click()
    expect(asked(calls, 'sweep.resume')).toBe(1)
  })

  it('reads the store at most ten times a second, however much happens', async () => {
    const { calls, emit } = await open(running)
    await expect.poll(() => rows().length).toBeGreaterThan(10)
    const before = asked(calls, 'sweep.get')
    for (let i = 0; i < 500; i++) {
      emit('run.changed', { run: `run-${i}`, sweep: 'lecture-sweep' })
      emit('sweep.changed', { sweep: 'lecture-sweep' })
      if (i % 50 === 0) await new Promise((done) => setTimeout(done, 100))
    }
    expect(asked(calls, 'sweep.get') - before).toBeLessThanOrEqual(12)
    await expect.poll(() => asked(calls, 'sweep.get')).toBeGreaterThan(before)
  })
})
