import type { RunDetail } from '../../main/api/types.ts'
import { Bench } from './bench.ts'
import { expect, test } from './lab.ts'

test('J25: runs outlive the lab; two are laid over each other, one is run again to the same bits, the best is found', async ({
  page,
  lab
}) => {
  const bench = new Bench(page)
  const table = page.getByRole('grid', { name: 'Runs' })
  const row = (name: string) => table.getByRole('row').filter({ hasText: name })

  await test.step('three runs, two from here and one from the command line', async () => {
    await bench.take('Exponential decay')
    await bench.setIterations(500)
    await bench.key('Space')
    await bench.awaitVerdict('One digit')
    await bench.key('r')
    await bench.setNumber('Learning rate', '0.01')
    await bench.key('Space')
    await bench.awaitVerdict(/digits?/)
    await lab.json('solve', 'lecture-decay', '--set', 'iterations=600', '--set', 'training.learning_rate=0.001')
  })

  await test.step('closed and opened again: all of them are there', async () => {
    const before = await lab.json<RunDetail[]>('run', 'ls')
    await page.goto('about:blank')
    await lab.restart()
    await page.goto(lab.url)
    await expect(page.getByRole('gridcell')).toHaveCount(3)
    expect(await lab.json('run', 'ls')).toEqual(before)
    const run = await lab.json<RunDetail>('run', 'show', 'lecture-decay-2')
    expect(run).toMatchObject({
      equation: "g' = -gamma*g",
      seed: 'lecture:15',
      settings: { training: { learning_rate: 0.01, iterations: 500 } }
    })
    expect(Object.keys(run.versions)).toEqual(expect.arrayContaining(['ansatz', 'node', 'v8', 'sqlite']))
    expect(run.seconds).toBeGreaterThan(0)
  })

  await test.step('two of them compared: curves over each other, and what they were asked differently', async () => {
    for (const name of ['lecture-decay-1', 'lecture-decay-2']) {
      const card = page.getByRole('gridcell').filter({ has: page.locator(`a[href="#/bench/${name}"]`) })
      await card.hover()
      await card.getByRole('button', { name: /^Choose/ }).click()
    }
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    const differences = page.getByRole('region', { name: 'Settings that differ' })
    await expect(differences.getByRole('row').filter({ hasText: 'Learning rate' })).toContainText(/0.001\s*0.01|0.01\s*0.001/)
    await expect(differences.locator('tbody tr')).toHaveCount(1)
    await expect.poll(() => bench.alt('Loss')).toMatch(/lecture-decay-1.*lecture-decay-2|lecture-decay-2.*lecture-decay-1/)
  })

  await test.step('run again: the same bits', async () => {
    await page.getByRole('radio', { name: 'All runs' }).click()
    await row('lecture-decay-3').getByRole('gridcell').nth(3).click()
    await page.getByRole('button', { name: 'Re-run' }).click()
    await expect(row('lecture-decay-3 again')).toContainText('Identical bits', { timeout: 60_000 })
    const [third, fourth] = await Promise.all(['lecture-decay-3', 'lecture-decay-4'].map((run) => lab.json<RunDetail>('run', 'show', run)))
    expect(fourth?.loss).toEqual(third?.loss)
    // the seconds that the classical solution took are a measurement
    const timeless = ({ metrics }: RunDetail) => ({
      ...metrics,
      verdict: { ...metrics?.verdict, sentence: '', reference: metrics?.verdict?.reference?.label }
    })
    expect(timeless(fourth!)).toEqual(timeless(third!))
  })

  await test.step('the best of all by its largest error', async () => {
    const runs = await lab.json<RunDetail[]>('run', 'ls')
    const error = (run: RunDetail) => run.metrics?.max_abs_error ?? Infinity
    const [best] = runs.toSorted((a, b) => error(a) - error(b))
    expect(best?.run).toBe('lecture-decay-2')
    await page.getByRole('button', { name: 'Best by largest error' }).click()
    await expect(page.locator('tr.current')).toContainText('lecture-decay-2')
  })
})
