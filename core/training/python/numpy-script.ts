import type { Graph, Id, Leaf, Order } from '../../autodiff/graph.ts'
import { sameOrder } from '../../engine/channels.ts'
import { graphOf } from '../../engine/group-runner.ts'
import { transformed } from '../../engine/transform.ts'
import { LabError } from '../../errors.ts'
import type { BoundProblem } from '../../problem/bound.ts'
import { leavesOf } from '../../problem/calculus.ts'
import { bindExperiment } from '../../problem/prepare.ts'
import { trialForm } from '../../problem/trial.ts'
import type { Experiment } from '../experiment.ts'
import { docText, pythonCode, pythonNumber, PythonNames } from './code.ts'
import { networkFunctions, unpacked, type NetworkNames } from './numpy-network.ts'

const RESERVED =
  'np math sys W erf sigmoid softplus points rows affine network solution exact n a w z k each shape values grid columns names'.split(' ')

/**
 * A Python script that needs NumPy alone and computes the trained solution from the weights: the network with its embedding, the derivatives that the trial
 * solution reads, and the trial solution. Run as it is it prints a table as CSV; imported it offers `solution`.
 * Throws a LabError where the problem has what a script cannot say yet.
 */
export function numpyScript(
  experiment: Pick<Experiment, 'name' | 'yaml' | 'parameters' | 'settings' | 'files'>,
  parameters: Float64Array,
  about: { run: string; iteration: number }
): string {
  const bound = bindExperiment(experiment)
  const { problem, built, bindings } = bound
  const { plan } = built
  const graph = graphOf(plan)
  const outputs = plan.groups[built.groups.dense]!.outputs.map((output) => output.node)
  const names = new PythonNames(RESERVED)
  const coordinates = problem.variables.map(({ name }) => names.of(name))
  const unknowns = suppliedNames(bound).map((name) => names.of(name))
  const several = plan.networks.length > 1
  const networks = built.networks.map((name) =>
    several ? { call: names.of(`network ${name}`), weights: names.of(`W ${name}`) } : { call: 'network', weights: 'W' }
  )
  const columns = leavesOf(graph, outputs, 'column').map(({ leaf }) => leaf.column)
  const networkLeaves = leavesOf(graph, outputs, 'network').map(({ leaf }) => leaf)
  const taps = [...new Set(networkLeaves.map(({ tap }) => tap))].sort((a, b) => a - b)
  const used: Leaf[] = []
  const leafText = (leaf: Leaf): string => {
    if (leaf.op === 'coordinate') return coordinates[leaf.axis]!
    if (leaf.op === 'scalar' || leaf.op === 'trainable') {
      if (!used.some((other) => sameLeaf(other, leaf))) used.push(leaf)
      return names.of(leaf.op === 'scalar' ? plan.scalars[leaf.scalar]! : plan.trainables[leaf.trainable]!.name)
    }
    throw new LabError('not-built', `A Python script cannot be written with ${leaf.op}s yet`, 'Export its numbers: --data json.')
  }
  const network = networkFunctions(
    plan,
    graph,
    networkLeaves.map(({ order }) => order),
    parameters,
    { coordinates, leaf: leafText, networks }
  )
  const { channels } = network
  const solution = solutionFunction({ bound, graph, outputs, columns, taps, channels, networks, coordinates, unknowns, leafText })
  const exact = exactFunction(bound, coordinates, leafText)
  const constants = used.map((leaf) => {
    if (leaf.op === 'scalar') return `${leafText(leaf)} = ${bare(bindings.scalars[leaf.scalar]!)}`
    const { offset, ...kind } = plan.trainables[leaf.op === 'trainable' ? leaf.trainable : 0]!
    return `${leafText(leaf)} = ${bare(transformed(kind, parameters[offset]!).value)}  # found by training`
  })
  const body = [network.source, solution, ...(exact === undefined ? [] : [exact])]
  const functions = Object.entries(FUNCTIONS).flatMap(([name, source]) => (body.some((part) => part.includes(`${name}(`)) ? [source] : []))
  const parts = [
    header(experiment, bound, about),
    ...functions,
    HELPERS,
    ...(constants.length === 0 ? [] : [constants.join('\n')]),
    ...body,
    mainBlock(bound, coordinates, exact !== undefined)
  ]
  return `${parts.join('\n\n\n')}\n`
}

