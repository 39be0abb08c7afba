import { LabError, type Place } from '../errors.ts'
import type { Expression } from '../expression/ast.ts'
import { listed, nearest } from '../expression/nearest.ts'
import { add, call, div, mul, num } from '../expression/simplify.ts'
import { untransformed } from '../engine/transform.ts'
import type { LoadedProblem } from './document.ts'

/** A function under `estimate:`: a network of its own finds it. */
export interface UnknownFunction {
  name: string
  /** the variables that it depends on, by number */
  axes: number[]
  /** its value where its network gives 0 */
  initial: number
  min?: number
  max?: number
}

/** The functions of `estimate:`, with what they depend on. Throws a LabError for what is no variable, and for bounds that do not hold the first value. */
export function unknownFunctions(loaded: LoadedProblem, variables: readonly { name: string }[]): UnknownFunction[] {
  const names = variables.map(({ name }) => name)
  return Object.entries(loaded.document.estimate ?? {}).flatMap(([name, given]) => {
    if (!('of' in given)) return []
    const { min, max } = given
    given.of.forEach((variable, k) => {
      const place = loaded.place(['estimate', name, 'of', k])
      if (given.of.indexOf(variable) < k)
        throw new LabError('duplicate-name', `${name} is said to depend on ${variable} twice`, 'Name every variable once.', place)
      if (names.includes(variable)) return
      const close = nearest(variable, names)
      const cure = close === undefined ? `Use ${listed(names, 'or')}.` : `Write ${close.word}.`
      throw new LabError('unknown-symbol', `${name} cannot depend on ${variable}, which is not a variable`, cure, place)
    })
    const initial = given.initial ?? (min === undefined ? 0 : max === undefined ? min + 1 : (min + max) / 2)
    refuseBounds(name, { initial, min, max }, loaded.place(['estimate', name]))
    const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
    return { name, axes: names.flatMap((variable, axis) => (given.of.includes(variable) ? [axis] : [])), initial, ...bounds }
  })
}

/** Refuses bounds that cannot be held: an upper one alone, a first value that is not inside. */
export function refuseBounds(
  name: string,
  { initial, min, max }: { initial: number; min?: number | undefined; max?: number | undefined },
  place: Place
): void {
  if (max !== undefined && min === undefined)
    throw new LabError('estimate-bounds', `${name} has an upper bound but no lower one`, 'Give min as well.', place)
  if (min !== undefined && max !== undefined && min >= max)
    throw new LabError(
      'estimate-bounds',
      `The bounds of ${name} leave no room: ${min} is not below ${max}`,
      'Write the smaller one as min.',
      place
    )
  if ((min !== undefined && initial <= min) || (max !== undefined && initial >= max))
    throw new LabError(
      'estimate-bounds',
      `The first value ${initial} of ${name} is not inside its bounds`,
      'Begin strictly between min and max.',
      place
    )
}

/**
 * An unknown function in its network N: first value + N where it has no bounds, else the bounded number's transform (engine/transform.ts) of N added to
 * the stored first value: min + (first value - min) exp(N), or a logistic curve between the bounds, written as a hyperbolic tangent.
 */
export function functionForm({ initial, min, max }: UnknownFunction, network: Expression): Expression {
  if (min === undefined) return add(num(initial), network)
  if (max === undefined) return add(num(min), mul(num(initial - min), call('exp', [network])))
  const z = add(num(untransformed({ transform: 'bounded', min, max }, initial)), network)
  return add(num((min + max) / 2), mul(num((max - min) / 2), call('tanh', [div(z, num(2))])))
}
