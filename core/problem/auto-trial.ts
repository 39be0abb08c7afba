import { LabError } from '../errors.ts'
import type { Expression } from '../expression/ast.ts'
import { add, div, isZero, mul, num, pow, sub, substitute } from '../expression/simplify.ts'
import { asValueCondition, type ValueCondition } from './classify.ts'
import type { CompiledProblem } from './compile.ts'

/** A trial solution u = h1 + h2 N: h1 alone meets the conditions, h2 vanishes where they are imposed. */
export interface SplitTrial {
  h1: Expression
  h2: Expression
}

interface Axis {
  variable: string
  /** the discrepancy of a condition, spread over the axis by its basis polynomial */
  spread: (discrepancy: Expression, condition: ValueCondition) => Expression
  /** factors of what vanishes, with the derivatives imposed, at the conditions */
  bubble: Expression[]
  conditions: ValueCondition[]
}

const SPAN = { start: 0, length: 0 }

/**
 * The trial form of an unknown from its conditions, by transfinite interpolation (Gordon & Hall, Numer. Math. 21 (1973) 109):
 * the conditions of one variable after another are interpolated, each correcting what the earlier ones left open. Initial
 * values by a Taylor polynomial with bubble (t - t0)^m, two ends by a straight line with bubble (x - a)(b - x), as in Lagaris
 * et al. (IEEE Trans. Neural Networks 9 (1998) 987). Corners must agree; checked elsewhere.
 */
export function autoTrial(problem: CompiledProblem, unknown: string): SplitTrial {
  const conditions = problem.conditions.map((condition, k) => {
    const value = asValueCondition(problem, condition)
    if (value === undefined) throw noForm(problem, k, 'it is not the value of one derivative at one value of one variable')
    const tangential = value.order.some((n, axis) => n > 0 && axis !== value.axis)
    if (tangential) throw noForm(problem, k, 'it gives a derivative along the edge')
    return value
  })
  const own = conditions.filter((condition) => condition.unknown === unknown)
  const axes = problem.variables.flatMap((_, axis) => {
    const here = own.filter((condition) => condition.axis === axis)
    return here.length === 0 ? [] : [axisOf(problem, axis, here)]
  })
  // initial values first: then boundaries only correct values, and no derivative of h1 is needed
  axes.sort((a, b) => Number(isInitial(b.conditions)) - Number(isInitial(a.conditions)))

  let h1: Expression = num(0)
  axes.forEach((axis, index) => {
    let correction: Expression = num(0)
    for (const condition of axis.conditions) {
      const order = condition.order[condition.axis]!
      if (index > 0 && order > 0)
        throw noForm(problem, problem.conditions.indexOf(condition.condition), 'initial values of two variables meet')
      const present = substitute(h1, axis.variable, condition.point.expression)
      const discrepancy = sub(condition.value, present)
      if (!isZero(discrepancy)) correction = add(correction, axis.spread(discrepancy, condition))
    }
    h1 = add(h1, correction)
  })
  const h2 = axes.flatMap((axis) => axis.bubble).reduce<Expression>(mul, num(1))
  return { h1, h2 }
}

/** u = h1 + h2 N as one expression. */
export function joined(problem: CompiledProblem, { h1, h2 }: SplitTrial, network: string): Expression {
  return add(h1, mul(h2, { kind: 'unknown', name: network, order: problem.variables.map(() => 0), span: SPAN }))
}

function axisOf(problem: CompiledProblem, axis: number, conditions: ValueCondition[]): Axis {
  const variable = problem.variables[axis]!.name
  const s: Expression = { kind: 'variable', name: variable, span: SPAN }
  const points = [...new Set(conditions.map((condition) => condition.point.value))].sort((a, b) => a - b)
  const orders = conditions.map((condition) => condition.order[axis]!).sort((a, b) => a - b)
  const index = problem.conditions.indexOf(conditions[0]!.condition)
  if (points.length === 1) {
    if (orders.some((order, k) => order !== k))
      throw noForm(problem, index, `the values of ${variable} given there leave a gap (orders ${orders.join(', ')})`)
    const from = minus(s, conditions[0]!)
    return {
      variable,
      conditions,
      spread: (discrepancy, condition) => {
        const k = condition.order[axis]!
        return div(mul(discrepancy, pow(from, num(k))), num(factorial(k)))
      },
      bubble: [conditions.length === 1 ? from : pow(from, num(conditions.length))]
    }
  }
  if (points.length > 2 || conditions.length !== 2 || orders.some((order) => order > 0)) {
    throw noForm(problem, index, `the conditions in ${variable} are neither initial values nor values at two ends`)
  }
  const [low, high] = conditions.toSorted((a, b) => a.point.value - b.point.value) as [ValueCondition, ValueCondition]
  const length = sub(high.point.expression, low.point.expression)
  const up = minus(s, low)
  const down = sub(high.point.expression, s)
  return {
    variable,
    conditions,
    spread: (discrepancy, condition) => div(mul(discrepancy, condition === low ? down : up), length),
    bubble: [up, down]
  }
}

function isInitial(conditions: ValueCondition[]): boolean {
  return new Set(conditions.map((condition) => condition.point.value)).size === 1
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

function noForm(problem: CompiledProblem, condition: number, why: string): LabError {
  const { text } = problem.conditions[condition]!
  const network = problem.unknowns.length === 1 ? 'N' : `N_${problem.unknowns[0]}`
  return new LabError(
    'no-trial-form',
    `No trial solution is built by itself for ${text}: ${why}.`,
    `Write your own under \`trial:\`, with ${network} for the network, for example { ${problem.unknowns[0]}: "…" }.`,
    problem.loaded.place(['conditions', condition])
  )
}
