import { LabError } from '../../errors.ts'
import { isLeaf } from '../graph.ts'
import { operation } from '../operations/index.ts'
import { placeIn } from '../../expression/trouble.ts'
import { evaluationCharges, forwardCharges, reverseCharges } from './costs.ts'
import { exploreAt, tangentsBy, type Explored } from './point.ts'
import { inputNamed, type Point } from './read.ts'
import type { Derivation, EdgeReport, NodeReport, Note, Value } from './report.ts'
import { nodeId, operationOf, partialExpression, shareForward, shareReverse, writeSweeps } from './steps.ts'
import type { Subject } from './subject.ts'
import { textSubject } from './text-subject.ts'
import { troubleNotes } from './trouble.ts'
import { writeLatex } from './write.ts'

export interface DeriveOptions {
  /** input by which tangents, orders and differences are taken; default the first */
  wrt?: string | undefined
  /** output whose adjoints are shown, from 0 */
  output?: number | undefined
  /** direction for the Hessian-vector product, by input; default all ones */
  along?: readonly number[] | undefined
}

/** The report of typed expressions at a point. @throws LabError with the place of what cannot be read */
export function derive(text: string, point: Point, options: DeriveOptions = {}): Derivation {
  return explore(textSubject(text, point), options)
}

/** The report of any subject. */
export function explore(subject: Subject, { wrt, output = 0 }: DeriveOptions = {}): Derivation {
  const names = subject.inputs.map(({ name }) => name)
  const input = wrt === undefined ? 0 : inputNamed(names, wrt)
  if (!(output >= 0 && output < subject.outputs.length))
    throw new LabError('no-such-output', `There is no output ${output + 1}.`, `There are ${subject.outputs.length}.`)
  const explored = exploreAt(subject, output, input)
  const { swept, troubles, jacobian } = explored
  const nodes = nodeReports(explored)
  const record = (values: readonly Value[]): Record<string, Value> => Object.fromEntries(names.map((name, k) => [name, values[k]!]))
  const root = swept.outputs[output]!
  const forward = subject.inputs.map((_, k) => tangentsBy(swept, troubles, k)[root]!)
  return {
    expression: subject.outputs.map(({ text }) => text).join('; '),
    latex: headline(subject),
    inputs: subject.inputs.map(({ name, latex, value }, k) => ({ name, latex, value, node: nodeId(k) })),
    outputs: subject.outputs.map(({ text, latex }, k) => ({
      ...{ expression: text, latex, node: nodeId(swept.outputs[k]!) },
      ...{ value: explored.values[swept.outputs[k]!]!, gradient: jacobian[k]! }
    })),
    output,
    wrt: input,
    nodes,
    edges: edgeReports(explored),
    value: explored.values[root]!,
    derivatives: record(jacobian[output]!),
    modes: [
      { mode: 'forward', derivatives: record(forward), reason: null },
      { mode: 'reverse', derivatives: record(jacobian[output]!), reason: null }
    ],
    agreement: { difference: null, bound: null, agree: true },
    sweeps: writeSweeps(explored),
    flops: [],
    operators: { written: 0, graph: 0 },
    symbolic: [],
    orders: { rows: [], reason: null },
    differences: {
      ...{ rows: [], reference: null, automaticError: null, slopes: { forward: null, central: null } },
      ...{ best: { forward: null, central: null }, complexReason: null }
    },
    jacobian,
    hessian: null,
    hessianVector: null,
    notes: [...troubleNotes(swept, troubles, (k) => explored.labels[k]!.name), ...unusedNotes(explored)],
    groups: []
  }
}

function headline({ inputs, outputs }: Subject): string {
  const args =
    inputs.length > 6 ? [...inputs.slice(0, 2).map(({ latex }) => latex), '\\dots', inputs.at(-1)!.latex] : inputs.map(({ latex }) => latex)
  const of = args.length === 0 ? '' : `(${args.join(', ')})`
  return outputs.map(({ latex }, k) => `f${outputs.length === 1 ? '' : `_{${k + 1}}`}${of} = ${latex}`).join(',\\quad ')
}

function unusedNotes({ swept }: Explored): Note[] {
  return swept.subject.inputs.flatMap(({ name }, k): Note[] =>
    swept.outOf[k]!.length > 0 || swept.outputs.includes(k)
      ? []
      : [
          {
            ...{ code: 'unused-input', concerns: 'report', node: nodeId(k), place: null },
            sentence: `The expression does not contain ${name}: its derivative by ${name} is 0.`,
            cure: 'Remove it from the point, or check its spelling.'
          }
        ]
  )
}

function nodeReports(explored: Explored): NodeReport[] {
  const { swept, labels, values, tangents, adjoints, contributions } = explored
  const { subject, ids, into, uses, taken } = swept
  const inputs = subject.inputs.map((_, k) => k)
  const costs = { value: ids.map(() => 0), tangent: ids.map(() => 0), adjoint: ids.map(() => 0) }
  for (const { node, cost } of evaluationCharges(swept)) costs.value[node]! += cost
  if (inputs.length > 0) for (const { node, cost } of forwardCharges(swept, explored.wrt)) costs.tangent[node]! += cost
  for (const { node, cost } of reverseCharges(swept, explored.output, inputs)) costs.adjoint[node]! += cost
  return ids.map((id, k): NodeReport => {
    const node = subject.graph.node(id)
    const { name, latex, adjoint } = labels[k]!
    const span = subject.spans.get(id)
    return {
      ...{ id: nodeId(k), name, latex },
      op: !isLeaf(node) ? node.op : k < inputs.length ? 'input' : 'constant',
      kind: !isLeaf(node) ? operation(node.op).kind : k < inputs.length ? 'input' : 'constant',
      operation: operationOf(explored, k),
      parents: [...new Set(into[k]!.map((use) => nodeId(uses[use]!.from)))],
      value: values[k]!,
      tangent: tangents[k]!,
      adjoint: adjoints[k]!,
      adjointLatex: adjoint,
      contributions: contributions[k]!.map((use) => ({ from: nodeId(uses[use]!.to), edge: use, value: shareReverse(explored, use) })),
      taken: taken[k]!,
      flops: { value: costs.value[k]!, tangent: costs.tangent[k]!, adjoint: costs.adjoint[k]! },
      place: span === undefined ? null : placeIn(subject.text, span)
    }
  })
}

function edgeReports(explored: Explored): EdgeReport[] {
  return explored.swept.uses.map(({ from, to, argument, idle }, use) => ({
    ...{ from: nodeId(from), to: nodeId(to), argument, latex: writeLatex(partialExpression(explored, use)) },
    partial: explored.partials[use]!,
    tangent: shareForward(explored, use),
    adjoint: shareReverse(explored, use),
    idle
  }))
}
