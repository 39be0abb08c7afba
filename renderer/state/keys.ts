/** Keys that a focused control spends on itself. */
const PRESSES = new Set(['Space', 'Enter'])
/** What text fields do by themselves with the Control key held. */
const EDITING = new Set(['Ctrl Z', 'Ctrl Shift Z', 'Ctrl Y', 'Ctrl A', 'Ctrl C', 'Ctrl V', 'Ctrl X', 'Ctrl D'])
const PRESSABLE =
  'button, a[href], select, summary, [role=button], [role=radio], [role=option], [role=menuitem], [role=menuitemradio], [role=checkbox], [role=switch], [role=tab]'
const TYPING = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable=true], [role=textbox]'

const NAMES: Record<string, string> = {
  ' ': 'Space',
  Escape: 'Esc',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down'
}

type Stroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** A key stroke as commands spell it: `Ctrl Shift Z`, `Alt M`, `Space`, `S`, `?`, `F6`. The Command key counts as Ctrl. */
export function strokeOf(event: Stroke): string {
  const ctrl = event.ctrlKey || event.metaKey
  // With Alt held some layouts give another character; the key's place then says which letter it is.
  const letter = event.altKey && !/^[a-z0-9]$/i.test(event.key) ? /^Key([A-Z])$/.exec(event.code)?.[1] : undefined
  const key = letter ?? NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key)
  // `?` or `/` may need Shift on one layout and not on the other: a character that is not a letter is itself.
  const shift = event.shiftKey && (key.length > 1 || /\p{L}/u.test(key))
  return [ctrl ? 'Ctrl' : '', event.altKey ? 'Alt' : '', shift ? 'Shift' : '', key].filter((part) => part !== '').join(' ')
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null
}

/** Whether the focused element has the first claim on a stroke, so that no command may take it. */
export function isTaken(stroke: string, target: EventTarget | null): boolean {
  if (isTyping(target)) return EDITING.has(stroke) || !/^(Ctrl|Alt)|F\d+$/.test(stroke)
  return PRESSES.has(stroke) && target instanceof Element && target.closest(PRESSABLE) !== null
}
