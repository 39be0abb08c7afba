import { isLeaf } from '../graph.ts'
import { operation } from '../operations/index.ts'
import type { Swept } from './sweeps.ts'

/*
 * What the sweeps cost by the course's rules (research note on FLOP conventions, R4, R5, R5'): each local partial is formed from
 * stored values; one multiplication per edge, free when the partial is 1 or -1 or the incoming number is the seed; one addition
 * per contribution after the first. The literal tape multiplies on every edge.
 */

export interface Charge {
  what: 'operation' | 'partial' | 'multiplication' | 'addition'
  cost: number
  /** position of the node that pays */
  node: number
  use: number | null
}

/** Whether the partial of a use is 1 or -1 whatever the numbers: it is not multiplied by. */
export function isUnit({ subject, uses, ids }: Swept, use: number): boolean {
  const { partial, to } = uses[use]!
  const value = subject.graph.constantValue(partial)
  // The branch that is taken is passed on as it is.
  return value === 1 || value === -1 || subject.graph.node(ids[to]!).op === 'if'
}

/** FLOPs of forming the partial of a use. */
export function partialCost(swept: Swept, use: number): number {
  const { subject, uses, ids } = swept
  const { to, argument } = uses[use]!
  const node = subject.graph.node(ids[to]!)
  if (isLeaf(node) || isUnit(swept, use)) return 0
  return operation(node.op).partialFlops(constantArgument(swept, node.args[1]))[argument]!
}

/** Value of an argument that no input reaches, such as the exponent of x^(1/2). */
function constantArgument(swept: Swept, id: number | undefined): number | undefined {
  if (id === undefined) return undefined
  const constant = swept.subject.graph.constantValue(id)
  if (constant !== undefined) return constant
  const at = swept.position.get(id)
  return at === undefined || swept.varies[at]! ? undefined : swept.values[at]!
}

/** Evaluation: every operation of the graph once. */
export function evaluationCharges({ subject, ids }: Swept): Charge[] {
  return ids.flatMap((id, node): Charge[] => {
    const { op, ...rest } = subject.graph.node(id)
    if (!('args' in rest)) return []
    const cost = operation(op as Parameters<typeof operation>[0]).flops
    return cost === 0 ? [] : [{ what: 'operation', cost, node, use: null }]
  })
}

type Flow = 'nothing' | 'seed' | 'number'

/** The forward sweep for one input. */
export function forwardCharges(swept: Swept, input: number, literal = false): Charge[] {
  const { ids, uses, into } = swept
  const charges: Charge[] = []
  const flow: Flow[] = ids.map((_, k) => (k === input ? 'seed' : 'nothing'))
  ids.forEach((_, node) => {
    const active = into[node]!.filter((use) => !uses[use]!.idle && flow[uses[use]!.from] !== 'nothing')
    if (active.length > 0) flow[node] = pay(swept, node, active, (use) => flow[uses[use]!.from]!, literal, charges)
  })
  return charges
}

/** The reverse sweep for one output, to the given inputs. */
export function reverseCharges(swept: Swept, output: number, inputs: readonly number[], literal = false): Charge[] {
  const { ids, uses, into, outOf, outputs } = swept
  const wanted = ids.map(() => false)
  for (const input of inputs) wanted[input] = true
  ids.forEach((_, k) => {
    if (into[k]!.some((use) => !uses[use]!.idle && wanted[uses[use]!.from]!)) wanted[k] = true
  })
  const charges: Charge[] = []
  const flow: Flow[] = ids.map((_, k) => (k === outputs[output]! ? 'seed' : 'nothing'))
  for (let node = ids.length - 1; node >= 0; node--) {
    if (!wanted[node] || node === outputs[output]!) continue
    const active = outOf[node]!.filter((use) => !uses[use]!.idle && flow[uses[use]!.to] !== 'nothing')
    if (active.length > 0) flow[node] = pay(swept, node, active, (use) => flow[uses[use]!.to]!, literal, charges)
  }
  return charges
}

/** Charges a node for what flows into it; returns whether what it holds is still the seed. */
function pay(
  swept: Swept,
  node: number,
  active: readonly number[],
  from: (use: number) => Flow,
  literal: boolean,
  charges: Charge[]
): Flow {
  active.forEach((use, k) => {
    const cost = partialCost(swept, use)
    if (cost > 0) charges.push({ what: 'partial', cost, node, use })
    if (literal || (!isUnit(swept, use) && from(use) !== 'seed')) charges.push({ what: 'multiplication', cost: 1, node, use })
    if (k > 0) charges.push({ what: 'addition', cost: 1, node, use })
  })
  const [only] = active
  return active.length === 1 && isUnit(swept, only!) && from(only!) === 'seed' ? 'seed' : 'number'
}

export function total(charges: readonly Charge[]): number {
  return charges.reduce((sum, { cost }) => sum + cost, 0)
}
