import { add, call, sub } from '../autodiff/fold.ts'
import { Graph, isLeaf, type Id } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { closure } from '../engine/channels.ts'
import type { Group, Plan, Tap, Term } from '../engine/plan.ts'
import type { Settings } from '../training/settings.ts'
import { leavesOf } from './calculus.ts'
import { timeAxis } from './classify.ts'
import type { CompiledProblem } from './compile.ts'
import { isFit } from './fit.ts'
import { Hoist } from './hoist.ts'
import { makeNetworks, supplied, suppliedTaps, supplyOf } from './networks.ts'
import { substituteTrial, type TrialForm } from './trial.ts'

/** A Plan with the names of what is in it. */
export interface BuiltPlan {
  plan: Plan
  /** index of each group by its use; `conditions` one per condition, its outputs left, right and the magnitude of their terms */
  groups: {
    interior: number
    dense: number
    view: number
    tiles: number
    conditions: number[]
    observations: number[]
    asked?: number
    invariants?: number
  }
  /** per network, the names of what it supplies */
  networks: string[]
  /** terms of the loss in the order in which the engine gives them, with the weights that the user gives them */
  terms: { name: string; weight: number }[]
  /** scalars beside the problem's parameters, which come first in their order */
  scalars: {
    /** of the unknowns, then of the unknown functions */
    networkScale: number[]
    equationWeight: number[]
    conditionWeight: Map<number, number>
    observationWeight: number[]
    from: number[]
    to: number[]
    /** per network, the matrix B of its Fourier features by columns */
    frequencies: number[][]
  }
}

