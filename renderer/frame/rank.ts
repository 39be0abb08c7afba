export interface Part {
  text: string
  hit: boolean
}

/**
 * How well every word of a query is found in a text: lower is better, null when one is missing. A hit at the start of the text is best, then at the
 * start of a word, then inside one; what stands further left wins.
 */
export function rank(query: string, text: string): number | null {
  const lower = text.toLowerCase()
  let total = 0
  for (const word of wordsOf(query)) {
    const at = bestHit(lower, word)
    if (at === -1) return null
    total += at === 0 ? 0 : isWordStart(lower, at) ? 10 + at / 100 : 100 + at / 100
  }
  return total
}

/** The text in parts, those that a query hits marked. */
export function highlight(query: string, text: string): Part[] {
  const lower = text.toLowerCase()
  const marks = new Uint8Array(text.length)
  for (const word of wordsOf(query)) {
    const at = bestHit(lower, word)
    if (at !== -1) marks.fill(1, at, at + word.length)
  }
  const parts: Part[] = []
  for (let place = 0; place < text.length; place++) {
    const hit = marks[place] === 1
    const last = parts.at(-1)
    const character = text[place] ?? ''
    if (last?.hit === hit) last.text += character
    else parts.push({ text: character, hit })
  }
  return parts
}

const wordsOf = (query: string) => query.toLowerCase().split(/\s+/).filter(Boolean)
const isWordStart = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')

function bestHit(text: string, word: string): number {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) if (isWordStart(text, at)) return at
  return text.indexOf(word)
}

/** The best `limit` of a list, best first; all of them in their order for an empty query. */
export function best<T>(items: readonly T[], query: string, textOf: (item: T) => string, limit: number): T[] {
  if (query.trim() === '') return items.slice(0, limit)
  return items
    .flatMap((item) => {
      const score = rank(query, textOf(item))
      return score === null ? [] : [{ item, score }]
    })
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ item }) => item)
}
