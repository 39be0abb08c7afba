import type { Trainable } from './plan.ts'

/**
 * A trained number is stored unconstrained; its value is a transform of what the optimiser moves: itself, exp for positive
 * ones, a logistic curve between its bounds for bounded ones. `slope` is d value / d stored.
 */
export function transformed(
  { transform, min = 0, max = 1 }: Pick<Trainable, 'transform' | 'min' | 'max'>,
  stored: number
): { value: number; slope: number } {
  if (transform === 'none') return { value: stored, slope: 1 }
  if (transform === 'positive') {
    const value = min + Math.exp(stored)
    return { value, slope: value - min }
  }
  const y = 1 / (1 + Math.exp(-stored))
  return { value: min + (max - min) * y, slope: (max - min) * y * (1 - y) }
}

/** What is stored for a value: the inverse of the transform. */
export function untransformed({ transform, min = 0, max = 1 }: Pick<Trainable, 'transform' | 'min' | 'max'>, value: number): number {
  if (transform === 'none') return value
  if (transform === 'positive') return Math.log(value - min)
  const y = (value - min) / (max - min)
  return Math.log(y / (1 - y))
}
