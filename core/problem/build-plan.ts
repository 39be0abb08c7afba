import { add, call, div, mul, sub } from '../autodiff/fold.ts'
import { Graph, isLeaf, type Id } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { closure } from '../engine/channels.ts'
import type { Block, Group, Network, Plan, Tap } from '../engine/plan.ts'
import type { Settings } from '../training/settings.ts'
import { leavesOf } from './calculus.ts'
import { timeAxis } from './classify.ts'
import type { CompiledProblem } from './compile.ts'
import { Hoist } from './hoist.ts'
import { substituteTrial, type TrialForm } from './trial.ts'

/** A Plan with the names of what is in it. */
export interface BuiltPlan {
  plan: Plan
  /** index of each group by its use; `conditions` one per condition, its outputs left, right and the magnitude of their terms */
  groups: { interior: number; dense: number; view: number; tiles: number; conditions: number[]; observations: number[]; asked?: number }
  /** terms of the loss in the order in which the engine gives them, with the weights that the user gives them */
  terms: { name: string; weight: number }[]
  /** scalars beside the problem's parameters, which come first in their order */
  scalars: {
    networkScale: number[]
    equationWeight: number[]
    conditionWeight: Map<number, number>
    observationWeight: number[]
    from: number[]
    to: number[]
  }
}

/**
 * The Plan of a problem with a trial form and a network: R = E[u := T], in the network's own derivatives. The outputs of the
 * view groups are, per unknown: the network's N, the trial solution, the residual. `asked` are further expressions in the unknowns:
 * they become the outputs of a group of their own, and change nothing else but the derivatives that the network carries.
 */
