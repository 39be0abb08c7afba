import type { Snapshot } from '../../../core/training/snapshot.ts'

/** Where everything of the network stands in its pane, in px. Left to right is the computation. */
export interface Layout {
  width: number
  height: number
  /** the height of the line of inputs, N, trial, residual, loss */
  middle: number
  inputs: { name: string; x: number; y: number }[]
  columns: Column[]
  stations: { network: Box; trial: Box; residual: Box; loss: { x: number; y: number } }
  /** where a layer can be added: at the upper right of the last one */
  addLayer: { x: number; y: number; width: number; height: number }
  links: Link[]
  /** the dashed way back of the reverse sweep: from below the loss to below the first layer */
  back: { from: { x: number; y: number }; to: { x: number; y: number }; y: number }
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** One drawn layer, or the place of several that are folded. */
export interface Column {
  layer: number
  x: number
  /** neurons that are shown, with the middle of their tile */
  tiles: { unit: number; x: number; y: number }[]
  tileWidth: number
  tileHeight: number
  /** neurons that are not shown */
  more: number
  /** layers folded into this place; its own tiles are then empty */
  folded: number
  /** lowest and highest edge of its tiles */
  top: number
  bottom: number
}

/** A connection that is worth drawing. `to` -1 is the output N that is drawn, `from` layer -1 are the inputs. */
export interface Link {
  from: { layer: number; unit: number }
  to: { layer: number; unit: number }
  weight: number
  /** path data of a curve that leaves and arrives horizontally */
  path: string
  /** stroke width in px */
  thickness: number
}

const TOP = 30
const BOTTOM = 42
/** From these counts on a layer takes two columns of tiles, and shows only its heaviest neurons. */
const TWO_COLUMNS = 12
const ALL_SHOWN = 24
const SHOWN = 20
const LAYERS_SHOWN = 4
const MOST_LINKS = 46

type Network = Snapshot['network']

/** The neurons of a layer that are drawn: all of them, or the 20 with the largest outgoing weights, in their own order. */
export function shownUnits(network: Network, layer: number): number[] {
  const width = network.layers[layer]?.width ?? 0
  const units = Array.from({ length: width }, (_, unit) => unit)
  if (width <= ALL_SHOWN) return units
  const out = outgoing(network, layer)
  return units
    .sort((a, b) => (out[b] ?? 0) - (out[a] ?? 0))
    .slice(0, SHOWN)
    .sort((a, b) => a - b)
}

/** Sum of |weight| that leaves each neuron of a layer. */
function outgoing(network: Network, layer: number): Float64Array {
  const matrix = network.weights[layer + 1]
  const sums = new Float64Array(network.layers[layer]?.width ?? 0)
  if (matrix === undefined) return sums
  for (let row = 0; row < matrix.rows; row++) {
    for (let unit = 0; unit < sums.length; unit++)
      sums[unit] = (sums[unit] ?? 0) + Math.abs(matrix.values[row * matrix.columns + unit + 1] ?? 0)
  }
  return sums
}

/** The layers that get a column; of more than four, the middle ones fold into one place. */
export function shownLayers(count: number): { layer: number; folded: number }[] {
  const all = Array.from({ length: count }, (_, layer) => ({ layer, folded: 0 }))
  if (count <= LAYERS_SHOWN) return all
  return [...all.slice(0, 2), { layer: 2, folded: count - 3 }, ...all.slice(-1)]
}

/** Weight of the link from neuron `unit` of layer `layer` (the inputs: -1) to neuron `to` of the next layer. */
export function weightOf(network: Network, layer: number, unit: number, to: number): number {
  const matrix = network.weights[layer + 1]
  return matrix?.values[to * matrix.columns + unit + 1] ?? 0
}

/**
 * Places everything. `fields`: two variables are drawn, so that tiles are square pictures instead of curves; `output`: which of the network's outputs the
 * links of its last layer lead to.
 */
export function layout(network: Network, width: number, height: number, fields = network.inputs.length > 1, output = 0): Layout {
  const layers = shownLayers(network.layers.length)
  const count = layers.length
  const middle = TOP + (height - TOP - BOTTOM) / 2
  const room = height - TOP - BOTTOM
  const share = (at: number) => at * width
  const [n, trial, residual, loss] =
    count >= 3 ? [0.555, 0.712, 0.866, 0.962] : count === 2 ? [0.5, 0.665, 0.833, 0.953] : [0.435, 0.605, 0.79, 0.94]
  const inputX = share(0.048)
  // On a large screen everything grows, so that the last row of a lecture hall sees the curves.
  const grown = Math.min(1.5, Math.max(1, height / 290))
  const boxWidth = Math.min(122 * grown, width * (count >= 3 ? 0.098 : 0.12))
  const boxHeight = Math.min(96 * grown, height * 0.34)
  const square = Math.min(88 * grown, height * 0.32, width * 0.1)
  const nWidth = fields ? Math.min(66 * grown, square) : Math.min(96 * grown, width * (count >= 3 ? 0.075 : 0.094))
  const nHeight = fields ? nWidth : boxHeight * 0.8
  const nLeft = share(n ?? 0) - nWidth / 2
  const gap = (nLeft - inputX) / (count + 0.78)

  const columns = layers.map(({ layer, folded }, place): Column => {
    const units = folded > 0 ? [] : shownUnits(network, layer)
    const double = units.length > TWO_COLUMNS
    const rows = Math.max(1, double ? Math.ceil(units.length / 2) : units.length)
    const pitch = Math.min((fields ? 23 : 25) * grown, room / Math.max(rows, 8))
    const tileHeight = Math.max(3, pitch - (pitch > 12 ? (fields ? 3 : 4) : 2))
    const tileWidth = fields ? tileHeight : Math.min(46 * grown, gap * (double ? 0.3 : 0.46))
    const x = inputX + (place + 0.92) * gap
    const step = double ? tileWidth + 4 : 0
    const tiles = units.map((unit, index) => {
      const row = double ? Math.floor(index / 2) : index
      const side = double ? (index % 2 === 0 ? -0.5 : 0.5) : 0
      return { unit, x: x + side * step, y: middle + (row - (rows - 1) / 2) * pitch }
    })
    const half = ((rows - 1) / 2) * pitch + tileHeight / 2
    const more = folded > 0 ? 0 : (network.layers[layer]?.width ?? 0) - units.length
    return { layer, x, tiles, tileWidth, tileHeight, more, folded, top: middle - half, bottom: middle + half }
  })
  const spread = fields ? 34 : 26
  const inputs = network.inputs.map((name, i) => ({ name, x: inputX, y: middle + (i - (network.inputs.length - 1) / 2) * 2 * spread }))
  const stations = {
    network: { x: share(n ?? 0), y: middle, width: nWidth, height: nHeight },
    trial: { x: share(trial ?? 0), y: middle, width: fields ? square : boxWidth, height: fields ? square : boxHeight },
    residual: { x: share(residual ?? 0), y: middle, width: fields ? square : boxWidth, height: fields ? square : boxHeight },
    loss: { x: Math.min(share(loss ?? 0), width - 42), y: middle }
  }
  const last = columns.at(-1)
  const first = columns[count > 2 ? 1 : 0]
  const addX = last === undefined ? inputX + gap : (last.x + nLeft) / 2 + 18
  const backY = height - 17
  return {
    width,
    height,
    middle,
    inputs,
    columns,
    stations,
    addLayer: { x: addX, y: TOP - 4, width: Math.min(58, gap * 0.7), height: 36 },
    links: linksOf(network, columns, inputs, stations.network, output),
    back: {
      from: { x: stations.loss.x, y: middle + (fields ? 46 : 34) },
      to: { x: first?.x ?? inputX, y: Math.min(backY - 8, (first?.bottom ?? middle) + ((first?.more ?? 0) > 0 ? 20 : 6)) },
      y: backY
    }
  }
}

/** The links that are drawn: all where they are few, else the heaviest of each pair of layers. */
function linksOf(network: Network, columns: readonly Column[], inputs: Layout['inputs'], box: Box, output: number): Link[] {
  const links: Link[] = []
  const left = inputs.map((input, unit) => ({ layer: -1, unit, x: input.x + 17, y: input.y }))
  let before = { layer: -1, ends: left }
  for (const column of columns) {
    if (column.folded > 0) {
      before = { layer: Number.NaN, ends: [] }
      continue
    }
    const edge = column.tiles.length === 0 ? 0 : Math.max(...column.tiles.map(({ x }) => Math.abs(x - column.x))) + column.tileWidth / 2
    const arrivals = column.tiles.map(({ unit, y }) => ({ layer: column.layer, unit, x: column.x - edge - 1, y }))
    if (before.layer === column.layer - 1) links.push(...between(network, before.ends, arrivals))
    before = { layer: column.layer, ends: column.tiles.map(({ unit, y }) => ({ layer: column.layer, unit, x: column.x + edge + 1, y })) }
  }
  const end = { layer: network.layers.length, unit: output, x: box.x - box.width / 2 - 1, y: box.y }
  return [...links, ...between(network, before.ends, [end])]
}

interface End {
  layer: number
  unit: number
  x: number
  y: number
}

function between(network: Network, from: readonly End[], to: readonly End[]): Link[] {
  const all = from.flatMap((start) => to.map((end) => ({ start, end, weight: weightOf(network, start.layer, start.unit, end.unit) })))
  const kept = all.length <= MOST_LINKS ? all : [...all].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, MOST_LINKS)
  const largest = Math.max(1e-12, ...kept.map(({ weight }) => Math.abs(weight)))
  const heaviest = all.length > 60 ? 2.1 : 3
  return kept.map(({ start, end, weight }) => ({
    from: { layer: start.layer, unit: start.unit },
    to: { layer: end.layer === network.layers.length ? -1 : end.layer, unit: end.unit },
    weight,
    path: curve(start, end),
    thickness: 0.4 + (heaviest - 0.4) * Math.min(1, Math.abs(weight) / largest)
  }))
}

const round = (value: number) => Math.round(value * 10) / 10
function curve(a: End, b: End): string {
  const middle = round((a.x + b.x) / 2)
  return `M${round(a.x)},${round(a.y)}C${middle},${round(a.y)} ${middle},${round(b.y)} ${round(b.x)},${round(b.y)}`
}

/** Whether a link begins or ends at a neuron. */
export function touches(link: Link, layer: number, unit: number): boolean {
  return (link.from.layer === layer && link.from.unit === unit) || (link.to.layer === layer && link.to.unit === unit)
}
