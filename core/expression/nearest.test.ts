import { describe, expect, it } from 'vitest'
import { distance, listed, nearest } from './nearest.ts'

describe('nearest', () => {
  it('counts insertions, deletions, replacements and swaps', () => {
    expect(distance('gama', 'gamma')).toBe(1)
    expect(distance('optimzier', 'optimizer')).toBe(1)
    expect(distance('kitten', 'sitting')).toBe(3)
    expect(distance('', 'abc')).toBe(3)
  })
  it('is sure of a single near spelling only', () => {
    expect(nearest('gama', ['gamma', 'nu'])).toEqual({ word: 'gamma', sure: true })
    expect(nearest('g_0', ['g0', 'g1'])).toEqual({ word: 'g0', sure: true })
    expect(nearest('abx', ['aba', 'abc'])?.sure).toBe(false)
    expect(nearest('y', ['x', 't'])).toBeUndefined()
    expect(nearest('iterrations', ['iterations'])).toEqual({ word: 'iterations', sure: true })
    expect(nearest('foo', [])).toBeUndefined()
  })
  it('lists words', () => {
    expect([listed([]), listed(['x']), listed(['x', 't']), listed(['x', 'y', 't'], 'or')]).toEqual(['', 'x', 'x and t', 'x, y or t'])
  })
})
