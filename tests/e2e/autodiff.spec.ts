import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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
      await expect(shares).toContainText('3.56620232865824')
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

  await test.step('pasted into the field, a link of another session opens it too', async () => {
    await page.keyboard.press('/')
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText('ansatz://app/#/autodiff?f=x%5E3&at=x%3D4&mode=forward&step=1')
    await expect(page.getByTestId('value')).toHaveText('64')
    await expect(steps).toContainText('1 of 2')
  })
})

test('J8: the Autograd tour gives the derivatives of the notes, and kinks give none', async ({ page }) => {
  // course.md, section 1.2: printed there or computed for it; the printed fifteen digits on the screen
  const tour: [RegExp, string[]][] = [
    [/^sin\(2πx/, ['−7.05676871374676']],
    [/^f1,/, ['3']],
    [/^f2,/, ['12', '−4']],
    [/^f3,/, ['2', '3', '5']],
    [/^f4,/, ['13.8758694468711']],
    [/^f5,/, ['5.4']],
    [/^f6,/, ['3.95703125']],
    [/^f7,/, ['1']],
    [/^A kink/, ['–']],
    [/^The edge of a domain/, ['–']]
  ]
  await page.keyboard.press('Control+5')
  for (const [name, derivatives] of tour)
    await test.step(name.source, async () => {
      await page.getByRole('button', { name: 'Examples' }).click()
      await page.getByRole('dialog').getByRole('button', { name }).click()
      await expect(page.getByTestId('derivative')).toHaveText(derivatives)
    })
  await expect(page.getByText('the square root has a vertical tangent at 0')).toBeVisible()
})

test('J28: a gradient written by hand is checked layer by layer', async ({ page }) => {
  await page.keyboard.press('Control+5')
  await page.evaluate(() => (location.hash = '#/autodiff?of=network,2-3-4,sigmoid,sigmoid,mse,0&wrt=w1_11&table=check'))
  const pane = page.getByRole('region', { name: 'Check my gradient' })
  await expect(pane.getByRole('status').filter({ hasText: 'Agrees with reverse mode' })).toBeVisible()
  // The derivative of the activation is forgotten in the first layer.
  await pane.locator('.cm-line').filter({ hasText: 'delta1 =' }).click()
  await page.keyboard.press('End')
  for (let k = 0; k < ' * (1 - a1)'.length; k++) await page.keyboard.press('Backspace')
  await expect(pane.getByRole('status').filter({ hasText: 'begins in layer 1' })).toBeVisible()
  await expect(pane.getByRole('row').filter({ hasText: 'dW2' }).getByRole('img', { name: 'agrees' })).toBeVisible()
  await expect(pane.getByRole('row').filter({ hasText: 'dW1' }).getByRole('img', { name: 'differs' })).toBeVisible()
})

test('a Hessian is multiplied by a direction of one’s own, and the link keeps it', async ({ page }) => {
  await page.evaluate(() => (location.hash = '#/autodiff?f=x^2*y%2By^3&at=x=2;y=3&table=matrices'))
  const pane = page.getByRole('region', { name: 'Jacobian, Hessian' })
  await expect(pane.getByRole('row').filter({ hasText: '18' })).toContainText('22') // (6 4; 4 18)(1, 1)
  await page.getByLabel('direction v along y').fill('0')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/along=1%3B0/)
  await expect(pane.getByRole('row').filter({ hasText: '18' }).getByRole('cell').last()).toHaveText('4')
  await page.reload()
  await expect(page.getByLabel('direction v along y')).toHaveValue('0')
})

test('the residual of what lies on the bench becomes a graph, and its link opens it again', async ({ page }) => {
  await page.evaluate(() => (location.hash = '#/bench/lecture-logistic'))
  await expect(page.getByText('Logistic growth').first()).toBeVisible()
  await page.evaluate(() => (location.hash = '#/autodiff?of=residual,lecture-decay,2,0,15'))
  await page.getByTestId('machine').click()
  await page.getByLabel('Problem').selectOption('@bench')
  await expect(page.getByTestId('machine')).toContainText('Residual of Logistic growth')
  await expect(page).toHaveURL(/problem=schema/)
  const value = await page.getByTestId('value').textContent()
  await page.reload()
  await expect(page.getByTestId('machine')).toContainText('Residual of Logistic growth')
  await expect(page.getByTestId('value')).toHaveText(value ?? '')
})

test('the command line draws the graph and the table of a sweep', async ({ lab }) => {
  const words = ['derive', 'sqrt(x^2+exp(x^2))', '--at', 'x=2', '--draw', 'svg,pdf,tikz,csv,latex', '--out', 'drawn']
  const { code, err } = await lab.run(...words)
  expect(err).toContain('autodiff_graph.pdf')
  expect(code).toBe(0)
  const read = (name: string) => readFile(join(lab.root, 'drawn', name), 'latin1')
  expect(await read('autodiff_graph.pdf')).toMatch(/^%PDF-1\.\d[^]*%%EOF\s*$/)
  expect(await read('autodiff_graph.svg')).toContain('Computational graph of sqrt(x^2+exp(x^2)): 5 nodes, 5 edges, reverse sweep.')
  expect((await read('autodiff_graph.tex')).match(/\\node\[(input|power|function|arithmetic)/g)).toHaveLength(5)
  expect(await read('autodiff_sweep.csv')).toContain('0.06531727405586735 + 3.5662023286582447')
  expect(await read('autodiff_sweep.tex')).toContain('$3.63151960271411$')
  const again = await lab.run(...words)
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('exists already')])
})
