/** A problem of the accuracy bench, with the best figure that is published for it (research literature; see its source). */
export interface Case {
  id: string
  yaml: string
  /** error that is aimed at, worst seed */
  aim: number
  /** which error; the largest one unless said */
  norm?: 'relative L2'
  published: string
}

function stated(id: string, aim: number, published: string, statement: Record<string, string>): Case {
  const lines = Object.entries(statement).map(([key, value]) => `${key}: ${value}`)
  return { id, aim, published, yaml: ['schema: ansatz.problem/1', `name: ${id}`, ...lines, ''].join('\n') }
}

const LAGARIS = '5e-7 (Lagaris, Likas & Fotiadis 1998)'
const NONE = 'none found at this size'

const vanDerPol = (mu: number): Case =>
  stated(`van-der-pol-${mu}`, 1e-10, NONE, {
    variables: '{ t: [0, 10] }',
    unknowns: '[x]',
    equations: `["x'' = ${mu}*(1 - x^2)*x' - x"]`,
    conditions: `["x(0) = 2", "x'(0) = 0"]`
  })

export const CASES: readonly Case[] = [
  stated('decay', 1e-12, NONE, {
    variables: '{ t: [0, 1] }',
    unknowns: '[g]',
    equations: `["g' = -2*g"]`,
    conditions: '["g(0) = 10"]',
    exact: '{ g: "10*exp(-2*t)" }'
  }),
  stated('decay-long', 1e-11, NONE, {
    variables: '{ t: [0, 5] }',
    unknowns: '[g]',
    equations: `["g' = -2*g"]`,
    conditions: '["g(0) = 10"]',
    exact: '{ g: "10*exp(-2*t)" }'
  }),
  stated('boundary-value', 1e-12, NONE, {
    variables: '{ x: [0, 1] }',
    unknowns: '[g]',
    equations: `["-g'' = (3*x + x^2)*exp(x)"]`,
    conditions: '["g(0) = 0", "g(1) = 0"]',
    exact: '{ g: "x*(1 - x)*exp(x)" }'
  }),
  stated('logistic', 1e-12, NONE, {
    variables: '{ t: [0, 1] }',
    unknowns: '[g]',
    equations: `["g' = 2*g*(1 - g)"]`,
    conditions: '["g(0) = 1.2"]',
    exact: '{ g: "1.2/(1.2 - 0.2*exp(-2*t))" }'
  }),
  stated('logistic-long', 1e-11, NONE, {
    variables: '{ t: [0, 10] }',
    unknowns: '[g]',
    equations: `["g' = g*(1 - g)"]`,
    conditions: '["g(0) = 0.01"]',
    exact: '{ g: "0.01/(0.01 + 0.99*exp(-t))" }'
  }),
  stated('oscillator', 1e-12, NONE, {
    variables: '{ t: [0, 10] }',
    unknowns: '[g]',
    equations: `["g'' = -0.4*g' - 4*g"]`,
    conditions: `["g(0) = 1", "g'(0) = 0"]`,
    exact: '{ g: "exp(-0.2*t)*(cos(sqrt(3.96)*t) + 0.2/sqrt(3.96)*sin(sqrt(3.96)*t))" }'
  }),
  stated('lagaris-1', 1e-12, LAGARIS, {
    variables: '{ x: [0, 1] }',
    unknowns: '[g]',
    equations: `["g' + (x + (1 + 3*x^2)/(1 + x + x^3))*g = x^3 + 2*x + x^2*(1 + 3*x^2)/(1 + x + x^3)"]`,
    conditions: '["g(0) = 1"]',
    exact: '{ g: "exp(-x^2/2)/(1 + x + x^3) + x^2" }'
  }),
  stated('lagaris-2', 1e-12, LAGARIS, {
    variables: '{ x: [0, 2] }',
    unknowns: '[g]',
    equations: `["g' + g/5 = exp(-x/5)*cos(x)"]`,
    conditions: '["g(0) = 0"]',
    exact: '{ g: "exp(-x/5)*sin(x)" }'
  }),
  stated('lagaris-3', 1e-12, LAGARIS, {
    variables: '{ x: [0, 2] }',
    unknowns: '[g]',
    equations: `["g'' + g'/5 + g = -exp(-x/5)*cos(x)/5"]`,
    conditions: `["g(0) = 0", "g'(0) = 1"]`,
    exact: '{ g: "exp(-x/5)*sin(x)" }'
  }),
  vanDerPol(1),
  vanDerPol(3),
  vanDerPol(5),
  stated('duffing', 1e-10, NONE, {
    variables: '{ t: [0, 20] }',
    unknowns: '[x]',
    equations: `["x'' + 0.1*x' - x + x^3 = 0.3*cos(t)"]`,
    conditions: `["x(0) = 1", "x'(0) = 0"]`
  }),
  stated('stiff-1000', 1e-8, NONE, {
    variables: '{ t: [0, 2] }',
    unknowns: '[y]',
    equations: `["y' = -1000*(y - cos(t))"]`,
    conditions: '["y(0) = 0"]',
    exact: '{ y: "1000/1000001*(1000*cos(t) + sin(t)) - 1000000/1000001*exp(-1000*t)" }'
  }),
  stated('poisson-2d', 1e-12, '2e-7 (Mueller & Zeinhofer 2023, GPU)', {
    variables: '{ x: [0, 1], y: [0, 1] }',
    unknowns: '[u]',
    equations: '["u_xx + u_yy = -2*pi^2*sin(pi*x)*sin(pi*y)"]',
    conditions: '["u(0, y) = 0", "u(1, y) = 0", "u(x, 0) = 0", "u(x, 1) = 0"]',
    exact: '{ u: "sin(pi*x)*sin(pi*y)" }'
  }),
  stated('lagaris-5', 1e-12, LAGARIS, {
    variables: '{ x: [0, 1], y: [0, 1] }',
    unknowns: '[u]',
    equations: '["u_xx + u_yy = exp(-x)*(x - 2 + y^3 + 6*y)"]',
    conditions: '["u(0, y) = y^3", "u(1, y) = (1 + y^3)*exp(-1)", "u(x, 0) = x*exp(-x)", "u(x, 1) = exp(-x)*(x + 1)"]',
    exact: '{ u: "exp(-x)*(x + y^3)" }'
  })
]

/** Minutes long: measured only when it is named. */
export const LONG: readonly Case[] = [
  {
    ...stated(
      'burgers',
      2e-4,
      '8.3e-9 rel. L2 (vRBA + SSBroyden 2025, GPU); 4.5e-5 in 112 s (own Levenberg-Marquardt in JAX, 2 cores); 6.7e-4 (Raissi 2019, GPU)',
      {
        variables: '{ x: [-1, 1], t: [0, 1] }',
        unknowns: '[u]',
        parameters: '{ nu: 0.01/pi }',
        equations: '["u_t + u*u_x = nu*u_xx"]',
        conditions: '["u(x, 0) = -sin(pi*x)", "u(-1, t) = 0", "u(1, t) = 0"]',
        settings: '{ training: { windows: auto, iterations: 3000 } }'
      }
    ),
    norm: 'relative L2'
  }
]
