export interface Toast {
  text: string
  detail: string | null
  tone: 'plain' | 'bad'
  action: { label: string; run: () => unknown } | null
}

const STAYS_MS = 6000

let shown = $state.raw<Toast | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined
let onGone: (() => void) | undefined

function hide(): void {
  clearTimeout(timer)
  shown = null
  const gone = onGone
  onGone = undefined
  gone?.()
}

function wait(): void {
  clearTimeout(timer)
  timer = setTimeout(hide, STAYS_MS)
}

/** One short message at a time, for 6 s, with an action such as Undo. */
export const toast = {
  get current(): Toast | null {
    return shown
  },
  /** `gone` is called when the message leaves without its action: the moment at which a postponed deed may be done. */
  say(text: string, options: Partial<Omit<Toast, 'text'>> & { gone?: () => void } = {}): void {
    hide()
    onGone = options.gone
    shown = { text, detail: options.detail ?? null, tone: options.tone ?? 'plain', action: options.action ?? null }
    wait()
  },
  act: (): void => {
    const action = shown?.action
    onGone = undefined
    hide()
    action?.run()
  },
  dismiss: hide,
  /** keeps it while the pointer or the focus rests on it */
  hold: () => clearTimeout(timer),
  release: wait
}
