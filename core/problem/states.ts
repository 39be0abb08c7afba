import { LabError, type LabErrorJson } from '../errors.ts'
import type { Equation, Expression, Scope } from '../expression/ast.ts'
import { listed } from '../expression/nearest.ts'
import { children, some } from '../expression/nodes.ts'
import { parseEquation, parseExpression } from '../expression/parse.ts'
import { print } from '../expression/print.ts'
import { renamed } from '../expression/rename.ts'
import { placedAt } from './document-check.ts'
import type { Path } from './document-explain.ts'
import type { LoadedProblem, LongCondition, ProblemDocument } from './document.ts'
import { severalStates, stateNames } from './state-names.ts'

/** Several states of one eigenvalue problem, each an unknown of its own in the problem that is trained. */
export interface States {
  unknown: string
  eigenvalue: string
  unknowns: string[]
  eigenvalues: string[]
}

/** A problem with its states written out: u becomes u_1, u_2, …, and E becomes E_1, E_2, …. */
export interface WrittenOut extends LoadedProblem {
  states?: States
  /** conditions that the lab adds: they are terms of the loss where a trial solution does not hold them */
  supplied: ReadonlySet<number>
}

/** So many functions fit into one problem. */
const MOST_STATES = 8

/**
 * An eigenvalue problem as it is trained: with a normalisation where the file gives none, and with `states: n` as n unknowns that are trained
 * together, each with the equation, the conditions, the normalisation and an eigenvalue of its own, any two of them orthogonal in the sense of
 * the normalisation. Other problems are returned as they are. Throws a LabError where several states cannot be.
 */
export function writtenOut(loaded: LoadedProblem): WrittenOut {
  const { document } = loaded
  const [name] = Object.keys(document.eigenvalue ?? {})
  if (name === undefined) return { ...loaded, supplied: new Set() }
  const read = readAll(loaded)
  const several = severalStates(document)
  const normal = read.conditions.filter(({ ast }) => integrates(ast))
  const orders = orderOf(document, read.equations)
  const lacking = normal.length === 0 && (document.conditions ?? []).length === orders
  const given: LoadedProblem = lacking ? withNormalisation(loaded, name) : loaded
  if (several === undefined) return { ...given, supplied: new Set(lacking ? [(document.conditions ?? []).length] : []) }
  refuseStates(loaded, several, normal.length > 0 || lacking)
  return written(given, several, lacking ? 1 : 0)
}

function refuseStates(loaded: LoadedProblem, { name, count }: { name: string; count: number }, isNormal: boolean): void {
  const { document } = loaded
  const refuse = (message: string, cure: string, path: Path): never => {
    throw new LabError('eigenvalue-states', message, cure, loaded.place(path))
  }
  const path = ['eigenvalue', name, 'states']
  if (document.unknowns.length > 1)
    refuse(
      `Several states of ${listed(document.unknowns)} together cannot be found`,
      'Find one state, or eliminate all unknowns but one.',
      path
    )
  if (Object.keys(document.eigenvalue!).length > 1)
    refuse('There are several eigenvalues', 'Ask for several states of one eigenvalue alone.', path)
  if (count > MOST_STATES) refuse(`${count} states are more than one problem can hold`, `Ask for at most ${MOST_STATES}.`, path)
  const interval = Object.entries(document.parameters ?? {}).find(([, value]) => Array.isArray(value))
  if (interval !== undefined)
    refuse(`${name} would depend on ${interval[0]}, which is an interval`, `Give ${interval[0]} a value; sweep over it for others.`, [
      'parameters',
      interval[0]
    ])
  const unknown = document.unknowns[0]!
  if (document.exact?.[unknown] !== undefined)
    refuse(
      `Which of the ${count} states the exact solution of ${unknown} belongs to is not said`,
      `Write ${listed(stateNames(unknown, count), 'or')} in place of ${unknown}.`,
      ['exact', unknown]
    )
  const taken = [...stateNames(unknown, count), ...stateNames(name, count)].find((state) => declared(document).includes(state))
  if (taken !== undefined) refuse(`${taken} is the name of a state`, `Give ${taken} another name.`, ['eigenvalue', name])
  if (!isNormal)
    refuse(
      `The size of the states of ${unknown} is fixed by a value, not by an integral`,
      `Write integral(${unknown}^2, ${Object.keys(document.variables)[0]!}) = 1 in its place.`,
      path
    )
}

