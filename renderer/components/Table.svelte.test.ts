import '../styles/index.css'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Column } from './column.ts'
import type { TableRow } from '../testing/table-row.ts'
import TableBox from '../testing/TableBox.svelte'

const columns: Column<TableRow>[] = [
  { id: 'name', label: 'Name', sort: ({ id }) => id, text: ({ id }) => id },
  { id: 'error', label: 'Error', align: 'right', sort: ({ error }) => error, text: ({ error }) => String(error ?? '') }
]
const rows: TableRow[] = Array.from({ length: 5000 }, (_, i) => ({ id: `run ${i}`, error: i === 7 ? null : (i * 7919) % 5003 }))
const onselect = vi.fn<(keys: ReadonlySet<string>) => void>()
const onopen = vi.fn<(row: TableRow) => void>()

const chosen = () => [...(onselect.mock.lastCall?.[0] ?? [])]
const drawn = () => page.getByRole('row').elements().length
const cellsOf = (place: number) =>
  [...document.querySelectorAll(`tr[aria-rowindex="${place + 2}"] td`)].map((cell) => cell.textContent.trim()).filter((text) => text !== '')

beforeEach(async () => {
  onselect.mockClear()
  onopen.mockClear()
  await render(TableBox, { rows, columns, onselect, onopen })
})

describe('a table of 5 000 rows', () => {
  it('draws only what is seen, and says how many there are', async () => {
    await expect.element(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '5001')
    expect(drawn()).toBeLessThan(60)
    await userEvent.keyboard('{Tab}{End}')
    await expect.poll(() => cellsOf(4999)).toContain('run 4999')
    expect(drawn()).toBeLessThan(60)
    const active = page.getByRole('grid').element().getAttribute('aria-activedescendant')
    expect(document.getElementById(active ?? '')?.getBoundingClientRect().height).toBeGreaterThan(20)
  })

  it('sorts by a press on a heading, by keys too, with what is missing last both ways', async () => {
    await page.getByRole('button', { name: 'Error' }).click()
    expect(cellsOf(0)).toEqual(['run 0', '0'])
    await userEvent.keyboard('{Tab}')
    page.getByRole('grid').element().focus()
    await userEvent.keyboard('{ArrowUp}{ArrowRight}{Enter}')
    await expect.element(page.getByRole('columnheader', { name: 'Error' })).toHaveAttribute('aria-sort', 'descending')
    await userEvent.keyboard('{ArrowDown}{End}')
    await expect.poll(() => cellsOf(4999)).toEqual(['run 7'])
  })

  it('chooses by press, Ctrl and Shift', async () => {
    await page.getByRole('gridcell', { name: 'run 2', exact: true }).click()
    expect(chosen()).toEqual(['run 2'])
    await page.getByRole('gridcell', { name: 'run 5', exact: true }).click({ modifiers: ['Shift'] })
    expect(chosen()).toEqual(['run 2', 'run 3', 'run 4', 'run 5'])
    await page.getByRole('gridcell', { name: 'run 3', exact: true }).click({ modifiers: ['Control'] })
    expect(chosen()).toEqual(['run 2', 'run 4', 'run 5'])
  })

  it('chooses by keys: Space, a range with Shift, all, none', async () => {
    await userEvent.keyboard('{Tab}{ArrowDown} ')
    expect(chosen()).toEqual(['run 1'])
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(chosen()).toEqual(['run 1', 'run 2', 'run 3'])
    await userEvent.keyboard('{Control>}a{/Control}')
    expect(chosen()).toHaveLength(5000)
    await userEvent.keyboard('{Escape}')
    expect(chosen()).toEqual([])
  })

  it('takes the row it stands on into a range begun with Shift', async () => {
    await userEvent.keyboard('{Tab}{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{/Shift}')
    expect(chosen()).toEqual(['run 2', 'run 3'])
  })

  it('opens on Enter and on a double press', async () => {
    await userEvent.keyboard('{Tab}{ArrowDown}{Enter}')
    expect(onopen.mock.lastCall?.[0].id).toBe('run 1')
    await page.getByRole('gridcell', { name: 'run 4', exact: true }).dblClick()
    expect(onopen.mock.lastCall?.[0].id).toBe('run 4')
  })
})
