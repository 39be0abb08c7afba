import type { Id, Leaf, Order } from '../../autodiff/graph.ts'
import { termWeights } from '../../problem/build-plan.ts'
import { compileProblem, type CompiledProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { pointCounts } from '../../problem/points.ts'
import type { Experiment } from '../experiment.ts'
import { phasesOf } from '../phases.ts'
import type { Settings } from '../settings.ts'
import { docText, NUMPY, pythonCode, pythonNumber, PythonNames, type Spelling } from './code.ts'
import { derivativesOf, stated, sum, type StatedCondition, type Statement } from './deepxde-problem.ts'

const of = (name: string) => (a: string) => `torch.${name}(tensor(${a}))`

/** Over PyTorch; `tensor` lets functions of plain numbers stand anywhere. */
const TORCH: Spelling = {
  ...NUMPY,
  pow: (a, b) => `(tensor(${a}) ** ${b})`,
  ...Object.fromEntries(
    ['exp', 'log', 'sqrt', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'erf', 'abs', 'sign', 'sigmoid'].map((name) => [name, of(name)])
  ),
  asin: of('arcsin'),
  acos: of('arccos'),
  atan: of('arctan'),
  min: (a, b) => `torch.minimum(tensor(${a}), tensor(${b}))`,
  max: (a, b) => `torch.maximum(tensor(${a}), tensor(${b}))`,
  if: (c, a, b) => `torch.where(tensor(${c}) != 0.0, tensor(${a}), tensor(${b}))`,
  softplus: (a) => `torch.nn.functional.softplus(tensor(${a}))`
}

const RESERVED =
  'dde np os torch tensor geom timedomain pde data net model inputs outputs solution anchors on_boundary losshistory train_state bcs frequencies'.split(
    ' '
  )
const ACTIVATIONS: Readonly<Record<string, string>> = {
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  sine: 'sin',
  silu: 'silu',
  relu: 'relu',
  elu: 'elu',
  gelu: 'gelu'
}
const INITIALIZERS: Readonly<Record<string, string>> = { xavier: 'Glorot normal', he: 'He normal', lecun: 'LeCun normal' }
const OPTIMIZERS: Readonly<Record<string, string>> = { adam: 'adam', rmsprop: 'rmsprop', gd: 'sgd' }

/** More observations than these are no text to read. */
const MOST_OBSERVATIONS = 2000

/**
 * The same problem as a script for DeepXDE (PyTorch below it), as one writes it there: conditions as terms of the loss. Or why DeepXDE cannot state it, in words.
 * The network is a plain one of the same size, or one for each unknown; inputs and residuals are not scaled. What else is left out stands in a comment.
 */
export function deepxdeScript(
  experiment: Pick<Experiment, 'name' | 'yaml' | 'parameters' | 'settings' | 'files'>
): { script: string } | { reason: string } {
  const problem = compileProblem(loadProblem(experiment.yaml), experiment.parameters, experiment.files)
  const statement = stated(problem)
  if (typeof statement === 'string') return { reason: statement }
  if (problem.observations.some(({ values }) => values.length > MOST_OBSERVATIONS))
    return { reason: 'it has more data than a script should hold' }
  return { script: new DeepxdeWriter(problem, statement, experiment.name, experiment.settings).script() }
}

class DeepxdeWriter {
  private readonly problem: CompiledProblem
  private readonly statement: Statement
  private readonly name: string
  private readonly settings: Settings
  private readonly names = new PythonNames(RESERVED)
  private readonly coordinates: string[]

  constructor(problem: CompiledProblem, statement: Statement, name: string, settings: Settings) {
    this.problem = problem
    this.statement = statement
    this.name = name
    this.settings = settings
    this.coordinates = problem.variables.map((variable) => this.names.of(variable.name))
  }

  script(): string {
    const { problem } = this
    const constants = [
      ...problem.parameters.map(({ name, value }) => `${this.names.of(name)} = ${bare(value)}`),
      ...problem.trainables.map(
        ({ name, initial }) => `${this.names.of(name)} = dde.Variable(${bare(initial)})  # found by training; bounds are not kept`
      )
    ]
    const conditions = this.statement.conditions.map((condition, k) => this.condition(condition, k))
    const exact = this.exact()
    const parts = [
      `"""${docText(this.name)}, for DeepXDE (https://deepxde.readthedocs.io) with PyTorch.\n\nThe conditions are terms of the loss, as is usual there.\n"""\n\nimport os\n\nos.environ.setdefault("DDE_BACKEND", "pytorch")\n\nimport deepxde as dde\nimport numpy as np\nimport torch\n\ndde.config.set_default_float("${this.settings.precision}")`,
      'def tensor(value):\n    return value if torch.is_tensor(value) else torch.tensor(float(value))',
      ...(constants.length === 0 ? [] : [constants.join('\n')]),
      this.geometry(),
      this.equations(),
      ...conditions,
      ...this.observations(),
      ...(exact === undefined ? [] : [exact]),
      this.training(exact !== undefined)
    ]
    return `${parts.join('\n\n\n')}\n`
  }

  private geometry(): string {
    const { time, inputs } = this.statement
    const ends = (axis: number, end: 'from' | 'to'): string => bare(this.problem.variables[axis]![end])
    const space = inputs.filter((axis) => axis !== time)
    const list = (end: 'from' | 'to'): string => `[${space.map((axis) => ends(axis, end)).join(', ')}]`
    const shape = ['', 'Interval', 'Rectangle', 'Cuboid', 'Hypercube'][space.length]!
    const box =
      space.length === 1
        ? `dde.geometry.Interval(${ends(space[0]!, 'from')}, ${ends(space[0]!, 'to')})`
        : `dde.geometry.${shape}(${list('from')}, ${list('to')})`
    if (time < 0) return `geom = ${box}`
    return `timedomain = dde.geometry.TimeDomain(${ends(time, 'from')}, ${ends(time, 'to')})\ngeom = dde.geometry.GeometryXTime(${box}, timedomain)`
  }

  private equations(): string {
    const roots = this.problem.equations.map(({ residual }) => residual)
    return this.residualFunction('pde', 'inputs, outputs', roots, (texts) => (texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`))
  }

  private condition(condition: StatedCondition, k: number): string {
    const name = this.bc(k)
    const comment = `# ${condition.id}: ${condition.text.replaceAll('\n', ' ')}`
    if (condition.kind === 'periodic') {
      const { axis, unknown, order } = condition
      const { from, to } = this.problem.variables[axis]!
      const column = this.column(axis)
      const where = `lambda x, on: on and (${this.close(column, from)} or ${this.close(column, to)})`
      return `${comment}\n${name} = dde.icbc.PeriodicBC(geom, ${column}, ${where}, derivative_order=${order}, component=${unknown})`
    }
    const { left, right, fixed } = condition
    const residual = this.residualFunction(`residual_of_${name}`, 'inputs, outputs, _', [left, right], ([a, b]) => `(${a!}) - (${b!})`)
    const where = [...fixed].map(([axis, value]) => this.close(this.column(axis), value)).join(' and ')
    return `${comment}\n${residual}\n\n\n${name} = dde.icbc.OperatorBC(geom, residual_of_${name}, lambda x, _: ${where})`
  }

  private residualFunction(name: string, given: string, roots: readonly Id[], result: (texts: string[]) => string): string {
    const { graph } = this.problem
    const defined = new Map<string, string>()
    const lines = this.coordinates.map((coordinate, axis) => `${coordinate} = inputs[:, ${this.column(axis)}:${this.column(axis) + 1}]`)
    for (const { unknown, order } of derivativesOf(this.problem, roots)) this.derivative(unknown, order, defined, lines)
    const leaf = (node: Leaf): string => (node.op === 'unknown' ? defined.get(`${node.unknown}:${node.order.join()}`)! : this.leaf(node))
    const code = pythonCode(graph, roots, leaf, 'v', TORCH)
    const body = [...lines, ...code.lines, `return ${result(code.roots)}`]
    return `def ${name}(${given}):\n${body.map((line) => `    ${line}`).join('\n')}`
  }

  /** The Python name of a derivative; the lines that compute it, and what it is made of, come before its use. */
  private derivative(unknown: number, order: Order, defined: Map<string, string>, lines: string[]): string {
    const key = `${unknown}:${order.join()}`
    const known = defined.get(key)
    if (known !== undefined) return known
    const axes = order.flatMap((n, axis) => Array.from({ length: n }, () => axis))
    const name = this.names.of([this.problem.unknowns[unknown]!, ...axes.map((axis) => this.problem.variables[axis]!.name)].join('_'))
    const [a = 0, b = 0] = axes.map((axis) => this.column(axis))
    const component = this.problem.unknowns.length === 1 ? '' : `component=${unknown}, `
    let text: string
    if (sum(order) === 0) text = `outputs[:, ${unknown}:${unknown + 1}]`
    else if (sum(order) === 1) text = `dde.grad.jacobian(outputs, inputs, i=${unknown}, j=${a})`
    else if (sum(order) === 2) text = `dde.grad.hessian(outputs, inputs, ${component}i=${a}, j=${b})`
    else {
      const last = axes.at(-1)!
      const lower = this.derivative(
        unknown,
        order.map((n, axis) => (axis === last ? n - 1 : n)),
        defined,
        lines
      )
      text = `dde.grad.jacobian(${lower}, inputs, i=0, j=${this.column(last)})`
    }
    lines.push(`${name} = ${text}`)
    defined.set(key, name)
    return name
  }

  private observations(): string[] {
    return this.problem.observations.map(({ name, unknown, at, values }, k) => {
      const points = Array.from(values, (_, p) => `[${this.statement.inputs.map((axis) => bare(at[axis]![p]!)).join(', ')}]`)
      const bc = this.bc(this.statement.conditions.length + k)
      return [
        `# ${name.replaceAll('\n', ' ')}`,
        `${bc} = dde.icbc.PointSetBC(`,
        `    np.array([${points.join(', ')}]),`,
        `    np.array([${Array.from(values, (value) => `[${bare(value)}]`).join(', ')}]),`,
        `    component=${unknown},`,
        ')'
      ].join('\n')
    })
  }

  /** The exact solution, where all of it is known and needs nothing but NumPy. */
  private exact(): string | undefined {
    const { problem } = this
    const nodes = problem.unknowns.flatMap((unknown) => problem.exact.get(unknown)?.node ?? [])
    if (nodes.length < problem.unknowns.length) return undefined
    const used = problem.graph.reachable(nodes).map((id) => problem.graph.node(id).op)
    if (used.some((op) => ['trainable', 'erf', 'sigmoid', 'softplus'].includes(op))) return undefined
    const code = pythonCode(problem.graph, nodes, (leaf) => this.leaf(leaf), 'v')
    const lines = this.coordinates.map((coordinate, axis) => `${coordinate} = inputs[:, ${this.column(axis)}:${this.column(axis) + 1}]`)
    const columns = code.roots.map((root) => `np.broadcast_to(${root}, (len(inputs), 1))`)
    const body = [...lines, ...code.lines, `return np.hstack([${columns.join(', ')}])`]
    return `def solution(inputs):\n${body.map((line) => `    ${line}`).join('\n')}`
  }

  private training(hasExact: boolean): string {
    const { problem, settings, statement } = this
    const { time, inputs, conditions } = statement
    const bcs = [...conditions, ...problem.observations].map((_, k) => this.bc(k))
    const counts = pointCounts(settings, problem.variables)
    const anchors = conditions.flatMap((condition) =>
      condition.kind === 'at' && condition.isPoint ? [`[${inputs.map((axis) => bare(condition.fixed.get(axis)!)).join(', ')}]`] : []
    )
    const weights = termWeights(problem)
    const weighted = [
      ...problem.equations.map(() => weights.equation),
      ...weights.conditions,
      ...problem.observations.map(({ weight }) => weight)
    ]
    const boundary = inputs.length === 1 ? 2 : 4 * Math.max(...counts)
    const given = [
      'geom',
      'pde',
      `[${bcs.join(', ')}]`,
      `num_domain=${counts.reduce((a, b) => a * b, 1)}`,
      `num_boundary=${settings.points.boundary ?? boundary}`,
      ...(time < 0 ? [] : [`num_initial=${settings.points.initial ?? 4 * Math.max(...counts)}`]),
      ...(anchors.length === 0 ? [] : [`anchors=np.array([${anchors.join(', ')}])`]),
      ...(hasExact ? ['solution=solution'] : [])
    ]
    const { activation } = settings.network
    const [first = 'tanh'] = [activation].flat()
    const variables = problem.trainables.map(({ name }) => this.names.of(name))
    const extra = [
      ...(hasExact ? ['metrics=["l2 relative error"]'] : []),
      `loss_weights=[${weighted.map(bare).join(', ')}]`,
      ...(variables.length === 0 ? [] : [`external_trainable_variables=[${variables.join(', ')}]`])
    ]
    const { resample } = settings.points
    const resampler = resample === undefined ? '' : `, callbacks=[dde.callbacks.PDEPointResampler(period=${resample})]`
    const phases = phasesOf(settings.training).flatMap(({ method, iterations }) => [
      `model.compile("${OPTIMIZERS[method.optimizer] ?? 'adam'}", lr=${bare(method.learningRate ?? 1e-2)}, ${extra.join(', ')})`,
      `losshistory, train_state = model.train(iterations=${iterations}${resampler})`
    ])
    return [
      ...this.leftOut(),
      `data = dde.data.${time < 0 ? 'PDE' : 'TimePDE'}(${given.join(', ')})`,
      ...this.network(inputs.length, ACTIVATIONS[first] ?? 'tanh'),
      'model = dde.Model(data, net)',
      ...phases,
      ...variables.map((name) => `print("${name} =", ${name}.item())`),
      'dde.saveplot(losshistory, train_state, issave=False, isplot=True)'
    ].join('\n')
  }

  /** The network: an output per unknown or a network for each, over the inputs or random features of them. */
  private network(inputs: number, activation: string): string[] {
    const { hidden, initialization, separate, features } = this.settings.network
    const outputs = this.problem.unknowns.length
    const first = features === undefined ? inputs : 2 * features.fourier.count
    const isApart = separate === true && outputs > 1
    const sizes = [
      first,
      ...hidden.map((width) => (isApart ? `[${Array.from({ length: outputs }, () => width).join(', ')}]` : width)),
      outputs
    ]
    const made = `net = dde.nn.${isApart ? 'PFNN' : 'FNN'}([${sizes.join(', ')}], "${activation}", "${INITIALIZERS[initialization] ?? 'Glorot normal'}")`
    if (features === undefined) return [made]
    const { count, sigma } = features.fourier
    return [
      `frequencies = torch.tensor(${bare(2 * Math.PI * sigma)} * np.random.standard_normal((${inputs}, ${count})), dtype=dde.config.real(torch))`,
      made,
      'net.apply_feature_transform(lambda x: torch.cat([torch.cos(x @ frequencies), torch.sin(x @ frequencies)], dim=1))'
    ]
  }

  /** What the lab's run does that this script does not, a comment each. */
  private leftOut(): string[] {
    const { network, points } = this.settings
    const { weights } = this.problem.document
    return [
      ...(network.skip === true ? ['# skips from layer to layer are left out'] : []),
      ...(points.adaptive === undefined
        ? []
        : ['# the points stay where they are: moving them to where the residual is large is left out']),
      ...(typeof weights === 'string' ? [`# weights that adjust themselves (${weights}) are left out`] : [])
    ]
  }

  private leaf(leaf: Leaf): string {
    if (leaf.op === 'coordinate') return this.coordinates[leaf.axis]!
    if (leaf.op === 'scalar') return this.names.of(this.problem.parameters[leaf.scalar]!.name)
    if (leaf.op === 'trainable') return this.names.of(this.problem.trainables[leaf.trainable]!.name)
    throw new RangeError(`a ${leaf.op} is no part of a problem's own expressions`)
  }

  private column(axis: number): number {
    return this.statement.inputs.indexOf(axis)
  }

  private bc(k: number): string {
    return this.names.of(`bc_${k + 1}`)
  }

  private close(column: number, value: number): string {
    return `dde.utils.isclose(x[${column}], ${bare(value)})`
  }
}

const bare = (value: number): string => pythonNumber(value).replace(/^\((-\d.*)\)$/, '$1')