/** Functions that NumPy lacks, or has under no name of its own; a script has those that it calls. */
const FUNCTIONS = {
  erf: 'def erf(x):\n    return np.vectorize(math.erf, otypes=[float])(x)',
  sigmoid: 'def sigmoid(x):\n    return 0.5 * (1.0 + np.tanh(0.5 * x))',
  softplus: 'def softplus(x):\n    return np.logaddexp(0.0, x)'
}

const HELPERS = `def points(*coordinates):
    """Coordinates of points, one array each, all of one length."""
    return [np.ravel(each) for each in np.broadcast_arrays(*[np.asarray(c, dtype=float) for c in coordinates])]


def rows(values, n):
    return np.stack([np.broadcast_to(each, (n,)) for each in values])


def affine(w, a):
    """A layer before its activation: on the value, which comes first, with the bias, and on the derivatives."""
    return [w[:, 1:] @ each + (w[:, :1] if k == 0 else 0.0) for k, each in enumerate(a)]`

interface Parts {
  bound: BoundProblem
  graph: Graph
  outputs: readonly Id[]
  columns: readonly number[]
  taps: readonly number[]
  channels: readonly Order[]
  networks: readonly NetworkNames[]
  coordinates: readonly string[]
  unknowns: readonly string[]
  leafText: (leaf: Leaf) => string
}

/** Names of the unknowns, then of the unknown functions: what `solution` returns. */
function suppliedNames({ problem }: Pick<BoundProblem, 'problem'>): string[] {
  return [...problem.unknowns, ...problem.functions.map(({ name }) => name)]
}

function solutionFunction({ bound, graph, outputs, columns, taps, channels, networks, coordinates, unknowns, leafText }: Parts): string {
  const { plan } = bound.built
  const lines: string[] = []
  const columnNodes = columns.map((column) => {
    const { from } = plan.columns[column]!
    if (!('node' in from))
      throw new LabError('not-built', 'A Python script cannot be written with data columns yet', 'Export its numbers: --data json.')
    return from.node
  })
  const hoisted = pythonCode(graph, columnNodes, leafText, 'c')
  lines.push(...hoisted.lines)
  for (const tap of taps) {
    const { at, network } = plan.taps[tap]!
    const where = at === 'own' ? { lines: [], roots: [...coordinates] } : pythonCode(graph, at, leafText, `z${tap}_`)
    lines.push(...where.lines, `N${tap} = ${networks[network]!.call}(${where.roots.join(', ')})`)
  }
  const text = (leaf: Leaf): string => {
    if (leaf.op === 'network') return `N${leaf.tap}[${channels.findIndex((order) => sameOrder(order, leaf.order))}][${leaf.output}]`
    if (leaf.op === 'column') return bracketed(hoisted.roots[columns.indexOf(leaf.column)]!)
    return leafText(leaf)
  }
  const trial = pythonCode(graph, outputs, text, 'v')
  lines.push(...trial.lines, ...trial.roots.map((root, k) => `${unknowns[k]!} = ${root}`))
  const list = coordinates.join(', ')
  const results = unknowns.map((name) => `np.broadcast_to(${name}, ${coordinates[0]!}.shape).reshape(shape)`)
  const all = suppliedNames(bound)
  const body = [
    `"""${docText(all.length > 1 ? `${all.join(', ')}, in this order,` : all[0]!)} at numbers or arrays of one shape."""`,
    `shape = np.broadcast_shapes(*[np.shape(each) for each in (${list},)])`,
    `${unpacked(coordinates)} = points(${list})`,
    ...lines,
    `return ${results.join(', ')}`
  ]
  return `def solution(${list}):\n${body.map((line) => `    ${line}`).join('\n')}`
}

