/** Number of insertions, deletions, replacements and swaps of neighbours between two words (Damerau 1964, restricted form). */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, beforeLast[j - 2]! + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

export interface Nearest {
  word: string
  /** the only candidate that near, and near enough to be put in its place unasked */
  sure: boolean
}

/** g_0, G0 and g0 differ only in how they are written. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/[_\-\s]/g, '')

/** The candidate that is spelt most like the word; undefined when none is alike. */
export function nearest(word: string, candidates: Iterable<string>): Nearest | undefined {
  const scored = [...new Set(candidates)]
    .filter((candidate) => candidate !== word)
    .map((candidate) => ({
      word: candidate,
      far: plain(candidate) === plain(word) ? 0 : distance(word.toLowerCase(), candidate.toLowerCase())
    }))
    .sort((a, b) => a.far - b.far)
  const best = scored[0]
  if (best === undefined) return undefined
  const allowed = word.length < 3 ? 0 : Math.max(1, Math.floor(Math.max(word.length, best.word.length) / 3))
  if (best.far > allowed) return undefined
  return { word: best.word, sure: best.far <= 1 && scored[1]?.far !== best.far }
}

/** "x", "x and t", "x, y and t". */
export function listed(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)!}`
}
