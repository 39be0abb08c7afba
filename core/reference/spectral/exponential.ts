/** A complex number. */
export type Complex = readonly [number, number]

/** The six numbers of a step of ETDRK4 for z = h times an eigenvalue, all but the exponentials still to be multiplied by h. */
export const FUNCTIONS = 6

const SMALL = 2
const TERMS = 32

/**
 * exp z, exp z/2, and with phi_1 = (e^z - 1)/z, phi_2 = (phi_1 - 1)/z, phi_3 = (phi_2 - 1/2)/z: phi_1(z/2)/2, phi_1 - 3 phi_2 + 4 phi_3, phi_2 - 2 phi_3, -phi_2 + 4 phi_3, as
 * re, im, re, im, … in `out` (Cox and Matthews, J. Comput. Phys. 176 (2002) 430, eqs. 26 to 29). By their power series where the quotients would cancel.
 */
export function stepFunctions([x, y]: Complex, out: Float64Array): void {
  const whole = phis([x, y])
  const half = phis([x / 2, y / 2])
  const [e, p1, p2, p3] = whole
  out[0] = e[0]
  out[1] = e[1]
  out[2] = half[0][0]
  out[3] = half[0][1]
  for (let part = 0; part < 2; part++) {
    out[4 + part] = half[1][part]! / 2
    out[6 + part] = p1[part]! - 3 * p2[part]! + 4 * p3[part]!
    out[8 + part] = p2[part]! - 2 * p3[part]!
    out[10 + part] = -p2[part]! + 4 * p3[part]!
  }
}

type Phis = readonly [Complex, Complex, Complex, Complex]

/** e^z, phi_1, phi_2, phi_3. */
function phis(z: Complex): Phis {
  const size = Math.hypot(z[0], z[1])
  if (size >= SMALL) {
    const grown = Math.exp(z[0])
    const e: Complex = [grown * Math.cos(z[1]), grown * Math.sin(z[1])]
    const p1 = divided([e[0] - 1, e[1]], z)
    const p2 = divided([p1[0] - 1, p1[1]], z)
    return [e, p1, p2, divided([p2[0] - 0.5, p2[1]], z)]
  }
  // phi_3 by Horner's rule, the others from it: phi_j = 1/j! + z phi_(j+1)
  let p3: Complex = [0, 0]
  for (let n = TERMS; n >= 0; n--) p3 = [(p3[0] * z[0] - p3[1] * z[1]) / (n + 4) + 1, (p3[0] * z[1] + p3[1] * z[0]) / (n + 4)]
  p3 = [p3[0] / 6, p3[1] / 6]
  const p2 = risen(p3, z, 0.5)
  const p1 = risen(p2, z, 1)
  return [risen(p1, z, 1), p1, p2, p3]
}

const risen = (p: Complex, z: Complex, constant: number): Complex => [constant + p[0] * z[0] - p[1] * z[1], p[0] * z[1] + p[1] * z[0]]

function divided(a: Complex, b: Complex): Complex {
  const square = b[0] * b[0] + b[1] * b[1]
  return [(a[0] * b[0] + a[1] * b[1]) / square, (a[1] * b[0] - a[0] * b[1]) / square]
}

const CONTOUR = 48
/** Eigenvalues closer than this are taken together. */
const CLOSE = 1

/**
 * The same functions of a matrix A of one or two rows (re, im alternating, row-major), each as such a matrix after the other. Of two rows by f(A) = f(z1) + f[z1, z2] (A - z1);
 * the divided difference of close eigenvalues by Cauchy's integral on a circle round both (as Kassam and Trefethen, SIAM J. Sci. Comput. 26 (2005) 1214, section 3).
 */
export function matrixStepFunctions(a: Float64Array, size: number, out: Float64Array): void {
  if (size === 1) return stepFunctions([a[0]!, a[1]!], out)
  const [z1, z2] = eigenvalues(a)
  const first = new Float64Array(2 * FUNCTIONS)
  const differences = new Float64Array(2 * FUNCTIONS)
  stepFunctions(z1, first)
  const gap: Complex = [z2[0] - z1[0], z2[1] - z1[1]]
  if (Math.hypot(gap[0], gap[1]) > CLOSE) {
    const second = new Float64Array(2 * FUNCTIONS)
    stepFunctions(z2, second)
    for (let f = 0; f < FUNCTIONS; f++) {
      const [re, im] = divided([second[2 * f]! - first[2 * f]!, second[2 * f + 1]! - first[2 * f + 1]!], gap)
      differences[2 * f] = re
      differences[2 * f + 1] = im
    }
  } else {
    const here = new Float64Array(2 * FUNCTIONS)
    for (let k = 0; k < CONTOUR; k++) {
      const angle = (2 * Math.PI * (k + 0.5)) / CONTOUR
      const arm: Complex = [2 * Math.cos(angle), 2 * Math.sin(angle)]
      const z: Complex = [(z1[0] + z2[0]) / 2 + arm[0], (z1[1] + z2[1]) / 2 + arm[1]]
      stepFunctions(z, here)
      const weight = divided(divided(arm, [z[0] - z1[0], z[1] - z1[1]]), [z[0] - z2[0], z[1] - z2[1]])
      for (let f = 0; f < FUNCTIONS; f++) {
        differences[2 * f]! += (here[2 * f]! * weight[0] - here[2 * f + 1]! * weight[1]) / CONTOUR
        differences[2 * f + 1]! += (here[2 * f]! * weight[1] + here[2 * f + 1]! * weight[0]) / CONTOUR
      }
    }
  }
  for (let f = 0; f < FUNCTIONS; f++) {
    const [dr, di] = [differences[2 * f]!, differences[2 * f + 1]!]
    for (let entry = 0; entry < 4; entry++) {
      const own = entry === 0 || entry === 3 ? 1 : 0
      const [re, im] = [a[2 * entry]! - own * z1[0], a[2 * entry + 1]! - own * z1[1]]
      out[8 * f + 2 * entry] = own * first[2 * f]! + dr * re - di * im
      out[8 * f + 2 * entry + 1] = own * first[2 * f + 1]! + dr * im + di * re
    }
  }
}

/** Of a matrix of two rows: half the trace plus and minus the root of the discriminant, which is written without cancellation. */
function eigenvalues(a: Float64Array): readonly [Complex, Complex] {
  const half: Complex = [(a[0]! - a[6]!) / 2, (a[1]! - a[7]!) / 2]
  const middle: Complex = [(a[0]! + a[6]!) / 2, (a[1]! + a[7]!) / 2]
  const re = half[0] ** 2 - half[1] ** 2 + a[2]! * a[4]! - a[3]! * a[5]!
  const im = 2 * half[0] * half[1] + a[2]! * a[5]! + a[3]! * a[4]!
  const size = Math.hypot(re, im)
  const root: Complex = [Math.sqrt(Math.max(0, (size + re) / 2)), Math.sign(im || 1) * Math.sqrt(Math.max(0, (size - re) / 2))]
  return [
    [middle[0] + root[0], middle[1] + root[1]],
    [middle[0] - root[0], middle[1] - root[1]]
  ]
}
