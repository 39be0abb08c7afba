import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { connection } from './state/connection.svelte.ts'
import { openPage } from './testing/page.ts'

let close = () => undefined as void
const open = async (...input: Parameters<typeof openPage>) => {
  const opened = await openPage(...input)
  close = opened.close
  return opened
}
afterEach(() => close())

const heading = (name: string) => page.getByRole('heading', { name, level: 1 })

describe('the frame', () => {
  it('opens the view that the link names, and follows the words of the title bar', async () => {
    await open('#/library/trash')
    await expect.element(heading('Trash')).toBeVisible()
    await page.getByRole('navigation', { name: 'Views' }).getByText('Sweeps').click()
    await expect.poll(() => location.hash).toBe('#/sweeps')
    // The word of a view leads back to where one was.
    await page.getByRole('navigation', { name: 'Views' }).getByText('Library').click()
    await expect.element(heading('Trash')).toBeVisible()
  })

  it('changes views by Ctrl and a digit', async () => {
    await open('#/library')
    await userEvent.keyboard('{Control>}4{/Control}')
    await expect.poll(() => location.hash).toBe('#/compare')
    await userEvent.keyboard('{Control>}1{/Control}')
    await expect.element(heading('Everything')).toBeVisible()
  })

  it('changes the theme by Alt M and remembers it', async () => {
    const { calls } = await open('#/library', { remembered: { theme: 'light' } })
    const shown = () => document.documentElement.dataset.theme
    expect(shown()).toBe('light')
    await userEvent.keyboard('{Alt>}m{/Alt}')
    await userEvent.keyboard('{Alt>}m{/Alt}')
    await expect.poll(shown).toBe('dark')
    expect(calls.filter(({ method }) => method === 'lab.remember').at(-1)?.input).toEqual({ key: 'theme', value: 'dark' })
  })

  it('says when the connection is lost and when it is back', async () => {
    await open('#/library')
    connection.set('lost')
    await expect.element(page.getByText(/connection to the lab was lost/)).toBeVisible()
    await expect.element(page.getByText('Not connected')).toBeVisible()
    connection.set('open')
    await expect.element(page.getByText(/The lab is back/)).toBeVisible()
    expect(page.getByText(/connection to the lab was lost/).query()).toBeNull()
  })

  it('says why the lab refuses, with the cure', async () => {
    await open('#/library')
    connection.set('refused', { code: 'link-used', message: 'this link was used already', cure: 'Run `ansatz serve` again.' })
    await expect.element(page.getByText(/Run `ansatz serve` again/)).toBeVisible()
  })

  it('reads the store again when events were missed', async () => {
    const { calls } = await open('#/library')
    const before = calls.filter(({ method }) => method === 'run.list').length
    connection.gap()
    await expect.poll(() => calls.filter(({ method }) => method === 'run.list').length).toBeGreaterThan(before)
  })

  it('goes from pane to pane by F6', async () => {
    await open('#/library')
    await userEvent.keyboard('{F6}')
    expect(document.activeElement?.closest('[data-pane]')?.getAttribute('aria-label')).toBe('Shelves')
    await userEvent.keyboard('{F6}')
    expect(document.activeElement?.closest('[data-pane]')?.getAttribute('aria-label')).toBe('Everything')
    await userEvent.keyboard('{Shift>}{F6}{/Shift}')
    expect(document.activeElement?.closest('[data-pane]')?.getAttribute('aria-label')).toBe('Shelves')
  })
})

describe('the palette', () => {
  it('finds an experiment and opens it by Enter', async () => {
    await open('#/library')
    await userEvent.keyboard('{Control>}k{/Control}')
    await expect.element(page.getByRole('combobox')).toHaveFocus()
    await userEvent.keyboard('poisson')
    const groups = page.getByRole('listbox').getByRole('group').elements()
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['Experiments', 'Problems'])
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => location.hash).toBe('#/bench/run-00004')
  })

  it('goes down the list, runs a command, and gives the focus back on Esc', async () => {
    await open('#/library')
    const search = page.getByRole('button', { name: /Search, or run a command/ })
    await search.click()
    await userEvent.keyboard('theme{ArrowDown}')
    await expect.element(page.getByRole('option', { name: /Theme: dark/ })).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => document.documentElement.dataset.theme).toBe('dark')
    await search.click()
    await userEvent.keyboard('{Escape}')
    await expect.element(search).toHaveFocus()
    expect(page.getByRole('combobox').query()).toBeNull()
  })

  it('says so when nothing is called that', async () => {
    await open('#/library')
    await userEvent.keyboard('{Control>}k{/Control}')
    await userEvent.keyboard('qqq')
    await expect.element(page.getByText(/Nothing here is called/)).toBeVisible()
  })
})

describe('the keys', () => {
  it('are listed by ?, and single ones rest while one types', async () => {
    await open('#/library')
    await userEvent.keyboard('?')
    await expect.element(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
    await userEvent.keyboard('{Escape}')
    expect(page.getByRole('dialog').query()).toBeNull()
    await userEvent.keyboard('/')
    await expect.element(page.getByRole('searchbox')).toHaveFocus()
    await userEvent.keyboard('a?b')
    await expect.element(page.getByRole('searchbox')).toHaveValue('a?b')
    expect(page.getByRole('dialog').query()).toBeNull()
  })
})