export function buildPlan(
  problem: CompiledProblem,
  form: TrialForm,
  settings: Pick<Settings, 'network' | 'precision'> & { training: Pick<Settings['training'], 'scale'> },
  asked: readonly Id[] = []
): BuiltPlan {
  const { graph: source } = problem
  const scalarNames = problem.parameters.map((parameter) => parameter.name)
  const scalar = (name: string): number => scalarNames.push(name) - 1
  const networkScale = problem.unknowns.map((name) => scalar(`scale of ${name}`))
  const equationWeight = problem.equations.map((_, k) => scalar(`weight of equation ${k + 1}`))
  const conditionWeight = new Map([...form.soft.keys()].map((k) => [k, scalar(`weight of ${problem.conditions[k]!.id}`)]))
  const observationWeight = problem.observations.map(({ name }) => scalar(`weight of ${name}`))
  const from = problem.variables.map(({ name }) => scalar(`from ${name}`))
  const to = problem.variables.map(({ name }) => scalar(`to ${name}`))

  const equationCount = problem.equations.length
  const trials = form.unknowns.map((unknown) => unknown.node)
  const zeroOrder = problem.variables.map(() => 0)
  const networks = form.unknowns.map((_, output) =>
    source.leaf({ op: 'network', tap: problem.calculus.taps.find(0, 'own'), output, order: zeroOrder })
  )
  const conditions = problem.conditions.flatMap(({ left, right }) => [left, right])
  const substituted = substituteTrial(problem, form, [...problem.equations.map((equation) => equation.residual), ...conditions])
  const magnitudes = substituted.slice(equationCount).map((id) => magnitude(source, id))
  const scales = settings.training.scale === 'auto' ? networkScale : undefined
  const scaled = scaleNetwork(source, [...substituted, ...magnitudes, ...trials, ...networks], scales)

  const target = new Graph()
  const hoist = new Hoist(source, target)
  const moved = hoist.roots(scaled)
  const movedAsked = hoist.roots(scaleNetwork(source, substituteTrial(problem, form, asked), scales))
  const residuals = moved.slice(0, equationCount)
  const sides = moved.slice(equationCount, equationCount + conditions.length)
  const sums = moved.slice(equationCount + conditions.length, equationCount + 2 * conditions.length)
  const [movedTrials, movedNetworks] = [moved.slice(-2 * trials.length, -trials.length), moved.slice(-trials.length)]

  const network = makeNetwork(problem, target, settings, form.periodic, from, to)
  const used = problem.calculus.taps.list
  const taps = used.map((tap, index): Tap => {
    const orders = leavesOf(target, [...moved, ...movedAsked], 'network').flatMap(({ leaf }) => (leaf.tap === index ? [leaf.order] : []))
    const at = tap.at === 'own' ? tap.at : rewrite(source, tap.at, target, () => undefined)
    return {
      network: 0,
      at,
      shared: at !== 'own' && leavesOf(target, at, 'coordinate').length === 0,
      channels: closure(orders, zeroOrder.length).map((order) => ({ order }))
    }
  })

  const group = (name: string, role: Group['role'], terms: Group['terms'], outputs: Group['outputs']): Group => {
    const roots = [...terms.map((term) => term.residual), ...outputs.map((output) => output.node)]
    const columns = leavesOf(target, roots, 'column').map(({ leaf }) => leaf.column)
    const tapIds = [...new Set(leavesOf(target, roots, 'network').map(({ leaf }) => leaf.tap))].sort((a, b) => a - b)
    return { name, role, taps: tapIds, columns, terms, outputs }
  }
  const terms = residuals.map((residual, k) => ({ name: `equation ${k + 1}`, residual, weight: equationWeight[k]! }))
  const trialOutputs = movedTrials.map((node, k) => ({ name: form.unknowns[k]!.name, node }))
  const viewOutputs = [
    ...movedNetworks.map((node, k) => ({ name: `N ${k}`, node })),
    ...trialOutputs,
    ...residuals.map((node, k) => ({ name: `residual ${k}`, node }))
  ]
  const groups = [
    group('interior', 'train', terms, [...trialOutputs, ...residuals.map((node, k) => ({ name: `residual ${k}`, node }))]),
    group('dense', 'check', [], trialOutputs),
    group('view', 'view', [], viewOutputs),
    group(
      'tiles',
      'view',
      [],
      movedNetworks.map((node, k) => ({ name: `N ${k}`, node }))
    ),
    ...problem.conditions.map(({ id }, k) => {
      const [left, right] = [sides[2 * k]!, sides[2 * k + 1]!]
      const outputs = [
        { name: 'left', node: left },
        { name: 'right', node: right },
        { name: 'magnitude', node: add(target, sums[2 * k]!, sums[2 * k + 1]!) }
      ]
      const weight = conditionWeight.get(k)
      if (weight === undefined) return group(id, 'check', [], outputs)
      return group(id, 'train', [{ name: id, residual: sub(target, left, right), weight }], outputs)
    })
  ]
  const observed = problem.observations.map(({ name, unknown }, k) => {
    const column = hoist.columns.push({ name, from: { data: name } }) - 1
    const residual = sub(target, movedTrials[unknown]!, target.leaf({ op: 'column', column }))
    return group(name, 'train', [{ name, residual, weight: observationWeight[k]! }], [])
  })
  const first = groups.push(...observed) - observed.length
  const askedOutputs = movedAsked.map((node, k) => ({ name: `asked ${k}`, node }))
  const askedGroup = askedOutputs.length === 0 ? undefined : groups.push(group('asked', 'view', [], askedOutputs)) - 1
  const trainables = problem.trainables.map(({ name, min, max }, k) => ({
    name,
    offset: network.blocks.reduce((sum, block) => sum + block.rows * block.columns, 0) + k,
    transform: min === undefined ? ('none' as const) : max === undefined ? ('positive' as const) : ('bounded' as const),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max })
  }))
  const time = timeAxis(problem)
  const weights = termWeights(problem)
  const plan: Plan = {
    version: 1,
    coordinates: problem.variables.map(({ name, role }, axis) => ({
      name,
      role: role === 'parameter' ? role : axis === time ? 'time' : 'space'
    })),
    nodes: target.nodes,
    scalars: scalarNames,
    trainables,
    blocks: network.blocks,
    networks: [network.network],
    taps,
    columns: hoist.columns,
    groups,
    integrals: [],
    precision: settings.precision
  }
  return {
    plan,
    groups: {
      interior: 0,
      dense: 1,
      view: 2,
      tiles: 3,
      conditions: problem.conditions.map((_, k) => 4 + k),
      observations: problem.observations.map((_, k) => first + k),
      ...(askedGroup === undefined ? {} : { asked: askedGroup })
    },
    terms: [
      ...problem.equations.map((_, k) => ({ name: `equation ${k + 1}`, weight: weights.equation })),
      ...problem.conditions.flatMap(({ id }, k) => (form.soft.has(k) ? [{ name: id, weight: weights.conditions[k]! }] : [])),
      ...problem.observations.map(({ name, weight }) => ({ name, weight }))
    ],
    scalars: { networkScale, equationWeight, conditionWeight, observationWeight, from, to }
  }
}

