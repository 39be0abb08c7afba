import { typeset } from '../../components/typeset.ts'
import type { Size } from './layout.ts'

const FACES = ['KaTeX_Main', 'KaTeX_Math', 'KaTeX_Size1', 'KaTeX_Size2']
const KEPT = 4000
const known = new Map<string, Size>()
let box: HTMLElement | undefined
let faces: Promise<unknown> | undefined

/** Resolves when formulas can be measured: their fonts are fetched with the first formula that needs them, and that is too late. */
export function formulasReady(): Promise<unknown> {
  faces ??= Promise.all(FACES.map((face) => document.fonts.load(`12px ${face}`)))
  return faces
}

/** How large a formula is at a size of type, in px. What KaTeX cannot set counts as text. */
export function formulaSize(latex: string, px: number): Size {
  const key = `${px} ${latex}`
  const found = known.get(key)
  if (found !== undefined) return found
  box ??= makeBox()
  box.style.fontSize = `${px}px`
  const html = typeset(latex, false)
  if (html === null) box.textContent = latex
  else box.replaceChildren(document.createRange().createContextualFragment(html))
  const { width, height } = box.getBoundingClientRect()
  const size = { width: Math.ceil(width), height: Math.ceil(height) }
  if (known.size >= KEPT) known.clear()
  known.set(key, size)
  return size
}

function makeBox(): HTMLElement {
  const made = document.createElement('div')
  made.setAttribute('aria-hidden', 'true')
  made.style.cssText = 'position:absolute;left:-9999px;top:0;visibility:hidden;white-space:nowrap;width:max-content'
  document.body.append(made)
  return made
}
