import type { Expression, Order, Scope } from './ast.ts'
import { CONSTANTS } from './vocabulary.ts'

/** What a name stands for. */
export type Meaning =
  | { kind: 'variable' | 'parameter' | 'index' }
  | { kind: 'where'; body: Expression }
  | { kind: 'constant'; name: 'pi' | 'e' }
  | { kind: 'unknown'; name: string; order: Order }
  /** can be read as more than one derivative */
  | { kind: 'tie'; readings: readonly { name: string; order: Order }[] }
  | undefined

export const zeros = (scope: Pick<Scope, 'variables'>): number[] => scope.variables.map(() => 0)

/** Meaning of a name without primes: a declared name wins, then the longest unknown followed by variables, then pi and e. */
export function meaning(name: string, scope: Scope, indices: ReadonlySet<string> = new Set()): Meaning {
  if (indices.has(name) && !scope.variables.includes(name)) return { kind: 'index' }
  if (scope.variables.includes(name)) return { kind: 'variable' }
  if (scope.unknowns.includes(name)) return { kind: 'unknown', name, order: zeros(scope) }
  if (scope.parameters.includes(name)) return { kind: 'parameter' }
  const body = scope.where?.get(name)
  if (body !== undefined) return { kind: 'where', body }
  const derivative = derivativeReading(name, scope)
  if (derivative !== undefined) return derivative
  const constant = CONSTANTS.find((candidate) => candidate === name)
  return constant === 'pi' || constant === 'e' ? { kind: 'constant', name: constant } : undefined
}

function derivativeReading(name: string, scope: Scope): Meaning {
  const owners = scope.unknowns.filter((unknown) => name.startsWith(`${unknown}_`)).sort((a, b) => b.length - a.length)
  for (const owner of owners) {
    const orders = splits(name.slice(owner.length + 1), scope.variables)
    if (orders.length === 1) return { kind: 'unknown', name: owner, order: orders[0]! }
    if (orders.length > 1) return { kind: 'tie', readings: orders.map((order) => ({ name: owner, order })) }
  }
  return undefined
}

/** Every way to read letters as a sequence of variables, as orders; ways that differ in sequence only count once. */
export function splits(letters: string, variables: readonly string[]): Order[] {
  // found[k]: the orders by which letters.slice(k) can be read
  const found: Map<string, Order>[] = Array.from({ length: letters.length + 1 }, () => new Map<string, Order>())
  const none = variables.map(() => 0)
  found[letters.length]!.set(none.join(), none)
  for (let k = letters.length - 1; k >= 0; k--) {
    variables.forEach((variable, axis) => {
      if (!letters.startsWith(variable, k)) return
      for (const rest of found[k + variable.length]!.values()) {
        const order = rest.map((count, other) => (other === axis ? count + 1 : count))
        if (found[k]!.size < 4) found[k]!.set(order.join(), order)
      }
    })
  }
  return letters === '' ? [] : [...found[0]!.values()]
}

/** diff(u, x, 2, t): the spelling that is never ambiguous. */
export function diffSpelling(name: string, order: Order, variables: readonly string[]): string {
  const by = order.flatMap((count, axis) => (count === 0 ? [] : count === 1 ? [variables[axis]!] : [variables[axis]!, String(count)]))
  return `diff(${[name, ...by].join(', ')})`
}

/** u_xxt, or g'' where there is one variable. */
export function shortSpelling(name: string, order: Order, variables: readonly string[]): string {
  if (order.every((count) => count === 0)) return name
  if (variables.length === 1) return name + "'".repeat(order[0]!)
  return `${name}_${order.map((count, axis) => variables[axis]!.repeat(count)).join('')}`
}
