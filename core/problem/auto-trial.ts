import type { Expression } from '../expression/ast.ts'
import { add, div, isZero, mul, num, pow, sub, substitute } from '../expression/simplify.ts'
import type { ValueCondition } from './classify.ts'
import type { CompiledProblem } from './compile.ts'

/** A trial solution u = h1 + h2 N: h1 alone meets the conditions, h2 vanishes where they are imposed. */
export interface SplitTrial {
  h1: Expression
  h2: Expression
}

/** Conditions of one variable that a polynomial interpolates: initial values, or values at two ends. */
export interface SimpleAxis {
  variable: string
  /** all at one point: spread by powers of the distance to it */
  initial: boolean
  /** the discrepancy of a condition, spread over the axis by its basis polynomial */
  spread: (discrepancy: Expression, condition: ValueCondition) => Expression
  /** factors of what vanishes, with the derivatives imposed, at the conditions */
  bubble: Expression[]
  conditions: readonly ValueCondition[]
}

const SPAN = { start: 0, length: 0 }

/**
 * The trial form of an unknown by transfinite interpolation (Gordon & Hall, Numer. Math. 21 (1973) 109): the conditions of one
 * variable after another are interpolated, each correcting what the earlier ones left open. Initial values by a Taylor
 * polynomial with bubble (t - t0)^m, two ends by a straight line with bubble (x - a)(b - x), as in Lagaris et al. (IEEE Trans.
 * Neural Networks 9 (1998) 987). Axes after the first must give values only; corners must agree (checked elsewhere).
 */
export function interpolated(axes: readonly SimpleAxis[]): SplitTrial {
  let h1: Expression = num(0)
  for (const axis of axes) {
    let correction: Expression = num(0)
    for (const condition of axis.conditions) {
      const discrepancy = sub(condition.value, substitute(h1, axis.variable, condition.point.expression))
      if (!isZero(discrepancy)) correction = add(correction, axis.spread(discrepancy, condition))
    }
    h1 = add(h1, correction)
  }
  return { h1, h2: axes.flatMap((axis) => axis.bubble).reduce<Expression>(mul, num(1)) }
}

/** u = h1 + h2 N as one expression. */
export function joined(problem: CompiledProblem, { h1, h2 }: SplitTrial, network: string): Expression {
  return add(h1, mul(h2, { kind: 'unknown', name: network, order: problem.scope.variables.map(() => 0), span: SPAN }))
}

/** The value conditions of one variable as a simple axis, or undefined where they need more than these two forms. */
export function simpleAxis(problem: CompiledProblem, axis: number, conditions: readonly ValueCondition[]): SimpleAxis | undefined {
  const variable = problem.variables[axis]!.name
  const s: Expression = { kind: 'variable', name: variable, span: SPAN }
  const points = new Set(conditions.map((condition) => condition.point.value))
  const orders = conditions.map((condition) => condition.order[axis]!).sort((a, b) => a - b)
  if (points.size === 1 && orders.every((order, k) => order === k)) {
    const from = minus(s, conditions[0]!)
    return {
      variable,
      initial: true,
      conditions,
      spread: (discrepancy, condition) => {
        const k = condition.order[axis]!
        return div(mul(discrepancy, pow(from, num(k))), num(factorial(k)))
      },
      bubble: [pow(from, num(conditions.length))]
    }
  }
  if (points.size !== 2 || conditions.length !== 2 || orders.some((order) => order > 0)) return undefined
  const [low, high] = conditions.toSorted((a, b) => a.point.value - b.point.value) as [ValueCondition, ValueCondition]
  const length = sub(high.point.expression, low.point.expression)
  const up = minus(s, low)
  const down = sub(high.point.expression, s)
  return {
    variable,
    initial: false,
    conditions,
    spread: (discrepancy, condition) => div(mul(discrepancy, condition === low ? down : up), length),
    bubble: [up, down]
  }
}

/** s - point, written s + 1 for the point -1. */
function minus(s: Expression, condition: ValueCondition): Expression {
  const { expression, value } = condition.point
  return value < 0 && isNumeric(expression) ? add(s, num(-value)) : sub(s, expression)
}

function isNumeric(expression: Expression): boolean {
  return (
    expression.kind === 'number' || (expression.kind === 'apply' && expression.operation === 'neg' && expression.args[0]!.kind === 'number')
  )
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}
