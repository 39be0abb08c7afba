import { describe, expect, it } from 'vitest'
import { best, highlight, rank } from './rank.ts'

describe('the order of what is found', () => {
  it('prefers the start of the text, then of a word, then the inside of one', () => {
    const texts = ['indifferent', 'A diffusion', 'Diffusion in a rod']
    expect(best(texts, 'diff', (text) => text, 9)).toEqual(['Diffusion in a rod', 'A diffusion', 'indifferent'])
  })

  it('wants every word, in any order', () => {
    expect(rank('rod diff', 'Diffusion in a rod')).not.toBeNull()
    expect(rank('rod wave', 'Diffusion in a rod')).toBeNull()
  })

  it('keeps the order given, and the limit, when nothing is asked', () => {
    expect(best(['c', 'a', 'b'], '  ', (text) => text, 2)).toEqual(['c', 'a'])
  })
})

it('marks what was found', () => {
  expect(highlight('diff', 'Compare settings (diff)')).toEqual([
    { text: 'Compare settings (', hit: false },
    { text: 'diff', hit: true },
    { text: ')', hit: false }
  ])
  expect(highlight('', 'Wave')).toEqual([{ text: 'Wave', hit: false }])
})
