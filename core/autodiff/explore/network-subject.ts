import { LabError } from '../../errors.ts'
import { latexName } from '../../expression/latex-name.ts'
import { activationNode } from '../../network/activations.ts'
import { LectureGenerator } from '../../network/random.ts'
import type { Activation } from '../../training/settings.ts'
import { Graph, type Id } from '../graph.ts'
import { valuesAt, type Point } from './read.ts'
import type { Label, Subject } from './subject.ts'

/** A small network at one sample, neuron by neuron. */
export interface NetworkChoice {
  /** widths from the inputs to the outputs: [1, 1] is one neuron, [1, 2, 1] has two hidden ones */
  layers: readonly number[]
  activation: Activation
  /** of the last layer; the lecture's networks for equations end linearly */
  output: Activation | 'linear'
  /** half the squared error, as in the notes; the mean squared error; or none: the network's own outputs are explored */
  cost: 'half_square' | 'mse' | 'none'
  /** seed of the lecture's generator; draws layer by layer, row by row, the bias after its row's weights left at 0.01 */
  seed: number
}

export const ONE_NEURON: NetworkChoice = { layers: [1, 1], activation: 'sigmoid', output: 'sigmoid', cost: 'half_square', seed: 0 }
export const ONE_TWO_ONE: NetworkChoice = { layers: [1, 2, 1], activation: 'sigmoid', output: 'linear', cost: 'half_square', seed: 0 }

const MOST_PARAMETERS = 400

/** A name with its place in a layer: w1 where it is alone, w2_13 in a matrix. */
export interface Named {
  name: string
  latex: string
}

export function parameterName(letter: 'W' | 'b', layer: number, rows: number, columns: number, i: number, k: number): Named {
  const small = letter.toLowerCase()
  const alone = letter === 'W' ? rows * columns === 1 : rows === 1
  if (alone) return { name: `${small}${layer}`, latex: `${small}_{${layer}}` }
  const place = letter === 'b' ? `${i + 1}` : rows < 10 && columns < 10 ? `${i + 1}${k + 1}` : `${i + 1}_${k + 1}`
  return { name: `${small}${layer}_${place}`, latex: `${small}^{(${layer})}_{${place.replace('_', ',')}}` }
}

/** The layers of a network as a graph. `weight` gives the node of each weight and bias. */
export function networkNodes(
  graph: Graph,
  choice: Pick<NetworkChoice, 'layers' | 'activation' | 'output'>,
  inputs: readonly Id[],
  weight: (letter: 'W' | 'b', layer: number, i: number, k: number) => Id
): { outputs: Id[]; labels: Map<Id, Label> } {
  const labels = new Map<Id, Label>()
  let below = inputs
  for (let layer = 1; layer < choice.layers.length; layer++) {
    const width = choice.layers[layer]!
    const last = layer === choice.layers.length - 1
    const activation = last ? choice.output : choice.activation
    const index = (i: number): string => (width === 1 ? `_{${layer}}` : `^{(${layer})}_{${i + 1}}`)
    const suffix = (i: number): string => (width === 1 ? `${layer}` : `${layer}_${i + 1}`)
    below = Array.from({ length: width }, (_, i) => {
      const terms = below.map((a, k) => graph.apply('mul', weight('W', layer, i, k), a))
      const z = graph.apply(
        'add',
        terms.reduce((sum, term) => graph.apply('add', sum, term)),
        weight('b', layer, i, 0)
      )
      labels.set(z, { name: `z${suffix(i)}`, latex: `z${index(i)}`, adjoint: `\\delta${index(i)}`, about: deltaRule(layer, last) })
      if (activation === 'linear') return z
      const a = activationNode(graph, activation, z)
      if (!labels.has(a)) labels.set(a, { name: `a${suffix(i)}`, latex: `a${index(i)}` })
      return a
    })
  }
  return { outputs: [...below], labels }
}

/** What back-propagation calls this step of the reverse sweep. */
function deltaRule(layer: number, last: boolean): string {
  const own = `(${layer})`
  return last
    ? `In back-propagation: $\\delta_j^{${own}} = \\frac{\\partial C}{\\partial a_j^{${own}}}\\,\\sigma'\\left(z_j^{${own}}\\right)$.`
    : `In back-propagation: $\\delta_j^{${own}} = \\sum_k \\delta_k^{(${layer + 1})} w_{kj}^{(${layer + 1})}\\,\\sigma'\\left(z_j^{${own}}\\right)$.`
}

