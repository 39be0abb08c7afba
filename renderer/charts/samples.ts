import type { CheckReport } from '../../core/problem/report.ts'
import type { ReferenceResult } from '../../core/reference/types.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'
import type { Curve } from '../../main/api/figures.ts'
import type { SweepConfiguration, SweepDetail } from '../../main/api/types.ts'
import type { Theme } from './theme.ts'

/** Snapshots, reports and sweeps for the tests of figures and panes: the lecture's decay half way, and a diffusion field. */

const W = [-0.89439, -1.2804, -4.149, -1.2124, -3.3006, -0.8166, 0.33776, 1.1298, 1.9162, -1.4858]
const B = [0.90854, 0.37912, 0.95203, -0.96585, 0.7765, 1.1422, 0.34489, -1.096, -0.69209, 1.4944]
const V = [-2.8442, -1.9013, -4.7995, -0.74027, -4.7543, -3.1179, -0.25938, 1.0376, 0.98426, -4.4168]
const C = -3.14088

const lin = (from: number, to: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const unit = (i: number, t: number) => sigmoid((W[i] ?? 0) * t + (B[i] ?? 0))
const N = (t: number) => V.reduce((sum, v, i) => sum + v * unit(i, t), C)
const dN = (t: number) => V.reduce((sum, v, i) => sum + v * (W[i] ?? 0) * unit(i, t) * (1 - unit(i, t)), 0)
const trial = (t: number) => 10 + t * N(t)
const exact = (t: number) => 10 * Math.exp(-2 * t)
const residual = (t: number) => N(t) + t * dN(t) + 2 * trial(t)

/** The lecture's decay after 5000 iterations (course.md 1.4 A). */
export function decaySnapshot(points = 10): Snapshot {
  const t = lin(0, 1, 201)
  const at = lin(0, 1, points)
  const coarse = lin(0, 1, 25)
  return {
    iteration: 5000,
    loss: 0.1960526756993421,
    metrics: {
      max_abs_error: 0.0552229,
      max_abs_error_at_points: 0.0548,
      rel_l2: 0.00672,
      condition_violation: 0,
      by_unknown: { g: { max_abs_error: 0.0552229, rel_l2: 0.00672 } }
    },
    worst: { at: [0.447], error: -0.0552229 },
    scale: 10,
    axes: [{ name: 't', values: t }],
    fields: [{ unknown: 'g', network: t.map(N), solution: t.map(trial), residual: t.map(residual), exact: t.map(exact) }],
    points: { at: [at], solution: at.map(trial), residual: at.map(residual), exact: at.map(exact) },
    network: {
      inputs: ['t'],
      layers: [
        {
          width: 10,
          activation: 'sigmoid',
          tiles: Float64Array.from({ length: 250 }, (_, k) => unit(Math.floor(k / 25), coarse[k % 25] ?? 0))
        }
      ],
      tilePoints: 25,
      weights: [
        { rows: 10, columns: 2, values: Float64Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? B : W)[Math.floor(k / 2)] ?? 0) },
        { rows: 1, columns: 11, values: Float64Array.from([C, ...V]) }
      ],
      parameters: 31
    }
  }
}

export function decayReport(): CheckReport {
  return {
    ok: true,
    name: 'Exponential decay',
    problem: { orders: { g: 1 }, linear: true, kind: 'initial value' },
    variables: [{ name: 't', from: 0, to: 1 }],
    unknowns: ['g'],
    parameters: [
      { name: 'gamma', text: '2', value: 2, latex: '\\gamma' },
      { name: 'g0', text: '10', value: 10, latex: 'g_0' }
    ],
    equations: [{ text: "g' = -gamma*g", latex: "g' = -\\gamma\\, g" }],
    conditions: [{ id: 'c1', text: 'g(0) = g0', latex: 'g(0) = g_0', how: 'hard', met: true, violation: 0 }],
    trial: { g: 'g0 + t*N' },
    trialMode: 'auto',
    trialLatex: [{ unknown: 'g', left: 'g_t(t)', right: 'g_0 + t\\, N(t; \\theta)', h1: 'g_0', h2: 't\\, N(t; \\theta)' }],
    exact: { g: { text: 'g0*exp(-gamma*t)', latex: 'g_0\\, e^{-\\gamma t}' } },
    residualLatex: ["R = g_t' + \\gamma\\, g_t"],
    errors: [],
    warnings: [],
    yaml: '',
    paper: "g' = -gamma*g\ng(0) = g0\nt in [0, 1]\ngamma = 2\ng0 = 10\n"
  }
}

/** A loss curve like the lecture's: steep, then slow. */
export function decayCurve(iterations = 5000): Curve {
  const iteration = Float64Array.from({ length: iterations + 1 }, (_, i) => i)
  return {
    iteration,
    loss: iteration.map(
      (i) => 330 * Math.exp(-i / 14) + 36 * Math.exp(-i / 330) + 1.01 * Math.exp(-i / 1500) + 0.165 * Math.exp(-i / 11000)
    )
  }
}

