import { afterEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openPage } from '../testing/page.ts'

let close = () => undefined as void
afterEach(() => close())

const wrong = (message: string) =>
  Object.assign(new Error(message), { code: 'sweep-yaml', cure: 'Check the brackets.', place: { line: 2, column: 3 } })

async function open(hash: string, answers = {}) {
  const documents: string[] = []
  const opened = await openPage(hash, {
    methods: {
      'sweep.preview': async ({ document }) => {
        documents.push(document)
        if (document.includes('[[')) throw wrong('The sweep is not valid YAML.')
        return {
          name: 'Decay: learning rate × nodes',
          configurations: 25,
          seeds: 1,
          runs: 25,
          axes: [{ name: 'learning_rate', label: 'Learning rate', values: [0.0001] }],
          rows: [{ learning_rate: 0.0001, width: 2 }],
          yaml: document
        }
      },
      'sweep.start': async () => ({ sweep: 'sweep-1' }),
      ...answers
    }
  })
  close = opened.close
  return { ...opened, documents }
}
const textOf = (locator: ReturnType<typeof page.getByRole>) => expect.poll(() => locator.element().textContent)
const input = (label: string) => page.getByLabelText(label, { exact: true })

it('writes the sweep of the lecture and starts it', async () => {
  const { calls, documents } = await open('#/sweeps/new?problem=lecture-decay')
  await expect.element(input('Learning rate')).toHaveValue('0.0001, 0.001, 0.01')
  await expect.element(input('Seeds')).toHaveValue('lecture:15..19')
  await userEvent.fill(input('Learning rate'), '1e-4..0.1, 0.3')
  await userEvent.fill(input('Nodes in each hidden layer'), '2, 5, 10, 20, 50')
  await userEvent.fill(input('Iterations'), '2000')
  await userEvent.fill(input('Seeds'), 'lecture:15')
  await expect.poll(() => documents.at(-1)).toContain('replicates: { seeds: [lecture:15] }')
  expect(documents.at(-1)).toContain('learning_rate: { values: [0.0001, 0.001, 0.01, 0.1, 0.3] }')
  expect(documents.at(-1)).toContain('width: { values: [2, 5, 10, 20, 50] }')
  await textOf(page.getByTestId('sum')).toContain('25 configurations × 1 seed = 25 runs')
  await expect.element(page.getByText(/One seed is one draw/)).toBeVisible()
  await page.getByRole('button', { name: 'Start 25 runs' }).click()
  await expect.poll(() => location.hash).toBe('#/sweeps/sweep-1')
  const started = calls.find(({ method }) => method === 'sweep.start')?.input
  expect(started).toMatchObject({ experiment: { problem: { id: 'lecture-decay' } } })
})

it('tells the cure in place of the label, and does not start', async () => {
  const { calls } = await open('#/sweeps/new?problem=lecture-decay')
  await userEvent.fill(input('Learning rate'), '0.1, -1')
  await expect.element(page.getByText('Learning rate: must be above 0')).toBeVisible()
  await expect.element(page.getByTestId('start-sweep')).toHaveAttribute('aria-disabled', 'true')
  await page.getByTestId('start-sweep').click({ force: true })
  expect(calls.some(({ method }) => method === 'sweep.start')).toBe(false)
})

it('shows its source, which may say more than the form', async () => {
  const { documents } = await open('#/sweeps/new?problem=lecture-decay')
  await expect.element(input('Learning rate')).toHaveValue('0.0001, 0.001, 0.01')
  await page.getByRole('radio', { name: 'Source' }).click()
  const editor = page.getByRole('textbox', { name: 'Sweep file, YAML' })
  await textOf(editor).toContain('learning_rate: { values: [0.0001, 0.001, 0.01] }')
  await userEvent.fill(editor, 'method: [[')
  await textOf(page.getByTestId('sum')).toContain('The sweep is not valid YAML.')
  await userEvent.fill(editor, '{ method: grid, parameters: { w0: { values: [1, 2] } } }')
  await expect.poll(() => documents.at(-1)).toContain('w0')
  await page.getByRole('radio', { name: 'Form' }).click()
  await expect.element(page.getByText('Put away a source that the form cannot show')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await textOf(page.getByRole('textbox', { name: 'Sweep file, YAML' })).toContain('w0')
})

it('begins with what lies on the bench, a stored run, or another sweep', async () => {
  await open('#/sweeps/new?run=run-00003')
  await expect.element(page.getByLabelText('Experiment')).toHaveValue('run:run-00003')
  await expect.element(input('Seeds')).toHaveValue('lecture:4155..4159')
})
