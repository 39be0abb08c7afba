import ams from 'katex/dist/fonts/KaTeX_AMS-Regular.ttf?url'
import bold from 'katex/dist/fonts/KaTeX_Main-Bold.ttf?url'
import caligraphic from 'katex/dist/fonts/KaTeX_Caligraphic-Regular.ttf?url'
import main from 'katex/dist/fonts/KaTeX_Main-Regular.ttf?url'
import mainItalic from 'katex/dist/fonts/KaTeX_Main-Italic.ttf?url'
import math from 'katex/dist/fonts/KaTeX_Math-Italic.ttf?url'
import sans from 'katex/dist/fonts/KaTeX_SansSerif-Regular.ttf?url'
import size1 from 'katex/dist/fonts/KaTeX_Size1-Regular.ttf?url'
import size2 from 'katex/dist/fonts/KaTeX_Size2-Regular.ttf?url'
import size3 from 'katex/dist/fonts/KaTeX_Size3-Regular.ttf?url'
import size4 from 'katex/dist/fonts/KaTeX_Size4-Regular.ttf?url'
import { typeset } from '../../components/typeset.ts'
import { boxPath, fromD, mapped } from './path.ts'
import type { Path } from './path.ts'
import { readFont } from './true-type.ts'
import type { OutlineFont } from './true-type.ts'

const FILES: Record<string, string> = {
  ...{ KaTeX_AMS: ams, KaTeX_Caligraphic: caligraphic, KaTeX_Main: main, KaTeX_Math: math, KaTeX_SansSerif: sans },
  ...{ KaTeX_Size1: size1, KaTeX_Size2: size2, KaTeX_Size3: size3, KaTeX_Size4: size4 },
  ...{ 'KaTeX_Main italic': mainItalic, 'KaTeX_Main bold': bold }
}
const fonts = new Map<string, Promise<OutlineFont>>()

async function load(file: string): Promise<OutlineFont> {
  const response = await fetch(file)
  if (!response.ok) throw new Error(`The font ${file} could not be read.`)
  return readFont(new Uint8Array(await response.arrayBuffer()))
}

/** The font of an element's text, by KaTeX's families; what it does not know is set in Main. */
function fontOf({ fontFamily, fontStyle, fontWeight }: CSSStyleDeclaration): Promise<OutlineFont> {
  const family = (fontFamily.split(',')[0] ?? '').replaceAll(/["']/g, '').trim()
  const face = Number(fontWeight) >= 600 ? ' bold' : fontStyle === 'italic' ? ' italic' : ''
  const file = FILES[`${family}${face}`] ?? FILES[family] ?? main
  let known = fonts.get(file)
  if (known === undefined) fonts.set(file, (known = load(file)))
  return known
}

/** A formula as outlines, its upper left corner at (0, 0); sizes in px. */
export interface Outlined {
  path: Path
  width: number
  height: number
}

/** Formulas are set this large and then made small, so that rules and gaps are not rounded to the pixels of the screen. */
const EM = 100

/** Sets a formula with KaTeX and reads back where every glyph, rule and root lies. */
export async function outlined(latex: string, px: number): Promise<Outlined> {
  const box = document.createElement('div')
  box.setAttribute('aria-hidden', 'true')
  box.style.cssText = `position:absolute;left:0;top:0;visibility:hidden;white-space:nowrap;width:max-content;font:${EM / 1.1}px KaTeX_Main`
  const html = typeset(latex, false)
  if (html === null) box.textContent = latex
  else box.append(document.createRange().createContextualFragment(html))
  box.querySelector('.katex-mathml')?.remove()
  document.body.append(box)
  try {
    await Promise.all(
      Object.keys(FILES)
        .filter((name) => !name.includes(' '))
        .map((name) => document.fonts.load(`${EM}px ${name}`))
    )
    const origin = box.getBoundingClientRect()
    const paths = await Promise.all([...glyphs(box), ...rules(box), ...roots(box)])
    const by = px / EM
    return {
      path: mapped(paths.flat(), (x, y) => [(x - origin.left) * by, (y - origin.top) * by]),
      width: origin.width * by,
      height: origin.height * by
    }
  } finally {
    box.remove()
  }
}

function glyphs(box: HTMLElement): Promise<Path>[] {
  const found: Promise<Path>[] = []
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement
    const text = node.textContent ?? ''
    if (parent === null) continue
    const style = getComputedStyle(parent)
    const size = Number.parseFloat(style.fontSize)
    const font = fontOf(style)
    let at = 0
    for (const letter of text) {
      range.setStart(node, at)
      range.setEnd(node, (at += letter.length))
      const code = letter.codePointAt(0) ?? 0
      const { left, top, width } = range.getBoundingClientRect()
      if (width === 0 && letter.trim() === '') continue
      found.push(font.then(({ outline, ascent }) => mapped(outline(code), (x, y) => [left + x * size, top + (ascent - y) * size])))
    }
  }
  return found
}

/** Fraction bars and overlines are borders. */
function rules(box: HTMLElement): Promise<Path>[] {
  return [...box.querySelectorAll<HTMLElement>('.frac-line, .overline-line, .underline-line, .rule')].map((element) => {
    const { left, bottom, top, width } = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    const [above, below] = [Number.parseFloat(style.borderTopWidth), Number.parseFloat(style.borderBottomWidth)]
    return Promise.resolve(above > below ? boxPath(left, top, width, above) : boxPath(left, bottom - below, width, below))
  })
}

/** Roots and tall delimiters are drawings, cut off at the right end of their box. */
function roots(box: HTMLElement): Promise<Path>[] {
  return [...box.querySelectorAll('svg')].flatMap((svg) => {
    const frame = (svg.parentElement ?? svg).getBoundingClientRect()
    const { left, top, height } = svg.getBoundingClientRect()
    const seen = svg.viewBox.baseVal
    const by = seen.height > 0 ? height / seen.height : 1
    return [...svg.querySelectorAll('path')].map((path) =>
      Promise.resolve(
        mapped(fromD(path.getAttribute('d') ?? ''), (x, y) => [Math.min(frame.right, left + (x - seen.x) * by), top + (y - seen.y) * by])
      )
    )
  })
}
