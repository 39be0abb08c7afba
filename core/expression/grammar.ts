import { create, parseDependencies, type MathNode } from 'mathjs/number'
import type { Token } from './scan.ts'
import { trouble } from './trouble.ts'

// (the index signature in mathjs's types hides that the export is there)
const math = create(parseDependencies ?? {})

/**
 * The tree of checked tokens by mathjs's grammar (precedence, associativity). Every name and number goes in as "_k", k being the
 * index of its token: positions come back for free, and no word can have a meaning of mathjs's own.
 * @param implied indices of tokens before which a product sign is to be read
 */
export function parseTree(text: string, tokens: readonly Token[], implied: ReadonlySet<number>): MathNode {
  const words: string[] = []
  const origin: number[] = []
  tokens.forEach((token, index) => {
    const word = `${implied.has(index) ? '* ' : ''}${token.kind === 'name' || token.kind === 'number' ? `_${index}` : token.text}`
    words.push(word)
    origin.push(...Array.from({ length: word.length + 1 }, () => index))
  })
  try {
    return math.parse(words.join(' '))
  } catch (thrown) {
    const char = thrown instanceof SyntaxError && 'char' in thrown && typeof thrown.char === 'number' ? thrown.char : 1
    const token = tokens[origin[Math.min(char - 1, origin.length - 1)] ?? 0]
    const span = token ?? { start: 0, length: text.length }
    const what = thrown instanceof RangeError ? 'The expression is too long or too deep' : 'This cannot be read as an expression'
    throw trouble(text, span, 'syntax', what, 'Use + - * / ^, brackets, names, numbers and functions.')
  }
}
