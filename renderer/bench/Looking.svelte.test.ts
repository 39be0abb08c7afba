import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Lens } from '../../core/problem/lens.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'
import type { Client } from '../../main/api/contract.ts'
import type { ExperimentInput } from '../../main/api/types.ts'
import { reportOf } from '../testing/fake/check.ts'
import { problemOf } from '../testing/fake/problems.ts'
import { snapshotOf, spaced } from '../testing/fake/snapshot.ts'
import { openPage } from '../testing/page.ts'

let close = () => undefined as void
afterEach(() => close())

type Methods = Partial<Omit<Client, 'on'>>
async function open(hash: string, methods: Methods = {}, remembered: Record<string, unknown> = {}) {
  const opened = await openPage(hash, { remembered: { theme: 'light', ...remembered }, methods })
  close = opened.close
  for (const frame of document.querySelectorAll<HTMLElement>('body > div')) frame.style.height = '100%'
  await expect.element(page.getByTestId('verdict')).toBeVisible()
  return opened
}
const decay = problemOf('lecture-decay')
const plain = () => snapshotOf(decay, [10], 0, 10_000)
type Asked = { experiment?: ExperimentInput; lens?: Lens; document?: string; entry?: unknown; estimate?: unknown }
const inputs = (calls: { method: string; input: unknown }[], method: string) =>
  calls.filter((call) => call.method === method).map(({ input }) => input as Asked)
const lastLens = (calls: { method: string; input: unknown }[]) => inputs(calls, 'experiment.preview').at(-1)?.lens

/** The decay with its rate as an interval, as the lab would look at it through a lens. */
const family: Methods = {
  'problem.check': async ({ experiment }) => {
    const report = reportOf(experiment)
    return { ...report, variables: [...report.variables, { name: 'nu', from: 0, to: 4, role: 'parameter' as const }] }
  },
  'experiment.preview': async ({ lens }) => {
    const snapshot = plain()
    return { ...snapshot, fixed: [{ name: 'nu', value: lens?.at?.nu ?? 2 }] }
  }
}

describe('a parameter that is an interval', () => {
  it('has a slider, which keys move, and the lab is asked to look there', async () => {
    const { calls } = await open('#/bench/lecture-decay', family)
    const slider = page.getByRole('slider', { name: 'nu' })
    await expect.element(slider).toHaveValue('2')
    slider.element().focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    await expect.poll(() => lastLens(calls)?.at?.nu).toBeCloseTo(2.04)
    await userEvent.keyboard('{End}')
    await expect.poll(() => lastLens(calls)?.at?.nu).toBe(4)
  })
})

describe('beyond the interval of training', () => {
  const twice = (): Snapshot => {
    const snapshot = plain()
    const t = spaced(0, 2, 201)
    const [field] = snapshot.fields
    if (field === undefined) return snapshot
    const exact = t.map((at) => 10 * Math.exp(-2 * at))
    const solution = exact.map((value, k) => value + (t[k]! > 1 ? 0.762 : 0.0438) * (k === 50 || k === 150 ? 1 : 0))
    return { ...snapshot, axes: [{ name: 't', values: t }], fields: [{ ...field, solution, exact, residual: solution, network: solution }] }
  }

  it('is asked for in the window, shaded, and told apart from the inside', async () => {
    const { calls } = await open('#/bench/lecture-decay', {
      'experiment.preview': async ({ lens }) => (lens?.over === undefined ? plain() : twice())
    })
    await page.getByRole('button', { name: /^Range shown/ }).click()
    await page.getByRole('button', { name: 'Twice as far' }).click()
    await expect.poll(() => lastLens(calls)?.over).toEqual({ t: [0, 2] })
    await expect.element(page.getByTestId('extrapolation')).toHaveTextContent('inside 0.0438, beyond 0.762')
    await expect
      .element(page.getByRole('img', { name: /Inside the interval of training off by at most 0.0438, beyond it by 0.762/ }))
      .toBeInTheDocument()
    await expect.poll(() => document.querySelector('.figure')?.textContent).toContain('extrapolated')
    await page.getByRole('button', { name: 'Interval of training' }).click()
    await expect.poll(() => lastLens(calls)?.over).toBeUndefined()
  })
})

describe('the anatomy', () => {
  it('opens with A, asks for the parts, and closes with Escape', async () => {
    const { calls } = await open('#/bench/lecture-decay', {
      'experiment.preview': async ({ lens }) => {
        const snapshot = plain()
        const fields = snapshot.fields.map((field) => ({
          ...field,
          h1: field.solution.map(() => 10),
          h2: Float64Array.from(snapshot.axes[0]!.values)
        }))
        return lens?.anatomy === true ? { ...snapshot, fields } : snapshot
      }
    })
    await userEvent.keyboard('a')
    await expect.poll(() => lastLens(calls)?.anatomy).toBe(true)
    await expect.element(page.getByRole('img', { name: /Parts of the trial solution of g.*h1 10.*h2 1.*residual/ })).toBeInTheDocument()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('region', { name: 'Anatomy' })).not.toBeInTheDocument()
  })
})

