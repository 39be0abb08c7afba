import { networkNodes, parametersOf, refuseUnknown, type Named } from '../autodiff/explore/network-subject.ts'
import { valuesAt, type Point } from '../autodiff/explore/read.ts'
import type { Label, Subject } from '../autodiff/explore/subject.ts'
import { tangents } from '../autodiff/differentiate.ts'
import { Graph, type Id, type Leaf } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { LabError } from '../errors.ts'
import type { Expression } from '../expression/ast.ts'
import { latex, trialName } from '../expression/latex.ts'
import { latexName } from '../expression/latex-name.ts'
import { print } from '../expression/print.ts'
import { sub } from '../expression/simplify.ts'
import { LectureGenerator } from '../network/random.ts'
import type { ExperimentSource } from '../training/experiment.ts'
import type { Activation } from '../training/settings.ts'
import { leavesOf } from './calculus.ts'
import { examine, throwFirst } from './check.ts'
import type { CompiledProblem } from './compile.ts'
import { substituteTrial, suppliedName, trialForm } from './trial.ts'

export interface ResidualChoice {
  /** hidden neurons of the network that is written out; 0: N and its derivatives are inputs themselves */
  width: number
  /** which equation, from 0 */
  equation: number
  /** seed of the lecture's generator for the weights */
  seed: number
}

type NetworkLeaf = Extract<Leaf, { op: 'network' }>

/**
 * The residual of a problem's equation with the trial solution put in: the graph that training differentiates, at one point. Inputs
 * are the coordinates, the parameters, and the network's weights, or N and its derivatives.
 * @throws LabError for a faulty problem, or one whose residual holds more than the network at single places
 */
export function residualSubject(source: ExperimentSource, choice: ResidualChoice, point: Point = {}): Subject {
  const { report, problem, settings } = examine(source)
  throwFirst(report.errors)
  if (problem === undefined || settings === undefined)
    throw new LabError('internal', 'A problem without faults was not compiled.', 'Please report this.')
  const equation = problem.equations[choice.equation]
  if (equation === undefined)
    throw new LabError('no-such-output', `There is no equation ${choice.equation + 1}.`, `There are ${problem.equations.length}.`)
  const form = trialForm(problem)
  const [residual, ...trials] = substituteTrial(problem, form, [equation.residual, ...form.unknowns.map(({ node }) => node)])
  const { activation } = settings.network
  const spread = new Spread(problem, choice, (Array.isArray(activation) ? activation[0] : activation) ?? 'sigmoid', point)
  const [root, ...moved] = spread.move([residual!, ...trials])
  form.unknowns.forEach(({ name }, k) => {
    spread.label(moved[k]!, { name: `${name}_t`, latex: trialName(name, problem.scope.variables) })
  })
  spread.label(root!, { name: 'R', latex: 'R' })
  const { left, right } = equation.ast
  const unknown = (name: string): string => trialName(name, problem.scope.variables)
  const written = latex(sub(left, right), { variables: problem.scope.variables, unknown })
  const { graph, inputs, labels } = spread
  return {
    graph,
    inputs,
    outputs: [{ text: `residual of ${equation.ast.text}`, latex: written, id: root! }],
    labels,
    symbol: 'R',
    spans: new Map(),
    text: ''
  }
}

/** The target graph with its inputs, and how the leaves of a problem's graph become nodes of it. */
class Spread {
  readonly graph = new Graph()
  readonly inputs: Subject['inputs'] = []
  readonly labels = new Map<Id, Label>()
  private readonly problem: CompiledProblem
  private readonly choice: ResidualChoice
  private readonly activation: Activation
  private readonly point: Point
  private readonly networks = new Map<string, Id>()

  constructor(problem: CompiledProblem, choice: ResidualChoice, activation: Activation, point: Point) {
    this.problem = problem
    this.choice = choice
    this.activation = activation
    this.point = point
  }

  label(id: Id, label: Label): void {
    if (!this.labels.has(id) && this.graph.constantValue(id) === undefined && this.inputs.every((input) => input.id !== id))
      this.labels.set(id, label)
  }

