import type { System } from '../one-step.ts'

export interface DormandPrinceOptions {
  rtol: number
  atol: number
  /** more steps end the integration; `stopped` says so */
  mostSteps?: number
  /** functions of (t, y) whose zeros are located */
  events?: readonly ((t: number, y: Float64Array) => number)[]
}

/** A solution by Runge-Kutta steps, with its continuous extension. */
export interface ContinuousSolution {
  steps: number
  rejected: number
  /** why it did not reach the end: stiffness, too many steps, a solution that left the numbers; null where it did */
  stopped: 'stiff' | 'steps' | 'not a number' | null
  /** last time that was reached */
  reached: number
  at: (t: number, out: Float64Array) => void
  /** zeros of the events' functions, in the order of time */
  events: { event: number; t: number; y: Float64Array }[]
}

const C = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1]
const A = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84]
]
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40]
const DENSE = [
  ...[-12715105075 / 11282082432, 0, 87487479700 / 32700410799, -10690763975 / 1880347072],
  ...[701980252875 / 199316789632, -1453857185 / 822651844, 69997945 / 29380423]
]

/**
 * The explicit Runge-Kutta method of Dormand and Prince, order 5 with an embedded one of order 4, step sizes by a PI controller, continuous extension of order 4, and
 * the test for stiffness (Hairer, Norsett, Wanner, Solving ODEs I, II.5 and II.6; Solving ODEs II, IV.2: code DOPRI5).
 */
export function dormandPrince(
  f: System,
  from: number,
  to: number,
  start: Float64Array,
  { rtol, atol, mostSteps = 100_000, events = [] }: DormandPrinceOptions
): ContinuousSolution {
  const n = start.length
  const k = Array.from({ length: 7 }, () => new Float64Array(n))
  const [y, next, stage, before] = [Float64Array.from(start), new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const times = [from]
  const pieces: Float64Array[] = []
  const found: ContinuousSolution['events'] = []
  let t = from
  f(t, y, k[0]!)
  let h = firstStep(f, t, y, k[0]!, to - from, rtol, atol)
  let [steps, rejected, stiff, calm, last, refused] = [0, 0, 0, 0, 1e-4, false]
  let stopped: ContinuousSolution['stopped'] = null
  const values = events.map((event) => event(t, y))
  while (t < to) {
    if (steps + rejected >= mostSteps) stopped = 'steps'
    if (!(h > 1e-15 * Math.max(Math.abs(t), to - from))) stopped = 'not a number'
    if (stopped !== null) break
    const end = t + 1.01 * h >= to
    if (end) h = to - t
    for (let s = 1; s < 7; s++) {
      const row = A[s]!
      for (let i = 0; i < n; i++) {
        let sum = 0
        for (let j = 0; j < s; j++) sum += row[j]! * k[j]![i]!
        stage[i] = y[i]! + h * sum
      }
      if (s === 5) before.set(stage)
      if (s === 6) next.set(stage)
      f(t + C[s]! * h, stage, k[s]!)
    }
    let square = 0
    for (let i = 0; i < n; i++) {
      let error = 0
      for (let s = 0; s < 7; s++) error += ERROR[s]! * k[s]![i]!
      square += ((h * error) / (atol + rtol * Math.max(Math.abs(y[i]!), Math.abs(next[i]!)))) ** 2
    }
    const error = Math.sqrt(square / n)
    if (!(error <= 1)) {
      rejected++
      refused = true
      h *= Number.isFinite(error) ? Math.max(0.2, 0.9 * error ** -0.2) : 0.1
      continue
    }
    steps++
    const slope = ratio(k[6]!, k[5]!, next, before)
    if (h * slope > 3.25) {
      calm = 0
      if (++stiff === 15) stopped = 'stiff'
    } else if (stiff > 0 && ++calm === 6) stiff = 0
    pieces.push(extension(y, next, k, h))
    const was = t
    t = end ? to : t + h
    times.push(t)
    events.forEach((event, e) => {
      const now = event(t, next)
      if (values[e]! !== 0 && now !== 0 && values[e]! > 0 !== now > 0) found.push(locate(event, e, pieces.at(-1)!, was, t, n))
      else if (now === 0) found.push({ event: e, t, y: Float64Array.from(next) })
      values[e] = now
    })
    y.set(next)
    k[0]!.set(k[6]!)
    const grow = 0.9 * Math.max(error, 1e-10) ** -0.17 * last ** 0.04
    h *= Math.min(refused ? 1 : 10, Math.max(0.2, grow))
    last = Math.max(error, 1e-4)
    refused = false
  }
  return {
    steps,
    rejected,
    stopped,
    reached: t,
    events: found.sort((a, b) => a.t - b.t),
    at(wished, out) {
      if (pieces.length === 0) return void out.set(start)
      const p = intervalOf(times, wished)
      extended(pieces[p]!, (wished - times[p]!) / (times[p + 1]! - times[p]!), n, out)
    }
  }
}

/** Index of the step in which a time lies. */
function intervalOf(times: readonly number[], t: number): number {
  let [low, high] = [0, times.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (times[middle]! <= t) low = middle
    else high = middle - 1
  }
  return low
}

/** |k7 - k6| over |y7 - y6|: an estimate of the largest eigenvalue that the step feels. */
function ratio(a: Float64Array, b: Float64Array, y: Float64Array, z: Float64Array): number {
  let [up, down] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    up += (a[i]! - b[i]!) ** 2
    down += (y[i]! - z[i]!) ** 2
  }
  return down > 0 ? Math.sqrt(up / down) : 0
}

