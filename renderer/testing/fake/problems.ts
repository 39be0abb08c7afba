import type { Settings } from '../../../core/training/settings.ts'

/** A problem of the fake lab: everything that the real one would derive from the text is written out. */
export interface FakeProblem {
  id: string
  name: string
  text: string
  axes: { name: string; from: number; to: number }[]
  unknown: string
  equation: string
  latex: string
  residual: string
  orders: Record<string, number>
  kind: 'initial value' | 'boundary value' | 'evolution'
  linear: boolean
  parameters: Record<string, { value: number; latex: string }>
  conditions: { text: string; latex: string }[]
  trial: { text: string; left: string; right: string; h1: string; h2: string }
  exact: { text: string; latex: string; at: (x: number, t: number) => number }
  /** vanishes where conditions are imposed: the shape of what the network gets wrong */
  free: (x: number, t: number) => number
  /** how wrong it is when it is trained, and the loss before and after */
  error: number
  loss: [number, number]
  settings: Settings
}

const settings = (hidden: number[], count: Settings['points']['count'], rate: number, iterations: number, seed: string): Settings => ({
  network: { hidden, activation: 'sigmoid', w0: 1, initialization: 'normal', inputs: 'raw' },
  points: { count, layout: 'uniform' },
  training: { optimizer: 'gd', learning_rate: rate, momentum: 0.9, iterations, scale: 'none' },
  precision: 'float64',
  seed,
  engine: 'auto'
})

const { PI, exp, sin, cos } = Math
const T = [{ name: 't', from: 0, to: 1 }]
const XT = [
  { name: 'x', from: 0, to: 1 },
  { name: 't', from: 0, to: 1 }
]
const decay = {
  axes: T,
  unknown: 'g',
  equation: "g' = -gamma*g",
  latex: "g' = -\\gamma\\,g",
  residual: "R = g_t' + \\gamma\\,g_t",
  orders: { t: 1 },
  kind: 'initial value',
  linear: true,
  parameters: { gamma: { value: 2, latex: '\\gamma' }, g0: { value: 10, latex: 'g_0' } },
  conditions: [{ text: 'g(0) = g0', latex: 'g(0) = g_0' }],
  trial: { text: 'g0 + t*N', left: 'g_t(t)', right: 'g_0 + t\\,N(t;\\theta)', h1: 'g_0', h2: 't\\,N(t;\\theta)' },
  exact: { text: 'g0*exp(-gamma*t)', latex: 'g_0\\,e^{-\\gamma t}', at: (t: number) => 10 * exp(-2 * t) },
  free: (t: number) => t * sin(5.4 * t - 0.3)
} as const