  move(roots: readonly Id[]): Id[] {
    const { problem, choice, graph } = this
    const source = problem.graph
    const scalars = new Set(leavesOf(source, roots, 'scalar').map(({ leaf }) => leaf.scalar))
    const trained = new Set(leavesOf(source, roots, 'trainable').map(({ leaf }) => leaf.trainable))
    const networks = leavesOf(source, roots, 'network').map(({ leaf }) => leaf)
    const named: { named: Named; value: number }[] = [
      ...problem.variables.map(({ name, from, to }) => ({ named: plain(name), value: (from + to) / 2 })),
      ...problem.parameters.flatMap(({ name, value }, k) => (scalars.has(k) ? [{ named: plain(name), value }] : [])),
      ...problem.trainables.flatMap(({ name, initial }, k) => (trained.has(k) ? [{ named: plain(name), value: initial }] : []))
    ]
    const fixed = named.length
    const layers = [problem.variables.length, choice.width, problem.unknowns.length]
    const random = new LectureGenerator(choice.seed)
    if (choice.width === 0) named.push(...networks.map((leaf) => ({ named: this.networkNamed(leaf), value: 0.5 })))
    else named.push(...parametersOf(layers).map((each) => ({ named: each.named, value: random.normal() })))
    refuseUnknown(
      this.point,
      named.map((each) => each.named)
    )
    const names = named.map((each) => each.named.name)
    const defaults = Object.fromEntries(named.map(({ named: { name }, value }) => [name, value]))
    const values = valuesAt({ text: '', inputs: names }, { ...defaults, ...this.point })
    this.inputs.push(...named.map(({ named: each }, axis) => ({ ...each, value: values[axis]!, id: graph.coordinate(axis) })))
    const input = (name: string): Id => this.inputs[names.indexOf(name)]!.id

    const replace = (leaf: Leaf): Id | undefined => {
      switch (leaf.op) {
        case 'constant':
          return undefined
        case 'coordinate':
          return this.inputs[leaf.axis]!.id
        case 'scalar':
          return input(problem.parameters[leaf.scalar]!.name)
        case 'trainable':
          return input(problem.trainables[leaf.trainable]!.name)
        case 'network':
          if (choice.width === 0) return this.inputs[fixed + networks.indexOf(leaf)]!.id
          return this.written(leaf, layers, fixed, replace)
        default:
          throw new LabError(
            'not-built',
            `The residual holds a term (${leaf.op}) that is not computed at a single point.`,
            'Choose a problem without integrals and data.'
          )
      }
    }
    return rewrite(source, roots, graph, replace)
  }

  /** A derivative of the network, neuron by neuron: tangents of its output by its inputs, then put at its place. */
  private written(leaf: NetworkLeaf, layers: readonly number[], fixed: number, replace: (leaf: Leaf) => Id | undefined): Id {
    const key = JSON.stringify(leaf)
    const known = this.networks.get(key)
    if (known !== undefined) return known
    const { graph, problem } = this
    const axes = layers[0]!
    const local = new Graph()
    const parameters = parametersOf(layers)
    const coordinates = Array.from({ length: axes }, (_, axis) => local.coordinate(axis))
    const { outputs, labels } = networkNodes(
      local,
      { layers, activation: this.activation, output: 'linear' },
      coordinates,
      (letter, layer, i, k) =>
        local.coordinate(
          axes + parameters.findIndex((each) => each.letter === letter && each.layer === layer && each.i === i && each.k === k)
        )
    )
    let node = outputs[leaf.output]!
    leaf.order.forEach((times, axis) => {
      for (let n = 0; n < times; n++) {
        const one = local.constant(1)
        node = tangents(local, [node], (each) => (each.op === 'coordinate' && each.axis === axis ? one : undefined))[0]!
      }
    })
    const { at, network } = problem.calculus.taps.list[leaf.tap]!
    if (network > 0)
      throw new LabError(
        'not-built',
        `The network of the unknown function ${suppliedName(problem, network, 0).slice(2)} is not written out neuron by neuron`,
        'Show the networks as symbols: width 0.'
      )
    const places = at === 'own' ? this.inputs.slice(0, axes).map(({ id }) => id) : rewrite(problem.graph, at, graph, replace)
    const inside = [...labels.keys()]
    const [id, ...images] = rewrite(local, [node, ...inside], graph, (each) =>
      each.op === 'coordinate' ? (places[each.axis] ?? this.inputs[fixed + each.axis - axes]!.id) : undefined
    )
    this.label(id!, this.networkNamed(leaf))
    if (at === 'own') images.forEach((image, k) => this.label(image, { ...labels.get(inside[k]!)!, about: '' }))
    this.networks.set(key, id!)
    return id!
  }

  /** N, N', N_xx, N(1) as one would type them. */
  private networkNamed(leaf: NetworkLeaf): Named {
    const { problem } = this
    const { variables } = problem.scope
    const { at, network } = problem.calculus.taps.list[leaf.tap]!
    const name = suppliedName(problem, network, leaf.output)
    const span = { start: 0, length: 0 }
    const own: Expression = { kind: 'unknown', name, order: leaf.order.slice(0, variables.length), span }
    const place = at === 'own' ? '' : `(tap ${leaf.tap})`
    return { name: print(own, variables) + place, latex: latex(own, { variables }) + (at === 'own' ? '' : `\\big|_{${leaf.tap}}`) }
  }
}

const plain = (name: string): Named => ({ name, latex: latexName(name) })
