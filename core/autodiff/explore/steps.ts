import type { Expression } from '../../expression/ast.ts'
import { apply } from '../../expression/nodes.ts'
import { print } from '../../expression/print.ts'
import { isLeaf } from '../graph.ts'
import type { Charge } from './costs.ts'
import { dotted } from './names.ts'
import { letter, valueOf, type Explored } from './point.ts'
import { STEPS_WRITTEN, type NodeId, type Sweeps, type SweepStep, type Value } from './report.ts'
import { constantExpression, nodeExpression, numberExpression, numberLatex, operationLatex, raw, writeLatex } from './write.ts'

const RULES: Sweeps['rules'] = {
  evaluation: 'x_i = g_i\\left(x_{\\mathrm{Pa}(x_i)}\\right), \\quad i = l+1, \\dots, L',
  forward: '\\dot{x}_i = \\sum_{x_j \\in \\mathrm{Pa}(x_i)} \\frac{\\partial x_i}{\\partial x_j}\\,\\dot{x}_j',
  reverse:
    '\\frac{\\partial f}{\\partial x_i} = \\sum_{x_j : x_i \\in \\mathrm{Pa}(x_j)} \\frac{\\partial f}{\\partial x_j}\\,\\frac{\\partial x_j}{\\partial x_i}'
}

export const nodeId = (k: number): NodeId => `x${k + 1}`

/** The elementary operation of a node on its parents' letters, as LaTeX. */
export function operationOf(explored: Explored, k: number): string {
  const expression = operationExpression(explored, k, (at) => letter(explored, at))
  return expression === undefined ? '' : writeLatex(expression)
}

/** The same as one would type it. */
export function typedOperation(explored: Explored, k: number): string {
  const expression = operationExpression(explored, k, (at) => raw(explored.labels[at]!.name))
  return expression === undefined ? '' : print(expression)
}

function operationExpression(explored: Explored, k: number, of: (k: number) => Expression): Expression | undefined {
  const { subject, ids, position } = explored.swept
  const node = subject.graph.node(ids[k]!)
  if (isLeaf(node)) return node.op === 'constant' ? constantExpression(node.value) : undefined
  return apply(
    node.op,
    node.args.map((arg) => argument(explored, arg, (at) => of(position.get(at)!)))
  )
}

function argument({ swept }: Explored, id: number, of: (id: number) => Expression): Expression {
  const constant = swept.subject.graph.constantValue(id)
  return constant === undefined || swept.position.has(id) ? of(id) : constantExpression(constant)
}

/** The local derivative of a use as a formula in stored values. */
export function partialExpression(explored: Explored, use: number): Expression {
  const { subject, uses, images, position } = explored.swept
  const { partial, to, argument: place, idle } = uses[use]!
  const { op } = subject.graph.node(images[to]!)
  if (op === 'if' && place > 0) return constantExpression(idle ? 0 : 1)
  const byImage = explored.byImage
  return nodeExpression(subject.graph, partial, (id) => {
    const at = byImage.get(id) ?? position.get(id)
    return at === undefined ? undefined : letter(explored, at)
  })
}

/** The three sweeps as lists of steps. */
export function writeSweeps(explored: Explored): Sweeps {
  const { swept, output } = explored
  const written = swept.ids.length <= STEPS_WRITTEN
  const pays = (charges: readonly Charge[]): number[] => {
    const costs = swept.ids.map(() => 0)
    for (const { node, cost } of charges) costs[node]! += cost
    return costs
  }
  const { charges } = explored
  const costs = { evaluation: pays(charges.evaluation), forward: pays(charges.forward), reverse: pays(charges.reverse) }
  const live = swept.ids.map((_, k) => k)
  const reversed = live.filter((k) => k === swept.outputs[output] || reachesBack(explored, k)).toReversed()
  return {
    rules: RULES,
    evaluation: live.map((k) => ({ ...evaluationStep(explored, k, written), cost: costs.evaluation[k]! })),
    forward: live.filter((k) => swept.taken[k]).map((k) => ({ ...forwardStep(explored, k, written), cost: costs.forward[k]! })),
    reverse: reversed.map((k) => ({ ...reverseStep(explored, k, written), cost: costs.reverse[k]! }))
  }
}