/** Diffusion over x and t, the network off by 0.02 sin(2 pi x) t. */
export function diffusionSnapshot(size = 61, points = 400): Snapshot {
  const x = lin(0, 1, size)
  const t = lin(0, 1, size)
  const u = (a: number, b: number) => Math.exp(-(Math.PI ** 2) * b) * Math.sin(Math.PI * a)
  const off = (a: number, b: number) => 0.02 * Math.sin(2 * Math.PI * a) * b
  const grid = (f: (a: number, b: number) => number) =>
    Float64Array.from({ length: size * size }, (_, k) => f(x[Math.floor(k / size)] ?? 0, t[k % size] ?? 0))
  const at = [0, 1].map((axis) =>
    Float64Array.from({ length: points }, (_, k) => ((k + 0.5) * (axis === 0 ? 0.7548776662 : 0.5698402911)) % 1)
  )
  const atPoints = (f: (a: number, b: number) => number) =>
    Float64Array.from({ length: points }, (_, k) => f(at[0]?.[k] ?? 0, at[1]?.[k] ?? 0))
  const layers = [20, 20]
  const coarse = lin(0, 1, 13)
  const tiles = (layer: number) =>
    Float64Array.from({ length: 20 * 169 }, (_, k) => {
      const i = Math.floor(k / 169)
      return Math.tanh(
        Math.sin(i * 2.1 + layer) * 4 * ((coarse[Math.floor((k % 169) / 13)] ?? 0) - 0.5) +
          Math.cos(i * 1.7 + layer) * 4 * ((coarse[k % 13] ?? 0) - 0.4)
      )
    })
  const matrix = (rows: number, columns: number) => ({
    rows,
    columns,
    values: Float64Array.from({ length: rows * columns }, (_, k) => 1.4 * Math.sin(k * 12.9898 + rows))
  })
  return {
    iteration: 3000,
    loss: 8.14e-6,
    metrics: {
      max_abs_error: 0.02,
      max_abs_error_at_points: 0.019,
      rel_l2: 0.00209,
      condition_violation: 0,
      by_unknown: { u: { max_abs_error: 0.02, rel_l2: 0.00209 } }
    },
    worst: { at: [0.25, 1], error: 0.02 },
    scale: 1,
    axes: [
      { name: 'x', values: x },
      { name: 't', values: t }
    ],
    fields: [
      {
        unknown: 'u',
        network: grid((a, b) => Math.sin(3 * a) * Math.cos(4 * b)),
        solution: grid((a, b) => u(a, b) + off(a, b)),
        residual: grid((a, b) => off(a, b) * (1 + 4 * Math.PI ** 2 * b) * 0.1),
        exact: grid(u)
      }
    ],
    points: { at, solution: atPoints((a, b) => u(a, b) + off(a, b)), residual: atPoints((a, b) => 0.1 * off(a, b)), exact: atPoints(u) },
    network: {
      inputs: ['x', 't'],
      layers: layers.map((width, layer) => ({ width, activation: 'tanh', tiles: tiles(layer) })),
      tilePoints: 169,
      weights: [matrix(20, 3), matrix(20, 21), matrix(1, 21)],
      parameters: 501
    }
  }
}

export function diffusionReport(): CheckReport {
  return {
    ...decayReport(),
    name: 'Diffusion',
    problem: { orders: { u: 2 }, linear: true, kind: 'evolution' },
    variables: [
      { name: 'x', from: 0, to: 1 },
      { name: 't', from: 0, to: 1 }
    ],
    unknowns: ['u'],
    parameters: [],
    equations: [{ text: 'u_t = u_xx', latex: 'u_t = u_{xx}' }],
    conditions: [
      { id: 'c1', text: 'u(x, 0) = sin(pi*x)', latex: 'u(x, 0) = \\sin(\\pi x)', how: 'hard', met: true, violation: 0 },
      { id: 'c2', text: 'u(0, t) = 0', latex: 'u(0, t) = 0', how: 'hard', met: true, violation: 0 },
      { id: 'c3', text: 'u(1, t) = 0', latex: 'u(1, t) = 0', how: 'hard', met: true, violation: 0 }
    ],
    trial: { u: '(1 - t)*sin(pi*x) + x*(1 - x)*t*N' },
    trialLatex: [
      {
        unknown: 'u',
        left: '\\tilde u(x, t)',
        right: '(1 - t)\\sin(\\pi x) + x(1 - x)\\,t\\,N(x, t; \\theta)',
        h1: '(1 - t)\\sin(\\pi x)',
        h2: 'x(1 - x)\\,t\\,N(x, t; \\theta)'
      }
    ],
    exact: { u: { text: 'exp(-pi^2*t)*sin(pi*x)', latex: 'e^{-\\pi^2 t}\\sin(\\pi x)' } },
    residualLatex: ['R = \\tilde u_t - \\tilde u_{xx}'],
    paper: 'u_t = u_xx\nu(x, 0) = sin(pi*x)\nu(0, t) = 0, u(1, t) = 0\nx in [0, 1], t in [0, 1]\n'
  }
}

