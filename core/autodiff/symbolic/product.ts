import type { Expression } from '../../expression/ast.ts'
import { apply } from '../../expression/nodes.ts'
import { print } from '../../expression/print.ts'
import { num } from '../../expression/simplify.ts'

/** A factor base^power; the base is no product, quotient or whole power itself. */
export interface Factor {
  key: string
  base: Expression
  power: number
}

/** c * base^power * …, factors in the order in which they first appear. */
export interface Product {
  coefficient: number
  factors: readonly Factor[]
}

export const constant = (coefficient: number): Product => ({ coefficient, factors: [] })

export function factor(base: Expression, power = 1): Product {
  return { coefficient: 1, factors: [{ key: print(base), base, power }] }
}

export function times(a: Product, b: Product): Product {
  const coefficient = a.coefficient * b.coefficient
  if (coefficient === 0) return constant(0)
  const factors = a.factors.map((each) => ({ ...each }))
  for (const each of b.factors) {
    const known = factors.find(({ key }) => key === each.key)
    if (known === undefined) factors.push({ ...each })
    else known.power += each.power
  }
  return { coefficient, factors: factors.filter(({ power }) => power !== 0) }
}

/** To a whole power, or to any power where it is a single factor with nothing before it. */
export function raised(a: Product, power: number): Product | undefined {
  const [only] = a.factors
  const safe = Number.isInteger(power)
  if (a.factors.length > 1 && power > 0) return undefined
  if (a.factors.length === 0) return constant(a.coefficient ** power)
  if (!safe && (a.coefficient !== 1 || only!.power !== 1)) return undefined
  return { coefficient: a.coefficient ** power, factors: a.factors.map((each) => ({ ...each, power: each.power * power })) }
}

export const inverse = (a: Product): Product => ({
  coefficient: 1 / a.coefficient,
  factors: a.factors.map((each) => ({ ...each, power: -each.power }))
})

/** What identifies the term in a sum, whatever its coefficient. */
export function termKey({ factors }: Product): string {
  return factors
    .map(({ key, power }) => `${key}^${power}`)
    .sort()
    .join(' ')
}

/** The product as a person writes it: coefficient first, negative powers below the line, a sign in front. */
export function written({ coefficient, factors }: Product): Expression {
  const size = Math.abs(coefficient)
  const reciprocal = size !== 0 && size < 1 && isWhole(1 / size) ? Math.round(1 / size) : undefined
  const above = factors.filter(({ power }) => power > 0).map(powerOf)
  const below = factors.filter(({ power }) => power < 0).map((each) => powerOf({ ...each, power: -each.power }))
  if (reciprocal !== undefined) below.unshift(num(reciprocal))
  else if (size !== 1 || above.length === 0) above.unshift(num(size))
  const top = above.length === 0 ? num(1) : above.reduce((a, b) => apply('mul', [a, b]))
  const whole = below.length === 0 ? top : apply('div', [top, below.reduce((a, b) => apply('mul', [a, b]))])
  return coefficient < 0 ? apply('neg', [whole]) : whole
}

const isWhole = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-12 * Math.abs(x) && x < 1e9

function powerOf({ base, power }: Factor): Expression {
  if (power === 1) return base
  return power === 0.5 ? apply('sqrt', [base]) : apply('pow', [base, num(power)])
}
