import { resolveExperiment, type Experiment } from '../experiment.ts'

export const OSCILLATOR = `schema: ansatz.problem/1
name: Oscillator
variables: { t: [0, 2] }
unknowns: [g]
parameters: { omega: 1 }
equations: ["g'' = -omega^2*g"]
conditions: ["g(0) = 1", "g'(0) = 0"]
exact: { g: "cos(omega*t)" }
`

/** The heat equation with conditions in the loss: four terms. */
export const SOFT = `schema: ansatz.problem/1
name: Soft heat
variables: { x: [0, 1], t: [0, 0.5] }
unknowns: [u]
equations: ["u_t = u_xx"]
conditions: ["u(x, 0) = sin(pi*x)", "u(0, t) = 0", "u(1, t) = 0"]
trial: none
weights: { equation: 1, c1: 10 }
exact: { u: "exp(-pi^2*t)*sin(pi*x)" }
`

/** A small, quick experiment; `settings` are laid over it. */
export function small(settings: object = {}, source = OSCILLATOR): Experiment {
  const count = source === OSCILLATOR ? 20 : 5
  return resolveExperiment({
    source,
    settings: {
      network: { hidden: [6], activation: 'tanh' },
      points: { count, layout: 'uniform' },
      training: { iterations: 40 },
      ...settings
    }
  })
}
