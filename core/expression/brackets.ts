import type { Token } from './scan.ts'
import { trouble } from './trouble.ts'

export const DEEPEST = 200

/** A pair of brackets, by indices into the tokens, with the commas directly inside it. */
export interface Bracket {
  open: number
  close: number
  commas: readonly number[]
}

/** The brackets of an expression by the index of either end. */
export type Brackets = ReadonlyMap<number, Bracket>

/** Pairs the brackets up; throws where one has no partner, is empty for no function, or is nested too deep. */
export function pairBrackets(text: string, tokens: readonly Token[]): Brackets {
  const pairs = new Map<number, Bracket>()
  const opened: { open: number; commas: number[] }[] = []
  tokens.forEach((token, index) => {
    if (token.kind === 'open') {
      opened.push({ open: index, commas: [] })
      if (opened.length > DEEPEST) {
        throw trouble(
          text,
          token,
          'depth',
          `Brackets are nested more than ${DEEPEST} deep`,
          'Name a part of the expression under where: and use the name.'
        )
      }
    } else if (token.kind === 'close') {
      const top = opened.pop()
      if (top === undefined) throw trouble(text, token, 'bracket', 'This ) closes no bracket', 'Remove it, or open a bracket before it.')
      const pair = { ...top, close: index }
      pairs.set(top.open, pair)
      pairs.set(index, pair)
    } else if (token.kind === 'comma') {
      const top = opened.at(-1)
      if (top === undefined) throw strayComma(text, tokens, index)
      top.commas.push(index)
    } else if (token.kind === 'equal' && opened.length > 0) {
      throw trouble(text, token, 'equal-sign', 'An = cannot stand inside brackets', 'Write == for a comparison.', '==')
    }
  })
  const unclosed = opened.at(-1)
  if (unclosed !== undefined) {
    throw trouble(text, tokens[unclosed.open]!, 'bracket', 'This ( is never closed', 'Add the ) that is missing.')
  }
  return pairs
}

function strayComma(text: string, tokens: readonly Token[], index: number): Error {
  const [before, comma, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]]
  const decimal =
    before?.kind === 'number' && after?.kind === 'number' && before.start + before.length === comma.start && comma.start + 1 === after.start
  if (decimal && /^\d+$/.test(before.text) && /^\d/.test(after.text)) {
    const meant = `${before.text}.${after.text}`
    const span = { start: before.start, length: meant.length }
    return trouble(text, span, 'comma', 'The decimal sign is a point', `Write ${meant}.`, meant)
  }
  return trouble(
    text,
    comma,
    'comma',
    'A comma separates the arguments of a function only',
    'Write one expression, or put each one on its own.'
  )
}
