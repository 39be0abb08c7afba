import { LabError } from '../../errors.ts'
import type { Expression, Scope } from '../../expression/ast.ts'
import { pairBrackets } from '../../expression/brackets.ts'
import { listed, nearest } from '../../expression/nearest.ts'
import { parseConstant, parseExpression } from '../../expression/parse.ts'
import { argumentRanges } from '../../expression/resolve.ts'
import { scan, type Token } from '../../expression/scan.ts'
import { trouble } from '../../expression/trouble.ts'
import { unknownName } from '../../expression/unknown-name.ts'
import { CONSTANTS, FUNCTIONS, nameTrouble } from '../../expression/vocabulary.ts'

/** Values of inputs as the user gave them: numbers, or constant expressions such as "pi/2". */
export type Point = Readonly<Record<string, number | string>>

/** Expressions with the names in them that are free. */
export interface Reading {
  text: string
  outputs: { text: string; ast: Expression }[]
  /** in the order in which they first appear */
  inputs: string[]
}

const MOST_INPUTS = 1000

/**
 * Reads one expression, or several separated by ";" or as a list [f, g]. Every name that is no function, no constant and no index
 * of a sum is an input; pi and e are constants unless `point` gives them a value.
 * @throws LabError with the place in the text
 */
export function readExpressions(text: string, point: Point = {}): Reading {
  const parts = partsOf(text)
  const inputs = new Map<string, Token>()
  for (const part of parts) collectNames(part, point, inputs)
  for (const [name, token] of inputs) {
    const why = nameTrouble(name)
    if (why !== undefined) throw trouble(text, token, 'unknown-symbol', `${name} cannot be a variable: ${why}`, 'Take another name.')
  }
  if (inputs.size > MOST_INPUTS) throw new LabError('too-large', `There are ${inputs.size} variables.`, `Use at most ${MOST_INPUTS}.`)
  for (const name of Object.keys(point)) {
    const why = nameTrouble(name)
    if (why !== undefined)
      throw new LabError('unknown-symbol', `"${name}" cannot be a variable: ${why}.`, 'Write the name of a variable, as in x=2.')
  }
  const names = [...inputs.keys()]
  const unused = Object.keys(point).filter((name) => !inputs.has(name))
  const scope: Scope = { variables: [...names, ...unused], unknowns: [], parameters: [], evaluation: 'own' }
  return {
    text,
    outputs: parts.map((part) => ({ text: part.trim(), ast: parsed(part, scope) })),
    inputs: [...names, ...unused]
  }
}

function parsed(text: string, scope: Scope): Expression {
  try {
    return parseExpression(text, scope)
  } catch (error) {
    if (!(error instanceof LabError) || (error.code !== 'length' && error.code !== 'depth')) throw error
    throw new LabError(error.code, error.message, 'Write repeated terms as sum(i, 1, n, …), or explore a part of it.', error.place)
  }
}

/** The values of the inputs at the point, in their order. */
export function valuesAt({ text, inputs }: Pick<Reading, 'text' | 'inputs'>, point: Point): number[] {
  const given = Object.keys(point).filter((name) => inputs.includes(name))
  return inputs.map((name) => {
    const value = Object.hasOwn(point, name) ? point[name] : undefined
    if (value === undefined) throw missing(text, name, given)
    if (typeof value === 'number' && Number.isFinite(value)) return value
    try {
      return parseConstant(String(value))
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      throw new LabError(error.code, `The value of ${name}, ${String(value)}: ${error.message}`, error.cure)
    }
  })
}

function missing(text: string, name: string, given: readonly string[]): LabError {
  const tokens = partsOf(text).flatMap((part) => scan(part))
  const token = tokens.find((each) => each.kind === 'name' && each.text === name) ?? { start: 0, length: 1 }
  const scope: Scope = { variables: given, unknowns: [], parameters: [], evaluation: 'own' }
  const meant = unknownName(text, token, name, scope, false)
  const close = nearest(name, given)
  const hint =
    meant.replacement !== undefined
      ? ` Or write ${meant.replacement}, if that is meant.`
      : close?.sure === true
        ? ` Is ${close.word} meant?`
        : ''
  return trouble(text, token, 'missing-value', `${name} has no value`, `Give it one, for example ${name}=1.${hint}`)
}

/** The index of an input by name. */
export function inputNamed(inputs: readonly string[], name: string): number {
  const found = inputs.indexOf(name)
  if (found >= 0) return found
  const close = nearest(name, inputs)
  throw new LabError(
    'unknown-symbol',
    `${name} is not a variable of the expression.`,
    close !== undefined ? `Is ${close.word} meant?` : inputs.length === 0 ? 'It has none.' : `It has ${listed(inputs)}.`
  )
}

/** The expressions of a text, each padded with blanks to the place where it stands, so that errors keep their columns. */
function partsOf(text: string): string[] {
  const list = /^\s*\[(.*)\]\s*$/s.exec(text)
  const separated = list === null ? text : separateList(text)
  const parts: string[] = []
  let start = 0
  for (let at = 0; at <= separated.length; at++) {
    if (at < separated.length && separated[at] !== ';') continue
    const part = separated.slice(start, at)
    if (part.trim() !== '' || (parts.length === 0 && at === separated.length)) parts.push(blanks(separated.slice(0, start)) + part)
    start = at + 1
  }
  return parts
}

const blanks = (text: string): string => text.replaceAll(/[^\n]/g, ' ')

/** [f, g] as "  f; g ". */
function separateList(text: string): string {
  let depth = 0
  return [...text]
    .map((sign) => {
      if (sign === '(') depth++
      if (sign === ')') depth--
      if (sign === '[' || sign === ']') return ' '
      return sign === ',' && depth === 0 ? ';' : sign
    })
    .join('')
}

function collectNames(part: string, point: Point, inputs: Map<string, Token>): void {
  const tokens = scan(part)
  const brackets = pairBrackets(part, tokens)
  const bound = tokens.flatMap((token, index) => {
    const binds = token.kind === 'name' && (token.text === 'sum' || token.text === 'integral') && tokens[index + 1]?.kind === 'open'
    const range = binds ? argumentRanges(brackets, index + 1)[token.text === 'sum' ? 0 : 1] : undefined
    const name = range && tokens[range[0]]
    return name?.kind === 'name' ? [{ name: name.text, from: index, to: brackets.get(index + 1)!.close }] : []
  })
  const free = tokens.flatMap((token, index) => {
    if (token.kind !== 'name' || FUNCTIONS.has(token.text)) return []
    if (CONSTANTS.includes(token.text) && !Object.hasOwn(point, token.text)) return []
    return bound.some(({ name, from, to }) => name === token.text && index > from && index < to) ? [] : [{ token, index }]
  })
  const called = (index: number): boolean => tokens[index + 1]?.kind === 'open'
  for (const { token, index } of free) {
    if (
      called(index) &&
      !Object.hasOwn(point, token.text) &&
      free.every((other) => other.token.text !== token.text || called(other.index))
    ) {
      const scope: Scope = { variables: [...inputs.keys()], unknowns: [], parameters: [], evaluation: 'own' }
      throw unknownName(part, token, token.text, scope, true)
    }
    if (!inputs.has(token.text)) inputs.set(token.text, token)
  }
}