/** The lecture's six, with the numbers that the lecture prints. */
export const FAKE_PROBLEMS: readonly FakeProblem[] = [
  {
    ...decay,
    axes: T,
    conditions: [...decay.conditions],
    id: 'lecture-decay',
    name: 'Exponential decay',
    text: 'The first equation on the board, with one hidden layer of ten neurons.',
    error: 0.0438341,
    loss: [367.01, 0.0666807],
    settings: settings([10], 10, 0.001, 10000, 'lecture:15')
  },
  {
    ...decay,
    axes: T,
    conditions: [...decay.conditions],
    id: 'lecture-decay-deep',
    name: 'Exponential decay, two layers',
    text: 'The same equation with two hidden layers of ten neurons.',
    error: 0.0400597,
    loss: [324.246, 0.119936],
    settings: settings([10, 10], 10, 0.001, 10000, 'lecture:15')
  },
  {
    id: 'lecture-logistic',
    name: 'Logistic growth',
    text: 'A population that grows until it meets its capacity A; here it starts above it.',
    axes: T,
    unknown: 'g',
    equation: "g' = alpha*g*(A - g)",
    latex: "g' = \\alpha\\,g\\,(A - g)",
    residual: "R = g_t' - \\alpha\\,g_t\\,(A - g_t)",
    orders: { t: 1 },
    kind: 'initial value',
    linear: false,
    parameters: { alpha: { value: 2, latex: '\\alpha' }, A: { value: 1, latex: 'A' }, g0: { value: 1.2, latex: 'g_0' } },
    conditions: [{ text: 'g(0) = g0', latex: 'g(0) = g_0' }],
    trial: { text: 'g0 + t*N', left: 'g_t(t)', right: 'g_0 + t\\,N(t;\\theta)', h1: 'g_0', h2: 't\\,N(t;\\theta)' },
    exact: {
      text: 'A*g0/(g0 + (A - g0)*exp(-alpha*A*t))',
      latex: '\\frac{A\\,g_0}{g_0 + (A - g_0)\\,e^{-\\alpha A t}}',
      at: (t) => 1.2 / (1.2 - 0.2 * exp(-2 * t))
    },
    free: (t) => t * sin(4.6 * t + 0.4),
    error: 0.00424909,
    loss: [0.221805, 0.000417932],
    settings: settings([100, 50, 25], 10, 0.001, 1000, 'lecture:4155')
  },
  {
    id: 'lecture-poisson',
    name: 'Poisson equation on a line',
    text: 'A two-point boundary value problem, held at zero at both ends.',
    axes: [{ name: 'x', from: 0, to: 1 }],
    unknown: 'g',
    equation: "-g'' = (3x + x^2)*exp(x)",
    latex: "-g'' = (3x + x^2)\\,e^{x}",
    residual: "R = -g_t'' - (3x + x^2)\\,e^{x}",
    orders: { x: 2 },
    kind: 'boundary value',
    linear: true,
    parameters: {},
    conditions: [
      { text: 'g(0) = 0', latex: 'g(0) = 0' },
      { text: 'g(1) = 0', latex: 'g(1) = 0' }
    ],
    trial: { text: 'x*(1 - x)*N', left: 'g_t(x)', right: 'x\\,(1 - x)\\,N(x;\\theta)', h1: '0', h2: 'x\\,(1 - x)\\,N(x;\\theta)' },
    exact: { text: 'x*(1 - x)*exp(x)', latex: 'x\\,(1 - x)\\,e^{x}', at: (x) => x * (1 - x) * exp(x) },
    free: (x) => x * (1 - x) * sin(7 * x),
    error: 0.000464088,
    loss: [457.256, 0.00310113],
    settings: settings([200, 100], 10, 0.001, 1000, 'lecture:4155')
  },
  {
    id: 'lecture-diffusion',
    name: 'Diffusion in a rod',
    text: 'A rod that starts with a sine profile and is cooled at both ends.',
    axes: XT,
    unknown: 'u',
    equation: 'u_t = u_xx',
    latex: 'u_t = u_{xx}',
    residual: 'R = \\tilde u_t - \\tilde u_{xx}',
    orders: { x: 2, t: 1 },
    kind: 'evolution',
    linear: true,
    parameters: {},
    conditions: [
      { text: 'u(x, 0) = sin(pi*x)', latex: 'u(x, 0) = \\sin(\\pi x)' },
      { text: 'u(0, t) = 0', latex: 'u(0, t) = 0' },
      { text: 'u(1, t) = 0', latex: 'u(1, t) = 0' }
    ],
    trial: {
      text: '(1 - t)*sin(pi*x) + x*(1 - x)*t*N',
      left: '\\tilde u(x, t)',
      right: '(1 - t)\\sin(\\pi x) + x\\,(1 - x)\\,t\\,N(x, t;\\theta)',
      h1: '(1 - t)\\sin(\\pi x)',
      h2: 'x\\,(1 - x)\\,t\\,N(x, t;\\theta)'
    },
    exact: { text: 'exp(-pi^2*t)*sin(pi*x)', latex: 'e^{-\\pi^2 t}\\sin(\\pi x)', at: (x, t) => exp(-PI * PI * t) * sin(PI * x) },
    free: (x, t) => x * (1 - x) * t * (1.2 - t) * cos(2 * t),
    error: 0.362021,
    loss: [41.0551, 3.52394],
    settings: settings([100, 25], { x: 10, t: 10 }, 0.01, 250, 'lecture:15')
  },
  {
    id: 'lecture-wave',
    name: 'Wave on a string',
    text: 'A string that starts with a sine profile and a velocity, held at both ends.',
    axes: XT,
    unknown: 'u',
    equation: 'u_tt = c^2*u_xx',
    latex: 'u_{tt} = c^2\\,u_{xx}',
    residual: 'R = \\tilde u_{tt} - c^2\\,\\tilde u_{xx}',
    orders: { x: 2, t: 2 },
    kind: 'evolution',
    linear: true,
    parameters: { c: { value: 1, latex: 'c' } },
    conditions: [
      { text: 'u(x, 0) = sin(pi*x)', latex: 'u(x, 0) = \\sin(\\pi x)' },
      { text: 'u_t(x, 0) = -pi*sin(pi*x)', latex: 'u_t(x, 0) = -\\pi\\sin(\\pi x)' },
      { text: 'u(0, t) = 0', latex: 'u(0, t) = 0' },
      { text: 'u(1, t) = 0', latex: 'u(1, t) = 0' }
    ],
    trial: {
      text: '(1 - t^2)*sin(pi*x) - pi*t*sin(pi*x) + x*(1 - x)*t^2*N',
      left: '\\tilde u(x, t)',
      right: '(1 - t^2)\\sin(\\pi x) - \\pi t\\sin(\\pi x) + x\\,(1 - x)\\,t^2\\,N(x, t;\\theta)',
      h1: '(1 - t^2 - \\pi t)\\sin(\\pi x)',
      h2: 'x\\,(1 - x)\\,t^2\\,N(x, t;\\theta)'
    },
    exact: {
      text: 'sin(pi*x)*cos(pi*t) - sin(pi*x)*sin(pi*t)',
      latex: '\\sin(\\pi x)\\,(\\cos(\\pi t) - \\sin(\\pi t))',
      at: (x, t) => sin(PI * x) * (cos(PI * t) - sin(PI * t))
    },
    free: (x, t) => x * (1 - x) * t * t * sin(6 * x - 2 * t),
    error: 0.0283653,
    loss: [131.851, 0.159619],
    settings: settings([50, 20], { x: 10, t: 10 }, 0.01, 1000, 'lecture:15')
  }
]

