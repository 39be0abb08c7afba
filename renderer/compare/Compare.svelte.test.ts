import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { detailOf, runOf } from '../testing/fake/runs.ts'
import { problemOf } from '../testing/fake/problems.ts'
import { openPage } from '../testing/page.ts'

let close = () => undefined as void
afterEach(() => close())

async function open(...input: Parameters<typeof openPage>) {
  const opened = await openPage(...input)
  close = opened.close
  await expect.element(page.getByRole('heading', { name: 'Compare', exact: true })).toBeVisible()
  return opened
}
const words = (cell: Element) => cell.textContent.replaceAll(/\s+/g, ' ').trim()
const rows = () =>
  [...document.querySelectorAll('[aria-label=Runs] tbody tr:not(.room)')].map((row) =>
    [...row.querySelectorAll('td')].map(words).filter((word) => word !== '')
  )
const names = () => rows().map(([name]) => name)
const shown = () => new URLSearchParams(location.hash.split('?')[1]).get('runs')
const said = () => document.querySelector('.verdict .say')?.textContent ?? ''
const calls = (all: { method: string; input: unknown }[], method: string) => all.filter((call) => call.method === method)

describe('two runs from a link', () => {
  it('lays their losses and solutions over each other, Euler beside them', async () => {
    await open('#/compare?runs=run-00001,run-00002')
    await expect.element(page.getByRole('img', { name: /^Loss of 2 runs against iteration\. Exponential decay: 0\.066/ })).toBeVisible()
    await expect.element(page.getByRole('img', { name: /^Solutions g of 3 runs\..*Euler, 10 points: off by at most/ })).toBeVisible()
    await expect.poll(() => names()).toEqual(['Exponential decay', 'Exponential decay, two layers', 'Euler, 10 points', 'Runge-Kutta 4'])
    await expect.poll(said).toContain('Exponential decay, two layers is closest: off by at most 0.0401')
    await expect.element(page.getByRole('cell', { name: 'Learning rate' })).toBeVisible()
  })

  it('shows and hides with Space, and every run keeps its line', async () => {
    await open('#/compare?runs=run-00001,run-00002')
    await expect.poll(() => names().length).toBe(4)
    const markOf = (name: string) =>
      document
        .querySelector(`[aria-label=Runs] a[title="${name}"]`)
        ?.closest('tr')
        ?.querySelector('svg:not(.i) path:last-child')
        ?.getAttribute('d')
    const second = markOf('Exponential decay, two layers')
    expect(second).toBeDefined()
    expect(markOf('Exponential decay')).not.toBe(second)
    page.getByRole('grid', { name: 'Runs' }).element().focus()
    await userEvent.keyboard(' ')
    await expect.poll(shown).toBe('run-00002')
    expect(markOf('Exponential decay, two layers')).toBe(second)
    await userEvent.keyboard(' ')
    await expect.poll(shown).toBe('run-00002,run-00001')
    expect(markOf('Exponential decay, two layers')).toBe(second)
  })

  it('draws the error in place of the solution', async () => {
    await open('#/compare?runs=run-00001,run-00002')
    await page.getByRole('radio', { name: 'Error' }).click()
    await expect.element(page.getByRole('img', { name: /^Solutions error of 3 runs/ })).toBeVisible()
  })

  it('takes a slice of two variables at any time', async () => {
    await open('#/compare?runs=run-00005,run-00009')
    const slider = page.getByRole('slider', { name: 'Slice at t' })
    await expect.element(slider).toHaveValue('1')
    slider.element().focus()
    await userEvent.keyboard('{Home}')
    await expect.element(page.getByText('t = 0.00')).toBeVisible()
  })
})

