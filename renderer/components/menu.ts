import { mount, unmount } from 'svelte'
import type { IconName } from './icons.ts'
import MenuList from './MenuList.svelte'
import type { Box } from './place.ts'

export interface MenuItem {
  label: string
  icon?: IconName
  key?: string
  /** given: one of several, of which one may be checked */
  checked?: boolean
  /** a reason means disabled */
  disabled?: string | null
  /** a line above it */
  ruled?: boolean
  run: () => unknown
}

/** A press on the button that opened a menu closes it first; the click that follows must not open it again. */
const SAME_PRESS_MS = 250
let lastClosed: { anchor: Element | null; at: number } = { anchor: null, at: 0 }

/** Opens a menu beside an element, or at a place for a context menu. Esc closes it, and the focus returns to where it was. */
export function showMenu(
  anchor: Element | { x: number; y: number },
  items: readonly MenuItem[],
  options: { align?: 'start' | 'end'; onclose?: () => void } = {}
): void {
  const element = anchor instanceof Element ? anchor : null
  if (element !== null && lastClosed.anchor === element && performance.now() - lastClosed.at < SAME_PRESS_MS) return
  const box: Box =
    anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y }
  const before = document.activeElement
  // Everything outside an open dialog is inert.
  const target = element?.closest('dialog') ?? document.body
  const list = mount(MenuList, {
    target,
    props: {
      items,
      box,
      align: options.align ?? 'start',
      onclose: () => {
        lastClosed = { anchor: element, at: performance.now() }
        const inside = document.activeElement === document.body || document.activeElement === null
        void unmount(list)
        if (inside && before instanceof HTMLElement) before.focus()
        options.onclose?.()
      }
    }
  })
}
