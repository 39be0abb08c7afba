import type { LabError } from '../errors.ts'
import type { Scope } from './ast.ts'
import type { Brackets } from './brackets.ts'
import { diffSpelling, meaning, shortSpelling, type Meaning } from './names.ts'
import { listed } from './nearest.ts'
import type { Token } from './scan.ts'
import { trouble } from './trouble.ts'
import { unknownName } from './unknown-name.ts'
import { FUNCTIONS } from './vocabulary.ts'

export const HIGHEST_ORDER = 4

export type Resolved = Meaning | { kind: 'function' }

/** The part of the tokens in which a bound name (of a sum, of an integral) is known. */
interface Binding {
  name: string
  from: number
  to: number
}

/** Argument ranges [first, last] of the call whose bracket opens at `open`; empty for f(). */
export function argumentRanges(brackets: Brackets, open: number): [number, number][] {
  const pair = brackets.get(open)!
  if (pair.close === open + 1) return []
  const edges = [open, ...pair.commas, pair.close]
  return edges.slice(1).map((edge, k): [number, number] => [edges[k]! + 1, edge - 1])
}

/** What every name of an expression stands for, by index of its token. Throws at the first one that nobody declared. */
export function resolveNames(text: string, tokens: readonly Token[], brackets: Brackets, scope: Scope): Resolved[] {
  const bindings = findBindings(text, tokens, brackets, scope)
  const asked = variableNames(tokens, brackets)
  return tokens.map((token, index): Resolved => {
    if (token.kind !== 'name') return undefined
    if (FUNCTIONS.has(token.text)) return { kind: 'function' }
    const bound = new Set(bindings.filter(({ from, to }) => index > from && index < to).map(({ name }) => name))
    const found = meaning(token.text, scope, bound)
    const by = asked.get(index)
    if (by !== undefined && found?.kind !== 'variable') throw noVariable(text, token, by, scope)
    if (found === undefined) throw unknownName(text, token, token.text, scope, tokens[index + 1]?.kind === 'open')
    if (found.kind === 'tie') {
      const readings = found.readings.map(({ name, order }) => diffSpelling(name, order, scope.variables))
      throw trouble(text, token, 'ambiguous', `${token.text} can be read as ${listed(readings, 'or')}`, 'Write the diff() that is meant.')
    }
    return token.primes === 0 ? found : primed(text, token, found, scope)
  })
}

function primed(text: string, token: Token, found: Exclude<Meaning, undefined>, scope: Scope): Resolved {
  if (found.kind !== 'unknown') {
    throw trouble(
      text,
      token,
      'prime',
      `${token.text} is not an unknown and has no derivative`,
      `Remove the prime, or write diff(${token.text}, …).`
    )
  }
  const along = scope.along?.get(found.name) ?? scope.variables
  const [only] = along
  if (only !== undefined && along.length === 1)
    return {
      kind: 'unknown',
      name: found.name,
      order: found.order.map((n, axis) => (scope.variables[axis] === only ? n + token.primes : n))
    }
  const by = along.map((variable) =>
    shortSpelling(
      found.name,
      scope.variables.map((each) => (each === variable ? token.primes : 0)),
      scope.variables
    )
  )
  throw trouble(text, token, 'prime', `A prime does not say by which variable: there are ${listed(along)}`, `Write ${listed(by, 'or')}.`)
}

function findBindings(text: string, tokens: readonly Token[], brackets: Brackets, scope: Scope): Binding[] {
  const bindings: Binding[] = []
  tokens.forEach((token, index) => {
    if (token.kind !== 'name' || (token.text !== 'sum' && token.text !== 'integral') || tokens[index + 1]?.kind !== 'open') return
    const ranges = argumentRanges(brackets, index + 1)
    const range = token.text === 'sum' ? ranges[0] : ranges.length === 4 ? ranges[1] : undefined
    if (range === undefined) return
    const name = tokens[range[0]]!
    if (range[0] !== range[1] || name.kind !== 'name' || name.primes > 0) {
      throw trouble(text, name, 'index', `${token.text} needs a name to run over`, `Write ${FUNCTIONS.get(token.text)!}.`)
    }
    const taken = meaning(name.text, scope)
    if (
      FUNCTIONS.has(name.text) ||
      (taken !== undefined && taken.kind !== 'constant' && !(token.text === 'integral' && taken.kind === 'variable'))
    ) {
      throw trouble(text, name, 'index', `${name.text} has a meaning already`, `Let the ${token.text} run over another name.`)
    }
    bindings.push({ name: name.text, from: index + 1, to: brackets.get(index + 1)!.close })
  })
  return bindings
}

/** Names that must be variables: all arguments of diff but the first; the second one of integral(f, x). */
function variableNames(tokens: readonly Token[], brackets: Brackets): Map<number, 'diff' | 'integral'> {
  const found = new Map<number, 'diff' | 'integral'>()
  tokens.forEach((token, index) => {
    if ((token.text !== 'diff' && token.text !== 'integral') || tokens[index + 1]?.kind !== 'open') return
    const ranges = argumentRanges(brackets, index + 1)
    if (token.text === 'integral' && ranges.length !== 2) return
    for (const [from, to] of ranges.slice(1)) {
      for (let k = from; k <= to; k++) if (tokens[k]!.kind === 'name') found.set(k, token.text)
    }
  })
  return found
}

function noVariable(text: string, token: Token, by: 'diff' | 'integral', scope: Scope): LabError {
  const { variables } = scope
  const there =
    variables.length === 0 ? 'there are none' : variables.length === 1 ? `there is only ${variables[0]!}` : `there are ${listed(variables)}`
  const cures = {
    diff: variables.length === 0 ? 'Nothing can be differentiated here.' : `Differentiate by ${listed(variables, 'or')}.`,
    integral: `Write integral(expression, ${variables[0] ?? 'x'}), or give bounds: integral(expression, s, a, b).`
  }
  return trouble(text, token, 'unknown-symbol', `${token.text} is not a variable here; ${there}`, cures[by])
}
