import { describe, expect, it } from 'vitest'
import { problemOf } from '../testing/fake/problems.ts'
import { snapshotOf } from '../testing/fake/snapshot.ts'
import { someSweep } from '../testing/fake/sweeps.ts'
import { pictureOfProblem, pictureOfSnapshot, pictureOfSweep, share } from './thumbnails.ts'
import { viridis } from './viridis.ts'

describe('the picture of a run', () => {
  it('rings only the ends that a condition holds', () => {
    const decay = pictureOfSnapshot(snapshotOf(problemOf('lecture-decay'), [10], 100, 10000))
    const poisson = pictureOfSnapshot(snapshotOf(problemOf('lecture-poisson'), [10], 100, 1000))
    expect(decay).toMatchObject({ kind: 'curve', held: [0] })
    expect(poisson).toMatchObject({ kind: 'curve', held: [0, 200] })
  })

  it('is none when a value is not finite', () => {
    const snapshot = snapshotOf(problemOf('lecture-decay'), [10], 100, 10000)
    snapshot.fields[0]?.solution.fill(Number.NaN, 3, 4)
    expect(pictureOfSnapshot(snapshot)).toBeNull()
  })

  it('paints time to the right and the first variable upwards', () => {
    // u = sin(pi x) at t = 0 dies out: the left edge is bright in its middle, the right one is dark; top and bottom are 0.
    const picture = pictureOfProblem({
      variables: ['x', 't'],
      thumbnail: {
        axes: 2,
        values: Float64Array.from(
          { length: 9 },
          (_, i) => Math.sin((Math.PI * Math.floor(i / 3)) / 2) * (1 - (i % 3) / 2) + (i === 6 ? 7 : 0)
        )
      }
    })
    if (picture?.kind !== 'field') throw new Error('not a field')
    // Entry 6 is x = 1, t = 0: the upper left corner, the first one painted.
    expect([...Array.from(picture.values)].map((value) => Math.round(value * 10) / 10)).toEqual([7, 0, 0, 1, 0.5, 0, 0, 0, 0])
  })
})

describe('the picture of a sweep', () => {
  it('has a cell for each configuration, the first value lowest, failures marked and the rest open', () => {
    const sweep = someSweep()
    const configurations = sweep.configurations.map((one, n) =>
      n === 0 ? { ...one, n: 5, median: null } : n === 1 ? { ...one, n: 0 } : one
    )
    const picture = pictureOfSweep({ ...sweep, configurations })
    if (picture?.kind !== 'cells') throw new Error('no cells')
    expect([picture.columns, picture.rows]).toEqual([5, 4])
    expect(picture.cells.slice(15, 18)).toEqual(['failed', null, sweep.configurations[2]?.median])
  })

  it('is none over three parameters', () => {
    const sweep = someSweep()
    expect(pictureOfSweep({ ...sweep, axes: [...sweep.axes, ...sweep.axes.slice(0, 1)] })).toBeNull()
  })
})

it('spreads values from 0 to 1, by powers of ten where asked, and leaves what is not finite out', () => {
  expect([1, 2, 3].map(share([1, 2, 3]))).toEqual([0, 0.5, 1])
  expect(share([0.01, 1, Number.NaN], true)(0.1)).toBeCloseTo(0.5, 12)
  expect(share([4, 4])(4)).toBe(0.5)
})

it('knows both ends and the middle of viridis', () => {
  // Values of matplotlib's viridis at 0, 0.5 and 1.
  expect(viridis(0)).toEqual([0x44, 0x01, 0x54])
  expect(viridis(0.5)).toEqual([0x21, 0x91, 0x8c])
  expect(viridis(1)).toEqual([0xfd, 0xe7, 0x25])
})
