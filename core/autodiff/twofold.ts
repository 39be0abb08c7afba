import type { Graph, Id, Leaf } from './graph.ts'
import { isLeaf } from './graph.ts'
import { operation } from './operations/index.ts'

/**
 * A number as the unevaluated sum of a double and what was rounded away: about 32 digits. Sums and products are exact up to their
 * second part (T. J. Dekker, Numerische Mathematik 18, 1971, 224).
 */
export type Twofold = readonly [high: number, low: number]

export const single = (value: number): Twofold => [value, 0]

export function twofoldSum(a: Twofold, b: Twofold): Twofold {
  const sum = a[0] + b[0]
  const part = sum - a[0]
  return normal(sum, a[0] - (sum - part) + (b[0] - part) + a[1] + b[1])
}

export function twofoldProduct(a: Twofold, b: Twofold): Twofold {
  return normal(a[0] * b[0], productError(a[0], b[0]) + a[0] * b[1] + a[1] * b[0])
}

export function twofoldQuotient(a: Twofold, b: Twofold): Twofold {
  const quotient = a[0] / b[0]
  const left = a[0] - quotient * b[0] - productError(quotient, b[0]) + a[1] - quotient * b[1]
  return normal(quotient, left / b[0])
}

export function twofoldRoot(a: Twofold): Twofold {
  const root = Math.sqrt(a[0])
  return root === 0 ? single(0) : normal(root, (a[0] - root * root - productError(root, root) + a[1]) / (2 * root))
}

/** What a product of doubles rounds away; both are split into halves of 26 bits. */
function productError(a: number, b: number): number {
  const [p, q] = halves(a)
  const [r, s] = halves(b)
  return p * r - a * b + p * s + q * r + q * s
}

function halves(a: number): [number, number] {
  const scaled = 134217729 * a
  const high = scaled - (scaled - a)
  return [high, a - high]
}

/** Near overflow the halves are infinite: there the double is all there is. */
function normal(high: number, low: number): Twofold {
  if (!Number.isFinite(low)) return single(high)
  const sum = high + low
  return [sum, low - (sum - high)]
}

/**
 * Values of all nodes below the roots, of which operations that round in a known way keep what they round away. The others, such as
 * exp, take and give doubles, as an evaluation does that stores every node.
 */
export function evaluateTwofold(graph: Graph, roots: readonly Id[], leafValue: (leaf: Leaf) => number): Map<Id, Twofold> {
  const values = new Map<Id, Twofold>()
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id)
    if (isLeaf(node)) {
      values.set(id, single(node.op === 'constant' ? node.value : leafValue(node)))
      continue
    }
    const { value, twofold } = operation(node.op)
    const [a = single(0), b = single(0), c = single(0)] = node.args.map((arg) => values.get(arg)!)
    values.set(id, twofold?.(a, b) ?? single(value(a[0], b[0], c[0])))
  }
  return values
}
