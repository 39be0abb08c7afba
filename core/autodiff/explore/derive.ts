import { LabError } from '../../errors.ts'
import { placeIn } from '../../expression/trouble.ts'
import { isLeaf } from '../graph.ts'
import { operation } from '../operations/index.ts'
import { operatorCount } from '../symbolic/count.ts'
import { absolutePaths, roundingBound } from './agreement.ts'
import { complexStep } from './complex-step.ts'
import { total } from './costs.ts'
import { differenceTable } from './differences.ts'
import { groupNodes } from './groups.ts'
import { flopLedger, treeTotal } from './ledger.ts'
import { orderTable, taylorFirst } from './orders.ts'
import { exploreAt, tangentsBy, valueOf, type Explored } from './point.ts'
import { inputNamed, type Point } from './read.ts'
import type { Derivation, DifferenceReport, EdgeReport, ModeReport, NodeReport, Note, SymbolicReport, Value } from './report.ts'
import { hessianOf, hessianVector } from './second.ts'
import { nodeId, operationOf, partialExpression, shareForward, shareReverse, typedOperation, writeSweeps } from './steps.ts'
import type { Subject } from './subject.ts'
import { formulaDerivative, formulaValue, LONGEST_FORMULA, spoken, type Formula } from './symbolic.ts'
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
export function explore(subject: Subject, { wrt, output = 0, along }: DeriveOptions = {}): Derivation {
  const names = subject.inputs.map(({ name }) => name)
  const input = wrt === undefined ? 0 : inputNamed(names, wrt)
  if (!(output >= 0 && output < subject.outputs.length))
    throw new LabError('no-such-output', `There is no output ${output + 1}.`, `There are ${subject.outputs.length}.`)
  const explored = exploreAt(subject, output, input)
  const { swept, troubles, jacobian } = explored
  const wanted = wrt === undefined ? names.map((_, k) => k) : [input]
  const gradient = jacobian[output]!
  const root = swept.outputs[output]!
  const paths = absolutePaths(swept, output)
  const { formulas, reports: symbolic } = symbolicReports(explored, wanted)
  const modes = modeReports(explored, symbolic)
  const notes = [...troubleNotes(swept, troubles, (k) => explored.labels[k]!.name), ...unusedNotes(explored)]
  if (formulas.flat().includes(undefined))
    notes.push(leftOut('the derivative as a formula', `it would have more than ${LONGEST_FORMULA} operators`))
  const hessian = hessianOf(swept, output, gradient)
  if (hessian === null)
    notes.push(leftOut('the Hessian', `of ${names.length} variables and ${swept.ids.length} nodes; its product with a vector is there`))
  const direction = names.map((_, k) => along?.[k] ?? 1)
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
    nodes: nodeReports(explored),
    edges: edgeReports(explored),
    value: explored.values[root]!,
    derivatives: byName(subject, gradient),
    modes,
    agreement: agreementOf(modes, names, paths),
    sweeps: writeSweeps(explored),
    flops: flopLedger(explored, wanted, formulas),
    operators: {
      written: treeTotal(
        subject.graph,
        subject.outputs.map(({ id }) => id)
      ),
      graph: total(explored.charges.evaluation)
    },
    symbolic,
    orders: orderTable(swept, output, input, names.length > 0 && gradient[input] !== null),
    differences:
      names.length === 0
        ? noDifferences()
        : differenceTable(swept, output, input, gradient[input]!, gradient[input] === null ? null : valueOf(2 ** -52 * paths[input]!)),
    jacobian,
    hessian,
    hessianVector: names.length === 0 ? null : { along: direction, product: hessianVector(swept, output, direction, gradient, hessian) },
    notes,
    groups: groupNodes(swept)
  }
}

function byName({ inputs }: Subject, values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(inputs.map(({ name }, k) => [name, values[k]!]))
}

function leftOut(what: string, why: string): Note {
  return {
    ...{ code: 'left-out', concerns: 'report', node: null, place: null },
    sentence: `Left out: ${what}; ${why}.`,
    cure: 'Explore a smaller part of the expression.'
  }
}

function symbolicReports(
  { swept, jacobian }: Explored,
  wanted: readonly number[]
): { formulas: (Formula | undefined)[][]; reports: SymbolicReport[] } {
  const { subject } = swept
  const values = subject.inputs.map(({ value }) => value)
  const formulas = subject.outputs.map(({ id }) => wanted.map((input) => formulaDerivative(subject.graph, id, input)))
  const reports = formulas.flatMap((row, output) =>
    row.flatMap((formula, k): SymbolicReport[] => {
      if (formula === undefined) return []
      const { by, reason, expression, unsimplified } = formula
      const input = wanted[k]!
      const value = jacobian[output]![input] === null ? null : valueOf(formulaValue(subject.graph, expression, values))
      return [{ output, input, by, reason, ...spoken(expression, subject), value, operators: operatorCount(expression), unsimplified }]
    })
  )
  return { formulas, reports }
}