/** Whether the reverse sweep visits a node: something flows into it, or it is an input. */
function reachesBack({ swept, contributions }: Explored, k: number): boolean {
  return k < swept.subject.inputs.length || (swept.varies[k]! && contributions[k]!.length > 0)
}

type Step = Omit<SweepStep, 'cost'>
const empty = { rule: '', numbers: '', sentence: '' }

function evaluationStep(explored: Explored, k: number, written: boolean): Step {
  const { swept, values, labels } = explored
  const base = { node: nodeId(k), edges: swept.into[k]!, value: values[k]! }
  if (!written) return { ...base, ...empty }
  const { graph } = swept.subject
  const node = graph.node(swept.ids[k]!)
  const name = labels[k]!.latex
  if (isLeaf(node)) {
    const number = numberLatex(values[k]!)
    return { ...base, rule: `x_{${k + 1}} = ${name}`, numbers: `${name} = ${number}`, sentence: `The input $${name}$ is given.` }
  }
  const filled = operationLatex(
    node.op,
    node.args.map((arg) => argument(explored, arg, (at) => numberExpression(values[swept.position.get(at)!]!)))
  )
  const own = operationOf(explored, k)
  return {
    ...base,
    rule: `${name} = ${own}`,
    numbers: `${name} = ${filled} = ${numberLatex(values[k]!)}`,
    sentence: `$x_{${k + 1}}$, called $${name}$, is one elementary operation: $${own}$.`
  }
}

/** a p + b q, as terms; a unit partial keeps its "1" so that each use is seen. */
const product = (a: Expression, b: Expression): Expression => apply('mul', [a, b])
const chain = (parts: readonly string[]): string => parts.filter((part, k) => part !== parts[k - 1]).join(' = ')

/** The terms with plus signs; of many only the first ones and the last. */
function sumOf(terms: readonly Expression[]): Expression {
  const shown = terms.length > 7 ? [...terms.slice(0, 4), raw('\\cdots'), terms.at(-1)!] : terms
  return shown.reduce((a, b) => apply('add', [a, b]))
}

function forwardStep(explored: Explored, k: number, written: boolean): Step {
  const { swept, tangents, labels, partials } = explored
  const { uses, subject } = swept
  const flowing = swept.into[k]!.filter((use) => !uses[use]!.idle && swept.varies[uses[use]!.from]!)
  const base = { node: nodeId(k), edges: flowing, value: tangents[k]! }
  if (!written) return { ...base, ...empty }
  const name = labels[k]!.latex
  const dot = (at: number): string => dotted(labels[at]!.latex)
  if (k < subject.inputs.length) {
    const seed = k === explored.wrt ? 1 : 0
    const sentence = seed === 1 ? `The sweep starts with $\\dot{${name}} = 1$: derivatives are by $${name}$.` : `$${name}$ is held fixed.`
    return { ...base, rule: `${dot(k)} = ${seed}`, numbers: `${dot(k)} = ${seed}`, sentence }
  }
  if (flowing.length === 0) {
    return {
      ...base,
      rule: `${dot(k)} = 0`,
      numbers: `${dot(k)} = 0`,
      sentence: `$${name}$ does not change with $${subject.inputs[explored.wrt]?.latex ?? ''}$.`
    }
  }
  const rule = sumOf(flowing.map((use) => product(partialExpression(explored, use), raw(dot(uses[use]!.from)))))
  const filled = sumOf(flowing.map((use) => product(numberExpression(partials[use]!), numberExpression(tangents[uses[use]!.from]!))))
  const several = flowing.length > 1 ? [sumOf(flowing.map((use) => numberExpression(shareForward(explored, use))))] : []
  return {
    ...base,
    rule: `${dot(k)} = ${writeLatex(rule)}`,
    numbers: `${dot(k)} = ${chain([writeLatex(filled), ...several.map(writeLatex), numberLatex(tangents[k]!)])}`,
    sentence: `$${name} = ${operationOf(explored, k)}$ changes ${flowing.length === 1 ? 'with its argument' : 'with each of its arguments, and the changes add'}.`
  }
}

