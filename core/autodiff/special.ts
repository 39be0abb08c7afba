/** Stable logistic function: never overflows. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** log(1 + exp(x)) without overflow and without loss for large negative x. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))
}

/** x^y; small whole powers by multiplication, which is exact where it can be and the same on every machine. */
export function power(x: number, y: number): number {
  if (y === 2) return x * x
  if (y === 3) return x * x * x
  if (y === 4) return x * x * (x * x)
  if (y === 1) return x
  if (y === -1) return 1 / x
  if (y === 0.5) return Math.sqrt(x)
  return Math.pow(x, y)
}

const A = [1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3]
const B = [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3]
const C = [
  2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2, 8.8195222124176909e2,
  1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3
]
const D = [
  1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
  4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3
]
const P = [
  1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
  6.58749161529837803e-4
]
const Q = [1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3]

/** Error function by the rational approximations of W. J. Cody, Math. Comp. 23 (1969) 631: relative error below 1e-15. */
export function erf(x: number): number {
  const y = Math.abs(x)
  if (Number.isNaN(x)) return NaN
  if (y <= 0.46875) return (x * horner(A, y * y)) / horner(B, y * y)
  const tail = y <= 4 ? horner(C, y) / horner(D, y) : y > 6 ? 0 : asymptotic(y)
  // exp(-y^2) with y split at 1/16, so that the rounding of y^2 is not amplified
  const high = Math.trunc(y * 16) / 16
  const complement = Math.exp(-high * high) * Math.exp(-(y - high) * (y + high)) * tail
  return Math.sign(x) * (1 - complement)
}

function asymptotic(y: number): number {
  const z = 1 / (y * y)
  return (1 / Math.sqrt(Math.PI) - (z * horner(P, z)) / horner(Q, z)) / y
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0
  for (const c of coefficients) sum = sum * x + c
  return sum
}
