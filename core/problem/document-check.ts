import { LabError } from '../errors.ts'
import { listed, nearest } from '../expression/nearest.ts'
import { DEEPEST } from '../expression/brackets.ts'
import { parseConstant } from '../expression/parse.ts'
import { scan, type Token } from '../expression/scan.ts'
import { trouble } from '../expression/trouble.ts'
import { nameTrouble } from '../expression/vocabulary.ts'
import type { Path } from './document-explain.ts'
import type { ProblemDocument } from './document-schema.ts'
import { severalStates, stateNames } from './state-names.ts'
import type { Source } from './yaml-source.ts'

export interface Interval {
  name: string
  from: number
  to: number
}

/** Runs a parser on the text at a path; its error comes out with the place in the file. */
export function placedAt<T>(source: Pick<Source, 'place'>, path: Path, run: () => T): T {
  try {
    return run()
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown
    const { line, column, length } = thrown.place
    const span = line === 1 && column !== undefined ? { start: column - 1, length: length ?? 1 } : undefined
    throw thrown.at(source.place(path, span))
  }
}

/** Every name of a document, once, in the order of the file. Throws where a name cannot be used or is declared twice. */
export function checkNames(document: ProblemDocument, source: Source): void {
  const owners = new Map<string, string>()
  const functions = functionNames(document)
  const declare = (name: string, what: string, path: Path): void => {
    const place = what === 'an unknown' ? source.place(path) : source.placeOfKey(path)
    const because = nameTrouble(name)
    if (because !== undefined) throw new LabError('name', `${name} cannot be a name: ${because}`, 'Choose another name.', place)
    if (name === 'N' || (name.startsWith('N_') && [...document.unknowns, ...functions].includes(name.slice(2)))) {
      throw new LabError('name', `${name} is the neural network in a trial solution`, 'Choose another name.', place)
    }
    const before = owners.get(name)
    if (before !== undefined) {
      const message = before === what ? `${name} is declared twice` : `${name} is ${before} and ${what}`
      throw new LabError('duplicate-name', message, 'Give one of them another name.', place)
    }
    owners.set(name, what)
  }
  Object.keys(document.variables).forEach((name) => declare(name, 'a variable', ['variables', name]))
  document.unknowns.forEach((name, k) => declare(name, 'an unknown', ['unknowns', k]))
  Object.keys(document.parameters ?? {}).forEach((name) => declare(name, 'a parameter', ['parameters', name]))
  Object.keys(document.where ?? {}).forEach((name) => declare(name, 'a name under where', ['where', name]))
  Object.keys(document.estimate ?? {}).forEach((name) =>
    declare(name, functions.includes(name) ? 'an unknown function' : 'an estimated parameter', ['estimate', name])
  )
  Object.keys(document.eigenvalue ?? {}).forEach((name) => declare(name, 'an eigenvalue', ['eigenvalue', name]))
}

/** Names under `estimate:` that are functions, found by networks of their own. */
function functionNames({ estimate = {} }: ProblemDocument): string[] {
  return Object.entries(estimate).flatMap(([name, given]) => ('of' in given ? [name] : []))
}

/** Keys that must name an unknown, or a condition, do so. */
export function checkReferences(document: ProblemDocument, source: Source): void {
  const check = (key: string, names: readonly string[], known: readonly string[], what: string): void => {
    for (const name of names) {
      if (known.includes(name)) continue
      const close = nearest(name, known)
      const cure = close === undefined ? `There ${known.length === 1 ? 'is' : 'are'} ${listed(known) || 'none'}.` : `Write ${close.word}.`
      throw new LabError(
        'unknown-symbol',
        `${name} under ${key} is not ${what}`,
        cure,
        source.placeOfKey([key, name]),
        close?.sure === true ? close.word : undefined
      )
    }
  }
  const several = severalStates(document)
  const states = several === undefined ? [] : document.unknowns.flatMap((unknown) => stateNames(unknown, several.count))
  check('exact', Object.keys(document.exact ?? {}), [...document.unknowns, ...functionNames(document), ...states], 'an unknown')
  if (typeof document.trial === 'object') check('trial', Object.keys(document.trial), document.unknowns, 'an unknown')
  const ids = (document.conditions ?? []).map((condition, k) => (typeof condition === 'string' ? undefined : condition.id) ?? `c${k + 1}`)
  ids.forEach((id, k) => {
    if (ids.indexOf(id) < k) {
      throw new LabError(
        'duplicate-name',
        `Two conditions are called ${id}`,
        'Give one of them another id.',
        source.place(['conditions', k])
      )
    }
  })
  const measured = [
    ...Object.keys(document.variables),
    ...document.unknowns,
    ...Object.keys(document.parameters ?? {}),
    ...Object.keys(document.estimate ?? {}),
    ...Object.keys(document.eigenvalue ?? {})
  ]
  check('units', Object.keys(document.units ?? {}), measured, 'a variable, an unknown or a parameter')
  if (typeof document.weights === 'object') check('weights', Object.keys(document.weights), ['equation', ...ids], 'a condition or equation')
}

