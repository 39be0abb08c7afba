import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import type { Input } from '../../../main/api/contract.ts'
import type { SeedSpread } from '../../../main/api/types.ts'
import { openPage } from '../../testing/page.ts'

let close = () => undefined as void
async function open(hash: string, options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(hash, { remembered: { 'bench.five-seeds': false }, ...options })
  close = opened.close
  await expect.element(page.getByTestId('verdict')).toBeVisible()
  return opened
}
afterEach(() => close())

type Calls = Awaited<ReturnType<typeof open>>['calls']
const sweepsOf = (calls: Calls) =>
  calls.filter(({ method }) => method === 'sweep.start').map(({ input }) => (input as Input<'sweep.start'>).document)

/** Four seeds of the run on the bench: one sits apart, one has diverged. */
const spread: SeedSpread = {
  seeds: ['lecture:15', 'lecture:16', 'lecture:17', 'lecture:18'],
  estimates: [],
  failed: [],
  runs: [
    { run: 'run-00001', seed: 'lecture:15', status: 'FINISHED', error: 0.0438, level: 'rough' },
    { run: 'other-2', seed: 'lecture:16', status: 'FINISHED', error: 0.04, level: 'rough' },
    { run: 'other-3', seed: 'lecture:17', status: 'FINISHED', error: 3, level: 'wrong' },
    { run: 'other-4', seed: 'lecture:18', status: 'DIVERGED', error: null, level: null }
  ],
  judgement: {
    spread: 1.5,
    disagree: true,
    errors: { median: 1.5, worst: null },
    apart: ['lecture:17'],
    failed: [{ seed: 'lecture:18', how: 'diverged' }],
    sound: false,
    word: 'Of 4 seeds 1 diverged, 1 on a wrong branch',
    sentence: 'Of 4 seeds one gave no solution: seed 18 diverged. 3 seeds lie up to 3 apart: seed 17 sits on a wrong branch.'
  }
}

describe('the switch', () => {
  it('trains the next four seeds beside the run, and is remembered', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    const five = page.getByRole('button', { name: 'Five seeds' })
    await expect.element(five).toHaveAttribute('aria-pressed', 'false')
    await five.click()
    await expect.element(five).toHaveAttribute('aria-pressed', 'true')
    expect(calls).toContainEqual({ method: 'lab.remember', input: { key: 'bench.five-seeds', value: true } })
    expect(sweepsOf(calls)).toEqual([])
    await page.getByTestId('play').click()
    await expect.poll(() => sweepsOf(calls)).toHaveLength(1)
    expect(sweepsOf(calls)[0]).toContain('seeds: [lecture:16, lecture:17, lecture:18, lecture:19]')
  })

  it('stands as it was left', async () => {
    await open('#/bench/lecture-decay', { remembered: { 'bench.five-seeds': true } })
    await expect.element(page.getByRole('button', { name: 'Five seeds' })).toHaveAttribute('aria-pressed', 'true')
  })

  it('gives a run that has ended the seeds that it lacks', async () => {
    const { calls } = await open('#/bench/run-00001', { methods: { 'run.seeds': async () => spread } })
    await expect.element(page.getByTestId('seeds')).toBeVisible()
    await page.getByRole('button', { name: 'Five seeds' }).click()
    await expect.poll(() => sweepsOf(calls)).toHaveLength(1)
    expect(sweepsOf(calls)[0]).toContain('seeds: [lecture:19]')
  })
})

describe('what the seeds say', () => {
  it('stands in the verdict, failures first, each seed in a table', async () => {
    await open('#/bench/run-00001', { methods: { 'run.seeds': async () => spread } })
    await expect.element(page.getByTestId('seeds')).toHaveTextContent('Of 4 seeds 1 diverged, 1 on a wrong branch')
    await expect
      .element(
        page
          .getByTestId('verdict')
          .getByText(/^Of 4 seeds 1 diverged, 1 on a wrong branch\. /)
          .first()
      )
      .toBeInTheDocument()
    await page.getByTestId('seeds').click()
    const panel = page.getByRole('dialog', { name: 'What other seeds say' })
    await expect.element(panel.getByText(/seed 18 diverged/)).toBeVisible()
    const rows = panel
      .getByRole('row')
      .elements()
      .map((row) => row.textContent)
    expect(rows[1]).toMatch(/^15, here.*Finished/)
    expect(rows[3]).toMatch(/^17.*wrong branch/)
    expect(rows[4]).toMatch(/^18.*Diverged/)
    await expect.element(panel.getByRole('link', { name: '17' })).toHaveAttribute('href', '#/bench/other-3')
  })

  it('of a run alone is nothing', async () => {
    await open('#/bench/run-00001')
    await expect.element(page.getByTestId('max-error')).toBeVisible()
    expect(page.getByTestId('seeds').query()).toBeNull()
  })
})
