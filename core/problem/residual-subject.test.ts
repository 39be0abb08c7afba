import { describe, expect, test } from 'vitest'
import { explore } from '../autodiff/explore/derive.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { isFit } from './fit.ts'
import { LIBRARY } from './library/index.ts'
import { residualSubject } from './residual-subject.ts'

const source = (id: string) => {
  const { yaml, ...rest } = LIBRARY.find((entry) => entry.id === id)!
  return { source: yaml, ...rest }
}

describe('the residual of exponential decay, g_t = g0 + t N', () => {
  test('with N and N’ as inputs it is N + t N’ + gamma g_t', () => {
    const report = explore(residualSubject(source('lecture-decay'), { width: 0, equation: 0, seed: 15 }, { t: 0.25, N: 3, "N'": -2 }))
    expect(report.inputs.map(({ name }) => name)).toEqual(['t', 'gamma', 'g0', 'N', "N'"])
    expect(report.value).toBeCloseTo(3 + 0.25 * -2 + 2 * (10 + 0.25 * 3), 14)
    expect(report.derivatives).toMatchObject({ N: 1 + 2 * 0.25, "N'": 0.25, gamma: 10.75, g0: 2 })
    expect(report.nodes.map(({ name }) => name)).toContain('g_t')
  })

  test('with the network written out its weights get the adjoints that central differences confirm', () => {
    const choice = { width: 2, equation: 0, seed: 15 }
    const report = explore(residualSubject(source('lecture-decay'), choice))
    expect(report.agreement.agree).toBe(true)
    const h = 1e-5
    for (const { name, value } of report.inputs) {
      const moved = (by: number): number => explore(residualSubject(source('lecture-decay'), choice, { [name]: value + by })).value!
      expect((moved(h) - moved(-h)) / (2 * h)).toBeCloseTo(report.derivatives[name]!, 7)
    }
  })
})

test('every problem of the library can be looked at', () => {
  for (const { id, yaml, files } of LIBRARY) {
    const hasEquations = !isFit(compileProblem(loadProblem(yaml), {}, files))
    const report = explore(residualSubject(source(id), { width: 0, equation: 0, seed: 15 }))
    // a fit has no equation: the residual is what the network misses
    expect(report.nodes.length, id).toBeGreaterThan(hasEquations ? 3 : 2)
    expect(report.agreement.agree, id).toBe(true)
  }
}, 120_000)

test('what is not there is refused in words', () => {
  expect(() => residualSubject(source('lecture-decay'), { width: 0, equation: 3, seed: 15 })).toThrow('no equation 4')
  expect(() => residualSubject(source('lecture-decay'), { width: 0, equation: 0, seed: 15 }, { q: 1 })).toThrow('q is no input')
})
