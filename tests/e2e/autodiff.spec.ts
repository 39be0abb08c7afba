import { expect, test } from './lab.ts'

test('J2 to J5 by keyboard: the board’s function, its sweeps, both modes and the ledger', async ({ page }) => {
  const steps = page.getByTestId('steps')
  const node = (id: string) => page.locator(`[data-node=${id}]`)
  const lit = page.locator('.node.on')

  await test.step('J2: typed, it merges the two squares: five operators, four nodes', async () => {
    await page.keyboard.press('Control+5')
    await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('sqrt(x^2+exp(x^2))')
    await page.keyboard.press('Enter')
    await expect(page.getByText('5 operators as written, 4 after')).toBeVisible()
    await expect(page.locator('[data-node]')).toHaveCount(5)
    await expect(page.getByTestId('value')).toHaveText('7.65494284976343')
    const table = page.getByRole('grid', { name: 'Nodes of the graph' })
    for (const number of ['54.5981500331442', '58.5981500331442', '0.0653172740558673', '3.63151960271411', '14.5260784108564'])
      await expect(table).toContainText(number)
  })

  await test.step('J3: five steps back, the shares of both uses of a apart', async () => {
    for (const [k, id] of ['x5', 'x4', 'x3', 'x2', 'x1'].entries()) {
      await page.keyboard.press('ArrowRight')
      await expect(steps).toContainText(`${k + 1} of 5`)
      await expect(lit).toHaveAttribute('data-node', id)
      if (id !== 'x2') continue
      const shares = page.getByRole('table', { name: 'Contributions that add up at a' })
      await expect(shares).toContainText('0.0653172740558673')
      await expect(shares).toContainText('3.5662023286582') // the last printed digit is rounding: 24 in the course, 25 in doubles
      await expect(shares).toContainText('3.63151960271411')
      await expect(page.getByRole('region', { name: 'The rule of this step' })).toContainText('used twice')
    }
  })

  await test.step('J4: forward mode gives the same derivative', async () => {
    await page.keyboard.press('f')
    await expect(node('x3')).toHaveAccessibleName(/tangent 218\.393/)
    await expect(page.getByTestId('derivative')).toHaveText('14.5260784108564')
    await expect(page.getByText('Forward, reverse and Taylor mode agree')).toBeVisible()
    await page.keyboard.press('Home')
    await expect(steps).toContainText('0 of 5')
  })

  await test.step('J5: the ledger under every convention', async () => {
    const row = (variant: string) => page.locator(`tr[data-variant=${variant}] td`)
    const ledger = { tree: [5, 10, 15], graph: [4, 3, 7], graph_root_again: [4, 4, 8], forward: [4, 6, 10], reverse: [4, 6, 10] }
    for (const [variant, counts] of Object.entries(ledger)) await expect(row(variant)).toHaveText([/./, ...counts.map(String)])
    await page.locator('tr[data-variant=tree]').focus()
    await expect(page.getByRole('tooltip')).toContainText('who pays what')
    await page.getByRole('button', { name: 'Partials explicit' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(row('tape')).toHaveText([/./, '4', '9', '13'])
  })

  await test.step('a link opens the same state again', async () => {
    await page.keyboard.press('r')
    await page.keyboard.press('ArrowRight')
    await expect(steps).toContainText('1 of 5')
    const link = page.url()
    await page.keyboard.press('Control+1')
    await page.evaluate((hash) => (location.hash = hash), new URL(link).hash)
    await expect(steps).toContainText('1 of 5')
    await expect(lit).toHaveAttribute('data-node', 'x5')
  })
})
