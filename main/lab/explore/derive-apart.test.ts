import { expect, test } from 'vitest'
import { derive } from '../../../core/autodiff/explore/derive.ts'
import { autodiff } from '../services/autodiff.ts'
import { deriveApart } from './derive-apart.ts'

const LARGE = 'sum(i, 1, 800, sin(i*x)/i)'

test('a thread gives the report that the caller would have made', async () => {
  const [text, at] = ['x^2*y', { x: 3, y: 'pi' }]
  expect(await deriveApart({ text, at, options: { wrt: 'y' } })).toEqual(derive(text, at, { wrt: 'y' }))
})

test('what is wrong comes back as it was thrown', async () => {
  await expect(deriveApart({ text: 'x^2', at: { x: 1 }, options: { wrt: 'y' } })).rejects.toMatchObject({ code: 'unknown-symbol' })
})

test('a large graph is explored apart: the caller goes on', async () => {
  const answer = autodiff()['autodiff.derive']({ subject: { expression: LARGE }, at: { x: 0.3 } })
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  const report = await answer
  clearInterval(timer)
  expect(report.nodes.length).toBeGreaterThan(2000)
  expect(ticks).toBeGreaterThan(5)
})