/** The exact solutions, where all are known. */
function exactFunction(bound: BoundProblem, coordinates: readonly string[], leafText: (leaf: Leaf) => string): string | undefined {
  const { problem } = bound
  const all = suppliedNames(bound)
  const nodes = all.flatMap((name) => problem.exact.get(name)?.node ?? [])
  if (nodes.length < all.length) return undefined
  const { lines, roots } = pythonCode(problem.graph, nodes, leafText, 'v')
  const list = coordinates.join(', ')
  const body = [
    `${unpacked(coordinates)} = points(${list})`,
    ...lines,
    `return [${roots.map((root) => `np.broadcast_to(${root}, ${coordinates[0]!}.shape)`).join(', ')}]`
  ]
  return `def exact(${list}):\n${body.map((line) => `    ${line}`).join('\n')}`
}

function header(
  { name, settings }: Pick<Experiment, 'name' | 'settings'>,
  { problem }: BoundProblem,
  { run, iteration }: { run: string; iteration: number }
): string {
  const { document } = problem.loaded
  const conditions = (document.conditions ?? []).map((condition) => (typeof condition === 'string' ? condition : condition.at))
  const form = trialForm(problem)
  const trial = [...form.unknowns, ...form.functions].map(({ name: of, text: written }) => `${of} = ${written}`)
  const list = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [heading, ...lines.map((line) => `    ${line}`)]
  const intervals = problem.variables.map((variable) => `${variable.name} in [${variable.from}, ${variable.to}]`)
  const units = Object.entries(document.units ?? {}).map(([of, unit]) => `${of} in ${unit}`)
  const rounded = settings.precision === 'float32' ? ['', 'It was trained in single precision; this computes in double.'] : []
  const text = [
    `${name}: the solution of the run ${run} after ${iteration} iterations.`,
    '',
    ...list('equations', document.equations),
    ...list('conditions', conditions),
    ...list('on', [...intervals, ...(document.domain === undefined ? [] : [document.domain])]),
    ...list('units', units),
    ...list('trial solution', trial),
    ...rounded,
    '',
    'Needs Python 3 with NumPy. Run it for a table, or import `solution` from it.'
  ]
  return `"""${docText(text.join('\n'))}\n"""\n\nimport math\nimport sys\n\nimport numpy as np`
}

/** Points along each variable of the table that the script prints. */
const TABLE = [11, 6, 4, 3]

function mainBlock({ problem }: BoundProblem, coordinates: readonly string[], withExact: boolean): string {
  const n = TABLE[coordinates.length - 1]!
  const axes = problem.variables.map(({ from, to }) => `np.linspace(${bare(from)}, ${bare(to)}, ${n})`)
  const all = suppliedNames({ problem })
  const single = all.length === 1
  const names = [
    ...problem.variables.map(({ name }) => name),
    ...all,
    ...(withExact ? all.map((name) => (single ? 'exact' : `exact ${name}`)) : [])
  ]
  return [
    'if __name__ == "__main__":',
    `    grid = np.meshgrid(${axes.join(', ')}, indexing="ij")`,
    '    grid = [np.ravel(each) for each in grid]',
    `    values = ${single ? '[solution(*grid)]' : 'list(solution(*grid))'}`,
    `    columns = [*grid, *values${withExact ? ', *exact(*grid)' : ''}]`,
    `    names = [${names.map((name) => JSON.stringify(name)).join(', ')}]`,
    '    np.savetxt(sys.stdout, np.column_stack(columns), fmt="%.17g", delimiter=",", header=",".join(names), comments="")'
  ].join('\n')
}

const bare = (value: number): string => pythonNumber(value).replace(/^\((-\d.*)\)$/, '$1')
const bracketed = (text: string): string => (/^[\w.[\]]+$/.test(text) || /^[\w.]+\([^()]*\)$/.test(text) ? text : `(${text})`)
const sameLeaf = (a: Leaf, b: Leaf): boolean => JSON.stringify(a) === JSON.stringify(b)
