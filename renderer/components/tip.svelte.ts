import type { Attachment } from 'svelte/attachments'

export interface Tip {
  text: string
  key: string | undefined
  anchor: Element
}

const DELAY_MS = 450

let shown = $state.raw<Tip | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

export const tooltip = {
  get current(): Tip | null {
    return shown
  },
  hide(): void {
    clearTimeout(timer)
    shown = null
  }
}

/** A tooltip on hover and keyboard focus: `<button {@attach tip('One iteration', 'S')}>`. Without text there is none. */
export function tip(text: string | undefined, key?: string): Attachment {
  return (anchor) => {
    if (text === undefined || text === '') return
    const show = () => {
      clearTimeout(timer)
      timer = setTimeout(() => (shown = { text, key, anchor }), shown === null ? DELAY_MS : 0)
    }
    const focus = () => {
      if (anchor.matches(':focus-visible')) show()
    }
    // Not at once: a focused element that is taken out of the page blurs while the page is being drawn.
    const hide = () => queueMicrotask(() => tooltip.hide())
    anchor.addEventListener('pointerenter', show)
    anchor.addEventListener('focus', focus)
    const ends = ['pointerleave', 'pointerdown', 'blur', 'keydown'] as const
    for (const end of ends) anchor.addEventListener(end, hide)
    return () => {
      anchor.removeEventListener('pointerenter', show)
      anchor.removeEventListener('focus', focus)
      for (const end of ends) anchor.removeEventListener(end, hide)
      if (shown?.anchor === anchor) hide()
    }
  }
}
