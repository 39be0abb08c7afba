import { describe, expect, it } from 'vitest'
import { FAKE_PROBLEMS } from '../testing/fake/problems.ts'
import { runOf } from '../testing/fake/runs.ts'
import { entryOfRun } from './entries.ts'
import { parseQuery } from './query.ts'

const entries = FAKE_PROBLEMS.map((problem, n) => entryOfRun(runOf(problem, n, { tags: n < 2 ? ['Report, figures'] : [] })))
const found = (text: string) => entries.filter(parseQuery(text).fits).map(({ name }) => name)

describe('a search of the library', () => {
  it('finds everything when nothing is asked', () => {
    expect(found('   ')).toHaveLength(6)
  })

  it('finds words in names, settings, verdicts and tags, in any order', () => {
    expect(found('layers decay')).toEqual(['Exponential decay, two layers'])
    expect(found('one digit')).toEqual(['Wave on a string'])
    expect(found('FIGURES')).toEqual(['Exponential decay', 'Exponential decay, two layers'])
    expect(found('lecture:4155')).toEqual(['Logistic growth', 'Poisson equation on a line'])
  })

  it('finds equations however they are spaced', () => {
    expect(found('u_t=u_xx')).toEqual(['Diffusion in a rod'])
    expect(found('u_t   = u_xx')).toEqual(['Diffusion in a rod'])
    expect(found("-g'' =")).toEqual(['Poisson equation on a line'])
    expect(found('wave u_tt = c^2 * u_xx sigmoid')).toEqual(['Wave on a string'])
    expect(found('u_t = u_xxx')).toEqual([])
  })

  // The lecture's largest errors: 0.0438, 0.0401, 0.00425, 0.000464, 0.362, 0.0284.
  it('compares the error', () => {
    expect(found('error < 0.01')).toEqual(['Logistic growth', 'Poisson equation on a line'])
    expect(found('error>=0.1')).toEqual(['Diffusion in a rod'])
    expect(found('err < 4.7e-4')).toEqual(['Poisson equation on a line'])
  })

  it('compares settings by all their names, together with words', () => {
    expect(found('rate = 0.01')).toEqual(['Diffusion in a rod', 'Wave on a string'])
    expect(found('lr=0.01 wave')).toEqual(['Wave on a string'])
    expect(found('nodes >= 100 layers > 2')).toEqual(['Logistic growth'])
    expect(found('iterations <= 250')).toEqual(['Diffusion in a rod'])
  })

  it('does not count a run whose error is not known as better than any bound', () => {
    const diverged = entryOfRun({ ...runOf(FAKE_PROBLEMS[0] as never, 9), status: 'DIVERGED', metrics: null })
    expect(parseQuery('error < 1e9').fits(diverged)).toBe(false)
    expect(parseQuery('error > 0').fits(diverged)).toBe(false)
  })

  it('says what can be compared when a word cannot', () => {
    expect(parseQuery('eror < 0.01').cure).toContain('error')
    expect(parseQuery('error < 0.01').cure).toBeNull()
    expect(parseQuery('c = 1').cure).toBeNull()
  })
})
