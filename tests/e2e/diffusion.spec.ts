import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunDetail } from '../../main/api/types.ts'
import { Bench, numberIn } from './bench.ts'
import { expect, test } from './lab.ts'

const HALF = `schema: ansatz.problem/1
name: Diffusion, half the time
variables: { x: [0, 1], t: [0, 0.5] }
unknowns: [u]
equations: ["u_t = u_xx"]
conditions: ["u(x, 0) = sin(pi*x)", "u(0, t) = 0", "u(1, t) = 0"]
exact: { u: "exp(-pi^2*t)*sin(pi*x)" }
settings: { network: { hidden: [20, 20] }, points: { count: 10, layout: uniform }, seed: 1 }
`

test('J16: diffusion of the lecture in seconds, then a better network, looked at slice by slice', async ({ page, lab }) => {
  const bench = new Bench(page)
  await bench.take('Diffusion in a rod')

  await test.step('250 iterations of gradient descent', async () => {
    await bench.key('Space')
    await bench.awaitVerdict('Do not trust')
    await expect(bench.verdict).toContainText('Off by 0.378')
    await expect.poll(() => bench.alt('Loss')).toContain('from 41.0551 to 3.52394')
    const run = await lab.json<RunDetail>('run', 'show', 'lecture-diffusion-1')
    expect(run.loss.first).toBeCloseTo(41.05505310046363, 10)
    expect(run.metrics?.max_abs_error_at_points?.toPrecision(6)).toBe('0.362021')
    expect(run.seconds).toBeLessThan(60)
  })

  await test.step('the slider takes the slice at other times', async () => {
    const slider = page.getByRole('slider', { name: 'Slice at t' })
    const slice = bench.pane('Slice')
    const alts = new Set<string>()
    for (const [key, at] of [
      ['Home', '0.00'],
      ['End', '1.00']
    ] as const) {
      await slider.press(key)
      await expect(slice).toContainText(`t = ${at}`)
      alts.add(await bench.alt('Slice'))
    }
    await slider.fill('0.555')
    await expect(slice).toContainText(/t = 0.5[56]/)
    await expect.poll(async () => alts.add(await bench.alt('Slice')).size).toBe(3)
    await page.getByRole('radio', { name: 'Reference' }).click()
    await expect(bench.pane('Field')).toContainText('Reference')
  })

  await test.step('Adam, tanh, [20, 20] and half the time: off by less than 2e-2', async () => {
    await writeFile(join(lab.root, 'half.yaml'), HALF)
    await page.getByRole('link', { name: 'Library', exact: true }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open file', exact: true }).click()
    await (await chooser).setFiles(join(lab.root, 'half.yaml'))
    await expect(bench.pane('Problem')).toContainText('Diffusion, half the time')
    await bench.choose('Optimiser', 'Adam')
    await bench.choose('Activation', 'Tanh')
    await bench.setNumber('Learning rate', '0.01')
    await bench.setIterations(2000)
    await page.getByTestId('points').click()
    await page.getByRole('dialog', { name: 'Training points' }).getByRole('radio', { name: 'Chebyshev' }).click()
    await page.keyboard.press('Escape')
    await expect(bench.pane('Network')).toContainText('501 parameters')
    await bench.key('Space')
    await bench.awaitVerdict('Two digits')
    expect(numberIn(await bench.maxError.innerText())).toBeLessThan(2e-2)
  })
})
