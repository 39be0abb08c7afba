import type { Brackets } from './brackets.ts'
import type { Resolved } from './resolve.ts'
import type { Token } from './scan.ts'
import { covering, trouble } from './trouble.ts'

/**
 * The indices of tokens before which a product sign is to be read: 2x, 2 pi, (a)(b), x(1 - x), u u_x. Throws where a product
 * by juxtaposition could mislead: after a division or a power, between numbers, before a number.
 */
export function impliedProducts(text: string, tokens: readonly Token[], brackets: Brackets, meanings: readonly Resolved[]): Set<number> {
  const implied = new Set<number>()
  for (let index = 1; index < tokens.length; index++) {
    const [left, right] = [tokens[index - 1]!, tokens[index]!]
    const ends = left.kind === 'number' || left.kind === 'close' || left.kind === 'name'
    const starts = right.kind === 'number' || right.kind === 'open' || right.kind === 'name'
    if (!ends || !starts) continue
    if (left.kind === 'name' && right.kind === 'open' && isCalled(meanings[index - 1])) continue
    judge(text, tokens, brackets, index)
    implied.add(index)
  }
  return implied
}

const isCalled = (meaning: Resolved): boolean => meaning?.kind === 'function' || meaning?.kind === 'unknown'

function judge(text: string, tokens: readonly Token[], brackets: Brackets, index: number): void {
  const [left, right] = [tokens[index - 1]!, tokens[index]!]
  if (left.kind === 'name' && right.kind === 'open' && brackets.get(index)!.commas.length > 0) {
    throw trouble(
      text,
      left,
      'function',
      `${left.text} is not a function: a bracket after it is a product`,
      `Remove the comma, or name an unknown in place of ${left.text}.`
    )
  }
  if (left.kind === 'name' && right.kind === 'open' && brackets.get(index)!.close === index + 1) {
    throw trouble(text, covering(left, tokens[index + 1]!), 'function', `${left.text} is not a function`, `Write ${left.text}.`, left.text)
  }
  const first = primaryStart(tokens, brackets, index - 1)
  const isDiff = tokens[first]?.text === 'diff' && left.kind === 'close' && first < brackets.get(index - 1)!.open
  if (isDiff && right.kind === 'open') {
    const call = text.slice(tokens[first]!.start, left.start + 1)
    throw trouble(
      text,
      right,
      'product',
      'A bracket after diff(…) can be a product or a place',
      `Write ${call}*(…) for a product, g'(0) or u_x(1, t) for a value.`
    )
  }
  if (right.kind === 'number') {
    const cure = left.kind === 'name' ? `Write ${left.text}*${right.text} or ${left.text}^${right.text}.` : 'Write * for a product.'
    throw trouble(text, right, 'product', `A sign is missing before ${right.text}`, cure)
  }
  const factor = (from: number): string => text.slice(tokens[from]!.start, left.start + left.length)
  const next = text.slice(right.start, endOf(tokens[factorEnd(tokens, brackets, index)]!))

  let start = first
  let operator = operatorBefore(tokens, start)
  if (operator?.text === '^') {
    const touching = left.start + left.length === right.start && right.kind === 'name'
    const plain = operator.signs === 0 && (left.kind === 'number' || (left.kind === 'close' && first === brackets.get(index - 1)!.open))
    const base = primaryStart(tokens, brackets, operator.at - 1)
    if (!plain || (touching && left.kind === 'number')) {
      const power = text.slice(tokens[operator.at + 1]!.start, left.start + left.length)
      const stem = text.slice(tokens[base]!.start, tokens[operator.at]!.start + 1)
      const safe = operator.signs > 0 || !/^[\w.']+$/.test(power) ? `${stem}(${power})*${next}` : `${stem}${power}*${next}`
      throw trouble(
        text,
        covering(tokens[base]!, tokens[factorEnd(tokens, brackets, index)]!),
        'product',
        'It is unclear whether the product belongs to the power',
        `Write ${safe} or ${stem}(${power}*${next}).`
      )
    }
    start = base
    operator = operatorBefore(tokens, start)
    while (operator?.text === '^') {
      start = primaryStart(tokens, brackets, operator.at - 1)
      operator = operatorBefore(tokens, start)
    }
  }
  if (operator?.text === '/') {
    const divided = termStart(tokens, brackets, operator.at - 1)
    const above = text.slice(tokens[divided]!.start, endOf(tokens[operator.at - 1]!))
    const below = factor(operator.at + 1)
    throw trouble(
      text,
      covering(tokens[divided]!, tokens[factorEnd(tokens, brackets, index)]!),
      'product',
      'A product without a sign after a division can be read in two ways',
      `Write ${above}/${below}*${next} or ${above}/(${below}*${next}).`
    )
  }
}

const endOf = (token: Token): number => token.start + token.length

/** First token of the number, name, call or bracket that ends at `last`. */
function primaryStart(tokens: readonly Token[], brackets: Brackets, last: number): number {
  if (tokens[last]?.kind !== 'close') return last
  const open = brackets.get(last)!.open
  return tokens[open - 1]?.kind === 'name' ? open - 1 : open
}

/** The operator that the operand starting at `start` belongs to, across signs: a/-b. */
function operatorBefore(tokens: readonly Token[], start: number): { text: string; at: number; signs: number } | undefined {
  let at = start - 1
  let signs = 0
  while (tokens[at]?.kind === 'operator' && ['+', '-'].includes(tokens[at]!.text)) {
    const before = tokens[at - 1]
    const prefix =
      before === undefined || before.kind === 'operator' || before.kind === 'open' || before.kind === 'comma' || before.kind === 'equal'
    if (!prefix) break
    at--
    signs++
  }
  const token = tokens[at]
  return token?.kind === 'operator' ? { text: token.text, at, signs } : undefined
}

/** First token of the factor (with its power) that ends at `last`. */
function termStart(tokens: readonly Token[], brackets: Brackets, last: number): number {
  let start = primaryStart(tokens, brackets, last)
  while (tokens[start - 1]?.text === '^') start = primaryStart(tokens, brackets, start - 2)
  return start
}

/** Last token of the factor (with its bracket and power) that starts at `first`. */
function factorEnd(tokens: readonly Token[], brackets: Brackets, first: number): number {
  let last = tokens[first]!.kind === 'open' ? brackets.get(first)!.close : first
  if (tokens[first]!.kind === 'name' && tokens[first + 1]?.kind === 'open') last = brackets.get(first + 1)!.close
  if (tokens[last + 1]?.text !== '^') return last
  let power = last + 2
  while (tokens[power]?.kind === 'operator') power++
  return factorEnd(tokens, brackets, power)
}