export function shareForward({ swept, partials, tangents, shares }: Explored, use: number): Value {
  return share(swept.uses[use]!.idle, partials[use]!, tangents[swept.uses[use]!.from]!, shares.forward[use]!)
}

export function shareReverse({ swept, partials, adjoints, shares }: Explored, use: number): Value {
  return share(swept.uses[use]!.idle, partials[use]!, adjoints[swept.uses[use]!.to]!, shares.reverse[use]!)
}

function share(idle: boolean, partial: Value, flow: Value, product: number): Value {
  if (idle) return 0
  return partial === null || flow === null ? null : valueOf(product)
}

function reverseStep(explored: Explored, k: number, written: boolean): Step {
  const { swept, adjoints, labels, partials, contributions } = explored
  const { uses } = swept
  const flowing = contributions[k]!
  const base = { node: nodeId(k), edges: flowing, value: adjoints[k]! }
  if (!written) return { ...base, ...empty }
  const { latex: name, adjoint } = labels[k]!
  if (k === swept.outputs[explored.output]! && flowing.length === 0) {
    const { symbol = 'f' } = swept.subject
    const seed = `\\frac{\\partial ${symbol}}{\\partial ${name}} = 1`
    return {
      ...base,
      rule: `${adjoint} = ${seed}`,
      numbers: `${adjoint} = 1`,
      sentence: symbol === name ? `The sweep starts at the output $${name}$.` : `The sweep starts at the output $${symbol} = ${name}$.`
    }
  }
  if (flowing.length === 0) {
    return { ...base, rule: `${adjoint} = 0`, numbers: `${adjoint} = 0`, sentence: `The output does not depend on $${name}$.` }
  }
  const rule = sumOf(flowing.map((use) => product(raw(labels[uses[use]!.to]!.adjoint), partialExpression(explored, use))))
  const filled = sumOf(flowing.map((use) => product(numberExpression(adjoints[uses[use]!.to]!), numberExpression(partials[use]!))))
  const several = flowing.length > 1 ? [sumOf(flowing.map((use) => numberExpression(shareReverse(explored, use))))] : []
  return {
    ...base,
    rule: `${adjoint} = ${chain([writeLatex(inDerivatives(explored, k)), writeLatex(rule)])}`,
    numbers: `${adjoint} = ${chain([writeLatex(filled), ...several.map(writeLatex), numberLatex(adjoints[k]!)])}`,
    sentence: [reverseSentence(explored, k, flowing), labels[k]!.about].filter((part) => part !== '').join(' ')
  }
}

/** The same sum with derivatives written out, as on the board. */
function inDerivatives({ swept, labels, contributions }: Explored, k: number): Expression {
  const d = (above: string, below: string): Expression => raw(`\\frac{\\partial ${above}}{\\partial ${below}}`)
  return sumOf(
    contributions[k]!.map((use) => {
      const child = labels[swept.uses[use]!.to]!.latex
      return product(d(swept.subject.symbol ?? 'f', child), d(child, labels[k]!.latex))
    })
  )
}

const TIMES = ['', 'once', 'twice', 'three times', 'four times', 'five times']

function reverseSentence(explored: Explored, k: number, flowing: readonly number[]): string {
  const { swept, labels } = explored
  const children = [...new Set(flowing.map((use) => swept.uses[use]!.to))]
  const written = children.slice(0, 4).map((child) => `$${labels[child]!.latex} = ${operationOf(explored, child)}$`)
  const more = children.length > 4 ? `, and ${children.length - 4} more` : ''
  const name = `$${labels[k]!.latex}$`
  const where = written.length === 1 ? `in ${written[0]!}` : `in ${written.slice(0, -1).join(', in ')} and in ${written.at(-1)!}${more}`
  if (flowing.length === 1) return `${name} is used once, ${where}: its adjoint is that of the child times the local derivative.`
  const times = TIMES[flowing.length] ?? `${flowing.length} times`
  return `${name} is used ${times}, ${where}. Each use sends back its share, and the shares add.`
}
