import { describe, expect, it } from 'vitest'
import { RUN_STATUSES } from '../../main/api/types.ts'
import { digitsOf, digitsVerdict, RUN_WORDS, verdictOf } from './verdict.ts'

describe('digits', () => {
  it('are floor(-log10(largest error / scale)), from the lecture: 0.0438 of 10, 0.362 of 1, 0.0284 of 1.41', () => {
    expect(digitsOf(0.0437499, 10)).toBe(2)
    expect(digitsOf(0.362021, 1)).toBe(0)
    expect(digitsOf(0.0283653, 1.41)).toBe(1)
    expect(digitsOf(7.1e-14, 1)).toBe(13)
  })
  it('are none below zero, and full for no error at all', () => {
    expect(digitsOf(40, 1)).toBe(0)
    expect(digitsOf(0, 1)).toBe(16)
  })
  it('are unknown without a comparison', () => {
    expect(digitsOf(null, 1)).toBeNull()
    expect(digitsOf(0.1, null)).toBeNull()
    expect(digitsOf(0.1, 0)).toBeNull()
    expect(digitsOf(Number.NaN, 1)).toBeNull()
  })
})

describe('verdicts', () => {
  it('judge: red for none, amber to three, green from four', () => {
    expect(digitsVerdict(0)).toMatchObject({ word: 'Not solved yet', tone: 'bad' })
    expect(digitsVerdict(1)).toMatchObject({ word: 'One digit', tone: 'warn' })
    expect(digitsVerdict(3)).toMatchObject({ word: 'Three digits', tone: 'warn' })
    expect(digitsVerdict(4)).toMatchObject({ word: 'Four digits', tone: 'good' })
    expect(digitsVerdict(13)).toMatchObject({ word: '13 digits', tone: 'good' })
  })
  it('never take a low loss for a proof', () => {
    expect(verdictOf({ status: 'FINISHED', metrics: null, scale: 1 }).word).toBe('Not compared')
  })
  it('give every state a glyph of its own', () => {
    const glyphs = RUN_STATUSES.map((status) => RUN_WORDS[status].glyph)
    expect(new Set(glyphs).size).toBe(RUN_STATUSES.length)
  })
})
