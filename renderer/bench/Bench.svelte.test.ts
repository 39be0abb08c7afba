import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { cleanup } from 'vitest-browser-svelte'
import type { CheckReport } from '../../core/problem/report.ts'
import { connection } from '../state/connection.svelte.ts'
import { reportOf } from '../testing/fake/check.ts'
import { openPage } from '../testing/page.ts'

let close = () => undefined as void
async function open(hash: string, options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(hash, { remembered: { theme: 'light', 'bench.problem': 'typeset' }, ...options })
  close = opened.close
  // The page's root is as high as the window; the frame of the test is not.
  for (const frame of document.querySelectorAll<HTMLElement>('body > div')) frame.style.height = '100%'
  await expect.element(page.getByTestId('verdict')).toBeVisible()
  return opened
}
afterEach(() => close())

const press = (keys: string) => userEvent.keyboard(keys)
const verdict = () => page.getByTestId('verdict')
const iteration = () => Number(page.getByTestId('iteration').element().textContent.replaceAll('\u2009', ''))
type Calls = Awaited<ReturnType<typeof open>>['calls']
const inputs = <T>(calls: Calls, method: string) => calls.filter((call) => call.method === method).map(({ input }) => input as T)
interface Asked {
  experiment: {
    problem?: unknown
    settings?: { seed?: unknown; training?: Record<string, unknown>; network?: { hidden?: number[] } }
    parameters?: Record<string, unknown>
  }
}
const last = <T>(list: readonly T[]): T | undefined => list.at(-1)

describe('before training', () => {
  it('shows a library problem with fresh weights at once and stores nothing', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    await expect.element(page.getByRole('heading', { name: 'Exponential decay' })).toBeVisible()
    await expect.element(verdict().getByText('Not trained')).toBeVisible()
    await expect.element(page.getByRole('img', { name: /Solution g against t/ })).toBeInTheDocument()
    await expect.element(page.getByText('Nothing trained yet')).toBeVisible()
    await expect.element(page.getByText('Proved')).toBeVisible()
    expect(inputs(calls, 'experiment.preview').length).toBeGreaterThan(0)
    expect(inputs(calls, 'run.start')).toEqual([])
  })

  it('draws other weights with W: the seed changes, its generator stays, the held end does not move', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    await expect.element(page.getByLabelText('Seed', { exact: true })).toHaveValue('15, lecture')
    for (let i = 0; i < 5; i++) await press('w')
    await expect.poll(() => String(last(inputs<Asked>(calls, 'experiment.preview'))?.experiment.settings?.seed)).toMatch(/^lecture:\d+$/)
    await expect.element(page.getByLabelText('Seed', { exact: true })).not.toHaveValue('15, lecture')
    await expect.element(page.getByText('held for every θ')).toBeInTheDocument()
    expect(inputs(calls, 'run.start')).toEqual([])
  })

  it('fits every problem of the library at 1280 by 800 without scrolling', async () => {
    await page.viewport(1280, 800)
    for (const id of ['lecture-decay', 'lecture-logistic', 'lecture-poisson', 'lecture-diffusion', 'lecture-wave']) {
      await open(`#/bench/${id}`)
      await expect.element(page.getByText('Trial solution')).toBeVisible()
      await document.fonts.ready
      for (const part of ['.ask', '.asked']) {
        const pane = document.querySelector(part)
        await expect
          .poll(() => (pane?.scrollHeight ?? Infinity) - (pane?.clientHeight ?? 0), { message: `${id} ${part}` })
          .toBeLessThanOrEqual(1)
      }
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1280)
      close()
      cleanup()
    }
  })
})

describe('a stored run', () => {
  it('keeps the name that the library has for its problem, however its text is spelt and whatever its parameters are', async () => {
    const { calls } = await open('#/bench/run-00001', {
      methods: {
        'problem.check': async ({ experiment }) => {
          const report = reportOf(experiment)
          return { ...report, yaml: `name: Decay\nparameters:\n  gamma: ${'id' in experiment.problem ? 2 : 3}\nunknowns: [g]\n` }
        },
        'library.get': async ({ id }) => ({ id, yaml: '# as its author wrote it' })
      }
    })
    await expect.poll(() => last(inputs<Asked>(calls, 'experiment.preview'))?.experiment.problem).toEqual({ id: 'lecture-decay' })
  })
})

