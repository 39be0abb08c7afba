import { describe, expect, it } from 'vitest'
import { boardDerivation } from '../testing/fake/derivation.ts'
import { backward, currentStep, done, onward, pauseBetween, seen, stepOfNode } from './sweep.ts'

const board = boardDerivation()

describe('a sweep', () => {
  it('lights x5, x4, x3, x2, x1 when it is stepped through from the whole sweep', () => {
    let place: number | null = null
    const lit: (string | undefined)[] = []
    for (let next = onward(board, 'reverse', place); next !== null; next = onward(board, 'reverse', place)) {
      place = next
      lit.push(currentStep(board, 'reverse', place)?.node)
    }
    expect(lit).toEqual(['x5', 'x4', 'x3', 'x2', 'x1'])
    expect(onward(board, 'reverse', 5)).toBeNull()
  })

  it('goes back from the whole sweep to all but the last step, and not beyond the beginning', () => {
    expect(backward(board, 'forward', null)).toBe(4)
    expect(backward(board, 'forward', 0)).toBeNull()
  })

  it('has no step of its own before the first, nor as a whole', () => {
    expect(currentStep(board, 'reverse', 0)).toBeNull()
    expect(currentStep(board, 'reverse', null)).toBeNull()
    expect(done(board, 'reverse', null)).toBe(5)
    expect(done(board, 'reverse', 99)).toBe(5)
  })

  it('shows numbers as they come: those before, the next one, those not yet computed', () => {
    const steps = stepOfNode(board, 'reverse')
    expect(seen('evaluation', 'reverse', 0, undefined)).toBe('known')
    expect(seen('forward', 'reverse', 0, undefined)).toBe('known')
    expect(seen('reverse', 'reverse', 4, steps.get('x2'))).toBe('known')
    expect(seen('reverse', 'reverse', 4, steps.get('x1'))).toBe('next')
    expect(seen('reverse', 'reverse', 3, steps.get('x1'))).toBe('hidden')
    expect(seen('reverse', 'forward', null, steps.get('x1'))).toBe('hidden')
  })

  it('plays slowly enough to be read, and a long sweep fast enough to end', () => {
    expect(pauseBetween(5)).toBe(1100)
    expect(pauseBetween(200)).toBe(60)
    expect(pauseBetween(10_000)).toBe(30)
  })
})