function declared({ variables, parameters = {}, where = {}, estimate = {} }: ProblemDocument): string[] {
  return [variables, parameters, where, estimate].flatMap((map) => Object.keys(map))
}

/** The document with the condition that its eigenfunction is of size 1, and a warning that says so. */
function withNormalisation(loaded: LoadedProblem, eigenvalue: string): LoadedProblem {
  const { document } = loaded
  const unknown = document.unknowns[0]!
  const text = `${Object.keys(document.variables).reduce((inner, variable) => `integral(${inner}, ${variable})`, `${unknown}^2`)} = 1`
  const conditions = [...(document.conditions ?? []), { id: 'normalisation', at: text }]
  const warning = new LabError(
    'normalisation-supplied',
    `Nothing fixes the size of ${unknown}, which belongs to the eigenvalue ${eigenvalue}: the lab adds ${text}`,
    `Write ${text} under conditions, or another size.`,
    loaded.place(['eigenvalue', eigenvalue])
  ).toJSON()
  return addressed(
    loaded,
    { ...document, conditions },
    (path) => (path[0] === 'conditions' && path[1] === conditions.length - 1 ? ['eigenvalue', eigenvalue] : path),
    [warning]
  )
}

/** Another document in the place of the loaded one; `origin` says where a path of it comes from. */
function addressed(
  loaded: LoadedProblem,
  document: ProblemDocument,
  origin: (path: Path) => Path,
  warnings: readonly LabErrorJson[] = []
): LoadedProblem {
  return {
    ...loaded,
    document,
    warnings: [...loaded.warnings, ...warnings],
    place: (path, span) => {
      const from = origin(path)
      return from === path ? loaded.place(path, span) : loaded.place(from)
    },
    placeOfKey: (path) => loaded.placeOfKey(origin(path))
  }
}

interface Read {
  equations: Equation[]
  conditions: { long: LongCondition; id: string; ast: Equation }[]
  scope: Scope
}

/** Every equation and condition as it is typed, before anything is written out. */
function readAll(loaded: LoadedProblem): Read {
  const { document } = loaded
  const { parameters = {}, estimate = {}, eigenvalue = {} } = document
  const functions = Object.entries(estimate).flatMap(([name, given]) => ('of' in given ? [name] : []))
  const where = new Map<string, Expression>()
  const scope: Scope = {
    variables: Object.keys(document.variables),
    unknowns: [...document.unknowns, ...functions],
    parameters: [
      ...Object.keys(parameters),
      ...Object.keys(estimate).filter((name) => !functions.includes(name)),
      ...Object.keys(eigenvalue)
    ],
    where,
    evaluation: 'own'
  }
  for (const [name, text] of Object.entries(document.where ?? {}))
    where.set(
      name,
      placedAt(loaded, ['where', name], () => parseExpression(text, scope))
    )
  const equations = document.equations.map((text, k) => placedAt(loaded, ['equations', k], () => parseEquation(text, scope)))
  const conditions = (document.conditions ?? []).map((condition, k) => {
    const long = typeof condition === 'string' ? { at: condition } : condition
    const path = typeof condition === 'string' ? ['conditions', k] : ['conditions', k, 'at']
    const ast = placedAt(loaded, path, () => parseEquation(long.at, { ...scope, evaluation: 'anywhere' }))
    return { long, id: long.id ?? `c${k + 1}`, ast }
  })
  return { equations, conditions, scope }
}

