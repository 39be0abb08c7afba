import { describe, expect, it } from 'vitest'
import { mendable, stretchOf } from './places.ts'

const TEXT = 'u_t = nu*u_xy\n\nx in [0, 1]'

describe('where an error stands', () => {
  it('is found by line, column and length, counted from 1', () => {
    const { from, to } = stretchOf(TEXT, { line: 1, column: 10, length: 4 })
    expect(TEXT.slice(from, to)).toBe('u_xy')
    const second = stretchOf(TEXT, { line: 3, column: 6, length: 6 })
    expect(TEXT.slice(second.from, second.to)).toBe('[0, 1]')
  })
  it('is the line without a column, one character without a length, the first line without a place', () => {
    expect(stretchOf(TEXT, { line: 3 })).toEqual({ from: 15, to: 26 })
    expect(stretchOf(TEXT, { line: 1, column: 5 })).toEqual({ from: 4, to: 5 })
    expect(stretchOf(TEXT, {})).toEqual({ from: 0, to: 13 })
  })
  it('never leaves the text, and shows at the end of a line the character before it', () => {
    expect(stretchOf(TEXT, { line: 1, column: 14, length: 1 })).toEqual({ from: 12, to: 13 })
    expect(stretchOf(TEXT, { line: 1, column: 10, length: 400 })).toEqual({ from: 9, to: 13 })
    expect(stretchOf(TEXT, { line: 99, column: 99, length: 9 })).toEqual({ from: 25, to: 26 })
    expect(stretchOf('', { line: 1, column: 1, length: 1 })).toEqual({ from: 0, to: 0 })
  })
})

describe('what Tab mends', () => {
  const error = (line: number, column: number, replacement?: string) => ({
    code: 'x',
    message: '',
    cure: '',
    line,
    column,
    length: 2,
    ...(replacement !== undefined && { replacement })
  })
  it('is the error under the cursor, else the first that has a replacement', () => {
    const errors = [error(1, 1), error(1, 7, 'mu'), error(3, 1, 'y')]
    expect(mendable(TEXT, errors, 15)?.replacement).toBe('y')
    expect(mendable(TEXT, errors, 0)?.replacement).toBe('mu')
    expect(mendable(TEXT, [error(1, 1)], 0)).toBeUndefined()
  })
})
