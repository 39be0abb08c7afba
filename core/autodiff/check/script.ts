import {
  create,
  parseDependencies,
  type ArrayNode,
  type AssignmentNode,
  type ConstantNode,
  type FunctionNode,
  type MathNode,
  type OperatorNode,
  type ParenthesisNode,
  type SymbolNode
} from 'mathjs/number'
import { LabError } from '../../errors.ts'
import { listed, nearest } from '../../expression/nearest.ts'
import { sigmoid } from '../special.ts'
import { column, columnsOf, entrywise, isScalar, mapped, product, rowsOf, scalar, transposed, type Matrix } from './matrix.ts'

const math = create(parseDependencies ?? {})
const LONGEST = 20_000

/**
 * Runs a script of assignments of matrix expressions, one a line: `dW2 = delta2 * a1'`. Either in the notation of mathematics
 * programs (* is the matrix product, .* entry by entry, ' the transpose) or, where an @ or np. stands in it, in NumPy's
 * (@ is the matrix product, * entry by entry, .T the transpose). Vectors are columns. Nothing is evaluated but what stands here.
 * @returns every name with its value; `known` first
 * @throws LabError with the line
 */
export function runScript(text: string, known: ReadonlyMap<string, Matrix>): Map<string, Matrix> {
  if (text.length > LONGEST) throw new LabError('length', `The script is longer than ${LONGEST} characters.`, 'Shorten it.')
  const names = new Map(known)
  const numpy = /@|\bnp\.|\.T\b/.test(text)
  joinedLines(text).forEach(({ line, source }) => {
    const written = source.replace(/(#|%|\/\/).*$/, '').trim()
    if (written === '') return
    try {
      const node = math.parse(numpy ? fromNumpy(written) : written)
      if (node.type !== 'AssignmentNode')
        throw new LabError('script', `"${written}" gives no name a value.`, "Write for example dW2 = delta2 * a1'.")
      const { object, value } = node as AssignmentNode
      if (object.type !== 'SymbolNode') throw new LabError('script', 'A value is given to a part of something.', 'Give it to a name.')
      names.set(object.name, evaluate(value, names))
    } catch (error) {
      if (error instanceof LabError) throw error.at({ line })
      if (error instanceof SyntaxError)
        throw new LabError('script', `This line cannot be read: ${error.message}`, 'Write one assignment a line.', { line })
      throw error
    }
  })
  return names
}

/** Lines, with those joined that an open bracket continues. */
function joinedLines(text: string): { line: number; source: string }[] {
  const lines: { line: number; source: string }[] = []
  let depth = 0
  // A comment may hold semicolons and brackets of its own.
  const bare = text.replaceAll(/(#|%|\/\/).*$/gm, '')
  bare.split(/\r?\n|;(?![^[\]]*\])/).forEach((source, k) => {
    if (depth > 0) lines.at(-1)!.source += ` ${source}`
    else lines.push({ line: k + 1, source })
    for (const sign of source) depth += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0
  })
  return lines
}

function fromNumpy(line: string): string {
  return line
    .replaceAll(/\bnp\.array\b/g, '')
    .replaceAll(/\bnp\.(linalg\.)?/g, '')
    .replaceAll('**', '.^')
    .replaceAll(/(?<!\.)\*/g, '.*')
    .replaceAll(/(?<!\.)\//g, './')
    .replaceAll('@', '*')
    .replaceAll(/\.T\b/g, "'")
}

const FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  cosh: Math.cosh,
  abs: Math.abs,
  sigmoid
}

const ENTRYWISE: Readonly<Record<string, readonly [string, (a: number, b: number) => number]>> = {
  add: ['+', (a, b) => a + b],
  subtract: ['-', (a, b) => a - b],
  dotMultiply: ['.*', (a, b) => a * b],
  dotDivide: ['./', (a, b) => a / b],
  dotPow: ['.^', (a, b) => a ** b]
}

function evaluate(node: MathNode, names: ReadonlyMap<string, Matrix>): Matrix {
  const again = (part: MathNode): Matrix => evaluate(part, names)
  switch (node.type) {
    case 'ParenthesisNode':
      return again((node as ParenthesisNode).content)
    case 'ConstantNode':
      return scalar(Number((node as ConstantNode<number>).value))
    case 'ArrayNode':
      return array((node as ArrayNode).items.map(again))
    case 'SymbolNode': {
      const { name } = node as SymbolNode
      const value = names.get(name) ?? (name === 'pi' ? scalar(Math.PI) : undefined)
      if (value !== undefined) return value
      const close = nearest(name, [...names.keys()])
      throw new LabError(
        'unknown-symbol',
        `${name} has no value here.`,
        close === undefined ? `There are ${listed([...names.keys()])}.` : `Is ${close.word} meant?`
      )
    }
    case 'OperatorNode': {
      const { fn, args } = node as OperatorNode<never, never, MathNode[]>
      return operator(fn, args.map(again))
    }
    case 'FunctionNode': {
      const { fn, args } = node as FunctionNode
      return call(fn.name, args.map(again))
    }
    default:
      throw new LabError(
        'script',
        `"${node.toString()}" is not read here.`,
        'Use numbers, matrices, names, + - * .* / ^, transposes and functions.'
      )
  }
}

function operator(name: string, args: readonly Matrix[]): Matrix {
  const [a, b] = args
  const simple = ENTRYWISE[name]
  if (simple !== undefined && args.length > 1) return args.reduce((sum, each) => entrywise(sum, each, simple[0], simple[1]))
  if (name === 'unaryMinus') return mapped(a!, (value) => -value)
  if (name === 'unaryPlus') return a!
  if (name === 'ctranspose') return transposed(a!)
  if (name === 'multiply') return args.reduce(product)
  if (name === 'divide' && isScalar(b!)) return entrywise(a!, b!, '/', (x, y) => x / y)
  if (name === 'pow' && isScalar(b!)) return entrywise(a!, b!, '^', (x, y) => x ** y)
  throw new LabError(
    'script',
    `The operator ${name} does not fit these matrices.`,
    'Use .* ./ .^ entry by entry, * for the matrix product.'
  )
}

function call(name: string, args: readonly Matrix[]): Matrix {
  const [a, b] = args
  const own = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (own !== undefined && args.length === 1) return mapped(a!, own)
  const entries = a?.flat() ?? []
  const total = (): number => entries.reduce((sum, value) => sum + value, 0)
  if (name === 'sum' && args.length === 1) return scalar(total())
  if (name === 'mean' && args.length === 1) return scalar(total() / entries.length)
  if (name === 'transpose' && args.length === 1) return transposed(a!)
  if (name === 'outer' && args.length === 2) return product(column(entries), [b!.flat()])
  if (name === 'dot' && args.length === 2) return product(rowsOf(a!) === rowsOf(b!) && columnsOf(a!) === 1 ? transposed(a!) : a!, b!)
  if (name === 'size' && args.length === 1) return scalar(entries.length)
  // np.array([…]) arrives as a bracket around a matrix
  throw new LabError(
    'unknown-function',
    `There is no function ${name} of ${args.length} here.`,
    `There are ${listed([...Object.keys(FUNCTIONS), 'sum', 'mean', 'transpose', 'outer', 'dot'])}.`
  )
}

/** [1, 2] as a column, [[1, 2], [3, 4]] by rows. */
function array(items: readonly Matrix[]): Matrix {
  if (items.every(isScalar)) return column(items.map((item) => item[0]![0]!))
  const rows = items.map((item) => item.flat())
  if (rows.some((row) => row.length !== rows[0]!.length))
    throw new LabError('shape', 'The rows of a matrix have different lengths.', 'Give every row as many entries.')
  return rows
}
