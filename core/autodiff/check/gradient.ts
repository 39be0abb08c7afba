import { LabError } from '../../errors.ts'
import { exploreAt } from '../explore/point.ts'
import { networkSubject, parametersOf, type NetworkChoice } from '../explore/network-subject.ts'
import { textSubject } from '../explore/text-subject.ts'
import type { Point } from '../explore/read.ts'
import type { Value } from '../explore/report.ts'
import { column, distance, shapeOf, type Matrix } from './matrix.ts'
import { runScript } from './script.ts'

/** Largest distance, relative to the entries, at which two gradients are the same. */
export const TOLERANCE = 1e-12

/** One array of the user's gradient against the reverse sweep. */
export interface GradientComparison {
  /** dW2, db2, … or the input's name */
  name: string
  layer: number | null
  /** by rows */
  expected: number[][]
  given: number[][] | null
  maxAbsDifference: number | null
  agrees: boolean
  reason: string | null
}

export interface GradientCheck {
  agrees: boolean
  maxAbsDifference: number | null
  /** in the order of the reverse sweep: the last layer first */
  comparisons: GradientComparison[]
  /** the first layer of the reverse sweep that disagrees: there the mistake begins */
  firstLayer: number | null
  /** what a script may use: names with their values */
  names: { name: string; shape: string; value: number[][] }[]
  cost: Value
}

/**
 * Checks a hand-written gradient of a network's cost (course journey J28). The script may set x, y, W1, b1, … first, and must give
 * dW1, db1, … for the layers that are to be checked; a0, z1, a1, … are there for use.
 */
export function checkNetworkGradient(choice: NetworkChoice, script: string): GradientCheck {
  const { layers } = choice
  if (choice.cost === 'none')
    throw new LabError('network-size', 'A network without a cost has no gradient to check.', 'Choose half_square or mse.')
  const drawn = networkSubject(choice)
  const preset = arrays(choice, new Map(drawn.inputs.map(({ name, value }) => [name, value])))
  // Data come first, so that activations are those of the user's own numbers.
  const settings = settingLines(script, [...preset.keys()])
  const data = runScript(settings, preset)
  const point: Record<string, number> = {}
  for (const [name, target] of preset) {
    const value = data.get(name)!
    if (shapeOf(value) !== shapeOf(target) && value.flat().length !== target.flat().length)
      throw new LabError(
        'shape',
        `${name} is ${shapeOf(value)}; the network ${layers.join('-')} needs ${shapeOf(target)}.`,
        'Give it that shape.'
      )
    const names = entryNames(choice, name).flat()
    value.flat().forEach((entry, k) => (point[names[k]!] = entry))
  }
  const subject = networkSubject(choice, point)
  const explored = exploreAt(subject, 0, 0)
  const gradient = new Map(subject.inputs.map(({ name }, k) => [name, explored.adjoints[k]!]))
  const known = new Map(data)
  layers.slice(1).forEach((width, at) => {
    const nodes = (letter: 'z' | 'a'): Matrix =>
      column(Array.from({ length: width }, (_, i) => valueNamed(explored, `${letter}${at + 1}${width === 1 ? '' : `_${i + 1}`}`)))
    known.set(`z${at + 1}`, nodes('z'))
    known.set(`a${at + 1}`, at + 1 === layers.length - 1 && choice.output === 'linear' ? nodes('z') : nodes('a'))
  })
  known.set('a0', data.get('x')!)
  const own = runScript(script, known)
  const comparisons = layers.slice(1).flatMap((_, at) => {
    const layer = layers.length - 1 - at
    return (['W', 'b'] as const).map((letter) => compare(choice, `${letter}${layer}`, layer, own, gradient))
  })
  const wrong = comparisons.filter(({ agrees, given }) => given !== null && !agrees)
  const given = comparisons.filter((each) => each.given !== null)
  if (given.length === 0)
    throw new LabError('script', 'The script gives no gradient.', `Give ${comparisons.map(({ name }) => name).join(', ')} a value.`)
  return {
    agrees: wrong.length === 0,
    maxAbsDifference: worstOf(given),
    comparisons,
    firstLayer: wrong[0]?.layer ?? null,
    names: [...known].map(([name, value]) => ({ name, shape: shapeOf(value), value: value.map((row) => [...row]) })),
    cost: explored.values[explored.swept.outputs[0]!]!
  }
}

