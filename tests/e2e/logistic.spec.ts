import { allNumbers, Bench, largest } from './bench.ts'
import { expect, test } from './lab.ts'

// The width at which the verdict has room for the classical method beside the network.
test.use({ viewport: { width: 1440, height: 900 } })

test('J13: logistic growth, the network and Euler side by side', async ({ page }) => {
  const bench = new Bench(page)
  await bench.take('Logistic growth')
  await bench.key('Space')
  await bench.awaitVerdict('Two digits')
  await expect(bench.verdict).toContainText('the loss went from 0.221805 to 4.17932×10⁻⁴')
  await bench.classical('Forward Euler')
  await expect(bench.verdict).toContainText('Forward Euler, same points0.01123')

  await test.step('both errors at the training points, in full', async () => {
    const { training_point } = await allNumbers(await bench.showNumbers('Error'))
    expect(training_point?.filter((value) => value !== null)).toHaveLength(10)
    expect(largest(training_point).toPrecision(6)).toBe('0.00424909')
    expect(await bench.classicalError('Forward Euler', 't', 10)).toBe(0.011225)
  })

  await test.step('three lines in one figure', async () => {
    const { t, network, exact, forward_euler } = await allNumbers(await bench.showNumbers('Solution'))
    expect([t?.[0], network?.[0], exact?.[0], forward_euler?.[0]]).toEqual([0, 1.2, 1.2, 1.2])
    expect(exact?.at(-1)?.toPrecision(7)).toBe('1.023076')
    expect(forward_euler?.filter((value) => value !== null)).toHaveLength(10)
  })

  await test.step('more points bring Euler closer', async () => {
    const errors: string[] = []
    for (const points of [20, 40, 80]) errors.push((await bench.classicalError('Forward Euler', 't', points)).toPrecision(4))
    expect(errors).toEqual(['0.004934', '0.002329', '0.001133'])
  })
})
