import { add, div, mul, sub } from '../autodiff/fold.ts'
import type { Graph, Id } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import type { Block, Network } from '../engine/plan.ts'
import type { Settings } from '../training/settings.ts'
import { Taps } from './calculus.ts'
import type { CompiledProblem } from './compile.ts'

/**
 * The functions that networks supply: N of every unknown, then N of every unknown function. A problem's graph knows one network for all
 * unknowns, number 0 with an output each, and one per unknown function; how many networks that really are is the Plan's.
 */
export interface Supply {
  networks: { name: string; axes: readonly number[]; outputs: number }[]
  /** per function: which network, and which of its outputs */
  from: { network: number; output: number }[]
}

type Named = Pick<CompiledProblem, 'unknowns' | 'functions' | 'variables'>

/** One network for all unknowns or one for each, and one for each unknown function, which reads the variables that it depends on. */
export function supplyOf({ unknowns, functions, variables }: Named, separate: boolean): Supply {
  const axes = variables.map((_, axis) => axis)
  const several = separate
    ? unknowns.map((name) => ({ name, axes, outputs: 1 }))
    : [{ name: unknowns.join(', '), axes, outputs: unknowns.length }]
  return {
    networks: [...several, ...functions.map(({ name, axes: own }) => ({ name, axes: own, outputs: 1 }))],
    from: [
      ...unknowns.map((_, k) => (separate ? { network: k, output: 0 } : { network: 0, output: k })),
      ...functions.map((_, k) => ({ network: several.length + k, output: 0 }))
    ]
  }
}

/** Number of the function, unknowns first, that an output of a network of the problem's graph supplies. */
export function suppliedBy({ unknowns }: Pick<CompiledProblem, 'unknowns'>, network: number, output: number): number {
  return network === 0 ? output : unknowns.length + network - 1
}

/**
 * The roots with every network of the problem's graph replaced by the one that supplies it, times the run's scale of that function, so that
 * the network itself works with numbers of order one.
 * @param scales scalars, one per function; none: not scaled
 */
export function supplied(
  problem: CompiledProblem,
  supply: Supply,
  roots: readonly Id[],
  taps: Taps,
  scales: readonly number[] | undefined
): Id[] {
  const { graph, calculus } = problem
  return rewrite(graph, roots, graph, (leaf) => {
    if (leaf.op !== 'network') return undefined
    const { network, at } = calculus.taps.list[leaf.tap]!
    const which = suppliedBy(problem, network, leaf.output)
    const from = supply.from[which]!
    const id = graph.leaf({ ...leaf, tap: taps.find(from.network, at), output: from.output })
    return scales === undefined ? id : mul(graph, graph.leaf({ op: 'scalar', scalar: scales[which]! }), id)
  })
}

/** Where the networks of a Plan are read: wherever those of the problem's graph are, in their order. */
export function suppliedTaps(problem: CompiledProblem, supply: Supply): Taps {
  const taps = new Taps()
  for (const { network, at } of problem.calculus.taps.list)
    supply.from.forEach((from, which) => {
      if ((which < problem.unknowns.length ? 0 : which - problem.unknowns.length + 1) === network) taps.find(from.network, at)
    })
  return taps
}

/** Run-time scalars that networks read: the ends of the variables' intervals, and per network the frequencies of its Fourier features. */
export interface NetworkScalars {
  from: readonly number[]
  to: readonly number[]
  frequencies: number[][]
}

/**
 * The networks of a Plan with their blocks of parameters. Inputs are raw, or mapped to [-1, 1] by run-time interval ends; along a
 * periodic variable a network reads the cosine and sine of one period, so that everything it computes repeats. With Fourier features the first
 * layer reads cos and sin of 2 pi B v instead, v being those inputs and B a matrix of run-time frequencies (Tancik et al., NeurIPS 2020, eq. 5).
 * @param scalar makes a run-time scalar of a name
 */
export function makeNetworks(
  problem: CompiledProblem,
  graph: Graph,
  { network: settings }: Pick<Settings, 'network'>,
  supply: Supply,
  periodic: readonly boolean[],
  ends: { from: readonly number[]; to: readonly number[] },
  scalar: (name: string) => number
): { networks: Network[]; blocks: Block[]; frequencies: number[][] } {
  const { hidden, activation, inputs, w0, features, skip } = settings
  const scalarNode = (index: number): Id => graph.leaf({ op: 'scalar', scalar: index })
  const plainInputs = (axis: number): Id[] => {
    const x = graph.coordinate(axis)
    if (inputs === 'raw' && !periodic[axis]) return [x]
    const [a, b] = [scalarNode(ends.from[axis]!), scalarNode(ends.to[axis]!)]
    if (periodic[axis]) {
      const phase = mul(graph, graph.constant(2 * Math.PI), div(graph, sub(graph, x, a), sub(graph, b, a)))
      return [graph.apply('cos', phase), graph.apply('sin', phase)]
    }
    return [div(graph, sub(graph, mul(graph, graph.constant(2), x), add(graph, a, b)), sub(graph, b, a))]
  }
  const layers = hidden.map((width, l) => ({
    width,
    activation: Array.isArray(activation) ? (activation[l] ?? activation.at(-1)!) : activation,
    ...(skip === true && l > 0 && hidden[l - 1] === width ? { skipFrom: l - 1 } : {})
  }))
  const blocks: Block[] = []
  const frequencies: number[][] = []
  const networks = supply.networks.map(({ name, axes, outputs }): Network => {
    const plain = axes.flatMap(plainInputs)
    const called = supply.networks.length === 1 ? '' : `${name} `
    const drawn =
      features === undefined ? [] : plain.flatMap((_, k) => Array.from({ length: features.fourier.count }, (__, j) => [j, k] as const))
    const own = drawn.map(([j, k]) => scalar(`frequency ${j + 1} of ${called}input ${k + 1}`))
    frequencies.push(own)
    const count = features?.fourier.count ?? 0
    const phases = Array.from({ length: count }, (_, j) => {
      const sum = plain.reduce<Id>((total, v, k) => add(graph, total, mul(graph, scalarNode(own[k * count + j]!), v)), graph.constant(0))
      return mul(graph, graph.constant(2 * Math.PI), sum)
    })
    const embedding =
      features === undefined
        ? plain
        : [...phases.map((phase) => graph.apply('cos', phase)), ...phases.map((phase) => graph.apply('sin', phase))]
    const widths = [...hidden, outputs]
    const first = blocks.length
    widths.forEach((rows, l) => {
      const before = blocks.at(-1)
      blocks.push({
        name: called + (l < hidden.length ? `hidden ${l + 1}` : 'output'),
        offset: before === undefined ? 0 : before.offset + before.rows * before.columns,
        rows,
        columns: 1 + (l === 0 ? embedding.length : widths[l - 1]!),
        trainable: true
      })
    })
    return { coordinates: axes, embedding, layers, outputs, w0, blocks: widths.map((_, l) => first + l) }
  })
  return { networks, blocks, frequencies }
}
