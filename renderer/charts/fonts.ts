/**
 * The font faces a picture needs, as CSS with the fonts inside: an SVG that is loaded as an image sees none of the
 * page's own. Only faces of the given families whose characters occur in the text are taken.
 */
export async function embeddedFaces(
  text: string,
  families: readonly string[],
  sheets: Iterable<CSSStyleSheet> = document.styleSheets
): Promise<string> {
  const wanted = families.map(bare)
  const codes = [...new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0))]
  const faces: Promise<string>[] = []
  for (const sheet of sheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue
      const { style } = rule
      if (!wanted.includes(bare(style.getPropertyValue('font-family')))) continue
      if (!covers(style.getPropertyValue('unicode-range'), codes)) continue
      const source = /url\(["']?([^"')]+)["']?\)/.exec(style.getPropertyValue('src'))?.[1]
      if (source !== undefined) faces.push(inlined(rule.cssText, source, new URL(source, sheet.href ?? document.baseURI)))
    }
  }
  return (await Promise.all(faces)).join('\n')
}

const bare = (family: string) => family.trim().replace(/^["']|["']$/g, '')

/** Whether a unicode-range (U+0-FF, U+131) holds one of the characters; none given holds them all. */
export function covers(range: string, codes: readonly number[]): boolean {
  if (range.trim() === '') return true
  return range.split(',').some((part) => {
    const [, from = '', to] = /U\+([0-9a-f?]+)(?:-([0-9a-f]+))?/i.exec(part) ?? []
    if (from === '') return false
    const low = Number.parseInt(from.replaceAll('?', '0'), 16)
    const high = Number.parseInt(to ?? from.replaceAll('?', 'f'), 16)
    return codes.some((code) => code >= low && code <= high)
  })
}

async function inlined(css: string, source: string, url: URL): Promise<string> {
  if (url.protocol === 'data:') return css
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The font ${url.pathname} could not be read.`)
  return css.replace(source, `data:font/woff2;base64,${base64(new Uint8Array(await response.arrayBuffer()))}`)
}

/** Bytes as base64; in pieces, because a call takes only so many arguments. */
export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}