/** The user's weights: `weights:` by name, a condition's own `weight:`, else 1. */
export function termWeights({ document, conditions }: Pick<CompiledProblem, 'document' | 'conditions'>): {
  equation: number
  conditions: number[]
} {
  const named = typeof document.weights === 'object' ? document.weights : {}
  return { equation: named.equation ?? 1, conditions: conditions.map(({ id, weight }) => named[id] ?? weight) }
}

/**
 * One network for all unknowns, an output each. Inputs are raw, or mapped to [-1, 1] by run-time interval ends; along a
 * periodic variable the network reads the cosine and sine of one period, so that everything it computes repeats.
 */
function makeNetwork(
  problem: CompiledProblem,
  graph: Graph,
  settings: Pick<Settings, 'network'>,
  periodic: readonly boolean[],
  from: number[],
  to: number[]
): { network: Network; blocks: Block[] } {
  const { hidden, activation, inputs, w0 } = settings.network
  const embedding = problem.variables.flatMap((_, axis) => {
    const x = graph.coordinate(axis)
    if (inputs === 'raw' && !periodic[axis]) return [x]
    const a = graph.leaf({ op: 'scalar', scalar: from[axis]! })
    const b = graph.leaf({ op: 'scalar', scalar: to[axis]! })
    if (periodic[axis]) {
      const phase = mul(graph, graph.constant(2 * Math.PI), div(graph, sub(graph, x, a), sub(graph, b, a)))
      return [graph.apply('cos', phase), graph.apply('sin', phase)]
    }
    return [div(graph, sub(graph, mul(graph, graph.constant(2), x), add(graph, a, b)), sub(graph, b, a))]
  })
  const layers = hidden.map((width, l) => ({
    width,
    activation: Array.isArray(activation) ? (activation[l] ?? activation.at(-1)!) : activation
  }))
  let offset = 0
  const widths = [...hidden, problem.unknowns.length]
  const blocks = widths.map((rows, l): Block => {
    const block = {
      name: l < hidden.length ? `hidden ${l + 1}` : 'output',
      offset,
      rows,
      columns: 1 + (l === 0 ? embedding.length : widths[l - 1]!),
      trainable: true
    }
    offset += rows * block.columns
    return block
  })
  const network = {
    coordinates: problem.variables.map((_, axis) => axis),
    embedding,
    layers,
    outputs: problem.unknowns.length,
    w0,
    blocks: blocks.map((_, k) => k)
  }
  return { network, blocks }
}

/** Multiplies every network leaf by the run's scale, so that the network itself works with numbers of order one. */
function scaleNetwork(graph: Graph, roots: readonly Id[], scales: readonly number[] | undefined): Id[] {
  if (scales === undefined) return [...roots]
  return rewrite(graph, roots, graph, (leaf, id) =>
    leaf.op === 'network' ? mul(graph, graph.leaf({ op: 'scalar', scalar: scales[leaf.output]! }), id) : undefined
  )
}

/** Sum of the absolute values of a node's terms: the size against which round-off is judged. */
function magnitude(graph: Graph, id: Id): Id {
  const node = graph.node(id)
  if (!isLeaf(node)) {
    if (node.op === 'add' || node.op === 'sub') return add(graph, magnitude(graph, node.args[0]!), magnitude(graph, node.args[1]!))
    if (node.op === 'neg') return magnitude(graph, node.args[0]!)
  }
  return call(graph, 'abs', id)
}