export const problemOf = (id: string): FakeProblem => {
  const problem = FAKE_PROBLEMS.find((one) => one.id === id) ?? FAKE_PROBLEMS[0]
  if (problem === undefined) throw new Error('the fake lab has no problems')
  return problem
}

/** The source as the paper form and as YAML. */
export function paperOf(problem: FakeProblem): string {
  return [
    problem.equation,
    ...problem.conditions.map(({ text }) => text),
    ...problem.axes.map(({ name, from, to }) => `${name} in [${from}, ${to}]`),
    ...Object.entries(problem.parameters).map(([name, { value }]) => `${name} = ${value}`)
  ].join('\n')
}
export function yamlOf(problem: FakeProblem): string {
  const list = (items: string[]) => `[${items.join(', ')}]`
  return [
    'schema: ansatz.problem/1',
    `name: ${problem.name}`,
    `variables: { ${problem.axes.map(({ name, from, to }) => `${name}: [${from}, ${to}]`).join(', ')} }`,
    `unknowns: [${problem.unknown}]`,
    `parameters: { ${Object.entries(problem.parameters)
      .map(([name, { value }]) => `${name}: ${value}`)
      .join(', ')} }`,
    `equations: ${list([`"${problem.equation}"`])}`,
    `conditions: ${list(problem.conditions.map(({ text }) => `"${text}"`))}`,
    `exact: { ${problem.unknown}: "${problem.exact.text}" }`,
    ''
  ].join('\n')
}
