import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import type { Cure, Verdict } from '../../core/verdict/types.ts'
import type { Input } from '../../main/api/contract.ts'
import type { RunSummary } from '../../main/api/types.ts'
import { decaySnapshot } from '../charts/samples.ts'
import { detailOf, someRuns } from '../testing/fake/runs.ts'
import { openPage } from '../testing/page.ts'

let close = () => undefined as void
afterEach(() => close())

const verdict = (cures: Cure[]): Verdict => ({
  level: 'wrong',
  sentence: 'Off by at most 1.0 from the exact solution.',
  error: 1,
  scale: 10,
  estimated_error: 20,
  estimated_rel_l2: 2,
  certified: false,
  why: 'the estimated error is as large as the solution',
  amplification: 1e4,
  residual_ratio: 1,
  empty_share: 0,
  seed_spread: null,
  reference: {
    method: 'dopri5',
    label: 'Dormand-Prince 5(4), 100 steps',
    stated_error: 1e-12,
    seconds: 0.003,
    max_abs_error: 1,
    rel_l2: 0.9
  },
  no_reference: null,
  suspicions: [{ code: 'as-large', message: 'The residual allows an error of 20.', cure: 'Split the time into windows.' }],
  cures
})

/** The first stored run, with a verdict that offers these cures. */
async function open(cures: Cure[]) {
  const [first, ...others] = someRuns()
  const judged: RunSummary = { ...first!, metrics: { ...first!.metrics!, verdict: verdict(cures) } }
  const opened = await openPage(`#/bench/${judged.run}`, {
    methods: {
      'run.list': async ({ trashed = false }) => (trashed ? [] : [judged, ...others]),
      'run.get': async ({ run }) => detailOf([judged, ...others].find((one) => one.run === run) ?? judged)
    }
  })
  close = opened.close
  const started = () => opened.calls.filter(({ method }) => method === 'run.start').map(({ input }) => input as Input<'run.start'>)
  return { ...opened, started }
}

const windows: Cure = {
  label: 'Try with windows of time',
  changes: [
    { path: 'training.optimizer', value: 'auto' },
    { path: 'points.count', value: 32 },
    { path: 'training.windows', value: 'auto' }
  ]
}
const own: Cure = { label: 'Begin with the lab’s own trial solution', changes: [{ path: 'problem.trial', value: 'auto' }] }

it('the best cure stands in the verdict: one press changes what it names and trains', async () => {
  const { started } = await open([windows, own])
  await expect.element(page.getByTestId('verdict').getByText('Do not trust')).toBeVisible()
  const button = page.getByTestId('remedy')
  await expect.element(button).toHaveTextContent('Try with windows of time')
  expect(started()).toEqual([])
  await button.click()
  await expect.poll(() => started()).toHaveLength(1)
  const settings = started()[0]!.experiment.settings as { training: Record<string, unknown>; points: Record<string, unknown> }
  expect(settings.training).toMatchObject({ optimizer: 'auto', windows: 'auto' })
  expect(settings.training).not.toHaveProperty('learning_rate')
  expect(settings.points.count).toBe(32)
})

it('the others stand under Why, with the classical solution, its time and its own error', async () => {
  const { started } = await open([windows, own])
  await page.getByRole('button', { name: 'Why' }).click()
  const panel = page.getByRole('dialog', { name: 'What the verdict rests on' })
  await expect.element(panel.getByText('Dormand-Prince 5(4), 100 steps')).toBeVisible()
  await expect.element(panel.getByText('3 ms')).toBeVisible()
  await expect.element(panel.getByText('1.0×10⁻¹²')).toBeVisible()
  await panel.getByRole('button', { name: own.label }).click()
  await expect.poll(() => started()).toHaveLength(1)
  expect(JSON.stringify(started()[0]!.experiment.problem)).not.toContain('trial:')
})

it('nothing is offered where nothing is known to help', async () => {
  await open([])
  await expect.element(page.getByTestId('verdict').getByText('Do not trust')).toBeVisible()
  expect(page.getByTestId('remedy').query()).toBeNull()
})

it('what cannot be measured yet is left out, not called NaN', async () => {
  const [first, ...others] = someRuns()
  const opened = await openPage(`#/bench/${first!.run}`, {
    methods: {
      'run.list': async ({ trashed = false }) => (trashed ? [] : [first!, ...others]),
      'run.snapshot': async () => {
        const snapshot = decaySnapshot()
        return { ...snapshot, metrics: { ...snapshot.metrics, max_abs_error: NaN, rel_l2: NaN } }
      }
    }
  })
  close = opened.close
  await expect.element(page.getByTestId('verdict').getByText('Condition violated by')).toBeVisible()
  expect(page.getByTestId('verdict').element().textContent).not.toContain('NaN')
})

it('the end of a run waits for its verdict', async () => {
  const [first, ...others] = someRuns()
  let known = false
  const summary = (): RunSummary =>
    known ? { ...first!, metrics: { ...first!.metrics!, verdict: verdict([windows]) } } : { ...first!, status: 'RUNNING' }
  const opened = await openPage(`#/bench/${first!.run}`, {
    methods: {
      'run.list': async ({ trashed = false }) => (trashed ? [] : [summary(), ...others]),
      'run.get': async () => detailOf(summary())
    }
  })
  close = opened.close
  const word = page.getByTestId('verdict')
  const ended = { run: first!.run, iteration: first!.iterations, iterations: first!.iterations, loss: 0.0666807 }
  opened.emit('run.progress', { ...ended, status: 'FINISHED', metrics: null, seconds: 1, secondsLeft: 0, sweep: null })
  await expect.element(word.getByText('Learning', { exact: true })).toBeVisible()
  await expect.element(page.getByTestId('max-error')).toBeVisible()
  expect(word.element().textContent).not.toMatch(/Not compared|digit/)
  known = true
  opened.emit('run.changed', { run: first!.run, sweep: null })
  await expect.element(word.getByText('Do not trust')).toBeVisible()
})
