import { dot, Line, NO_STEP } from './line-step.ts'
import { CREEPS, stalls, type Method, type MethodState, type Minimised } from './method.ts'

/**
 * Self-scaled Broyden, dense, with a strong Wolfe line search (Al-Baali, Spedicato & Maggioni, Optim. Methods Softw. 29 (2014) 937-954; for networks Urban,
 * Stefanou & Pons, J. Comput. Phys. 523 (2025) 113656, whose published SSBroyden2 the update is held against).
 */
export function ssbroyden(minimised: Minimised, restored?: MethodState): Method {
  const n = minimised.parameters.length
  // stalled iterations in a row, updates of H; H, row-major; the gradient
  const state: MethodState = restored ?? { step: 0, state: [new Float64Array(2), identity(n), new Float64Array(n)] }
  const [own, h, gradient] = state.state as [Float64Array, Float64Array, Float64Array]
  const line = new Line(minimised, gradient)

  const update = (before: Float64Array, alpha: number): void => {
    const { s, y } = line
    const sy = dot(s, y)
    if (!(sy > 1e-300)) return
    const first = own[1] === 0
    // the first update is scaled to the curvature that was met (Nocedal & Wright, 6.20)
    const scale = sy / dot(y, y)
    if (first) for (let i = 0; i < n; i++) h[i * n + i] = scale
    // with the first H replaced by its scaled form, B s = s / scale
    if (updateInverse(h, s, y, first ? dot(s, s) / scale : -alpha * dot(s, before))) own[1]!++
  }

  return {
    state,
    changed() {
      own.fill(0)
      h.set(identity(n))
      line.forget()
    },
    step() {
      const reason = line.look()
      if (reason !== null) return reason
      const fresh = own[1] === 0
      const direction = new Float64Array(n)
      multiply(h, gradient, direction)
      for (let i = 0; i < n; i++) direction[i] = -direction[i]!
      const before = gradient.slice()
      const moved = line.search(direction, fresh ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1)
      if (moved === undefined) {
        if (fresh) return NO_STEP
        h.set(identity(n))
        own[1] = 0
        return null
      }
      state.step++
      update(before, moved.alpha)
      return stalls(own, moved.before, moved.after, true) ? CREEPS : null
    }
  }
}

/**
 * One self-scaled Broyden update of the inverse Hessian H (n x n, row-major, symmetric) by a step s and the change y of the gradient along it. With
 * h = y.Hy / s.y, b = s.Bs / s.y (B = 1/H), a = h b - 1, c = sqrt(a / (a + 1)), rho = min(1, h (1 - c)):
 * theta = max((rho - 1) / a, min(1 / rho, (1 - b) / b)), sigma = 1 + a theta, r = min(1, 1 / b),
 * tau = min(r sigma^(-1/(n-1)), sigma) for theta <= 0, else r min(sigma^(-1/(n-1)), 1 / theta); phi = (1 - theta) / sigma;
 * H <- (H - Hy Hy^T / y.Hy + phi v v^T) / tau + s s^T / s.y with v = sqrt(y.Hy) (s / s.y - Hy / y.Hy).
 * @param sBs s.Bs; along s = -alpha H g that is -alpha s.g
 * @returns whether H was changed: not where the formulas are not finite
 */
export function updateInverse(h: Float64Array, s: Float64Array, y: Float64Array, sBs: number): boolean {
  const n = s.length
  const sy = dot(s, y)
  const hy = new Float64Array(n)
  multiply(h, y, hy)
  const yhy = dot(y, hy)
  const hk = yhy / sy
  const bk = sBs / sy
  const a = Math.max(hk * bk - 1, 1e-300)
  const rho = Math.min(1, hk * (1 - Math.sqrt(a / (a + 1))))
  const theta = Math.max((rho - 1) / a, Math.min(1 / rho, (1 - bk) / bk))
  const sigma = 1 + a * theta
  const power = sigma ** (-1 / Math.max(1, n - 1))
  const least = Math.min(1, 1 / bk)
  const tau = theta <= 0 ? Math.min(least * power, sigma) : least * Math.min(power, 1 / theta)
  const phi = (1 - theta) / sigma
  if (!(tau > 0) || !Number.isFinite(phi) || !(yhy > 0)) return false
  const root = Math.sqrt(yhy)
  const v = s.map((x, i) => root * (x / sy - hy[i]! / yhy))
  for (let i = 0; i < n; i++) {
    const left = -hy[i]! / yhy / tau
    const middle = (phi * v[i]!) / tau
    const right = s[i]! / sy
    const row = i * n
    for (let j = 0; j < n; j++) h[row + j] = h[row + j]! / tau + left * hy[j]! + middle * v[j]! + right * s[j]!
  }
  return true
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) out[i * n + i] = 1
  return out
}

function multiply(a: Float64Array, x: Float64Array, out: Float64Array): void {
  const n = x.length
  for (let i = 0; i < n; i++) {
    const row = i * n
    let sum = 0
    for (let j = 0; j < n; j++) sum += a[row + j]! * x[j]!
    out[i] = sum
  }
}