/** Coefficients of the continuous extension, five per component. */
function extension(y: Float64Array, next: Float64Array, k: readonly Float64Array[], h: number): Float64Array {
  const n = y.length
  const out = new Float64Array(5 * n)
  for (let i = 0; i < n; i++) {
    const difference = next[i]! - y[i]!
    const bend = h * k[0]![i]! - difference
    let sum = 0
    for (let s = 0; s < 7; s++) sum += DENSE[s]! * k[s]![i]!
    out.set([y[i]!, difference, bend, difference - h * k[6]![i]! - bend, h * sum], 5 * i)
  }
  return out
}

function extended(piece: Float64Array, theta: number, n: number, out: Float64Array): void {
  const rest = 1 - theta
  for (let i = 0; i < n; i++) {
    const [a, b, c, d, e] = [piece[5 * i]!, piece[5 * i + 1]!, piece[5 * i + 2]!, piece[5 * i + 3]!, piece[5 * i + 4]!]
    out[i] = a + theta * (b + rest * (c + theta * (d + rest * e)))
  }
}

/** The zero of an event's function inside one step, by bisection on the continuous extension. */
function locate(
  event: (t: number, y: Float64Array) => number,
  index: number,
  piece: Float64Array,
  from: number,
  to: number,
  n: number
): ContinuousSolution['events'][number] {
  const y = new Float64Array(n)
  const value = (theta: number): number => {
    extended(piece, theta, n, y)
    return event(from + theta * (to - from), y)
  }
  let [low, high] = [0, 1]
  const rising = value(0) < 0
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (value(middle) < 0 === rising) low = middle
    else high = middle
  }
  extended(piece, high, n, y)
  return { event: index, t: from + high * (to - from), y }
}

/** Hairer, Norsett, Wanner, II.4, "Starting step size". */
function firstStep(f: System, t: number, y: Float64Array, slope: Float64Array, length: number, rtol: number, atol: number): number {
  const size = (a: Float64Array): number =>
    Math.sqrt(a.reduce((sum, x, i) => sum + (x / (atol + rtol * Math.abs(y[i]!))) ** 2, 0) / y.length)
  const [d0, d1] = [size(y), size(slope)]
  const h0 = Math.min(length, d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1)
  const then = new Float64Array(y.length)
  f(
    t + h0,
    y.map((x, i) => x + h0 * slope[i]!),
    then
  )
  const d2 = size(then.map((x, i) => x - slope[i]!)) / h0
  const most = Math.max(d1, d2)
  const h1 = most <= 1e-15 ? Math.max(1e-6, h0 * 1e-3) : (0.01 / most) ** 0.2
  return Math.min(100 * h0, h1, length)
}