describe('training', () => {
  it('trains and pauses with Space, and the verdict follows', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    await expect.element(page.getByRole('button', { name: 'Train (Space)' })).toBeVisible()
    await press(' ')
    await expect.element(verdict().getByText('Learning', { exact: true })).toBeVisible()
    await expect.poll(iteration).toBeGreaterThan(0)
    await press(' ')
    await expect.element(verdict().getByText('Paused')).toBeVisible()
    expect(inputs(calls, 'run.start').length).toBe(1)
    expect(inputs(calls, 'run.pause').length).toBe(1)
    await press(' ')
    await expect.element(verdict().getByText('Two digits')).toBeVisible()
    expect(inputs(calls, 'run.resume').length).toBe(1)
    await expect.poll(() => verdict().getByTestId('max-error').element().textContent).toMatch(/^0\.0438/)
    expect(location.hash).toMatch(/^#\/bench\/run-new-/)
  })

  it('begins with a single iteration on S', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    await expect.element(page.getByText('Proved')).toBeVisible()
    await press('s')
    await expect.poll(() => last(inputs<{ steps?: number }>(calls, 'run.start'))?.steps).toBe(1)
  })

  it('reads the verdict aloud when its word changes, not with every picture', async () => {
    await open('#/bench/lecture-decay')
    const spoken: string[] = []
    const region = document.querySelector('[data-testid=verdict] [role=status]')
    const observer = new MutationObserver(() => spoken.push(region?.textContent ?? ''))
    observer.observe(region ?? document.body, { childList: true, characterData: true, subtree: true })
    await press(' ')
    await expect.element(verdict().getByText('Two digits')).toBeVisible()
    await expect.poll(() => last(spoken)).toContain('Two digits.')
    observer.disconnect()
    expect(spoken.length).toBeLessThanOrEqual(4)
  })

  it('reads the run again after a lost connection', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    await expect.element(page.getByText('Proved')).toBeVisible()
    await press('s')
    await expect.element(verdict().getByText('Paused')).toBeVisible()
    await expect.poll(() => inputs(calls, 'run.snapshot').length).toBeGreaterThan(0)
    const before = inputs(calls, 'run.snapshot').length
    connection.gap()
    await expect.poll(() => inputs(calls, 'run.snapshot').length).toBeGreaterThan(before)
  })
})

describe('edits', () => {
  it('after training they prepare a new run, say that the old one is kept, and can be undone', async () => {
    await open('#/bench/lecture-decay')
    await press('s')
    await expect.element(verdict().getByText('Paused')).toBeVisible()
    await page.getByLabelText('Learning rate').fill('0.01')
    await press('{Enter}')
    await expect.element(verdict().getByText('Not trained')).toBeVisible()
    await expect.element(page.getByText(/is kept in the library/)).toBeVisible()
    ;(document.activeElement as HTMLElement | null)?.blur()
    await press('{Control>}z{/Control}')
    await expect.element(verdict().getByText('Paused')).toBeVisible()
    await press('{Control>}{Shift>}z{/Shift}{/Control}')
    await expect.element(verdict().getByText('Not trained')).toBeVisible()
  })

  it('wait for the pause while it trains', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    await press(' ')
    await expect.element(verdict().getByText('Learning', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Add a neuron to layer 1' }).click()
    await expect.element(page.getByText('Added a neuron: waits for the pause')).toBeVisible()
    await expect.element(verdict().getByText('Learning', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Pause now' }).click()
    await expect.poll(() => last(inputs<Asked>(calls, 'experiment.preview'))?.experiment.settings?.network?.hidden).toEqual([11])
    await expect.element(verdict().getByText('Not trained')).toBeVisible()
  })

  it('R goes back to iteration 0 and keeps the run', async () => {
    await open('#/bench/lecture-decay')
    await press('s')
    await expect.element(verdict().getByText('Paused')).toBeVisible()
    ;(document.activeElement as HTMLElement | null)?.blur()
    await press('r')
    await expect.element(verdict().getByText('Not trained')).toBeVisible()
    await page.getByRole('button', { name: 'Show it' }).click()
    await expect.element(verdict().getByText('Paused')).toBeVisible()
  })

  it('a dragged parameter is checked while it moves', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    const gamma = page.getByRole('spinbutton', { name: 'gamma' })
    await expect.element(gamma).toBeVisible()
    gamma.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))
    await expect.poll(() => Number(last(inputs<Asked>(calls, 'experiment.preview'))?.experiment.parameters?.gamma)).toBeGreaterThan(2)
  })

  it('layers and neurons change the architecture', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    const hidden = () => last(inputs<Asked>(calls, 'experiment.preview'))?.experiment.settings?.network?.hidden
    await page.getByRole('button', { name: 'Remove a neuron of layer 1' }).click()
    await expect.poll(hidden).toEqual([9])
    await page.getByRole('button', { name: 'Add a hidden layer' }).click()
    await expect.poll(hidden).toEqual([9, 9])
  })
})

