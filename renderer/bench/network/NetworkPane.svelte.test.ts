import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { decayReport, decaySnapshot } from '../../charts/samples.ts'
import { problemOf } from '../../testing/fake/problems.ts'
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

test('a network that all unknowns share is drawn for each of them', async () => {
  const { network } = snapshot
  const [first, last] = network.weights
  if (first === undefined || last === undefined) throw new Error('two layers')
  const rows = Float64Array.from([...last.values, ...last.values.map((value) => -value)])
  const shared = { ...network, weights: [first, { ...last, rows: 2, values: rows }] }
  const [g] = snapshot.fields
  if (g === undefined) throw new Error('one unknown')
  const fields = [g, { ...g, unknown: 'h', network: g.network.map((value) => -value) }]
  const report = { ...idle.report, unknowns: ['g', 'h'] }
  const { settings } = problemOf('lecture-decay')
  const shown = { ...snapshot, fields, network: shared }
  const { container } = await render(NetworkPane, { ...idle, settings, report, snapshot: shown })
  container.style.cssText = 'display: grid; width: 1000px; height: 340px'
  await expect.element(page.getByRole('radio', { name: 'g' })).toBeChecked()
  await expect.poll(() => container.querySelectorAll('.station .other').length).toBe(3)
  const links = () => [...container.querySelectorAll('.lines path[stroke]')].map((path) => path.getAttribute('stroke')).join()
  const ofG = links()
  await page.getByRole('radio', { name: 'h' }).click()
  await expect.poll(links).not.toBe(ofG)
})
