import type { Page } from '@playwright/test'
import type { RunSummary } from '../../main/api/types.ts'
import { allRows, Bench } from './bench.ts'
import { expect, test } from './lab.ts'

// Largest errors at the training points, found twice by the course's own program: a row a learning rate, a column a width.
const WIDTHS = [2, 5, 10, 20, 50]
const EXPECTED: Record<string, string[]> = {
  '0.0001': ['1.99', '1.80', '1.63', '1.65', '1.03'],
  '0.001': ['0.434', '0.167', '0.165', '0.127', '0.133'],
  '0.01': ['0.102', '0.0432', '0.0271', '0.0277', '0.0327'],
  '0.1': ['0.251', '0.124', '0.256', '0.182', '0.238'],
  '0.3': ['diverged', 'diverged', 'diverged', 'diverged', 'diverged']
}

async function fill(page: Page, field: string, value: string): Promise<void> {
  const input = page.getByRole('textbox', { name: field, exact: true })
  await input.fill(value)
  await input.press('Tab')
}

async function cells(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  const rows = await allRows(page.getByRole('region', { name: 'Numbers of this figure' }).getByRole('table'))
  for (const [width, rate = '', value = '', , , , state = ''] of rows) {
    const row = (found[rate] ??= [])
    row[WIDTHS.indexOf(Number(width))] = value === '' ? state : Number(value).toPrecision(3)
  }
  return found
}

test('J11: learning rate by nodes as a heatmap, to the digit, with the diverged row; kept over a restart', async ({ page, lab }) => {
  await test.step('a new sweep of the lecture decay', async () => {
    await page.getByRole('link', { name: 'Sweeps', exact: true }).click()
    await page
      .getByRole('button', { name: 'New sweep' })
      .or(page.getByRole('link', { name: 'New sweep' }))
      .first()
      .click()
    await page.getByRole('combobox', { name: 'Experiment' }).selectOption({ label: 'Exponential decay' })
    await fill(page, 'Learning rate', '1e-4, 1e-3, 1e-2, 1e-1, 3e-1')
    await fill(page, 'Nodes in each hidden layer', '2, 5, 10, 20, 50')
    await fill(page, 'Iterations', '2000')
    await fill(page, 'Seeds', 'lecture:15')
    await page.getByRole('combobox', { name: 'Judged by' }).selectOption({ label: 'Largest error at the training points' })
    await expect(page.getByTestId('sum')).toContainText('25 configurations × 1 seed = 25 runs')
    await page.getByTestId('start-sweep').click()
  })

  const heatmap = page.getByRole('img', { name: /Largest error at the training points over nodes and learning rate/ })
  await test.step('it runs to its end', async () => {
    await expect(heatmap).toHaveAttribute('aria-label', /Best: 0.0271 at nodes 10, learning rate 0.01.* 5 of 25 cells diverged/, {
      timeout: 120_000
    })
    await expect(page.getByRole('toolbar').or(page.locator('.toolbar'))).toContainText('Finished')
  })

  await test.step('the digits of every cell; the diverged ones hatched and named', async () => {
    await expect(heatmap.getByText('diverged')).toHaveCount(5)
    await expect(heatmap.locator('pattern')).not.toHaveCount(0)
    const diverged = (await lab.json<RunSummary[]>('run', 'ls', '--status', 'DIVERGED')).map(({ iterations }) => iterations)
    expect(diverged).toHaveLength(5)
    for (const iteration of diverged) expect(Math.abs(iteration - 699.5)).toBeLessThan(6)
    await page.getByRole('button', { name: 'Seed, axes, numbers' }).click()
    await page.getByRole('menuitemradio', { name: 'Numbers' }).click()
    expect(await cells(page)).toEqual(EXPECTED)
    await page.getByRole('button', { name: 'Seed, axes, numbers' }).click()
    await page.getByRole('menuitemradio', { name: 'Numbers' }).click()
  })

  await test.step('still there after the lab was closed and opened again', async () => {
    await page.goto('about:blank')
    await lab.restart()
    await page.goto(lab.url)
    await page.getByRole('link', { name: 'Sweeps', exact: true }).click()
    await page.getByRole('link', { name: /Exponential decay: learning rate × nodes/ }).click()
    await expect(heatmap).toHaveAttribute('aria-label', /Best: 0.0271 .* 5 of 25 cells diverged/)
  })

  await test.step('a click on a cell opens its run', async () => {
    const box = await heatmap.locator('.nsewdrag').boundingBox()
    if (box === null) throw new Error('The heatmap is not drawn.')
    // The middle one of five columns, and of five rows the middle one too: ten nodes, learning rate 0.01.
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    const bench = new Bench(page)
    await bench.awaitVerdict('the loss went from 367.01')
    await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.01')
    await expect(bench.pane('Network')).toContainText('10 neurons')
    expect(await bench.iterations()).toBe(2000)
  })
})
