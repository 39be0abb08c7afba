import { Bench } from './bench.ts'
import { expect, test } from './lab.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('J12: Euler and Runge-Kutta beside the network, by their printed errors', async ({ page }) => {
  const bench = new Bench(page)
  await bench.take('Exponential decay')
  await bench.classical('Forward Euler')
  expect(await bench.classicalError('Forward Euler', 't', 10)).toBe(0.45162)
  const errors: string[] = []
  for (const steps of [10, 20, 40, 80, 160]) errors.push((await bench.classicalError('Forward Euler', 't', steps + 1)).toFixed(6))
  expect(errors).toEqual(['0.401994', '0.192010', '0.093935', '0.046470', '0.023113'])
  await page.getByRole('button', { name: 'Forward Euler', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Runge-Kutta 4' }).click()
  expect((await bench.classicalError('Runge-Kutta 4', 't', 10)).toExponential(2)).toBe('8.95e-5')
  expect((await bench.classicalError('Runge-Kutta 4', 't', 101)).toExponential(2)).toBe('4.99e-9')
})

test('J17 and J18: the explicit scheme judges itself, and says where it is not stable', async ({ page }) => {
  const bench = new Bench(page)
  await bench.take('Diffusion in a rod')
  await bench.classical('Explicit scheme')
  await page.getByRole('button', { name: /settings and checks/ }).click()
  const settings = page.getByRole('dialog', { name: 'Explicit scheme' })
  const points = settings.getByRole('textbox', { name: 'points along x' })
  await points.fill('11')
  await points.press('Enter')
  await expect(settings).toContainText('within the limit 0.51254')
  await expect(settings).toContainText(/agrees to/)
  const ratio = settings.getByRole('textbox', { name: 'dt/dx^2' })
  await ratio.fill('0.6')
  await ratio.press('Enter')
  await expect(settings).toContainText('over the limit 0.51254')
  await expect(settings).toContainText('1.341 a step')
  await expect(settings).toContainText('the zig-zag mode grows by a factor 1.34127 a step. Take at most 0.5.')
})