/** Whether a condition fixes an integral of an unknown: a size. */
function integrates({ left, right }: Equation): boolean {
  return [left, right].some((side) =>
    some(side, (node) => node.kind === 'integral' && some(node.body, (inner) => inner.kind === 'unknown'))
  )
}

/** How many conditions the equations need without a free number: their orders by every variable, in all. */
function orderOf({ unknowns, variables }: ProblemDocument, equations: readonly Equation[]): number {
  const highest = unknowns.map(() => Object.keys(variables).map(() => 0))
  const visit = (expression: Expression, outer: readonly number[]): void => {
    if (expression.kind === 'unknown') {
      const list = highest[unknowns.indexOf(expression.name)]
      list?.forEach((n, axis) => (list[axis] = Math.max(n, expression.order[axis]! + outer[axis]!)))
    }
    const inner = expression.kind === 'derivative' ? outer.map((n, axis) => n + expression.order[axis]!) : outer
    children(expression).forEach((child) => visit(child, inner))
  }
  const none = Object.keys(variables).map(() => 0)
  for (const { left, right } of equations) [left, right].forEach((side) => visit(side, none))
  return highest.flat().reduce((sum, n) => sum + n, 0)
}

function written(loaded: LoadedProblem, { name, count }: { name: string; count: number }, added: number): WrittenOut {
  const { document } = loaded
  const { equations, conditions, scope } = readAll(loaded)
  const unknown = document.unknowns[0]!
  const states: States = { unknown, eigenvalue: name, unknowns: stateNames(unknown, count), eigenvalues: stateNames(name, count) }
  const names = states.unknowns.map(
    (state, k) =>
      new Map([
        [unknown, state],
        [name, states.eigenvalues[k]!]
      ])
  )
  const text = (expression: Expression): string => print(expression, scope.variables)
  const equation = ({ left, right }: Equation, k: number): string =>
    `${text(renamed(left, names[k]!))} = ${text(renamed(right, names[k]!))}`
  // where each written condition comes from; the lab's own come from the line that asks for the states
  const origins: (number | undefined)[] = []
  const list = names.flatMap((_, k) =>
    conditions.map(({ long, id, ast }, index): LongCondition => {
      origins.push(index)
      return { ...long, id: `${id}_${k + 1}`, at: equation(ast, k) }
    })
  )
  const supplied = new Set(added === 0 ? [] : names.map((_, k) => k * conditions.length + conditions.length - 1))
  const normal = conditions.find(({ ast }) => integrates(ast))!.ast
  const size = some(normal.left, (node) => node.kind === 'unknown') ? normal.left : normal.right
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const product = mixed(size, [states.unknowns[i]!, states.unknowns[j]!])
      if (product === undefined)
        throw new LabError(
          'eigenvalue-states',
          `What ${normal.text} says of two states is not clear: it is not an integral of squares`,
          `Write for example integral(${unknown}^2, ${scope.variables[0]!}) = 1.`,
          loaded.place(['conditions', conditions.findIndex(({ ast }) => ast === normal)])
        )
      supplied.add(list.length)
      origins.push(undefined)
      list.push({ id: `orthogonal_${i + 1}_${j + 1}`, at: `${text(product)} = 0` })
    }
  }
  const each = <T>(map: Readonly<Record<string, T>> | undefined, of: (value: T, k: number) => T): Record<string, T> =>
    Object.fromEntries(
      Object.entries(map ?? {}).flatMap(([key, value]): [string, T][] => {
        if (key === unknown) return states.unknowns.map((state, k) => [state, of(value, k)])
        if (key === name) return states.eigenvalues.map((state, k) => [state, of(value, k)])
        return [[key, value]]
      })
    )
  const { weights, trial, where, units, invariants } = document
  const ids = conditions.map(({ id }) => id)
  const full: ProblemDocument = {
    ...document,
    unknowns: states.unknowns,
    equations: names.flatMap((_, k) => equations.map((one) => equation(one, k))),
    conditions: list,
    eigenvalue: Object.fromEntries(states.eigenvalues.map((state) => [state, { initial: document.eigenvalue![name]!.initial }])),
    ...(where === undefined ? {} : { where: kept(where, scope, names[0]!) }),
    ...(invariants === undefined
      ? {}
      : {
          invariants: names.flatMap((each) =>
            invariants.map((one, k) =>
              text(
                renamed(
                  placedAt(loaded, ['invariants', k], () => parseExpression(one, scope)),
                  each
                )
              )
            )
          )
        }),
    ...(units === undefined ? {} : { units: each(units, (unit) => unit) }),
    ...(typeof trial === 'object'
      ? { trial: each(trial, (own, k) => text(trialOf(loaded, own, scope, unknown, states.unknowns[k]!))) }
      : {}),
    ...(typeof weights === 'object'
      ? {
          weights: Object.fromEntries(
            Object.entries(weights).flatMap(([id, weight]) =>
              ids.includes(id) ? names.map((_, k): [string, number] => [`${id}_${k + 1}`, weight]) : [[id, weight] as [string, number]]
            )
          )
        }
      : {})
  }
  const origin = (path: Path): Path => {
    const [key, at] = path
    if (key === 'equations' && typeof at === 'number') return ['equations', at % equations.length]
    if (key === 'conditions' && typeof at === 'number')
      return origins[at] === undefined ? ['eigenvalue', name, 'states'] : ['conditions', origins[at]]
    if (key === 'invariants' && typeof at === 'number') return ['invariants', at % invariants!.length]
    if (key === 'unknowns' && typeof at === 'number') return ['unknowns', 0]
    if (key === 'eigenvalue' && typeof at === 'string') return ['eigenvalue', name]
    if (key === 'trial' && typeof at === 'string' && typeof trial === 'object') return ['trial', unknown]
    return path
  }
  return { ...addressed(loaded, full, origin), states, supplied }
}