// course.md J11: largest errors at the training points, learning rate by nodes, seed 15.
const J11: Record<string, (number | null)[]> = {
  '0.0001': [1.99, 1.8, 1.63, 1.65, 1.03],
  '0.001': [0.434, 0.167, 0.165, 0.127, 0.133],
  '0.01': [0.102, 0.0432, 0.0271, 0.0277, 0.0327],
  '0.1': [0.251, 0.124, 0.256, 0.182, 0.238],
  '0.3': [null, null, null, null, null]
}
const NODES = [2, 5, 10, 20, 50]

/** The lecture's sweep of learning rate by nodes; `seeds` beside 15 scatter around it. */
export function lectureSweep(seeds = ['lecture:15']): SweepDetail {
  const rates = Object.keys(J11)
  const configurations: SweepConfiguration[] = rates.flatMap((rate) =>
    NODES.map((nodes, column) => {
      const base = J11[rate]?.[column] ?? null
      const runs = seeds.map((seed, s) => ({
        run: `run-${rate}-${nodes}-${s}`,
        seed,
        status: base === null ? ('DIVERGED' as const) : ('FINISHED' as const),
        value: base === null ? null : base * (1 + 0.4 * Math.sin(s * (3 + column))),
        iterations: base === null ? 694 + column : 2000,
        reason: base === null ? `NaN at iteration ${694 + column}` : null
      }))
      const values = runs.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => a - b)
      const at = (p: number) => values[Math.round((values.length - 1) * p)] ?? null
      return {
        config: `c-${rate}-${nodes}`,
        values: { 'training.learning_rate': Number(rate), 'network.hidden': nodes },
        runs,
        n: runs.length,
        ok: values.length,
        failed: runs.length - values.length,
        median: at(0.5),
        over: false,
        q25: at(0.25),
        q75: at(0.75),
        min: values[0] ?? null,
        max: values.at(-1) ?? null
      }
    })
  )
  return {
    sweep: 'lecture-sweep',
    name: 'Decay: learning rate × nodes',
    problem: 'lecture-decay',
    status: 'FINISHED',
    metric: 'max_abs_error_at_points',
    goal: 'minimize',
    axes: [
      { name: 'training.learning_rate', label: 'learning rate', values: rates.map(Number) },
      { name: 'network.hidden', label: 'nodes', values: NODES }
    ],
    seeds,
    counts: {
      QUEUED: 0,
      RUNNING: 0,
      PAUSED: 0,
      FINISHED: 20 * seeds.length,
      PRUNED: 0,
      DIVERGED: 5 * seeds.length,
      FAILED: 0,
      CANCELLED: 0,
      LOST: 0
    },
    total: 25 * seeds.length,
    secondsElapsed: 11.4,
    secondsLeft: null,
    createdAt: '2026-11-23T12:00:00Z',
    trashed: false,
    document: '',
    configurations,
    verdict: { word: 'One draw', sentence: 'One seed only.' }
  }
}

/** A theme for tests without a document; colours are told apart by their names. */
export const sampleTheme: Theme = {
  dark: false,
  ui: 'Inter',
  paper: 'Source Serif 4',
  text: { tick: 11, title: 11.5, letter: 14, label: 11.5, hover: 12 },
  scale: 1,
  stroke: 1,
  axisWidth: 1,
  gridlines: true,
  surface: '#ffffff',
  raised: '#fffffe',
  ink: '#15181d',
  ink2: '#434b57',
  ink3: '#626b79',
  lineStrong: '#cbd1d9',
  grid: '#eceef2',
  axis: '#b4bbc6',
  tick: '#596270',
  hatch: '#7b8491',
  hover: '#eceff3',
  network: '#0072b2',
  exact: '#15181c',
  error: '#d55e00',
  classic: '#009e73',
  fourth: '#cc79a7',
  fifth: '#e69f00',
  sixth: '#56b4e9',
  networkText: '#00659e',
  exactText: '#15181b',
  errorText: '#b04a00',
  classicText: '#00734f',
  fourthText: '#9c3f74',
  fifthText: '#875c00',
  positive: '#0072b3',
  negative: '#b0578f',
  viridis: ['#440154', '#21918c', '#fde725']
}

export const sampleFrame = { width: 560, height: 350, theme: sampleTheme }

/** Forward Euler for the decay with ten points, as course.md 1.4 has it: g_i = g_(i-1) (1 - 2/9). */
export function decayEuler(): ReferenceResult {
  const t = lin(0, 1, 10)
  const values = t.map((_, i) => 10 * (1 - 2 / 9) ** i)
  const exactValues = t.map(exact)
  return {
    method: 'euler',
    label: 'Euler',
    axes: [{ name: 't', values: t }],
    values,
    maxAbsError: 0.45162,
    errorAtEnd: 0.311756,
    exact: exactValues,
    steps: { t: 9 },
    spacing: { t: 1 / 9 },
    stability: null,
    selfCheck: null,
    notes: [],
    seconds: 0
  }
}