/** Checks formulas for the derivatives of an expression, by input. */
export function checkFormulas(expression: string, point: Point, claims: Readonly<Record<string, string>>): GradientCheck {
  const subject = textSubject(expression, point)
  const explored = exploreAt(subject, 0, 0)
  const names = subject.inputs.map(({ name }) => name)
  const comparisons = Object.entries(claims).map(([name, formula]): GradientComparison => {
    const k = names.indexOf(name)
    if (k < 0) throw new LabError('unknown-symbol', `${name} is not a variable of the expression.`, `It has ${names.join(', ')}.`)
    const at = Object.fromEntries(subject.inputs.map((input) => [input.name, input.value]))
    const claimed = exploreAt(textSubject(formula, at), 0, 0)
    const value = claimed.values[claimed.swept.outputs[0]!]!
    const exact = explored.adjoints[k]!
    const difference = value === null || exact === null ? null : Math.abs(value - exact)
    return {
      ...{ name, layer: null, expected: exact === null ? [] : [[exact]], given: value === null ? null : [[value]] },
      ...{ maxAbsDifference: difference, agrees: difference !== null && difference <= TOLERANCE * Math.max(1, Math.abs(exact)) },
      reason: exact === null ? 'there is no derivative here' : value === null ? 'the formula has no value here' : null
    }
  })
  return {
    agrees: comparisons.every(({ agrees }) => agrees),
    maxAbsDifference: worstOf(comparisons),
    ...{ comparisons, firstLayer: null, names: [], cost: explored.values[explored.swept.outputs[0]!]! }
  }
}

function worstOf(comparisons: readonly GradientComparison[]): number | null {
  const all = comparisons.map(({ maxAbsDifference }) => maxAbsDifference)
  return all.includes(null) ? null : Math.max(0, ...all.map((each) => each!))
}

function valueNamed({ labels, values }: ReturnType<typeof exploreAt>, name: string): number {
  return values[labels.findIndex((label) => label.name === name)] ?? NaN
}

/** Names of the scalars in an array: W2 -> [[w2_11, …], …]. */
function entryNames({ layers }: NetworkChoice, name: string): string[][] {
  const vector = (letter: string, count: number): string[][] =>
    Array.from({ length: count }, (_, k) => [count === 1 ? letter : `${letter}${k + 1}`])
  if (name === 'x') return vector('x', layers[0]!)
  if (name === 'y') return vector('y', layers.at(-1)!)
  const layer = Number(name.slice(1))
  const columns = name.startsWith('W') ? layers[layer - 1]! : 1
  const own = parametersOf(layers).filter((each) => each.letter === name[0] && each.layer === layer)
  return Array.from({ length: layers[layer]! }, (_, i) => Array.from({ length: columns }, (__, k) => own[i * columns + k]!.named.name))
}

/** x, y, W1, b1, … of given scalars. */
function arrays(choice: NetworkChoice, values: ReadonlyMap<string, number>): Map<string, Matrix> {
  const names = ['x', 'y', ...choice.layers.slice(1).flatMap((_, at) => [`W${at + 1}`, `b${at + 1}`])]
  return new Map(names.map((name) => [name, entryNames(choice, name).map((row) => row.map((each) => values.get(each)!))]))
}

/** The lines that give data a value, in their places, so that line numbers hold. */
function settingLines(script: string, names: readonly string[]): string {
  let depth = 0
  let inside = false
  return script
    .split(/\r?\n/)
    .map((line) => {
      if (depth === 0) inside = names.includes(/^\s*(\w+)\s*=/.exec(line)?.[1] ?? '')
      for (const sign of line) depth += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0
      return inside ? line : ''
    })
    .join('\n')
}

function compare(
  choice: NetworkChoice,
  array: string,
  layer: number,
  own: ReadonlyMap<string, Matrix>,
  gradient: ReadonlyMap<string, Value>
): GradientComparison {
  const expected = entryNames(choice, array).map((row) => row.map((name) => gradient.get(name) ?? NaN))
  const name = `d${array}`
  const found = [name, `dC_d${array}`, `dC${array}`, `d_${array}`, `grad_${array}`]
    .map((each) => own.get(each))
    .find((each) => each !== undefined)
  const base = { name, layer, expected }
  if (found === undefined) return { ...base, given: null, maxAbsDifference: null, agrees: true, reason: 'not given' }
  const given = found.map((row) => [...row])
  const difference = distance(expected, found)
  const size = Math.max(1, ...expected.flat().map(Math.abs))
  const agrees = difference <= TOLERANCE * size
  const reason = Number.isFinite(difference)
    ? agrees
      ? null
      : `differs by up to ${difference.toExponential(2)}`
    : `has the shape ${shapeOf(found)}, or entries that are no numbers; ${shapeOf(expected)} is meant`
  return { ...base, given, maxAbsDifference: Number.isFinite(difference) ? difference : null, agrees, reason }
}
