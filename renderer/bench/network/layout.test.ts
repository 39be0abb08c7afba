import { expect, test } from 'vitest'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import { decaySnapshot, diffusionSnapshot } from '../../charts/samples.ts'
import { layout, shownLayers, shownUnits, touches, weightOf } from './layout.ts'

/** A network of given widths; weight to unit j from unit i of the layer before is i + 1. */
function network(inputs: string[], widths: number[]): Snapshot['network'] {
  const sizes = [inputs.length, ...widths, 1]
  return {
    inputs,
    layers: widths.map((width) => ({ width, activation: 'tanh', tiles: new Float64Array(width * 25) })),
    tilePoints: 25,
    weights: sizes.slice(1).map((rows, l) => {
      const columns = (sizes[l] ?? 0) + 1
      return { rows, columns, values: Float64Array.from({ length: rows * columns }, (_, k) => k % columns) }
    }),
    parameters: 0
  }
}

test('left to right is the computation, and all of it lies inside the pane', () => {
  for (const [width, height] of [
    [920, 258],
    [1500, 420],
    [1051, 288]
  ] as const) {
    for (const net of [
      decaySnapshot().network,
      diffusionSnapshot().network,
      network(['t'], [100, 50, 25]),
      network(['x', 't'], [4, 4, 4, 4, 4, 4])
    ]) {
      const { inputs, columns, stations, addLayer } = layout(net, width, height)
      const xs = [
        inputs[0]?.x ?? 0,
        ...columns.map(({ x }) => x),
        stations.network.x,
        stations.trial.x,
        stations.residual.x,
        stations.loss.x
      ]
      expect(xs).toEqual([...xs].sort((a, b) => a - b))
      for (const { tiles, tileHeight } of columns) {
        for (const { y } of tiles) {
          expect(y - tileHeight / 2).toBeGreaterThanOrEqual(24)
          expect(y + tileHeight / 2).toBeLessThanOrEqual(height - 36)
        }
      }
      expect(addLayer.x + addLayer.width / 2).toBeLessThan(stations.network.x)
      expect(stations.trial.x + stations.trial.width / 2).toBeLessThan(stations.residual.x - stations.residual.width / 2 - 20)
    }
  }
})

test('more than 12 neurons stand in two columns, more than 24 show the 20 heaviest and count the rest', () => {
  const columnsOf = (width: number) => new Set(layout(network(['t'], [width]), 1000, 300).columns[0]?.tiles.map(({ x }) => x)).size
  expect([columnsOf(12), columnsOf(13), columnsOf(24)]).toEqual([1, 2, 2])
  const [column] = layout(network(['t'], [64]), 1000, 300).columns
  expect(column?.tiles.length).toBe(20)
  expect(column?.more).toBe(44)
  // The weights to the output grow with the unit: the last 20 are the heaviest.
  expect(shownUnits(network(['t'], [64]), 0)).toEqual(Array.from({ length: 20 }, (_, i) => 44 + i))
})

test('more than 4 layers fold in the middle', () => {
  expect(shownLayers(4).map(({ folded }) => folded)).toEqual([0, 0, 0, 0])
  expect(shownLayers(7)).toEqual([
    { layer: 0, folded: 0 },
    { layer: 1, folded: 0 },
    { layer: 2, folded: 4 },
    { layer: 6, folded: 0 }
  ])
  const drawn = layout(network(['t'], [3, 3, 3, 3, 3, 3, 3]), 1000, 300)
  expect(drawn.links.some(({ from, to }) => from.layer === 1 && to.layer === 6)).toBe(false)
})

test('links carry the weights, drawn thicker the heavier they are, and few enough to be seen', () => {
  const { links } = layout(decaySnapshot().network, 1000, 300)
  expect(links.length).toBe(20)
  const heaviest = links.filter(({ to }) => to.layer === -1).reduce((a, b) => (Math.abs(b.weight) > Math.abs(a.weight) ? b : a))
  expect(heaviest.weight).toBe(-4.7995)
  expect(heaviest.thickness).toBeCloseTo(3)
  expect(weightOf(decaySnapshot().network, -1, 0, 2)).toBe(-4.149)
  expect(links.filter((link) => touches(link, 0, 3)).length).toBe(2)
  expect(layout(diffusionSnapshot().network, 1000, 300).links.length).toBeLessThan(120)
})

test('tiles of one column do not overlap', () => {
  for (const width of [1, 5, 12, 20, 24]) {
    const [column] = layout(network(['x', 't'], [width]), 1000, 288).columns
    const places = column?.tiles.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`) ?? []
    expect(new Set(places).size).toBe(width)
    const sorted = [...new Set(column?.tiles.map(({ y }) => y))].sort((a, b) => a - b)
    for (let i = 1; i < sorted.length; i++) expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThan(column?.tileHeight ?? 0)
  }
})
