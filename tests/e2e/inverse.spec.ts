import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Bench, numberIn } from './bench.ts'
import { expect, test } from './lab.ts'

/** A decay of rate 2 from 10, without noise, with what real files have: another column, a gap, a repeated place, a row outside. */
const rows = Array.from({ length: 21 }, (_, k) => [k / 20, 10 * Math.exp(-k / 10)] as const)
const CSV = ['time,activity,remark', ...rows.map(([t, g]) => `${t},${g},`), '0.33,,lost', '0.5,3.68,again', '1.5,0.5,late'].join('\n')

test('data are chosen in the window, the rate is found from them, and shown with its history', async ({ page, lab }) => {
  const bench = new Bench(page)
  const file = join(lab.root, 'obs.csv')
  await writeFile(file, CSV)
  await test.step('the problem is typed, the rate as it is guessed', async () => {
    await page.evaluate(() => (location.hash = '#/bench/new'))
    const editor = page.getByRole('textbox', { name: 'Problem, one statement a line' })
    await editor.click()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText("g' = -gamma*g\ng(0) = 10\nt in [0, 1]\ngamma = 1\n")
    await expect(page.getByRole('region', { name: 'Problem' })).toContainText('Proved')
  })

  await test.step('the columns are mapped, and what becomes of the rows is said', async () => {
    await page.getByRole('button', { name: 'Data', exact: true }).click()
    await page.getByLabel('Data file').setInputFiles(file)
    const dialog = page.getByRole('dialog', { name: 'Measured data' })
    await dialog.getByLabel('t, a variable, is in column').selectOption('time')
    await dialog.getByLabel('g, an unknown, is in column').selectOption('activity')
    await expect(dialog).toContainText('g: 22 rows are used; 1 row lacks a value, 1 row lies outside the intervals and is left out')
    await expect(dialog).toContainText('1 row repeats a place')
    await dialog.getByRole('checkbox', { name: 'gamma = 1' }).check()
    await dialog.getByRole('button', { name: 'Use these data' }).click()
    await expect(page.getByRole('button', { name: '22 data' })).toBeVisible()
  })

  await test.step('the source names the file and the first guess, and the problem is trained', async () => {
    const editor = page.getByRole('textbox', { name: 'Problem, one statement a line' })
    await expect(editor).toContainText('estimate: { gamma: { initial: 1 } }')
    await page.getByRole('radio', { name: 'Typeset' }).click()
    await bench.key('Space')
    await expect.poll(() => page.getByTestId('found-gamma').innerText(), { timeout: 60_000 }).toMatch(/^(1\.9|2\.0)/)
    await expect(page.locator('footer, [role=status]').filter({ hasText: 'Finished' }).first()).toBeVisible({ timeout: 60_000 })
  })

  await test.step('the estimate stands with its history; the run keeps the data by their content', async () => {
    const estimates = page.getByRole('radio', { name: 'Estimates' })
    await estimates.click()
    await expect.poll(() => bench.alt('Estimates')).toMatch(/γ = (1\.9|2\.0)/)
    const numbers = await bench.showNumbers('Estimates')
    await expect(numbers.getByRole('columnheader')).toHaveText(['iteration', 'gamma'])
    expect(Math.abs(numberIn(await page.getByTestId('estimate-gamma').locator('b').innerText()) - 2)).toBeLessThan(0.05)
    const [run] = await lab.json<{ run: string }[]>('run', 'ls')
    const detail = await lab.json<{ files: { name: string; bytes: number }[] }>('run', 'show', run?.run ?? '')
    expect(detail.files).toMatchObject([{ name: 'obs.csv', bytes: CSV.length }])
  })
})

test('a slider moves the trained solution along a parameter that is an interval', async ({ page }) => {
  const bench = new Bench(page)
  await page.evaluate(() => (location.hash = '#/bench/oscillator-family'))
  await expect(page.getByRole('region', { name: 'Problem' })).toContainText('Damped oscillators')
  await bench.setIterations(200)
  await bench.key('Space')
  await expect(page.locator('footer, [role=status]').filter({ hasText: 'Finished' }).first()).toBeVisible({ timeout: 90_000 })
  const slider = page.getByRole('slider', { name: 'xi' })
  await expect(slider).toHaveValue('0.25')
  const numbers = await bench.showNumbers('Solution')
  const last = () => numbers.locator('tbody tr:not([aria-hidden])').nth(3).innerText()
  const before = await last()
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(slider).toHaveValue('0.1')
  await expect.poll(last).not.toBe(before)
})
