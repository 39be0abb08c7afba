import '../styles/index.css'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Button from './Button.svelte'
import DraggableNumber from './DraggableNumber.svelte'
import { showMenu } from './menu.ts'
import NumberField from './NumberField.svelte'
import Segmented from './Segmented.svelte'
import Select from './Select.svelte'
import TextField from './TextField.svelte'

describe('a button', () => {
  it('without words is named by its title', async () => {
    await render(Button, { icon: 'step', title: 'One iteration' })
    await expect.element(page.getByRole('button', { name: 'One iteration' })).toBeVisible()
  })

  it('that is disabled can be reached, says so and does nothing', async () => {
    const onclick = vi.fn()
    await render(Button, { icon: 'export', title: 'Export', disabled: 'Nothing trained yet', onclick })
    const button = page.getByRole('button')
    await expect.element(button).toHaveAttribute('aria-disabled', 'true')
    await userEvent.keyboard('{Tab}{Enter}')
    await expect.element(button).toHaveFocus()
    expect(onclick).not.toHaveBeenCalled()
  })

  it('that is busy says the verb and waits', async () => {
    const onclick = vi.fn()
    await render(Button, { busy: 'Starting', onclick })
    await page.getByRole('button', { name: 'Starting' }).click({ force: true })
    expect(onclick).not.toHaveBeenCalled()
  })
})

describe('a segmented choice', () => {
  const options = [
    { value: 'a', label: 'Error' },
    { value: 'b', label: 'Residual' },
    { value: 'c', label: 'Both' }
  ]

  it('takes one stop of Tab, and arrows go round in it', async () => {
    const onchange = vi.fn()
    const screen = await render(Segmented, { options, value: 'a', label: 'Evidence', onchange })
    await userEvent.keyboard('{Tab}')
    await expect.element(page.getByRole('radio', { name: 'Error' })).toHaveFocus()
    await userEvent.keyboard('{ArrowLeft}')
    expect(onchange).toHaveBeenLastCalledWith('c')
    await screen.rerender({ value: 'c' })
    await expect.element(page.getByRole('radio', { name: 'Both' })).toHaveAttribute('aria-checked', 'true')
    await userEvent.keyboard('{ArrowRight}')
    expect(onchange).toHaveBeenLastCalledWith('a')
  })
})

describe('a select', () => {
  it('hands on the value chosen', async () => {
    const onchange = vi.fn()
    const options = [
      { value: 'gd', label: 'Gradient descent' },
      { value: 'adam', label: 'Adam' }
    ]
    await render(Select, { label: 'Optimiser', options, value: 'gd', onchange })
    await userEvent.selectOptions(page.getByLabelText('Optimiser'), 'adam')
    expect(onchange).toHaveBeenCalledExactlyOnceWith('adam')
  })

  it('that is disabled shows the reason as its value', async () => {
    await render(Select, { label: 'Learning rate', options: [], value: '', disabled: 'line search', onchange: vi.fn() })
    await expect.element(page.getByText('line search')).toHaveAttribute('aria-disabled', 'true')
  })
})

describe('a number field', () => {
  it('hands on a valid number, on Enter and on leaving', async () => {
    const onchange = vi.fn()
    await render(NumberField, { label: 'Learning rate', value: 0.001, above: 0, onchange })
    const input = page.getByRole('textbox', { name: 'Learning rate' })
    await userEvent.fill(input, '0,01')
    expect(onchange).not.toHaveBeenCalled()
    await userEvent.keyboard('{Enter}')
    expect(onchange).toHaveBeenLastCalledWith(0.01)
    await userEvent.fill(input, '1e-4')
    await userEvent.keyboard('{Tab}')
    expect(onchange).toHaveBeenLastCalledWith(0.0001)
  })

  it('says the cure in place of its label, keeps what was typed, and hands nothing on', async () => {
    const onchange = vi.fn()
    await render(NumberField, { label: 'Learning rate', value: 0.001, above: 0, onchange })
    const input = page.getByRole('textbox')
    await userEvent.fill(input, '-0.001')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText('must be above 0')).toBeVisible()
    await expect.element(input).toHaveAttribute('aria-invalid', 'true')
    await expect.element(input).toHaveValue('-0.001')
    expect(onchange).not.toHaveBeenCalled()
    await userEvent.keyboard('{Escape}')
    await expect.element(input).toHaveValue('0.001')
    await expect.element(page.getByText('Learning rate')).toBeVisible()
  })

  it('goes through its presets with the arrows, and offers them', async () => {
    const onchange = vi.fn()
    await render(NumberField, { label: 'Learning rate', value: 0.002, presets: [0.001, 0.01, 0.1], onchange })
    await page.getByRole('textbox').click()
    await userEvent.keyboard('{ArrowUp}')
    expect(onchange).toHaveBeenLastCalledWith(0.01)
    await userEvent.keyboard('{ArrowDown}')
    expect(onchange).toHaveBeenLastCalledWith(0.001)
    await page.getByRole('button', { name: 'Values for Learning rate' }).click()
    await page.getByRole('menuitemradio', { name: '0.1' }).click()
    expect(onchange).toHaveBeenLastCalledWith(0.1)
  })

  it('never steps beyond its bounds', async () => {
    const onchange = vi.fn()
    await render(NumberField, { label: 'Layers', value: 1, min: 1, integer: true, onchange })
    await page.getByRole('textbox').click()
    await userEvent.keyboard('{ArrowDown}')
    expect(onchange).not.toHaveBeenCalled()
    await userEvent.keyboard('{ArrowUp}')
    expect(onchange).toHaveBeenLastCalledWith(2)
  })
})