describe('among all runs', () => {
  it('finds the true minimum', async () => {
    const decay = problemOf('lecture-decay')
    const at = (run: string, error: number) => {
      const made = runOf(decay, Number(run.slice(1)), { run, name: `run ${run}` })
      return { ...made, metrics: made.metrics === null ? null : { ...made.metrics, max_abs_error: error } }
    }
    const stored = [at('r1', 2.144e-8), at('r2', 0.02), at('r3', 1.013e-8), at('r4', 1.2e-8)]
    await open('#/compare', {
      methods: {
        'run.list': async ({ trashed }) => (trashed === true ? [] : stored),
        'run.get': async ({ run }) => detailOf(stored.find((one) => one.run === run) ?? at('r9', 1))
      }
    })
    await userEvent.keyboard('b')
    await expect.poll(shown).toBe('r3')
    await expect.poll(said).toContain('run r3 is closest: off by at most 1.01×10⁻⁸')
    await expect.poll(() => names().slice(0, 4)).toEqual(['run r3', 'run r4', 'run r1', 'run r2'])
  })

  it('searches and sorts, a second key with Shift, what is missing last', async () => {
    await open('#/compare')
    await userEvent.fill(page.getByRole('searchbox'), 'nodes = 10')
    await expect.poll(() => names().length).toBe(3)
    await page.getByRole('button', { name: 'Largest error' }).click()
    await expect.poll(names).toEqual(['Exponential decay, two layers', 'Exponential decay', 'Decay, learning rate 0.1'])
    await page.getByRole('button', { name: 'Largest error' }).click()
    await expect.poll(names).toEqual(['Exponential decay', 'Exponential decay, two layers', 'Decay, learning rate 0.1'])
    await page.getByRole('button', { name: 'Iterations' }).click()
    await page.getByRole('button', { name: 'Name' }).click({ modifiers: ['Shift'] })
    await expect.poll(names).toEqual(['Decay, learning rate 0.1', 'Exponential decay', 'Exponential decay, two layers'])
  })

  it('shows only the settings that vary, or all', async () => {
    await open('#/compare?runs=run-00001,run-00002')
    const headings = () => page.getByRole('columnheader').elements().map(words)
    await expect.poll(headings).toContain('Hidden layers')
    expect(headings()).not.toContain('Optimiser')
    await page.getByRole('button', { name: /Only changed/ }).click()
    await expect.poll(headings).toContain('Optimiser')
    await page.getByRole('button', { name: /Only changed/ }).click()
  })

  it('stays quick with 5 000', async () => {
    await open('#/compare', { runs: 5000 })
    await expect.element(page.getByRole('grid', { name: 'Runs' })).toHaveAttribute('aria-rowcount', '5001')
    expect(rows().length).toBeLessThan(60)
  })
})

describe('a run', () => {
  it('is run again, and its bits are compared', async () => {
    const again = runOf(problemOf('lecture-decay'), 1, { run: 'again', name: 'Exponential decay again' })
    const opened = await open('#/compare?runs=run-00001', {
      methods: {
        'run.repeat': async () => ({ run: 'again' }),
        'run.get': async ({ run }) =>
          run === 'again'
            ? { ...detailOf(again), repeats: { run: 'run-00001', identical: true } }
            : detailOf(runOf(problemOf('lecture-decay'), 1, { run }))
      }
    })
    await page.getByRole('button', { name: 'Re-run' }).click()
    await expect.poll(shown).toBe('run-00001,again')
    expect(calls(opened.calls, 'run.repeat')).toHaveLength(1)
    opened.emit('run.changed', { run: 'again', sweep: null })
    await expect.poll(() => document.querySelector('[role=status]')?.textContent).toContain('Identical bits')
    await expect.element(page.getByRole('grid', { name: 'Runs' }).getByText('Identical bits')).toBeVisible()
  })

  it('is renamed with F2 and goes to the trash with Delete, which Undo takes back', async () => {
    const opened = await open('#/compare?runs=run-00001,run-00002')
    await expect.poll(() => names().length).toBe(4)
    page.getByRole('grid', { name: 'Runs' }).element().focus()
    await userEvent.keyboard('{F2}')
    await userEvent.fill(page.getByLabelText('Name of this run'), 'The first one')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => calls(opened.calls, 'run.rename').at(-1)?.input).toEqual({ run: 'run-00001', name: 'The first one' })
    await expect.poll(names).toContain('The first one')
    page.getByRole('grid', { name: 'Runs' }).element().focus()
    await userEvent.keyboard('{Delete}')
    await expect.poll(shown).toBe('run-00002')
    expect(calls(opened.calls, 'run.trash').at(-1)?.input).toEqual({ runs: ['run-00001'] })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => calls(opened.calls, 'run.restore').at(-1)?.input).toEqual({ runs: ['run-00001'] })
  })
})
