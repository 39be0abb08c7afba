import { Bench } from './bench.ts'
import { expect, test } from './lab.ts'

test('five seeds by one switch: trained beside the run, judged together, stopped by a press, and the switch is remembered', async ({
  page,
  lab
}) => {
  const bench = new Bench(page)
  const five = page.getByRole('button', { name: 'Five seeds' })
  const seeds = page.getByTestId('seeds')
  const open = (hash: string) => page.evaluate((to) => (location.hash = to), hash)
  await expect(page.getByRole('link', { name: 'Library', exact: true })).toBeVisible()
  await open('#/bench/lie-wrong-branch')
  await five.click()
  await bench.key('Space')
  await bench.awaitVerdict('Do not trust')
  await expect(seeds).toHaveText('5 seeds, none right', { timeout: 60_000 })
  await expect(bench.verdict).toContainText('5 seeds, none right. Off by')
  await seeds.click()
  await expect(page.getByRole('dialog', { name: 'What other seeds say' }).getByRole('row')).toHaveCount(6)
  await page.keyboard.press('Escape')

  await test.step('what still trains is stopped, and the run here is not', async () => {
    await bench.setIterations(100_000_000)
    await bench.key('Space')
    await expect(seeds).toHaveText(/0 of 5 seeds done/)
    await seeds.click()
    await page.getByRole('button', { name: 'Stop the other seeds' }).click()
    await expect(seeds).toHaveText('4 of 5 seeds done')
    await page.keyboard.press('Escape')
    await bench.key('Space')
    await bench.awaitVerdict('Paused')
  })

  await test.step('after a restart it stands as it was left, and so do the seeds', async () => {
    await page.goto('about:blank')
    await lab.restart()
    await page.goto(lab.url)
    await open('#/bench/lie-wrong-branch')
    await expect(five).toHaveAttribute('aria-pressed', 'true')
    await open('#/bench/lie-wrong-branch-1')
    await expect(seeds).toHaveText('5 seeds, none right')
  })
})