/** A power of two, so that dividing by it rounds nothing. */
const TINY = 2 ** -66
/** Inputs times nodes up to which every mode takes its sweep for every input. */
const MOST_SWEPT = 300_000

/** The derivatives of the chosen output by every mode. */
function modeReports({ swept, troubles, jacobian, output, wrt, tangents }: Explored, symbolic: readonly SymbolicReport[]): ModeReport[] {
  const { subject, outputs } = swept
  const gradient = jacobian[output]!
  const affordable = subject.inputs.length * swept.ids.length <= MOST_SWEPT
  const mode = (name: ModeReport['mode'], of: (input: number) => Value, reason: string | null = null): ModeReport => ({
    mode: name,
    derivatives: byName(
      subject,
      gradient.map((value, input) => (value === null || !(affordable || input === wrt) ? null : of(input)))
    ),
    reason: affordable
      ? reason
      : `by ${subject.inputs[wrt]!.name} only: a sweep for each of ${subject.inputs.length} inputs would take long`
  })
  const formula = (input: number): Value => symbolic.find((each) => each.output === output && each.input === input)?.value ?? null
  const missing = gradient.some((value, input) => value !== null && formula(input) === null)
  return [
    mode('forward', (input) => (input === wrt ? tangents : tangentsBy(swept, troubles, input))[outputs[output]!]!),
    { mode: 'reverse', derivatives: byName(subject, gradient), reason: null },
    mode('taylor', (input) => taylorFirst(swept, output, input)),
    mode('symbolic', formula, missing ? 'the formula is too long, undefined here, or was not asked for' : null),
    mode('complex', (input) => valueOf(complexStep(swept, output, input, TINY)))
  ]
}

/** How far forward and Taylor mode are from reverse mode, for the input where it is most against its bound. */
function agreementOf(modes: readonly ModeReport[], names: readonly string[], paths: Float64Array): Derivation['agreement'] {
  const of = (mode: ModeReport['mode'], name: string): Value => modes.find((each) => each.mode === mode)!.derivatives[name]!
  let worst: Derivation['agreement'] = { difference: null, bound: null, agree: true }
  names.forEach((name, k) => {
    const reverse = of('reverse', name)
    if (reverse === null) return
    const others = [of('forward', name), of('taylor', name)].filter((other) => other !== null)
    if (others.length === 0) return
    const difference = Math.max(...others.map((other) => Math.abs(other - reverse)))
    const bound = roundingBound(paths[k]!)
    const ratio = difference === 0 ? 0 : difference / bound
    const before = worst.difference === null || worst.difference === 0 ? 0 : worst.difference / worst.bound!
    if (worst.difference === null || ratio > before) worst = { difference, bound, agree: difference <= bound }
  })
  return worst
}

function noDifferences(): DifferenceReport {
  return {
    ...{ rows: [], reference: null, automaticError: null, slopes: { forward: null, central: null } },
    best: { forward: null, central: null }
  }
}

function headline({ inputs, outputs, symbol = 'f' }: Subject): string {
  const args =
    inputs.length > 6 ? [...inputs.slice(0, 2).map(({ latex }) => latex), '\\dots', inputs.at(-1)!.latex] : inputs.map(({ latex }) => latex)
  const of = args.length === 0 ? '' : `(${args.join(', ')})`
  return outputs.map(({ latex }, k) => `${symbol}${outputs.length === 1 ? '' : `_{${k + 1}}`}${of} = ${latex}`).join(',\\quad ')
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
  for (const { node, cost } of explored.charges.evaluation) costs.value[node]! += cost
  for (const { node, cost } of explored.charges.forward) costs.tangent[node]! += cost
  for (const { node, cost } of explored.charges.reverse) costs.adjoint[node]! += cost
  return ids.map((id, k): NodeReport => {
    const node = subject.graph.node(id)
    const { name, latex, adjoint } = labels[k]!
    const span = subject.spans.get(id)
    return {
      ...{ id: nodeId(k), name, latex },
      op: !isLeaf(node) ? node.op : k < inputs.length ? 'input' : 'constant',
      kind: !isLeaf(node) ? operation(node.op).kind : k < inputs.length ? 'input' : 'constant',
      operation: operationOf(explored, k),
      typed: typedOperation(explored, k),
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
