import type { RunDetail } from '../../main/api/types.ts'
import { allNumbers, Bench } from './bench.ts'
import { expect, test } from './lab.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('J14: the Poisson equation holds its ends for any weights, and the lecture numbers come out', async ({ page, lab }) => {
  const bench = new Bench(page)
  await bench.take('Poisson equation on a line')
  await expect(bench.pane('Problem')).toContainText('held exactly')
  const table = await bench.showNumbers('Solution')

  await test.step('random weights five times: another curve, the same ends', async () => {
    const middles = new Set<number | null | undefined>()
    for (let draw = 0; draw <= 5; draw++) {
      if (draw > 0) await page.getByRole('button', { name: 'Random weights' }).click()
      await expect(async () => {
        const { x, network } = await allNumbers(table)
        expect([x?.[0], x?.at(-1)]).toEqual([0, 1])
        expect([network?.[0], network?.at(-1)].map((end) => Math.abs(end ?? NaN))).toEqual([0, 0])
        middles.add(network?.[x?.indexOf(0.5) ?? -1])
        expect(middles.size).toBe(draw + 1)
      }).toPass({ timeout: 60_000 })
    }
    expect(await lab.json('run', 'ls')).toEqual([])
  })

  await test.step('the run of the lecture', async () => {
    const seed = page.getByRole('textbox', { name: 'Seed' })
    await seed.fill('4155, lecture')
    await seed.press('Enter')
    await expect(bench.verdict).toContainText('Not trained')
    await bench.key('Space')
    await bench.awaitVerdict('Two digits')
    await expect(bench.verdict).toContainText('the loss went from 457.256 to 0.00310113')
    const { network } = await allNumbers(table)
    expect([network?.[0], network?.at(-1)].map((end) => Math.abs(end ?? NaN))).toEqual([0, 0])
    const run = await lab.json<RunDetail>('run', 'show', 'lecture-poisson-1')
    expect(run.metrics?.max_abs_error_at_points?.toPrecision(6)).toBe('0.000464088')
  })

  await test.step('finite differences beside it, refined', async () => {
    await bench.classical('Finite differences')
    await expect(bench.verdict).toContainText('Finite differences, same points0.002669')
    const errors: string[] = []
    for (const points of [10, 11, 21, 41, 81]) errors.push((await bench.classicalError('Finite differences', 'x', points)).toExponential(5))
    expect(errors).toEqual(['2.66858e-3', '2.15408e-3', '5.40674e-4', '1.35351e-4', '3.38427e-5'])
  })
})
