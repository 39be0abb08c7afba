import { Bench } from './bench.ts'
import { expect, test } from './lab.ts'

test('a new problem is typed as on paper, its fault shown under the character and mended by Tab, and solved', async ({ page, lab }) => {
  const bench = new Bench(page)
  await page
    .getByRole('link', { name: 'New problem' })
    .or(page.getByRole('button', { name: 'New problem' }))
    .first()
    .click()
  const editor = page.getByRole('textbox', { name: 'Problem, one statement a line' })
  await expect(editor).toContainText('New problem')

  await test.step('an oscillator, with a slip of the keyboard', async () => {
    await editor.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText("y'' = -omga^2*y\ny(0) = 1\ny'(0) = 0\nt in [0, 2]\nomega = 3\nname: Spring")
    await expect(editor).toHaveAttribute('aria-invalid', 'true')
    await expect(page.locator('.cm-lintRange-error')).toHaveText('omga')
    await expect(page.getByRole('button', { name: 'Line 1, column 8:' })).toBeVisible()
    await expect(bench.verdict).toContainText('Cannot train yet')
    await bench.play.click()
    expect(await lab.json('run', 'ls')).toEqual([])
  })

  await test.step('Tab writes what was meant; the conditions are held', async () => {
    await editor.click()
    await page.getByRole('button', { name: 'Line 1, column 8:' }).click()
    await page.keyboard.press('Tab')
    await expect(editor).toContainText("y'' = -omega^2*y")
    await expect(editor).not.toHaveAttribute('aria-invalid', 'true')
    await expect(page.locator('.cm-mark-held')).toHaveCount(2)
    await expect(bench.pane('Problem')).toContainText('Proved')
    await expect(bench.verdict).toContainText('Not trained')
  })

  await test.step('it trains and is stored with its text', async () => {
    await bench.setIterations(300)
    await bench.key('Space')
    await expect.poll(() => lab.json('run', 'ls'), { timeout: 60_000 }).toMatchObject([{ run: 'spring-1', status: 'FINISHED' }])
    const { problemYaml } = await lab.json<{ problemYaml: string }>('run', 'show', 'spring-1')
    expect(problemYaml).toContain("y'' = -omega^2*y")
  })
})

test('J15: a trial solution of one’s own that misses its condition is refused with the amount', async ({ page, lab }) => {
  const bench = new Bench(page)
  await bench.take('Exponential decay')
  await bench.pane('Problem').getByRole('button', { name: 'Auto' }).click()
  await page.getByRole('menuitemradio', { name: /^Own/ }).click()
  const trial = page.getByRole('textbox', { name: 'Trial solution of g' })
  await expect(trial).toHaveValue(/N/)
  await trial.fill('g0 + N')
  await expect(bench.pane('Problem').getByRole('alert')).toContainText(/initial condition g\(0\) = g0 not met: off by \d/)
  await expect(bench.pane('Problem')).toContainText('Refused')
  await bench.play.click()
  expect(await lab.json('run', 'ls')).toEqual([])
  await trial.fill('g0 + sin(t)*N')
  await expect(bench.pane('Problem')).toContainText('Proved')
})
