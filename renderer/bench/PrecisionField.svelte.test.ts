import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import '../styles/index.css'
import PrecisionField from './PrecisionField.svelte'

test('precision and engine are chosen in one place, and each engine says what it is for', async () => {
  const chosen: string[] = []
  const take = (value: string) => chosen.push(value)
  const words = () => document.querySelector('[data-testid=engine-words]')?.textContent ?? ''
  const { rerender } = await render(PrecisionField, { precision: 'float64', engine: 'auto', onprecision: take, onengine: take })
  await page.getByTestId('precision').click()
  expect(words()).toContain('Compiled for this processor')
  await page.getByRole('radio', { name: 'Portable' }).click()
  await page.getByRole('radio', { name: 'float32' }).click()
  expect(chosen).toEqual(['portable', 'float32'])
  await rerender({ precision: 'float64', engine: 'portable', onprecision: take, onengine: take })
  expect(words()).toContain('the same bits on every machine')
})
