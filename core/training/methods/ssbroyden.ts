import { makeInverseHessian, type InverseHessian } from './inverse-hessian.ts'
import { dot, Line, NO_STEP } from './line-step.ts'
import { CREEPS, stalls, type Method, type MethodState, type Minimised } from './method.ts'

/**
 * Self-scaled Broyden, dense, with a strong Wolfe line search (Al-Baali, Spedicato & Maggioni, Optim. Methods Softw. 29 (2014) 937-954; for networks Urban,
 * Stefanou & Pons, J. Comput. Phys. 523 (2025) 113656, whose published SSBroyden2 the update is held against).
 */
export function ssbroyden(minimised: Minimised, restored?: MethodState): Method {
  const n = minimised.parameters.length
  // stalled iterations in a row, updates of H; H, row-major; the gradient
  const [own, start, gradient] = (restored?.state ?? [new Float64Array(2), undefined, new Float64Array(n)]) as [
    Float64Array,
    Float64Array | undefined,
    Float64Array
  ]
  const inverse = makeInverseHessian(n, start)
  const state: MethodState = {
    step: restored?.step ?? 0,
    get state() {
      return [own, inverse.numbers(), gradient]
    }
  }
  const line = new Line(minimised, gradient)
  /** H times the gradient, where `isReady` */
  const product = new Float64Array(n)
  let isReady = false

  const reset = (factor: number): void => {
    inverse.reset(factor)
    isReady = false
  }

  const update = (before: Float64Array, alpha: number): void => {
    const { s, y } = line
    const sy = dot(s, y)
    isReady = false
    if (!(sy > 1e-300)) return
    const first = own[1] === 0
    // the first update is scaled to the curvature that was met (Nocedal & Wright, 6.20)
    const scale = sy / dot(y, y)
    if (first) reset(scale)
    // with the first H replaced by its scaled form, B s = s / scale
    isReady = updateInverse(inverse, s, y, first ? dot(s, s) / scale : -alpha * dot(s, before), gradient, product)
    if (isReady) own[1]!++
  }

  return {
    state,
    changed() {
      own.fill(0)
      reset(1)
      line.forget()
    },
    step() {
      const reason = line.look()
      if (reason !== null) return reason
      const fresh = own[1] === 0
      if (!isReady) inverse.multiply(gradient, product)
      const direction = product.map((x) => -x)
      const before = gradient.slice()
      const moved = line.search(direction, fresh ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1)
      if (moved === undefined) {
        if (fresh) return NO_STEP
        reset(1)
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
 * One self-scaled Broyden update of the inverse Hessian H (n x n, symmetric) by a step s and the change y of the gradient along it. With
 * h = y.Hy / s.y, b = s.Bs / s.y (B = 1/H), a = h b - 1, c = sqrt(a / (a + 1)), rho = min(1, h (1 - c)):
 * theta = max((rho - 1) / a, min(1 / rho, (1 - b) / b)), sigma = 1 + a theta, r = min(1, 1 / b),
 * tau = min(r sigma^(-1/(n-1)), sigma) for theta <= 0, else r min(sigma^(-1/(n-1)), 1 / theta); phi = (1 - theta) / sigma;
 * H <- (H - Hy Hy^T / y.Hy + phi v v^T) / tau + s s^T / s.y with v = sqrt(y.Hy) (s / s.y - Hy / y.Hy).
 * @param sBs s.Bs; along s = -alpha H g that is -alpha s.g
 * @param product what the new H makes of `gradient`
 * @returns whether H was changed: not where the formulas are not finite
 */
export function updateInverse(
  inverse: InverseHessian,
  s: Float64Array,
  y: Float64Array,
  sBs: number,
  gradient: Float64Array,
  product: Float64Array
): boolean {
  const n = s.length
  const sy = dot(s, y)
  const hy = new Float64Array(n)
  inverse.multiply(y, hy)
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
  const change = {
    scale: 1 / tau,
    factors: [hy.map((x) => -x / yhy / tau), v.map((x) => (phi * x) / tau), s.map((x) => x / sy)],
    columns: [hy, v, s]
  } as const
  inverse.update(change, gradient, product)
  return true
}
