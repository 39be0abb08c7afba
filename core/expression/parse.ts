import type { LabError } from '../errors.ts'
import type { Equation, Expression, Scope } from './ast.ts'
import { pairBrackets } from './brackets.ts'
import { build, type Reading } from './build.ts'
import { constantValue } from './constant.ts'
import { refuseFractions } from './fractions.ts'
import { parseTree } from './grammar.ts'
import { refuseBareFunctions } from './misreadings.ts'
import { writtenOut } from './nodes.ts'
import { checkOrder } from './order.ts'
import { impliedProducts } from './products.ts'
import { resolveNames } from './resolve.ts'
import { scan, type Token } from './scan.ts'
import { trouble } from './trouble.ts'

const LONGEST = 20_000
/** A sum of so many words is a tree as deep, and every walk over it is recursive. */
const MOST_WORDS = 2_000
/** Names under where: can double an expression each time; every walk over it writes them out. */
const MOST_NODES = 20_000

/**
 * An expression in the notation of the problem files, every name resolved by the scope, every node with its place in the text.
 * Throws a LabError with line, column and length of what is wrong, and what is meant where that is clear.
 */
export function parseExpression(text: string, scope: Scope): Expression {
  const tokens = words(text, scope)
  const equal = tokens.find((token) => token.kind === 'equal')
  if (equal !== undefined)
    throw trouble(text, equal, 'equal-sign', 'An expression has no = sign', 'Write the expression alone, or == for a comparison.')
  return read(text, tokens, scope)
}

/**
 * left = right. The spans of both sides count from the beginning of the text. Conditions are equations whose scope lets unknowns
 * be evaluated anywhere. Errors as parseExpression.
 */
export function parseEquation(text: string, scope: Scope): Equation {
  const tokens = words(text, scope)
  const [first, second] = tokens.flatMap((token, index) => (token.kind === 'equal' ? [index] : []))
  if (first === undefined) throw noEqualSign(text, tokens)
  if (second !== undefined) throw trouble(text, tokens[second]!, 'equal-sign', 'This is the second = sign', 'Write two equations.')
  return { text, left: read(text, tokens.slice(0, first), scope), right: read(text, tokens.slice(first + 1), scope) }
}

/** Value of an expression of numbers, pi, e and the names already known, such as "0.01/pi". Throws where it is not a finite number. */
export function parseConstant(text: string, known: ReadonlyMap<string, number> = new Map()): number {
  const scope: Scope = { variables: [], unknowns: [], parameters: [...known.keys()], evaluation: 'own' }
  const expression = parseExpression(text, scope)
  const value = constantValue(expression, known)
  if (!Number.isFinite(value)) {
    throw trouble(
      text,
      { start: 0, length: text.length },
      'not-finite',
      `${text.trim()} is ${value}, not a finite number`,
      'Give a finite number.'
    )
  }
  return value
}

/** The words of a text after every check that does not need to know which side of the = sign they are on. */
function words(text: string, scope: Scope): Token[] {
  if (text.length > LONGEST) {
    throw trouble(
      text,
      { start: LONGEST, length: 1 },
      'length',
      `The text is longer than ${LONGEST} characters`,
      'Name parts of it under where: and use the names.'
    )
  }
  refuseFractions(text, scope)
  const tokens = scan(text)
  const brackets = pairBrackets(text, tokens)
  refuseBareFunctions(text, tokens, brackets)
  checkOrder(text, tokens)
  const surplus = tokens[MOST_WORDS]
  if (surplus !== undefined) {
    throw trouble(
      text,
      surplus,
      'length',
      `The expression has more than ${MOST_WORDS} words`,
      'Name parts of it under where: and use the names.'
    )
  }
  return tokens
}

function read(text: string, tokens: readonly Token[], scope: Scope): Expression {
  const brackets = pairBrackets(text, tokens)
  const meanings = resolveNames(text, tokens, brackets, scope)
  const implied = impliedProducts(text, tokens, brackets, meanings)
  const reading: Reading = { text, tokens, brackets, meanings, scope }
  const { expression } = build(reading, parseTree(text, tokens, implied), new Set())
  if (writtenOut(expression) > MOST_NODES) {
    throw trouble(
      text,
      expression.span,
      'length',
      `With the names under where: written out the expression has more than ${MOST_NODES} parts`,
      'Let names stand for shorter expressions, or use fewer of them.'
    )
  }
  return expression
}

function noEqualSign(text: string, tokens: readonly Token[]): LabError {
  const relation = tokens.find((token) => token.kind === 'operator' && ['==', '<', '<=', '>', '>=', '!='].includes(token.text))
  if (relation?.text === '==') return trouble(text, relation, 'equal-sign', 'An equation has a single = sign', 'Write =.', '=')
  if (relation !== undefined) {
    return trouble(text, relation, 'equal-sign', `${relation.text} makes a comparison, not an equation`, 'Write an equation with =.')
  }
  const shown = text.trim()
  return trouble(
    text,
    { start: text.length - text.trimStart().length, length: shown.length },
    'equal-sign',
    'An equation needs an = sign',
    `Write ${shown} = 0 if it is to vanish.`
  )
}
