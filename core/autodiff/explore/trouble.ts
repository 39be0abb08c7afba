import { placeIn } from '../../expression/trouble.ts'
import { isLeaf } from '../graph.ts'
import { operation } from '../operations/index.ts'
import type { Trouble } from '../operation.ts'
import type { Note } from './report.ts'
import type { Swept } from './sweeps.ts'

/** Where mathematics has no value or no derivative at this point, by position of the node. */
export interface Troubles {
  own: (Trouble | undefined)[]
  /** no value: not real, divided by zero, or computed from such a node */
  valueless: boolean[]
  /** not finite although its arguments are */
  overflows: boolean[]
}

export function findTroubles(swept: Swept): Troubles {
  const { subject, ids, values, taken, uses, into, position } = swept
  const { graph } = subject
  const own: Troubles['own'] = []
  const valueless: boolean[] = []
  const overflows: boolean[] = []
  ids.forEach((id, k) => {
    const node = graph.node(id)
    if (isLeaf(node) || !taken[k]) {
      own.push(undefined)
      valueless.push(false)
      overflows.push(false)
      return
    }
    const args = node.args.map((arg) => {
      const at = position.get(arg)
      return at === undefined ? graph.constantValue(arg)! : values[at]!
    })
    // max(a, a) has no kink: both arguments move together.
    const same = node.args.length === 2 && node.args[0] === node.args[1] && node.op !== 'div'
    const found = operation(node.op).trouble?.(args[0]!, args[1] ?? 0, args[2] ?? 0)
    const counts = found !== undefined && !(same && found.code === 'not-differentiable' && found.args === undefined)
    own.push(counts ? found : undefined)
    const inherited = into[k]!.some((use) => valueless[uses[use]!.from]! && !isCut(swept, use))
    valueless.push(inherited || (counts && found.code !== 'not-differentiable'))
    overflows.push(!Number.isFinite(values[k]!) && !valueless[k]! && args.every((arg) => Number.isFinite(arg)))
  })
  return { own, valueless, overflows }
}

/** Whether nothing flows along a use at this point because a branch is not taken. */
function isCut({ subject, ids, uses, taken }: Swept, use: number): boolean {
  const { to, argument, idle } = uses[use]!
  return !taken[to]! || (idle && argument > 0 && subject.graph.node(ids[to]!).op === 'if')
}

/** Whether a node changes with one of the inputs (by position): a comparison does not, but where it switches. */
export function dependsOn(swept: Swept, inputs: readonly number[]): boolean[] {
  const { ids, uses, into } = swept
  const depends = ids.map(() => false)
  for (const input of inputs) depends[input] = true
  ids.forEach((_, k) => {
    if (into[k]!.some((use) => depends[uses[use]!.from]! && !uses[use]!.idle)) depends[k] = true
  })
  return depends
}

/** Whether a use passes no derivative: its operation has none by this argument here. */
function breaks(own: Troubles['own'], { uses }: Swept, use: number): boolean {
  const { to, argument } = uses[use]!
  const found = own[to]
  return found !== undefined && (found.args === undefined || found.args.includes(argument))
}

/** Whether trouble below reaches the node: also through conditions, through which no derivative flows. */
function carries(swept: Swept, use: number): boolean {
  const { uses, subject, ids } = swept
  if (isCut(swept, use)) return false
  const { idle, to, argument } = uses[use]!
  if (!idle) return true
  const { op } = subject.graph.node(ids[to]!)
  return (op === 'if' && argument === 0) || op === 'and' || op === 'or' || op === 'not'
}

/** Nodes without a derivative by an input, and the troubled nodes behind it. */
export function undefinedTangents(swept: Swept, { own, valueless }: Troubles, input: number): boolean[] {
  const { ids, uses, into } = swept
  const depends = dependsOn(swept, [input])
  const undefinedAt: boolean[] = []
  ids.forEach((_, k) => {
    const found = into[k]!.some((use) => {
      const { from } = uses[use]!
      if (isCut(swept, use)) return false
      return (depends[from]! && breaks(own, swept, use)) || (undefinedAt[from]! && carries(swept, use))
    })
    undefinedAt.push(found || valueless[k]!)
  })
  return undefinedAt
}

/** Nodes by which an output has no derivative. */
export function undefinedAdjoints(swept: Swept, { own, valueless }: Troubles, output: number): boolean[] {
  const { ids, uses, outOf, outputs } = swept
  const root = outputs[output]!
  // Whether the output feels it when a node has no derivative.
  const felt = ids.map((_, k) => k === root)
  // What has no value has no derivative by anything.
  const undefinedAt = ids.map(() => valueless[root]!)
  for (let k = ids.length - 1; k >= 0; k--) {
    for (const use of outOf[k]!) {
      const { to } = uses[use]!
      if (isCut(swept, use)) continue
      felt[k] ||= felt[to]! && carries(swept, use)
      undefinedAt[k] ||= (felt[to]! && breaks(own, swept, use)) || (undefinedAt[to]! && carries(swept, use))
    }
  }
  return undefinedAt
}

/** The notes of a point: one per troubled node. */
export function troubleNotes(swept: Swept, { own, overflows }: Troubles, label: (k: number) => string): Note[] {
  const { subject, ids, into, uses } = swept
  const active = dependsOn(
    swept,
    subject.inputs.map((_, k) => k)
  )
  return ids.flatMap((id, k): Note[] => {
    const span = subject.spans.get(id)
    const place = span === undefined ? null : placeIn(subject.text, span)
    const node = `x${k + 1}` as const
    const found = own[k]
    if (overflows[k]!) {
      return [
        {
          ...{ code: 'overflow', concerns: 'value', node, place },
          sentence: `${label(k)} is too large for a double (above 1.8e308).`,
          cure: 'Choose a smaller argument.'
        }
      ]
    }
    if (found === undefined) return []
    const felt = into[k]!.some((use) => breaks(own, swept, use) && active[uses[use]!.from]!)
    if (found.code === 'not-differentiable' && !felt) return []
    const { code, sentence } = found
    const concerns = code === 'not-differentiable' ? 'derivative' : 'value'
    return [
      {
        ...{ code, concerns, node, place },
        sentence: `At ${label(k)}: ${sentence}${concerns === 'derivative' ? ', so there is no derivative here' : ''}.`,
        cure: concerns === 'derivative' ? 'Choose a point beside it; the values there are exact.' : 'Choose a point inside the domain.'
      }
    ]
  })
}