/** Weights and biases of the layers in the order in which they are drawn. */
export function parametersOf(layers: readonly number[]): { letter: 'W' | 'b'; layer: number; i: number; k: number; named: Named }[] {
  return layers.slice(1).flatMap((rows, at) => {
    const columns = layers[at]!
    const layer = at + 1
    const one = (letter: 'W' | 'b', i: number, k: number) => ({
      letter,
      layer,
      i,
      k,
      named: parameterName(letter, layer, rows, columns, i, k)
    })
    const weights = Array.from({ length: rows * columns }, (_, n) => one('W', Math.floor(n / columns), n % columns))
    return [...weights, ...Array.from({ length: rows }, (_, i) => one('b', i, 0))]
  })
}

/** The network with its cost at one sample; inputs are the sample, the target, every weight and every bias. */
export function networkSubject(choice: NetworkChoice, point: Point = {}): Subject {
  const { layers, cost, seed } = choice
  const parameters = parametersOf(layers)
  if (layers.length < 2 || parameters.length > MOST_PARAMETERS)
    throw new LabError(
      'network-size',
      `The layers ${layers.join('-')} make ${layers.length < 2 ? 'no network' : `${parameters.length} parameters`}.`,
      `Choose at least one layer and at most ${MOST_PARAMETERS} parameters.`
    )
  const numbered = (letter: string, count: number): Named[] =>
    Array.from({ length: count }, (_, k) => {
      const name = count === 1 ? letter : `${letter}${k + 1}`
      return { name, latex: latexName(name) }
    })
  const xs = numbered('x', layers[0]!)
  const ys = cost === 'none' ? [] : numbered('y', layers.at(-1)!)
  const named = [...xs, ...ys, ...parameters.map((each) => each.named)]
  const random = new LectureGenerator(seed)
  const defaults: Point = Object.fromEntries([
    ...xs.map(({ name }, k) => [name, 4 / (k + 1)] as const),
    ...ys.map(({ name }, k) => [name, 9 / (k + 1)] as const),
    ...parameters.map(({ letter, named: { name } }) => [name, letter === 'W' ? random.normal() : 0.01] as const)
  ])
  refuseUnknown(point, named)
  const values = valuesAt({ text: '', inputs: named.map(({ name }) => name) }, { ...defaults, ...point })
  const graph = new Graph()
  const inputs = named.map((each, axis) => ({ ...each, value: values[axis]!, id: graph.coordinate(axis) }))
  const byName = new Map(inputs.map(({ name, id }) => [name, id]))
  const { outputs, labels } = networkNodes(
    graph,
    choice,
    xs.map(({ name }) => byName.get(name)!),
    (letter, layer, i, k) => byName.get(parameterName(letter, layer, layers[layer]!, layers[layer - 1]!, i, k).name)!
  )
  const text = `network ${layers.join('-')}`
  if (cost === 'none') {
    return {
      graph,
      inputs,
      outputs: outputs.map((id, k) => ({ text: `${text}, output ${k + 1}`, latex: labels.get(id)!.latex, id })),
      labels,
      spans: new Map(),
      text: ''
    }
  }
  const squares = outputs.map((a, k) => graph.apply('pow', graph.apply('sub', a, byName.get(ys[k]!.name)!), graph.constant(2)))
  const sum = squares.reduce((total, square) => graph.apply('add', total, square))
  const divisor = cost === 'half_square' ? 2 : outputs.length
  const c = divisor === 1 ? sum : graph.apply('div', sum, graph.constant(divisor))
  labels.set(c, { name: 'C', latex: 'C' })
  const output = { text: `cost of the ${text}`, latex: costLatex(labels.get(outputs[0]!)!.latex, outputs.length, divisor), id: c }
  return { graph, inputs, outputs: [output], labels, symbol: 'C', spans: new Map(), text: '' }
}

function costLatex(first: string, outputs: number, divisor: number): string {
  const square = outputs === 1 ? `\\left(${first} - y\\right)^{2}` : `\\sum_k \\left(${first.replace(/\{1\}$/, '{k}')} - y_k\\right)^{2}`
  return divisor === 1 ? square : `\\frac{1}{${divisor}}${square}`
}

/** @throws LabError for a value whose name is none of the inputs */
export function refuseUnknown(point: Point, named: readonly Named[]): void {
  const stranger = Object.keys(point).find((name) => named.every((each) => each.name !== name))
  if (stranger !== undefined)
    throw new LabError(
      'unknown-symbol',
      `${stranger} is no input of this network.`,
      `Its inputs are ${named
        .map(({ name }) => name)
        .slice(0, 30)
        .join(', ')}.`
    )
}
