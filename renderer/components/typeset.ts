import katex from 'katex'

const KEPT = 1000
const cache = new Map<string, string | null>()

/** HTML (with MathML for screen readers) of a formula; null when KaTeX cannot set it. Cached, since tables repeat formulas. */
export function typeset(latex: string, display: boolean): string | null {
  const key = `${display ? 'd' : 'i'}${latex}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const html = set(latex, display)
  if (cache.size >= KEPT) cache.delete(cache.keys().next().value ?? '')
  cache.set(key, html)
  return html
}

function set(latex: string, display: boolean): string | null {
  try {
    return katex.renderToString(latex, {
      displayMode: display,
      trust: false,
      strict: 'ignore',
      throwOnError: true,
      output: 'htmlAndMathml'
    })
  } catch (error) {
    if (error instanceof katex.ParseError) return null
    throw error
  }
}