/** Values of all parameters that are not intervals; they may use each other in any order, but not in a circle. */
export function parameterValues(document: ProblemDocument, source: Pick<Source, 'place'>): Map<string, number> {
  const texts = new Map(
    Object.entries(document.parameters ?? {}).flatMap(([name, value]) => (Array.isArray(value) ? [] : [[name, String(value)] as const]))
  )
  const varying = namesThatVary(document)
  const values = new Map<string, number>()
  const open: string[] = []
  const evaluate = (name: string): void => {
    if (values.has(name)) return
    if (open.includes(name)) {
      const circle = [...open.slice(open.indexOf(name)), name]
      const alone = circle.length === 2
      const message = alone ? `${name} is defined by itself` : `Parameters are defined in a circle: ${circle.join(' -> ')}`
      throw new LabError('circle', message, `Give ${alone ? 'it' : 'one of them'} a number.`, source.place(['parameters', name]))
    }
    if (open.length > DEEPEST) {
      const cure = 'Write some of them out.'
      throw new LabError(
        'depth',
        `Parameters are defined by each other more than ${DEEPEST} deep`,
        cure,
        source.place(['parameters', name])
      )
    }
    open.push(name)
    const text = texts.get(name)!
    placedAt(source, ['parameters', name], () => {
      const used = scan(text).filter((word) => word.kind === 'name')
      refuseNames(varying, text, used, `The parameter ${name}`)
      for (const word of used) if (word.text !== name && texts.has(word.text)) evaluate(word.text)
      if (used.some((word) => word.text === name)) evaluate(name)
      values.set(name, parseConstant(text, values))
    })
    open.pop()
  }
  for (const name of texts.keys()) evaluate(name)
  return new Map([...texts.keys()].map((name) => [name, values.get(name)!]))
}

/** Names that stand for more than one number, with what they are. */
function namesThatVary({ variables, unknowns, parameters = {} }: ProblemDocument): Map<string, string> {
  return new Map([
    ...Object.keys(parameters).flatMap((name): [string, string][] => (Array.isArray(parameters[name]) ? [[name, 'an interval']] : [])),
    ...unknowns.map((name): [string, string] => [name, 'an unknown']),
    ...Object.keys(variables).map((name): [string, string] => [name, 'a variable'])
  ])
}

/** Refuses variables, unknowns and parameters given as intervals in what must be a constant. */
function refuseNames(varying: ReadonlyMap<string, string>, text: string, names: readonly Token[], what: string): void {
  for (const word of names) {
    const kind = varying.get(word.text)
    if (kind === undefined) continue
    const cure = `Use numbers and parameters that have a value${kind === 'a variable' ? '; name what depends on it under where:' : ''}.`
    throw trouble(text, word, 'not-constant', `${what} is a constant, but ${word.text} is ${kind}`, cure)
  }
}

/** The intervals of the variables, as numbers. */
export function variableIntervals(
  document: ProblemDocument,
  source: Pick<Source, 'place'>,
  parameters: ReadonlyMap<string, number>
): Interval[] {
  return Object.entries(document.variables).map(([name, bounds]) =>
    intervalOf(document, name, bounds, ['variables', name], source, parameters)
  )
}

/** The parameters given as intervals, as numbers. */
export function parameterIntervals(
  document: ProblemDocument,
  source: Pick<Source, 'place'>,
  parameters: ReadonlyMap<string, number>
): Interval[] {
  return Object.entries(document.parameters ?? {}).flatMap(([name, value]) =>
    Array.isArray(value) ? [intervalOf(document, name, value, ['parameters', name], source, parameters)] : []
  )
}

function intervalOf(
  document: ProblemDocument,
  name: string,
  bounds: readonly [string | number, string | number],
  path: Path,
  source: Pick<Source, 'place'>,
  parameters: ReadonlyMap<string, number>
): Interval {
  const [from, to] = bounds.map((bound, k) =>
    placedAt(source, [...path, k], () => {
      const text = String(bound)
      const names = scan(text).filter((word) => word.kind === 'name')
      refuseNames(namesThatVary(document), text, names, `An end of the interval of ${name}`)
      return parseConstant(text, parameters)
    })
  ) as [number, number]
  if (from < to) return { name, from, to }
  const place = source.place(path)
  if (from === to)
    throw new LabError(
      'empty-interval',
      `The interval of ${name} is empty: it begins and ends at ${from}`,
      `Write ${name}: [smaller, larger].`,
      place
    )
  const meant = `[${bounds[1]}, ${bounds[0]}]`
  throw new LabError(
    'empty-interval',
    `The interval of ${name} is reversed: ${bounds[0]} is above ${bounds[1]}`,
    `Write ${meant}.`,
    place,
    meant
  )
}
