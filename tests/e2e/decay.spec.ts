import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunDetail } from '../../main/api/types.ts'
import { Bench, numbersOf } from './bench.ts'
import { expect, test } from './lab.ts'
import { parseCsv } from './tables.ts'

test('J9: the decay of the lecture, taken from the library and trained, ends in the printed numbers', async ({ page, lab }) => {
  const bench = new Bench(page)
  await bench.take('Exponential decay')

  await test.step('before training the bench shows what is asked and tried', async () => {
    await expect(bench.verdict).toContainText('Not trained')
    await expect(bench.pane('Problem')).toContainText('held exactly')
    await expect(bench.pane('Problem')).toContainText('Proved')
    await expect(page.getByRole('combobox', { name: 'Optimiser' })).toHaveText(/Gradient descent/)
    await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.001')
    await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('15, lecture')
    expect(await lab.json('run', 'ls')).toEqual([])
  })

  await test.step('Space trains; the loss moves while the condition holds exactly', async () => {
    const table = await bench.showNumbers('Solution')
    await bench.setIterations(100_000_000)
    await bench.key('Space')
    const seen = new Set<string>()
    await expect(async () => {
      const { t, network } = await numbersOf(table)
      expect([t?.[0], network?.[0]]).toEqual([0, 10])
      seen.add(await bench.alt('Loss'))
      expect(seen.size).toBeGreaterThan(2)
    }).toPass({ timeout: 90_000 })
    await bench.key('Space')
    await bench.awaitVerdict('Paused')
  })

  await test.step('the ten thousand iterations of the lecture', async () => {
    await bench.key('r')
    await expect(bench.iteration).toHaveText('0')
    await bench.setIterations(10_000)
    await bench.key('Space')
    await bench.awaitVerdict('Two digits')
    await expect.poll(() => bench.iterations()).toBe(10_000)
    await expect(bench.verdict).toContainText('the loss went from 367.01 to 0.0666807')
    await expect(bench.maxError).toHaveText('0.0438341')
    await expect.poll(() => bench.alt('Loss')).toMatch(/from 367.01 to 0.0666807 at iteration 10\s000/)
    const { network } = await numbersOf(bench.pane('Solution').getByRole('table'))
    expect(network?.[0]).toBe(10)
  })

  await test.step('the run is stored with its curve and its errors', async () => {
    const run = await lab.json<RunDetail>('run', 'show', 'lecture-decay-2')
    expect(run).toMatchObject({ status: 'FINISHED', iterations: 10_000, seed: 'lecture:15', metrics: { condition_violation: 0 } })
    expect(run.loss.first).toBeCloseTo(367.010300334542, 9)
    expect(run.loss.last).toBeCloseTo(0.06668065154, 10)
    expect(run.metrics?.max_abs_error_at_points?.toPrecision(6)).toBe('0.0437499')
    expect(run.metrics?.max_abs_error?.toPrecision(6)).toBe('0.0438341')
    await lab.json('export', 'lecture-decay-2', '--data', 'csv', '--out', 'files')
    const [file = ''] = (await lab.files('files')).filter((name) => name.endsWith('curves_long.csv'))
    const rows = parseCsv(await readFile(join(lab.root, 'files', file), 'utf8')).filter(({ metric }) => metric === 'loss')
    const at = (step: number) => Number(rows.find((row) => row.step === String(step))?.value)
    expect([at(100), at(1000), at(5000)].map((loss) => loss.toPrecision(6))).toEqual(['34.2687', '2.45750', '0.196053'])
  })
})
