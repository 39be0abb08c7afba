import { figures } from './sentence.ts'
import type { Facts } from './suspicions.ts'
import type { Suspicion } from './types.ts'

/** A residual that is such a share of its terms, however a solution was sought, is none of a solution nearby. */
const FAR_FROM_MET = 0.01

/** That the problem has no solution, or none on the whole interval, where that is what was found. */
export function unsolvable(facts: Facts): Suspicion | undefined {
  const { undetermined, trouble, certified, unmet } = facts
  if (facts.metrics.max_abs_error !== null || certified) return undefined
  if (undetermined?.kind === 'none' || trouble?.kind === 'none')
    return {
      code: 'no-solution',
      message:
        'The problem has no solution: its conditions leave a part of the solution free, and the right side does not fit to that part.',
      cure: 'Change a condition, a parameter, or the length of the interval.'
    }
  if (trouble?.kind === 'blow-up') {
    const where = `${trouble.variable} = ${placed(trouble.at)}`
    return {
      code: 'blow-up',
      message: `The solution grows beyond all bounds at ${where}: there is none further on.`,
      cure: `End the interval before ${where}.`
    }
  }
  if (trouble?.kind === 'end') {
    const where = `${trouble.variable} = ${placed(trouble.at)}`
    return {
      code: 'blow-up',
      message: `The solution cannot be followed beyond ${where}: the equation, or a slope, is not a finite number there.`,
      cure: `End the interval before ${where}, or write the equation so that it is defined further on.`
    }
  }
  if (trouble?.kind === 'unsolved' && unmet !== null && unmet !== undefined && unmet > FAR_FROM_MET)
    return {
      code: 'no-solution',
      message: `The problem may have no solution: neither training nor Newton’s method came near one, and ${figures(100 * unmet)} per cent of the equation is left.`,
      cure: 'Try other values of its parameters; a first guess (trial) shows whether there is one that is hard to find.'
    }
  return undefined
}

const placed = (value: number): string => String(Number(value.toPrecision(4)))
