import { describe, expect, it } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { lensAxes } from './lens.ts'
import { LIBRARY } from './library/index.ts'

function libraryExperiment(id: string) {
  const { yaml, files } = LIBRARY.find((entry) => entry.id === id)!
  return resolveExperiment({ source: yaml, id, files })
}

const variables = [
  { name: 'x', from: 0, to: 2, role: 'variable' as const },
  { name: 't', from: 0, to: 1, role: 'variable' as const },
  { name: 'nu', from: 0.01, to: 0.1, role: 'parameter' as const }
]

describe('a lens', () => {
  it('draws the first two variables that are no parameters, the others in the middle', () => {
    const [x, t, nu] = lensAxes({ variables }, 'view')
    expect([x!.length, t!.length, nu!.length]).toEqual([61, 61, 1])
    expect(nu![0]).toBeCloseTo(0.055, 15)
    expect(lensAxes({ variables: variables.filter(({ name }) => name !== 'x') }, 'view').map((axis) => axis.length)).toEqual([201, 1])
  })

  it('draws what it is told to, where it is told to', () => {
    const [x, t, nu] = lensAxes({ variables }, 'view', { axes: ['nu'], at: { x: 1.5 } })
    expect([[...x!], t![0], nu!.length, nu![200]]).toEqual([[1.5], 0.5, 201, 0.1])
  })

  it('reaches beyond the intervals', () => {
    const [, t] = lensAxes({ variables }, 'view', { over: { t: [0, 1.2] } })
    expect(t![60]).toBe(1.2)
  })

  it('refuses names, numbers and intervals that are none', () => {
    expect(() => lensAxes({ variables }, 'view', { at: { mu: 1 } })).toThrow('mu is not a variable')
    expect(() => lensAxes({ variables }, 'view', { at: { nu: NaN } })).toThrow('nu cannot be NaN')
    expect(() => lensAxes({ variables }, 'view', { over: { t: [1, 1] } })).toThrow('t cannot be drawn from 1 to 1')
  })
})

describe('a snapshot through a lens', () => {
  it('draws one oscillator of the family, its exact solution beside', () => {
    const session = new Session(libraryExperiment('oscillator-family'))
    const { axes, fixed, fields } = session.snapshot({ at: { xi: 0.2 } })
    expect(axes.map(({ name, values }) => [name, values.length])).toEqual([['t', 201]])
    expect(fixed).toEqual([{ name: 'xi', value: 0.2 }])
    const w = Math.sqrt(1 - 0.04)
    const t = axes[0]!.values[100]!
    expect(fields[0]!.exact![100]).toBeCloseTo(Math.exp(-0.2 * t) * (Math.cos(w * t) + (0.2 / w) * Math.sin(w * t)), 14)
    expect(session.snapshot({ at: { xi: 0.4 } }).fields[0]!.solution).not.toEqual(fields[0]!.solution)
  })

  it('shows h1 and h2 of a trial solution, which with N make it', () => {
    const session = new Session(libraryExperiment('lecture-diffusion'))
    const { axes, fields } = session.snapshot({ anatomy: true })
    const { h1, h2, network, solution } = fields[0]!
    const [x, t] = axes.map(({ values }) => values)
    for (const [i, j] of [
      [10, 20],
      [30, 60],
      [60, 3]
    ] as const) {
      const p = i * 61 + j
      expect(h1![p]).toBeCloseTo((1 - t![j]!) * Math.sin(Math.PI * x![i]!), 14)
      expect(h2![p]).toBeCloseTo(x![i]! * (1 - x![i]!) * t![j]!, 14)
      expect(h1![p]! + h2![p]! * network[p]!).toBeCloseTo(solution[p]!, 14)
    }
    expect(session.snapshot().fields[0]).not.toHaveProperty('h1')
  })

  it('has no h2 where the trial solution does not split', () => {
    const source = 'u\'\' = -u\nu(0) = 1\nu(1) = 2\nx in [0, 1]\ntrial: { u: "1 + x + x*(1 - x)*N^2" }\n'
    const { fields } = new Session(resolveExperiment({ source })).snapshot({ anatomy: true })
    expect(fields[0]!.h1![0]).toBe(1)
    expect(fields[0]!.h2).toBeNull()
  })

  it('tells where conditions and data are looked at beside the collocation points', () => {
    const soft = resolveExperiment({ source: "g' = -g\ng(0) = 1\nt in [0, 1]\ntrial: none\n" })
    expect(new Session(soft).snapshot().places).toMatchObject([{ kind: 'condition', text: 'g(0) = 1', at: [Float64Array.of(0)] }])
    const { places } = new Session(libraryExperiment('decay-inverse')).snapshot()
    expect(places!.map(({ kind }) => kind)).toContain('data')
  })
})
