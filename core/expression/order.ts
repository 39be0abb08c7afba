import { DEEPEST } from './brackets.ts'
import type { Token } from './scan.ts'
import { trouble } from './trouble.ts'

const PREFIX = ['+', '-', 'not']

/**
 * Checks that operands and operators stand where they can. Products by juxtaposition pass here, products.ts judges them.
 * Throws a LabError at the first word that is out of place.
 */
export function checkOrder(text: string, tokens: readonly Token[]): void {
  let wanted = true // an operand must come
  let prefixes = 0
  let powers = 0
  tokens.forEach((token, index) => {
    const before = tokens[index - 1]
    if (token.kind === 'operator') {
      if (wanted) {
        if (!PREFIX.includes(token.text)) throw misplaced(text, before, token)
        if (++prefixes > DEEPEST)
          throw trouble(text, token, 'depth', `More than ${DEEPEST} signs in a row`, 'Remove the superfluous signs.')
        if (token.text === 'not' && tokens[index + 1]?.kind !== 'open') {
          throw trouble(text, token, 'not', 'not needs a bracket: what it negates would be unclear', 'Write not (a < b).')
        }
        return
      }
      if (token.text === 'not') throw misplaced(text, before, token)
      powers = token.text === '^' ? powers + 1 : 0
      if (powers > DEEPEST) throw trouble(text, token, 'depth', `More than ${DEEPEST} powers in a row`, 'Use brackets and fewer powers.')
      wanted = true
      prefixes = 0
      return
    }
    prefixes = 0
    if (token.kind === 'close' || token.kind === 'comma' || token.kind === 'equal') {
      const empty = token.kind === 'close' && before?.kind === 'open' && tokens[index - 2]?.kind === 'name'
      if (wanted && !empty) throw missing(text, before, token)
      wanted = token.kind !== 'close'
    } else if (token.kind === 'open') {
      wanted = true
    } else {
      wanted = false
    }
  })
  if (wanted) throw missing(text, tokens.at(-1), undefined)
}

function misplaced(text: string, before: Token | undefined, token: Token): Error {
  if (before?.kind === 'operator' && before.text === '*' && token.text === '*') {
    const span = { start: before.start, length: token.start + 1 - before.start }
    return trouble(text, span, 'sign', '** is not read here', 'Write ^ for a power.', '^')
  }
  const where = before === undefined ? 'at the beginning' : `after ${before.text}`
  return trouble(
    text,
    token,
    'operand',
    `${token.text} cannot stand ${where}: something to work on is missing`,
    'Add the missing part, or remove the sign.'
  )
}

function missing(text: string, before: Token | undefined, after: Token | undefined): Error {
  if (before === undefined) {
    if (after === undefined)
      return trouble(text, { start: 0, length: text.length }, 'empty', 'There is nothing here', 'Write an expression.')
    return trouble(text, after, 'operand', `Nothing stands before ${after.text}`, 'Add the missing part.')
  }
  if (after === undefined)
    return trouble(text, before, 'operand', `Nothing follows ${before.text}`, 'Add the missing part, or remove the sign.')
  if (after.kind === 'close' && before.kind === 'operator' && '+-'.includes(before.text))
    return trouble(
      text,
      before,
      'operand',
      `A value from one side, as in u(0.5${before.text}), is not read: solutions are smooth here`,
      'Solve the two sides as two unknowns, or smooth what jumps in the equation, as in tanh((x - 0.5)/0.01).'
    )
  return trouble(text, after, 'operand', `Something is missing between ${before.text} and ${after.text}`, 'Add the missing part.')
}