it('a text field keeps what was there on Esc', async () => {
  const onchange = vi.fn()
  await render(TextField, { label: 'Name', value: 'decay', onchange })
  await userEvent.fill(page.getByLabelText('Name'), 'wave')
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByLabelText('Name')).toHaveValue('decay')
  await userEvent.fill(page.getByLabelText('Name'), 'wave')
  await userEvent.keyboard('{Enter}')
  expect(onchange).toHaveBeenCalledExactlyOnceWith('wave')
})

describe('a draggable number', () => {
  it('steps with the arrows, ten times with Shift, a tenth with Alt', async () => {
    const onchange = vi.fn()
    await render(DraggableNumber, { label: 'gamma', value: 2, onchange })
    await userEvent.keyboard('{Tab}{ArrowRight}')
    expect(onchange).toHaveBeenLastCalledWith(2.1)
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}')
    expect(onchange).toHaveBeenLastCalledWith(3)
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(onchange).toHaveBeenLastCalledWith(1.99)
  })

  it('follows the pointer, and speaks when it is let go', async () => {
    const onchange = vi.fn()
    const oninput = vi.fn()
    await render(DraggableNumber, { label: 'gamma', value: 2, max: 4, oninput, onchange })
    const number = page.getByRole('spinbutton', { name: 'gamma' }).element()
    const { left, top } = number.getBoundingClientRect()
    const at = (x: number) => ({ clientX: left + x, clientY: top + 4, pointerId: 1, bubbles: true, button: 0 })
    number.setPointerCapture = () => undefined
    number.dispatchEvent(new PointerEvent('pointerdown', at(2)))
    number.dispatchEvent(new PointerEvent('pointermove', at(22)))
    expect(oninput).toHaveBeenLastCalledWith(2.5)
    expect(onchange).not.toHaveBeenCalled()
    number.dispatchEvent(new PointerEvent('pointermove', at(402)))
    number.dispatchEvent(new PointerEvent('pointerup', at(402)))
    expect(onchange).toHaveBeenCalledExactlyOnceWith(4)
  })

  it('can be typed: a number, or a constant expression as it stands', async () => {
    const onchange = vi.fn()
    await render(DraggableNumber, { label: 'nu', value: 0.01, onchange })
    await page.getByRole('spinbutton').click()
    await userEvent.keyboard('0.01/pi{Enter}')
    expect(onchange).toHaveBeenLastCalledWith('0.01/pi')
    await userEvent.keyboard('{Enter}7{Escape}')
    await expect.element(page.getByRole('spinbutton')).toHaveFocus()
    expect(onchange).toHaveBeenCalledTimes(1)
  })
})

describe('a menu', () => {
  it('is steered by keys, closes on Esc, and gives the focus back', async () => {
    const run = vi.fn()
    await render(Button, { icon: 'dots', title: 'More' })
    const button = page.getByRole('button', { name: 'More' })
    await userEvent.keyboard('{Tab}')
    const items = [
      { label: 'Open', run },
      { label: 'Rename', disabled: 'Choose one', run },
      { label: 'Trash', run }
    ]
    showMenu(button.element(), items)
    await expect.element(page.getByRole('menuitem', { name: 'Open' })).toHaveFocus()
    await userEvent.keyboard('{ArrowUp}')
    await expect.element(page.getByRole('menuitem', { name: 'Trash' })).toHaveFocus()
    await userEvent.keyboard('r{Enter}')
    expect(run).not.toHaveBeenCalled()
    await userEvent.keyboard('{Escape}')
    await expect.element(button).toHaveFocus()
    expect(page.getByRole('menu').query()).toBeNull()
  })

  it('does what is chosen, once', async () => {
    const run = vi.fn()
    showMenu({ x: 40, y: 40 }, [{ label: 'Open', run }])
    await page.getByRole('menuitem', { name: 'Open' }).click()
    expect(run).toHaveBeenCalledTimes(1)
    await expect.poll(() => page.getByRole('menu').query()).toBeNull()
  })
})