/**
 * The Plan of a problem with a trial form and a network: R = E[u := T], in the network's own derivatives. The outputs of the
 * view groups are, per unknown: the network's N, the trial solution, the residual; then the unknown functions. `asked` are further expressions in the unknowns:
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
  const supply = supplyOf(problem, settings.network.separate ?? false)
  const supplies = [...problem.unknowns, ...problem.functions.map(({ name }) => name)]
  const networkScale = supplies.map((name) => scalar(`scale of ${name}`))
  const equationWeight = problem.equations.map((_, k) => scalar(`weight of equation ${k + 1}`))
  const conditionWeight = new Map([...form.soft.keys()].map((k) => [k, scalar(`weight of ${problem.conditions[k]!.id}`)]))
  const observationWeight = problem.observations.map(({ name }) => scalar(`weight of ${name}`))
  const from = problem.variables.map(({ name }) => scalar(`from ${name}`))
  const to = problem.variables.map(({ name }) => scalar(`to ${name}`))

  const equationCount = problem.equations.length
  const trials = form.unknowns.map((unknown) => unknown.node)
  const zeroOrder = problem.variables.map(() => 0)
  const networks = supplies.map((_, k) => {
    const [network, output] = k < trials.length ? [0, k] : [k - trials.length + 1, 0]
    return source.leaf({ op: 'network', tap: problem.calculus.taps.find(network, 'own'), output, order: zeroOrder })
  })
  const functions = form.functions.map(({ node }) => node)
  const conditions = problem.conditions.flatMap(({ left, right }) => [left, right])
  const substituted = substituteTrial(problem, form, [...problem.equations.map((equation) => equation.residual), ...conditions])
  const magnitudes = substituted.slice(equationCount).map((id) => magnitude(source, id))
  const scales = settings.training.scale === 'auto' ? networkScale : undefined
  const kept = problem.invariants.map(({ node }) => node)
  const substitutedAsked = substituteTrial(problem, form, [...asked, ...kept])
  const taps = suppliedTaps(problem, supply)
  const realised = (roots: readonly Id[]): Id[] => supplied(problem, supply, roots, taps, scales)

  const target = new Graph()
  const hoist = new Hoist(source, target)
  const given = problem.observations.map(({ unknown, order }) => problem.calculus.derivative(trials[unknown]!, order ?? zeroOrder))
  const moved = hoist.roots(realised([...substituted, ...magnitudes, ...trials, ...functions, ...networks, ...given]))
  const movedAsked = hoist.roots(realised(substitutedAsked))
  const residuals = moved.slice(0, equationCount)
  const sides = moved.slice(equationCount, equationCount + conditions.length)
  const sums = moved.slice(equationCount + conditions.length, equationCount + 2 * conditions.length)
  const tail = moved.slice(equationCount + 2 * conditions.length)
  const movedTrials = tail.slice(0, trials.length)
  const movedFunctions = tail.slice(trials.length, supplies.length)
  const movedNetworks = tail.slice(supplies.length, 2 * supplies.length)
  const movedGiven = tail.slice(2 * supplies.length)

  const made = makeNetworks(problem, target, settings, supply, form.periodic, { from, to }, scalar)
  const planTaps = taps.list.map((tap, index): Tap => {
    const orders = leavesOf(target, [...moved, ...movedAsked], 'network').flatMap(({ leaf }) => (leaf.tap === index ? [leaf.order] : []))
    const at = tap.at === 'own' ? tap.at : rewrite(source, tap.at, target, () => undefined)
    return {
      network: tap.network,
      at,
      shared: at !== 'own' && leavesOf(target, at, 'coordinate').length === 0,
      channels: closure(orders, zeroOrder.length).map((order) => ({ order }))
    }
  })

  const group = (name: string, role: Group['role'], terms: Group['terms'], outputs: Group['outputs']): Group => {
    const roots = [...terms.map((term) => term.residual), ...outputs.map((output) => output.node)]
    const weights = terms.flatMap(({ pointWeight }) => (pointWeight === undefined ? [] : [pointWeight]))
    const columns = [...leavesOf(target, roots, 'column').map(({ leaf }) => leaf.column), ...weights]
    const tapIds = [...new Set(leavesOf(target, roots, 'network').map(({ leaf }) => leaf.tap))].sort((a, b) => a - b)
    return { name, role, taps: tapIds, columns, terms, outputs }
  }
  const term = (name: string, residual: Id, weight: number, isEquation = false): Term => {
    if (problem.document.weights !== 'self_adaptive' && !(isEquation && problem.pointWeights === true)) return { name, residual, weight }
    return {
      name,
      residual,
      weight,
      pointWeight: hoist.columns.push({ name: `weights of ${name}`, from: { data: `weights of ${name}` } }) - 1
    }
  }
  // without an equation nothing is asked between the data
  const terms = (isFit(problem) ? [] : residuals).map((residual, k) => term(`equation ${k + 1}`, residual, equationWeight[k]!, true))
  const trialOutputs = movedTrials.map((node, k) => ({ name: form.unknowns[k]!.name, node }))
  const functionOutputs = movedFunctions.map((node, k) => ({ name: form.functions[k]!.name, node }))
  const viewOutputs = [
    ...movedNetworks.slice(0, trials.length).map((node, k) => ({ name: `N ${k}`, node })),
    ...trialOutputs,
    ...residuals.map((node, k) => ({ name: `residual ${k}`, node })),
    ...functionOutputs
  ]
  const groups = [
    group('interior', 'train', terms, [...trialOutputs, ...residuals.map((node, k) => ({ name: `residual ${k}`, node }))]),
    group('dense', 'check', [], [...trialOutputs, ...functionOutputs]),
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
      return group(id, 'train', [term(id, sub(target, left, right), weight)], outputs)
    })
  ]
  const observed = problem.observations.map(({ name }, k) => {
    const column = hoist.columns.push({ name, from: { data: name } }) - 1
    const residual = sub(target, movedGiven[k]!, target.leaf({ op: 'column', column }))
    return group(name, 'train', [term(name, residual, observationWeight[k]!)], [])
  })
  const first = groups.push(...observed) - observed.length
  const keptOutputs = problem.invariants.map(({ text }, k) => ({ name: text, node: movedAsked[asked.length + k]! }))
  const invariants = kept.length === 0 ? undefined : groups.push(group('invariants', 'check', [], keptOutputs)) - 1
  // last: pieces of a solution are asked more than the whole, and count the groups before alike
  const askedOutputs = movedAsked.slice(0, asked.length).map((node, k) => ({ name: `asked ${k}`, node }))
  const askedGroup = askedOutputs.length === 0 ? undefined : groups.push(group('asked', 'view', [], askedOutputs)) - 1
  const trainables = problem.trainables.map(({ name, min, max }, k) => ({
    name,
    offset: made.blocks.reduce((sum, block) => sum + block.rows * block.columns, 0) + k,
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
    blocks: made.blocks,
    networks: made.networks,
    taps: planTaps,
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
      ...(askedGroup === undefined ? {} : { asked: askedGroup }),
      ...(invariants === undefined ? {} : { invariants })
    },
    networks: supply.networks.map(({ name }) => name),
    terms: [
      ...terms.map(({ name }) => ({ name, weight: weights.equation })),
      ...problem.conditions.flatMap(({ id }, k) => (form.soft.has(k) ? [{ name: id, weight: weights.conditions[k]! }] : [])),
      ...problem.observations.map(({ name, weight }) => ({ name, weight }))
    ],
    scalars: { networkScale, equationWeight, conditionWeight, observationWeight, from, to, frequencies: made.frequencies }
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

/** Sum of the absolute values of a node's terms: the size against which round-off is judged. */
function magnitude(graph: Graph, id: Id): Id {
  const node = graph.node(id)
  if (!isLeaf(node)) {
    if (node.op === 'add' || node.op === 'sub') return add(graph, magnitude(graph, node.args[0]!), magnitude(graph, node.args[1]!))
    if (node.op === 'neg') return magnitude(graph, node.args[0]!)
  }
  return call(graph, 'abs', id)
}
