import type { Span } from './ast.ts'
import { foreignSign } from './signs.ts'
import { trouble } from './trouble.ts'
import { NAME_AT, WORD_OPERATORS } from './vocabulary.ts'

/** A word of an expression. `primes` counts the apostrophes after a name. */
export interface Token extends Span {
  kind: 'number' | 'name' | 'operator' | 'open' | 'close' | 'comma' | 'equal'
  text: string
  primes: number
}

const NUMBER_AT = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const OPERATOR_AT = /<=|>=|==|!=|[-+*/^<>]/y
const BLANK_AT = /[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+/y

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/**
 * The words of an expression with their places. Throws a LabError at a sign that the language does not have, with the spelling
 * that is meant.
 */
export function scan(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const add = (kind: Token['kind'], found: string): void => {
    tokens.push({ kind, text: found, primes: 0, start: at, length: found.length })
    at += found.length
  }
  while (at < text.length) {
    const blank = match(BLANK_AT, text, at)
    if (blank !== undefined) {
      at += blank.length
      continue
    }
    const number = match(NUMBER_AT, text, at)
    if (number !== undefined) {
      if (!Number.isFinite(Number(number))) {
        throw trouble(
          text,
          { start: at, length: number.length },
          'number',
          `${number} is too large for a number`,
          'Write a number below 1.8e308.'
        )
      }
      add('number', number)
      continue
    }
    const name = match(NAME_AT, text, at)
    if (name !== undefined) {
      add(WORD_OPERATORS.includes(name) ? 'operator' : 'name', name)
      continue
    }
    const sign = text[at]!
    if (sign === "'") {
      const last = tokens.at(-1)
      if (last?.kind === 'name' && last.start + last.length === at) {
        last.primes++
        last.length++
        at++
        continue
      }
      throw strayPrime(text, at, tokens)
    }
    const foreign = foreignSign(text, at)
    if (foreign !== undefined) throw foreign
    const operator = match(OPERATOR_AT, text, at)
    if (operator !== undefined) add('operator', operator)
    else if (sign === '(') add('open', sign)
    else if (sign === ')') add('close', sign)
    else if (sign === ',') add('comma', sign)
    else if (sign === '=') add('equal', sign)
    else {
      const character = String.fromCodePoint(text.codePointAt(at)!)
      throw trouble(
        text,
        { start: at, length: character.length },
        'sign',
        `${character} has no meaning in an expression`,
        'Use + - * / ^, round brackets, names, numbers and functions.'
      )
    }
  }
  return tokens
}

function strayPrime(text: string, at: number, tokens: readonly Token[]): Error {
  const span = { start: at, length: 1 }
  if (tokens.at(-1)?.kind === 'close') {
    // g(0)' is g'(0); (k*u)' is diff(k*u, x)
    let depth = 0
    let open = tokens.length - 1
    for (; open >= 0; open--) {
      const kind = tokens[open]!.kind
      if (kind === 'close') depth++
      else if (kind === 'open' && --depth === 0) break
    }
    const head = tokens[open - 1]
    if (open > 0 && head?.kind === 'name' && head.start + head.length === tokens[open]!.start) {
      const primes = /^'+/.exec(text.slice(at))![0]
      const bracket = text.slice(tokens[open]!.start, at)
      const name = text.slice(head.start, head.start + head.length)
      const meant = `${name}${primes}${bracket}`
      return trouble(
        text,
        { start: head.start, length: at + primes.length - head.start },
        'prime',
        'A prime stands behind the name, before the bracket',
        `Write ${meant}.`,
        meant
      )
    }
    return trouble(
      text,
      span,
      'prime',
      'A prime belongs to an unknown, not to a bracket',
      'Write diff(…, x) for the derivative of an expression.'
    )
  }
  return trouble(text, span, 'prime', 'A prime must follow the name of an unknown at once', "Write g' or g''; expressions need no quotes.")
}
