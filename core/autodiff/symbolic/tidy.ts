import type { Expression } from '../../expression/ast.ts'
import { apply } from '../../expression/nodes.ts'
import { call, num } from '../../expression/simplify.ts'
import { operatorCount } from './count.ts'
import { constant, factor, inverse, raised, termKey, times, written, type Product } from './product.ts'

/**
 * A derivative as a person would leave it: products collected, like terms added, common factors taken out, fractions cancelled.
 * Arguments of functions stay as they are, so that what was in f is still recognised in f'. Values agree wherever both are defined.
 */
export function tidy(expression: Expression): Expression {
  return written(productOf(expression))
}

function productOf(expression: Expression): Product {
  if (expression.kind === 'number') return constant(expression.value)
  if (expression.kind !== 'apply') return factor(expression)
  const [a, b] = expression.args
  switch (expression.operation) {
    case 'neg':
      return times(constant(-1), productOf(a!))
    case 'mul':
      return times(productOf(a!), productOf(b!))
    case 'div':
      return divided(productOf(a!), productOf(b!))
    case 'add':
    case 'sub':
      return sumOf(expression)
    case 'sqrt':
      return raised(factorOf(a!), 0.5) ?? factor(apply('sqrt', [a!]))
    case 'pow':
      return powerOf(a!, b!)
    case 'if':
      return factor(apply('if', [a!, ...expression.args.slice(1).map(tidy)]))
    default: {
      const simple = call(expression.operation, expression.args)
      if (expression.operation === 'log' && a!.kind === 'constant' && a.name === 'e') return constant(1)
      return simple.kind === 'number' ? constant(simple.value) : factor(simple)
    }
  }
}

function divided(a: Product, b: Product): Product {
  return b.coefficient === 0 ? factor(apply('div', [written(a), num(0)])) : times(a, inverse(b))
}

/** A base that is left as it stands inside a root or a power; bare names and functions may still be cancelled against others. */
const factorOf = (base: Expression): Product => (base.kind === 'number' ? constant(base.value) : factor(base))

function powerOf(base: Expression, exponent: Expression): Product {
  const reduced = productOf(exponent)
  if (reduced.factors.length > 0) {
    const shorter = written(reduced)
    return factor(apply('pow', [base, operatorCount(shorter) < operatorCount(exponent) ? shorter : exponent]))
  }
  const value = reduced.coefficient
  if (value === 0) return constant(1)
  if (value === 1) return productOf(base)
  const inner = Number.isInteger(value) ? productOf(base) : factorOf(base)
  const whole = inner.factors.length === 1 && Math.abs(inner.coefficient) === 1 ? inner : factorOf(base)
  return raised(whole, value) ?? factor(apply('pow', [base, num(value)]))
}

function sumOf(expression: Expression): Product {
  const terms = termsOf(expression, 1, false)
  const plain = collected(terms)
  if (!terms.some(isBareSum)) return plain
  // (x - 1) - (x + 1) is -2: opened where that saves something, else left as it was in f.
  const opened = collected(termsOf(expression, 1, true))
  return operatorCount(written(opened)) < operatorCount(written(plain)) ? opened : plain
}

const isBareSum = ({ factors }: Product): boolean => factors.length === 1 && factors[0]!.power === 1 && isSum(factors[0]!.base)

function isSum(expression: Expression): expression is Extract<Expression, { kind: 'apply' }> {
  return expression.kind === 'apply' && (expression.operation === 'add' || expression.operation === 'sub')
}

/** The terms of a sum; with `open` also those of sums that are only multiplied by a number. */
function termsOf(expression: Expression, sign: number, open: boolean): Product[] {
  if (isSum(expression)) {
    const [a, b] = expression.args
    return [...termsOf(a!, sign, open), ...termsOf(b!, expression.operation === 'add' ? sign : -sign, open)]
  }
  const term = times(constant(sign), productOf(expression))
  return open && isBareSum(term) ? termsOf(term.factors[0]!.base, term.coefficient, open) : [term]
}

/** Like terms added, then the common factor taken out. */
function collected(terms: readonly Product[]): Product {
  const byKey = new Map<string, Product>()
  for (const term of terms) {
    if (term.coefficient === 0) continue
    const key = termKey(term)
    const known = byKey.get(key)
    byKey.set(key, known === undefined ? term : { ...known, coefficient: known.coefficient + term.coefficient })
  }
  const kept = [...byKey.values()].filter(({ coefficient }) => coefficient !== 0)
  const [first, ...rest] = kept
  if (first === undefined) return constant(0)
  if (rest.length === 0) return first
  const common = commonFactor(kept)
  const without = kept.map((term) => times(term, inverse(common)))
  return times(common, factor(sumExpression(without)))
}

function sumExpression(terms: readonly Product[]): Expression {
  // A sum begins with a term that has no sign, where there is one: 1 - x rather than -x + 1.
  const [lead, ...others] = terms[0]!.coefficient < 0 ? reordered(terms) : terms
  return others.reduce<Expression>(
    (sum, term) => (term.coefficient < 0 ? apply('sub', [sum, written(times(constant(-1), term))]) : apply('add', [sum, written(term)])),
    written(lead!)
  )
}

function reordered(terms: readonly Product[]): readonly Product[] {
  const at = terms.findIndex(({ coefficient }) => coefficient > 0)
  return at < 0 ? terms : [terms[at]!, ...terms.slice(0, at), ...terms.slice(at + 1)]
}

/** What every term has: the greatest common divisor of whole coefficients, and each factor to its lowest power. */
function commonFactor(terms: readonly Product[]): Product {
  const [first, ...rest] = terms
  const factors = first!.factors.flatMap((each) => {
    const powers = [each.power, ...rest.map(({ factors: own }) => own.find(({ key }) => key === each.key)?.power ?? 0)]
    const [least, most] = [Math.min(...powers), Math.max(...powers)]
    const power = least > 0 ? least : most < 0 ? most : 0
    return power === 0 ? [] : [{ ...each, power }]
  })
  const whole = terms.every(({ coefficient }) => Number.isSafeInteger(coefficient))
  const divisor = whole ? terms.map(({ coefficient }) => Math.abs(coefficient)).reduce(gcd) : 1
  const sign = terms.every(({ coefficient }) => coefficient < 0) ? -1 : 1
  return { coefficient: sign * divisor, factors }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
