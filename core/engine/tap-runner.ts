import type { Order } from '../autodiff/graph.ts'
import type { Row } from '../autodiff/operation.ts'
import { activationPrograms, sameOrder, type ActivationPrograms } from './channels.ts'
import { denseBackward, denseForward, denseGradient, denseRows } from './dense.ts'
import type { Block, Network } from './plan.ts'
import { makeRows, runProgram } from './program.ts'

interface Layer {
  block: Block
  inputs: number
  /** undefined for the linear output layer */
  programs: ActivationPrograms | undefined
  /** the hidden layer whose output is added to the activation */
  skipFrom: number | undefined
  z: Row[]
  forwardRows: Row[]
  backwardRows: Row[]
  /** per channel: the activation; what the next layer reads, and where its adjoint goes */
  activated: Row[]
  y: Row[]
  yBar: Row[]
  /** adjoints of z: what the backward program writes */
  zBar: Row[]
}

/**
 * One network read at one tap, a block of points at a time. Derivatives with respect to the coordinates are carried as
 * channels, extra columns of every layer. All matrices are stored [unit][point] per channel.
 */
export class TapRunner {
  /** channel rows of the embedding: [channel][input][point], filled by the caller before `forward` */
  readonly input: Row[]
  readonly channels: readonly Order[]
  private readonly layers: Layer[]
  private readonly parameters: Row

  constructor(
    network: Network,
    blocks: readonly Block[],
    channels: readonly Order[],
    capacity: number,
    parameters: Row,
    makeRow: (length: number) => Row
  ) {
    this.channels = channels
    this.parameters = parameters
    const inputs = network.embedding.length
    this.input = channels.map(() => makeRow(inputs * capacity))
    const programs = new Map<string, ActivationPrograms>()
    let width = inputs
    this.layers = [...network.layers, undefined].map((layer, l) => {
      const block = blocks[network.blocks[l]!]!
      const length = block.rows * capacity
      const z = channels.map(() => makeRow(length))
      const yBar = channels.map(() => makeRow(length))
      let made: ActivationPrograms | undefined
      let forwardRows: Row[] = []
      let backwardRows: Row[] = []
      let activated = z
      if (layer !== undefined) {
        made = programs.get(layer.activation) ?? activationPrograms(layer.activation, network.w0, channels)
        programs.set(layer.activation, made)
        forwardRows = makeRows(made.forward, length, makeRow)
        backwardRows = makeRows(made.backward, length, makeRow)
        const channelOf = (order: Order): number => channels.findIndex((other) => sameOrder(other, order))
        for (const { leaf, row } of made.forward.inputs) if (leaf?.op === 'jet') forwardRows[row] = z[channelOf(leaf.order)]!
        for (const { id, leaf, row } of made.backward.inputs) {
          const saved = made.known.get(id)
          if (saved !== undefined) backwardRows[row] = forwardRows[made.forward.outputs[saved]!]!
          else if (leaf?.op === 'jet') backwardRows[row] = z[channelOf(leaf.order)]!
          else if (leaf?.op === 'seed') backwardRows[row] = yBar[leaf.seed]!
        }
        activated = channels.map((_, c) => forwardRows[made!.forward.outputs[c]!]!)
      }
      const skipFrom = layer?.skipFrom
      const below = width
      width = block.rows
      return {
        block,
        inputs: below,
        programs: made,
        skipFrom,
        z,
        forwardRows,
        backwardRows,
        activated,
        // of its own: the reverse sweep reads the activation itself
        y: skipFrom === undefined ? activated : channels.map(() => makeRow(length)),
        yBar,
        zBar: made === undefined ? yBar : made.backward.outputs.map((row) => backwardRows[row]!)
      }
    })
  }

  /** Channel rows of the outputs: [channel][output][point]. */
  get output(): readonly Row[] {
    return this.layers.at(-1)!.y
  }

  /** Where the caller puts the adjoints of the outputs before `backward`. */
  get outputBar(): readonly Row[] {
    return this.layers.at(-1)!.yBar
  }

  /** Units of the hidden layers. */
  get widths(): number[] {
    return this.layers.slice(0, -1).map((layer) => layer.block.rows)
  }

  /** Activations of a hidden layer, value channel: [unit][point]. */
  activations(layer: number): Row {
    return this.layers[layer]!.y[0]!
  }

  forward(n: number): void {
    let below = this.input
    for (const layer of this.layers) {
      const { block, inputs, z } = layer
      for (let c = 0; c < z.length; c++) denseForward(this.parameters, block.offset, block.rows, inputs, below[c]!, z[c]!, n, c === 0)
      if (layer.programs !== undefined) runProgram(layer.programs.forward, layer.forwardRows, block.rows * n)
      if (layer.skipFrom !== undefined) {
        const earlier = this.layers[layer.skipFrom]!.y
        layer.y.forEach((row, c) => addTo(row, layer.activated[c]!, earlier[c]!, block.rows * n))
      }
      below = layer.y
    }
  }

  /** Reverse pass from `outputBar`; adds the parameters' adjoints to `gradient`. `forward` of the same block must come first. */
  backward(n: number, gradient: Float64Array): void {
    this.reverse(n, ({ block, inputs, zBar }, below) => {
      for (let c = 0; c < zBar.length; c++) denseGradient(gradient, block.offset, block.rows, inputs, zBar[c]!, below[c]!, n, c === 0)
    })
  }

  /** The same with the points apart: adds the adjoints of point p to row p of `rows`, `stride` entries a row. */
  backwardRows(n: number, rows: Float64Array, stride: number): void {
    this.reverse(n, ({ block, inputs, zBar }, below) => {
      for (let c = 0; c < zBar.length; c++) denseRows(rows, stride, block.offset, block.rows, inputs, zBar[c]!, below[c]!, n, c === 0)
    })
  }

  private reverse(n: number, take: (layer: Layer, below: readonly Row[]) => void): void {
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l]!
      const { block, inputs, zBar } = layer
      if (layer.programs !== undefined) runProgram(layer.programs.backward, layer.backwardRows, block.rows * n)
      take(layer, l === 0 ? this.input : this.layers[l - 1]!.y)
      if (l === 0) continue
      const { yBar } = this.layers[l - 1]!
      for (let c = 0; c < zBar.length; c++) denseBackward(this.parameters, block.offset, block.rows, inputs, zBar[c]!, yBar[c]!, n)
      // what skips from there to a layer above brings that layer's adjoint along
      for (const above of this.layers.slice(l))
        if (above.skipFrom === l - 1) yBar.forEach((row, c) => addTo(row, row, above.yBar[c]!, above.block.rows * n))
    }
  }
}

function addTo(out: Row, a: Row, b: Row, n: number): void {
  for (let p = 0; p < n; p++) out[p] = a[p]! + b[p]!
}