describe('the loss', () => {
  it('is shown in its parts, and the choice is remembered', async () => {
    const { calls } = await open('#/bench/run-00001', {
      'run.curve': async ({ run }) => ({
        run,
        iteration: Float64Array.of(0, 1, 2),
        loss: Float64Array.of(12, 6, 1.2),
        parts: [
          { name: 'equation 1', weight: 1, loss: Float64Array.of(2, 1, 0.2) },
          { name: 'c1', weight: 10, loss: Float64Array.of(1, 0.5, 0.1) }
        ]
      })
    })
    await page.getByRole('radio', { name: 'Parts' }).click()
    await expect.element(page.getByRole('img', { name: /equation: 0\.20*\. g\(0\) = g0 × 10: 0\.10*\./ })).toBeInTheDocument()
    expect(calls.findLast(({ method }) => method === 'lab.remember')?.input).toEqual({ key: 'bench.loss', value: 'parts' })
  })
})

describe('measured data', () => {
  const described: Awaited<ReturnType<Client['data.describe']>> = {
    rows: 3,
    columns: [
      { name: 'time', numbers: 3, missing: 0, faulty: null, from: 0, to: 1 },
      { name: 'A', numbers: 2, missing: 1, faulty: null, from: 1, to: 10 }
    ],
    first: [
      ['0', '10'],
      ['0.5', ''],
      ['1', '1']
    ],
    proposal: { t: 'time', g: 'A' },
    uses: [{ unknown: 'g', used: 2, missing: 1, outside: 0, repeated: 0 }],
    errors: []
  }
  const choose = async () => {
    await page.getByRole('button', { name: 'Data', exact: true }).click()
    const input = document.querySelector<HTMLInputElement>('input[aria-label="Data file"]')
    const files = new DataTransfer()
    files.items.add(new File(['time,A\n0,10\n0.5,\n1,1\n'], 'obs.csv', { type: 'text/csv' }))
    if (input === null) throw new Error('no input for a file')
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }

  it('are mapped, judged and taken, with what is to be found from them, and it can be undone', async () => {
    const { calls } = await open('#/bench/lecture-decay', { 'data.describe': async () => described })
    await choose()
    await expect.element(page.getByText('g: 2 rows are used; 1 row lacks a value.')).toBeVisible()
    await page.getByRole('checkbox', { name: 'gamma = 2' }).click()
    await page.getByRole('button', { name: 'Use these data' }).click()
    await expect
      .poll(() => inputs(calls, 'data.attach').at(-1))
      .toMatchObject({ entry: { file: 'obs.csv', columns: { t: 'time', g: 'A' } }, estimate: ['gamma'] })
    await expect.poll(() => inputs(calls, 'problem.check').at(-1)?.experiment?.files).toEqual({ 'obs.csv': 'time,A\n0,10\n0.5,\n1,1\n' })
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.poll(() => inputs(calls, 'problem.check').at(-1)?.experiment?.files).toBeUndefined()
  })

  it('that cannot serve say why and are not taken', async () => {
    const errors = [{ code: 'data-number', message: '"high" is not a number', cure: 'Leave the cell empty.', line: 3 }]
    await open('#/bench/lecture-decay', { 'data.describe': async () => ({ ...described, errors }) })
    await choose()
    await expect.element(page.getByText('Line 3: "high" is not a number. Leave the cell empty.')).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Use these data' })).toHaveAttribute('aria-disabled', 'true')
  })
})

describe('estimates', () => {
  it('stand with their history, and over seeds with their spread and the failures', async () => {
    const { calls } = await open('#/bench/run-00001', {
      'run.snapshot': async () => {
        const snapshot = plain()
        return { ...snapshot, iteration: 10_000, metrics: { ...snapshot.metrics, estimates: { gamma: 1.99 } } }
      },
      'run.curve': async ({ run }) => ({
        run,
        iteration: Float64Array.of(0, 1, 2),
        loss: Float64Array.of(12, 6, 1.2),
        estimates: [{ name: 'gamma', values: Float64Array.of(1, 1.6, 1.99) }]
      }),
      'run.seeds': async () => ({
        seeds: ['lecture:15', 'lecture:16', 'lecture:17'],
        estimates: [{ name: 'gamma', values: [1.99, 2.05], mean: 2.02, sd: 0.042, min: 1.99, max: 2.05 }],
        failed: [{ run: 'run-00007', seed: 'lecture:17', status: 'DIVERGED', reason: 'NaN at iteration 4' }],
        runs: [],
        judgement: null
      })
    })
    await page.getByRole('radio', { name: 'Estimates' }).click()
    await expect.element(page.getByRole('img', { name: /Estimates after 2 iterations: γ = 1.99/ })).toBeInTheDocument()
    await expect
      .poll(() => page.getByTestId('estimate-gamma').element().textContent.replaceAll(/\s+/g, ' '))
      .toContain('over 2 seeds 2.020 ± 0.042, 1.990 to 2.050')
    await expect.element(page.getByRole('link', { name: 'lecture:17' })).toHaveAttribute('href', '#/bench/run-00007')
    await page.getByRole('button', { name: 'Train 5 more seeds' }).click()
    await expect
      .poll(() => inputs(calls, 'sweep.start').at(-1)?.document)
      .toContain('seeds: [lecture:18, lecture:19, lecture:20, lecture:21, lecture:22]')
  })
})