describe('the source', () => {
  it('is checked a little after one types, with the error under the character and the last sense kept pale', async () => {
    const { calls } = await open('#/bench/lecture-diffusion')
    await page.getByRole('radio', { name: 'Source' }).click()
    const editor = page.getByRole('textbox', { name: 'Problem, one statement a line' })
    await expect.element(editor).toBeVisible()
    const before = inputs(calls, 'problem.check').length
    await editor.click()
    await press('{Control>}{Home}{/Control}{End}{Backspace}y')
    await expect.element(page.getByText('Line 1, column 7:')).toBeVisible()
    await expect.element(verdict().getByText('Cannot train yet')).toBeVisible()
    await expect.element(page.getByText('as it last made sense')).toBeVisible()
    await expect.poll(() => getComputedStyle(document.querySelector('.stale > .grow') ?? document.body).opacity).toBe('0.4')
    expect(inputs(calls, 'problem.check').length - before).toBeLessThanOrEqual(2)
    await press('{Tab}')
    await expect.element(verdict().getByText('Not trained')).toBeVisible()
  })

  it('of a new problem is shown at once', async () => {
    await open('#/bench/new')
    await expect.element(page.getByRole('textbox', { name: 'Problem, one statement a line' })).toBeVisible()
  })
})

describe('the trial solution', () => {
  const refused = (experiment: Parameters<typeof reportOf>[0]): CheckReport => {
    const report = reportOf(experiment)
    const source = 'source' in experiment.problem ? experiment.problem.source : ''
    if (!source.includes('trial: { g: "g0 + N" }')) return report
    return {
      ...report,
      ok: false,
      conditions: report.conditions.map((one) => ({ ...one, met: false, violation: 0.38 })),
      trialMode: 'own',
      errors: [{ code: 'condition', message: 'initial condition g(0) = g0 not met: off by 0.38', cure: 'Multiply N by t.' }]
    }
  }

  it('of one’s own is refused with the amount when it misses a condition', async () => {
    await open('#/bench/lecture-decay', { methods: { 'problem.check': async ({ experiment }) => refused(experiment) } })
    await page.getByRole('button', { name: 'Auto' }).click()
    await page.getByRole('menuitemradio', { name: /Own/ }).click()
    const field = page.getByRole('textbox', { name: 'Trial solution of g' })
    await expect.element(field).toHaveFocus()
    await field.fill('g0 + N')
    await expect.element(page.getByText('Refused')).toBeVisible()
    await expect.element(page.getByRole('alert').getByText(/not met: off by 0.38/)).toBeVisible()
    await expect.element(verdict().getByText('Cannot train yet')).toBeVisible()
    await press('{Escape}')
    await expect.element(page.getByText('Proved')).toBeVisible()
  })
})

describe('beside it', () => {
  it('a classical method stands at the same points', async () => {
    const { calls } = await open('#/bench/lecture-decay')
    await page.getByRole('button', { name: 'Classical' }).click()
    await page.getByRole('menuitemradio', { name: 'Euler' }).click()
    await expect
      .poll(() => last(inputs<{ options: { points?: Record<string, number> } }>(calls, 'reference.solve'))?.options.points)
      .toEqual({ t: 10 })
    await expect.element(page.getByRole('img', { name: /Euler: at most/ })).toBeInTheDocument()
  })

  it('over two variables the arrows move the slice', async () => {
    await open('#/bench/lecture-diffusion')
    const slider = page.getByRole('slider', { name: 'Slice at t' })
    await expect.element(slider).toHaveValue('0.5')
    await press('{ArrowRight}')
    await expect.poll(() => Number((slider.element() as HTMLInputElement).value)).toBeCloseTo(0.52)
    await press('{ArrowLeft}{ArrowLeft}')
    await expect.poll(() => Number((slider.element() as HTMLInputElement).value)).toBeCloseTo(0.48)
    await expect.element(page.getByRole('img', { name: /Slice of u at t = 0.48/ })).toBeInTheDocument()
  })

  it('F fills the view with the first figure and Escape gives it back', async () => {
    await open('#/bench/lecture-decay')
    await expect.element(page.getByRole('img', { name: /Solution/ })).toBeInTheDocument()
    await press('f')
    await expect.element(page.getByRole('button', { name: 'Back to the bench' })).toBeVisible()
    await press('{Escape}')
    await expect.element(page.getByRole('button', { name: 'Full screen' })).toBeVisible()
  })
})

describe('the network', () => {
  it('shows only the links of the neuron under the pointer, and its weights when chosen', async () => {
    await open('#/bench/lecture-decay')
    const neuron = page.getByRole('button', { name: 'Neuron 3 of layer 1', exact: true })
    await neuron.hover()
    const strong = () => [...document.querySelectorAll('.lines path')].filter((path) => path.getAttribute('opacity') === '1').length
    await expect.poll(strong).toBe(2)
    await neuron.click()
    await expect.element(page.getByRole('dialog', { name: 'Neuron 3 of layer 1' }).getByText('bias')).toBeVisible()
    await press('{Escape}')
    await expect.poll(() => document.querySelector('.card')).toBeNull()
  })

  it('is one stop for Tab, with arrows inside', async () => {
    await open('#/bench/lecture-diffusion')
    await expect.poll(() => document.querySelectorAll('.tile').length).toBe(40)
    expect(document.querySelectorAll('.tile[tabindex="0"]').length).toBe(1)
    document.querySelector<HTMLElement>('.tile[tabindex="0"]')?.focus()
    await press('{ArrowDown}{ArrowRight}')
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/of layer 2$/)
  })
})
