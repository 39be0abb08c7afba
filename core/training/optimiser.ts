/** State of an optimiser: what a checkpoint keeps beside the weights. */
export interface OptimiserState {
  step: number
  state: Float64Array[]
}

/** Updates parameters in place from a gradient. All arrays have one entry per parameter. */
export interface Optimiser {
  readonly state: OptimiserState
  update(parameters: Float64Array, gradient: Float64Array, learningRate: number): void
}

export type OptimiserName = 'gd' | 'momentum' | 'adagrad' | 'rmsprop' | 'adam'

const EPSILON = 1e-8

/** The optimiser with fresh or restored state. `momentum` is the heavy ball's factor. */
export function makeOptimiser(name: OptimiserName, size: number, momentum: number, restored?: OptimiserState): Optimiser {
  const arrays = { gd: 0, momentum: 1, adagrad: 1, rmsprop: 1, adam: 2 }[name]
  const state: OptimiserState = restored ?? { step: 0, state: Array.from({ length: arrays }, () => new Float64Array(size)) }
  const [m, v] = state.state as [Float64Array, Float64Array]
  const rules: Record<OptimiserName, Optimiser['update']> = {
    gd: (x, g, rate) => {
      for (let i = 0; i < size; i++) x[i]! -= rate * g[i]!
    },
    // heavy ball, Polyak 1964: v <- momentum v + g
    momentum: (x, g, rate) => {
      for (let i = 0; i < size; i++) {
        m[i] = momentum * m[i]! + g[i]!
        x[i]! -= rate * m[i]!
      }
    },
    // Duchi, Hazan & Singer 2011
    adagrad: (x, g, rate) => {
      for (let i = 0; i < size; i++) {
        m[i]! += g[i]! * g[i]!
        x[i]! -= (rate * g[i]!) / (Math.sqrt(m[i]!) + EPSILON)
      }
    },
    // Tieleman & Hinton 2012, decay 0.9
    rmsprop: (x, g, rate) => {
      for (let i = 0; i < size; i++) {
        m[i] = 0.9 * m[i]! + 0.1 * g[i]! * g[i]!
        x[i]! -= (rate * g[i]!) / (Math.sqrt(m[i]!) + EPSILON)
      }
    },
    // Kingma & Ba 2015, beta 0.9 and 0.999, with bias correction
    adam: (x, g, rate) => {
      const c1 = 1 - Math.pow(0.9, state.step)
      const c2 = 1 - Math.pow(0.999, state.step)
      for (let i = 0; i < size; i++) {
        m[i] = 0.9 * m[i]! + 0.1 * g[i]!
        v[i] = 0.999 * v[i]! + 0.001 * g[i]! * g[i]!
        x[i]! -= (rate * (m[i]! / c1)) / (Math.sqrt(v[i]! / c2) + EPSILON)
      }
    }
  }
  const rule = rules[name]
  return {
    state,
    update(parameters, gradient, learningRate) {
      state.step++
      rule(parameters, gradient, learningRate)
    }
  }
}
