import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { decayReport, decaySnapshot } from '../../charts/samples.ts'
import '../../styles/index.css'
import NetworkPane from './NetworkPane.svelte'

const snapshot = decaySnapshot()
const idle = { report: decayReport(), settings: null, loss: null, onresize: () => undefined, onrandomise: () => undefined }

test('every network is listed with what it gives, reads and trains, and one press draws it', async () => {
  const { network } = snapshot
  const small = { ...network, weights: [{ rows: 1, columns: 2, values: Float64Array.of(0, 1) }] }
  const networks = [
    { name: 'g', network },
    { name: 'k', network: small }
  ]
  await render(NetworkPane, { ...idle, snapshot: { ...snapshot, networks } })
  await page.getByLabelText('What is trained').click()
  const card = page.getByRole('dialog', { name: 'Networks' })
  const cells = () =>
    card
      .getByRole('row')
      .elements()
      .map((row) => [...row.querySelectorAll('td')].slice(2).map((cell) => cell.textContent.trim()))
  await expect.poll(cells).toEqual([[], ['1 → 10 → 1', 'sigmoid', '31'], ['1 → 1', 'sigmoid', '2']])
  expect(card.getByRole('row').nth(2).element().textContent).toContain('unknown function')
  await card.getByRole('button', { name: 'Draw the network of k' }).click()
  await expect.element(page.getByRole('radio', { name: 'k' })).toBeChecked()
})

test('a single network has no choice', async () => {
  await render(NetworkPane, { ...idle, snapshot })
  await expect.element(page.getByLabelText('What is trained')).toHaveTextContent('31 parameters')
  await expect.element(page.getByRole('radiogroup', { name: 'Which network' })).not.toBeInTheDocument()
})
