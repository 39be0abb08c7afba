import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openPage } from '../testing/page.ts'
import { shelf } from './shelf.svelte.ts'

let close = () => undefined as void
const open = async (...input: Parameters<typeof openPage>) => {
  shelf.search('')
  shelf.only(null)
  shelf.choose(new Set())
  const opened = await openPage(...input)
  close = opened.close
  return opened
}
afterEach(() => close())

const card = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name}`) }).first()
const names = () => [...document.querySelectorAll('[data-key] .nm')].map((one) => one.textContent.trim())
const inputs = (calls: { method: string; input: unknown }[], method: string) =>
  calls.filter((call) => call.method === method).map(({ input }) => input)

describe('the first start', () => {
  it('offers three ways in and the method in four formulas', async () => {
    await open('#/library', { runs: 'first' })
    await expect.element(page.getByRole('heading', { name: 'Start from an equation' })).toBeVisible()
    await expect
      .element(page.getByRole('link', { name: /Watch one being solved/ }))
      .toHaveAttribute('href', '#/bench/lecture-decay?train=1')
    await expect.element(page.getByRole('link', { name: /Type your own/ })).toHaveAttribute('href', '#/bench/new')
    await expect.element(page.getByText('train until small')).toBeVisible()
    await expect.element(page.getByRole('link', { name: /See how derivatives are made/ })).toHaveAttribute('href', '#/autodiff')
    await page.getByRole('link', { name: 'one of 6 problems' }).click()
    await expect.element(page.getByRole('heading', { name: 'Problems' })).toBeVisible()
    await expect.poll(() => names().length).toBe(6)
  })

  it('leaves the built-in problems in their order, by groups', async () => {
    await open('#/library/problems', { runs: 'first' })
    await page.getByRole('button', { name: 'All groups' }).click()
    await page.getByRole('menuitemradio', { name: 'Lecture' }).click()
    await expect.poll(() => location.hash).toBe('#/library/group%3ALecture')
    await expect.poll(() => names().slice(0, 2)).toEqual(['Exponential decay', 'Exponential decay, two layers'])
  })
})

describe('the shelf', () => {
  it('shows runs and sweeps with their verdicts, pinned ones first', async () => {
    await open('#/library')
    await expect.poll(() => names().slice(0, 2)).toEqual(['Exponential decay', 'Wave on a string'])
    await expect.element(card('Exponential decay').getByText('Two digits')).toBeVisible()
    await expect.element(page.getByText('Running, 85 of 100')).toBeVisible()
    await expect.element(page.getByText('Diverged')).toBeVisible()
  })

  it('finds by what is typed, and says when nothing fits', async () => {
    await open('#/library')
    await userEvent.keyboard('/')
    await userEvent.keyboard('error < 0.001')
    await expect.poll(names).toEqual(['Poisson equation on a line', 'Diffusion, sine, Adam'])
    await userEvent.fill(page.getByRole('searchbox'), 'eror < 1')
    await expect.element(page.getByText(/eror cannot be compared/)).toBeVisible()
    await page.getByRole('button', { name: /Show all/ }).click()
    await expect.poll(() => names().length).toBeGreaterThan(4)
  })

  it('narrows to one state', async () => {
    await open('#/library')
    await page.getByRole('button', { name: 'Any state' }).click()
    await page.getByRole('menuitemradio', { name: 'Diverged' }).click()
    await expect.poll(names).toEqual(['Decay, learning rate 0.1'])
  })

  it('moves to the trash without asking, and takes it back', async () => {
    const { calls } = await open('#/library')
    await card('Logistic growth').click({ modifiers: ['Control'] })
    await userEvent.keyboard('{Delete}')
    await expect.poll(() => names().includes('Logistic growth')).toBe(false)
    expect(inputs(calls, 'run.trash')).toEqual([{ runs: ['run-00003'] }])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => names().includes('Logistic growth')).toBe(true)
    await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}')
    await expect.poll(() => names().includes('Logistic growth')).toBe(false)
  })

  it('restores from the trash, and deletes for good only when Undo has gone', async () => {
    const { calls } = await open('#/library')
    await card('Logistic growth').click({ modifiers: ['Control'] })
    await card('Wave on a string').click({ modifiers: ['Control'] })
    await userEvent.keyboard('{Delete}')
    await page.getByRole('link', { name: /Trash/ }).click()
    await expect.poll(() => names().length).toBe(2)
    await card('Wave on a string').click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Restore' }).click()
    await expect.poll(names).toEqual(['Logistic growth'])
    await card('Logistic growth').click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await expect.element(page.getByText('The trash is empty.')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(names).toEqual(['Logistic growth'])
    expect(inputs(calls, 'run.purge')).toEqual([])
    await card('Logistic growth').click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByRole('button', { name: 'Close the message' }).click()
    await expect.poll(() => inputs(calls, 'run.purge')).toEqual([{ runs: ['run-00003'] }])
  })

  it('compares what is chosen, once there are two', async () => {
    await open('#/library')
    await card('Logistic growth').click({ modifiers: ['Control'] })
    await expect.element(page.getByRole('button', { name: 'Compare' })).toHaveAttribute('aria-disabled', 'true')
    await card('Wave on a string').click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect
      .poll(() => new URLSearchParams(location.hash.split('?')[1]).get('runs')?.split(',').sort())
      .toEqual(['run-00003', 'run-00006'])
  })

  it('pins, renames and tags', async () => {
    const { calls } = await open('#/library')
    await card('Logistic growth').click({ modifiers: ['Control'] })
    await userEvent.keyboard('p')
    await expect.poll(() => inputs(calls, 'run.pin')).toEqual([{ run: 'run-00003', pinned: true }])
    await userEvent.keyboard('{F2}')
    await userEvent.fill(page.getByLabelText('Name of this run'), 'Growth above capacity')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText('Growth above capacity')).toBeVisible()
    await userEvent.keyboard('t')
    await userEvent.fill(page.getByLabelText('A new tag'), 'Fronts')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('checkbox', { name: 'Fronts' })).toHaveAttribute('aria-checked', 'true')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: /Fronts/ }).click()
    await expect.poll(names).toEqual(['Growth above capacity'])
  })

  it('is steered by arrows, in rows and columns', async () => {
    await open('#/library')
    await expect.poll(() => names().length).toBeGreaterThan(4)
    document.querySelector<HTMLElement>('[data-key]')?.focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    const focused = () => document.activeElement?.getAttribute('data-key')
    const third = document.querySelectorAll('[data-key]')[2]?.getAttribute('data-key')
    await expect.poll(focused).toBe(third)
    await userEvent.keyboard('{Home}{Enter}')
    await expect.poll(() => location.hash).toBe('#/bench/run-00001')
  })

  it('shows what a run in training has reached', async () => {
    const lab = await open('#/library')
    const { run } = await lab.client['run.start']({ experiment: { problem: { id: 'lecture-wave' } }, name: 'Wave, again' })
    await expect.element(page.getByText('Learning')).toBeVisible()
    await expect.element(page.getByText(/^iteration/)).toBeVisible()
    await expect.element(page.getByText(/of 2 workers busy/)).toBeVisible()
    await lab.client['run.pause']({ run })
    await expect.element(page.getByText('2 workers free')).toBeVisible()
  })
})

describe('5 000 runs', () => {
  it('draw only what is seen, as cards and as a table, and answer a search at once', async () => {
    await open('#/library', { runs: 5000 })
    await expect.poll(() => names().length).toBeGreaterThan(4)
    expect(names().length).toBeLessThan(40)
    await page.getByRole('radio', { name: 'Table' }).click()
    await expect.element(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '5002')
    expect(page.getByRole('row').elements().length).toBeLessThan(60)
    const begin = performance.now()
    await userEvent.fill(page.getByRole('searchbox'), 'error < 1e-5 wave')
    await expect.poll(() => Number(page.getByRole('grid').element().getAttribute('aria-rowcount'))).toBeLessThan(1000)
    expect(performance.now() - begin).toBeLessThan(1500)
    await page.getByRole('radio', { name: 'Cards' }).click()
  })
})
