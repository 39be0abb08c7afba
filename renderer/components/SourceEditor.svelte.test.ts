import '../styles/index.css'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import SourceEditor from './SourceEditor.svelte'

const TEXT = 'u_t + u*u_x = nu*u_xy\nu(x, 0) = -sin(pi*x)\nnu = 0.01'
const ERRORS = [
  {
    code: 'unknown-symbol',
    message: 'y is not a variable here; there are x and t',
    cure: 'Use u_xx.',
    line: 1,
    column: 18,
    length: 4,
    replacement: 'u_xx'
  }
]
const editor = () => page.getByRole('textbox')
const underlined = () => document.querySelector('.cm-lintRange-error')?.textContent

describe('the source editor', () => {
  it('colours numbers and functions, and counts lines', async () => {
    await render(SourceEditor, { value: TEXT, onchange: vi.fn() })
    expect([...document.querySelectorAll('.cm-function')].map((one) => one.textContent)).toEqual(['sin'])
    expect([...document.querySelectorAll('.cm-number')].map((one) => one.textContent)).toEqual(['0', '0.01'])
    expect(document.querySelectorAll('.cm-lineNumbers .cm-gutterElement').length).toBeGreaterThanOrEqual(3)
  })

  it('hands on what is typed', async () => {
    const onchange = vi.fn()
    await render(SourceEditor, { value: '', onchange })
    await editor().click()
    await userEvent.keyboard("g' = -g")
    expect(onchange).toHaveBeenLastCalledWith("g' = -g")
  })

  it('underlines an error at its place, says line, column and cure, and Tab mends it', async () => {
    const onchange = vi.fn()
    const screen = await render(SourceEditor, { value: TEXT, errors: ERRORS, onchange })
    await expect.poll(underlined).toBe('u_xy')
    await expect.element(page.getByText('Line 1, column 18:')).toBeVisible()
    await expect.element(page.getByText(/y is not a variable here; there are x and t\./)).toBeVisible()
    await expect.element(editor()).toHaveAttribute('aria-invalid', 'true')
    await editor().click()
    await userEvent.keyboard('{Tab}')
    expect(onchange).toHaveBeenLastCalledWith(TEXT.replace('u_xy', 'u_xx'))
    await screen.rerender({ value: TEXT.replace('u_xy', 'u_xx'), errors: [] })
    await expect.poll(underlined).toBeUndefined()
  })

  it('lets Tab leave when there is nothing to mend', async () => {
    const onchange = vi.fn()
    await render(SourceEditor, { value: TEXT, onchange })
    await editor().click()
    await userEvent.keyboard('{Tab}')
    await expect.element(editor()).not.toHaveFocus()
    expect(onchange).not.toHaveBeenCalled()
  })

  it('goes to an error when its place is pressed', async () => {
    await render(SourceEditor, {
      value: TEXT,
      errors: [{ code: 'x', message: 'bad', cure: 'Mend it.', line: 3, column: 6 }],
      onchange: vi.fn()
    })
    await page.getByRole('button', { name: 'Line 3, column 6:' }).click()
    await expect.element(editor()).toHaveFocus()
    await expect.poll(() => document.querySelector('.cm-activeLine')?.textContent).toBe('nu = 0.01')
  })

  it('ticks conditions at the end of their line', async () => {
    await render(SourceEditor, { value: TEXT, marks: [{ line: 2, tone: 'held', word: 'held' }], onchange: vi.fn() })
    await expect.poll(() => document.querySelector('.cm-mark')?.closest('.cm-line')?.textContent).toContain('sin')
  })

  it('takes a new text from outside, and cannot be edited while disabled', async () => {
    const onchange = vi.fn()
    const screen = await render(SourceEditor, { value: TEXT, onchange })
    await screen.rerender({ value: 'x in [0, 1]', disabled: 'while it trains' })
    await expect.poll(() => document.querySelector('.cm-content')?.textContent).toBe('x in [0, 1]')
    await expect.element(editor()).toHaveAttribute('contenteditable', 'false')
  })
})