/** Names under where: that do not speak of what is written out. */
function kept(where: Readonly<Record<string, string>>, scope: Scope, names: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(where).filter(
      ([key]) => !some(scope.where!.get(key)!, (node) => (node.kind === 'unknown' || node.kind === 'parameter') && names.has(node.name))
    )
  )
}

/** The user's trial solution with the network of one state. */
function trialOf(loaded: LoadedProblem, own: string, scope: Scope, unknown: string, state: string): Expression {
  return placedAt(loaded, ['trial', unknown], () =>
    renamed(parseExpression(own, { ...scope, unknowns: ['N'], evaluation: 'anywhere' }), new Map([['N', `N_${state}`]]))
  )
}

/** A sum of squares of an unknown's derivatives as the product of two: u^2 and u*u become a*b. Undefined where it is not one. */
function mixed(expression: Expression, [a, b]: readonly [string, string]): Expression | undefined {
  const product = (read: Expression): Expression | undefined =>
    read.kind === 'unknown' && read.at === undefined
      ? {
          kind: 'apply',
          operation: 'mul',
          args: [
            { ...read, name: a },
            { ...read, name: b }
          ],
          span: read.span
        }
      : undefined
  const again = (part: Expression): Expression | undefined => mixed(part, [a, b])
  switch (expression.kind) {
    case 'apply': {
      const [left, right] = expression.args as [Expression, Expression]
      if (expression.operation === 'pow' && right.kind === 'number' && right.value === 2 && left.kind === 'unknown') return product(left)
      const same =
        left.kind === 'unknown' && right?.kind === 'unknown' && left.name === right.name && String(left.order) === String(right.order)
      if (expression.operation === 'mul' && same) return product(left)
      const linear = ['add', 'sub', 'neg', 'mul', 'div'].includes(expression.operation)
      const args = expression.args.map((part) => (some(part, (node) => node.kind === 'unknown') ? again(part) : part))
      return linear && args.every((part) => part !== undefined) ? { ...expression, args } : undefined
    }
    case 'integral': {
      const body = again(expression.body)
      return body && { ...expression, body }
    }
    case 'where':
      return again(expression.body)
    default:
      return undefined
  }
}
