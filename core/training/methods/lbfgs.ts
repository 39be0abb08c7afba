import { dot, Line, NO_STEP } from './line-step.ts'
import { CREEPS, stalls, type Method, type MethodState, type Minimised } from './method.ts'
import { makeTwoLoop } from './two-loop.ts'

/** Pairs of steps and gradient changes that are remembered. */
export const MEMORY = 30

/** Limited-memory BFGS (Liu & Nocedal 1989; Nocedal & Wright, Numerical Optimization, algorithm 7.5) with a strong Wolfe line search. */
export function lbfgs(minimised: Minimised, restored?: MethodState): Method {
  const n = minimised.parameters.length
  // stalled iterations in a row, pairs kept, whether the gradient is known; the pairs, newest last; the gradient
  const state: MethodState = restored ?? {
    step: 0,
    state: [new Float64Array(2), new Float64Array(MEMORY * n), new Float64Array(MEMORY * n), new Float64Array(n)]
  }
  const [own, steps, changes, gradient] = state.state as [Float64Array, Float64Array, Float64Array, Float64Array]
  const line = new Line(minimised, gradient)

  const twoLoop = makeTwoLoop(MEMORY)

  const direction = (): Float64Array => {
    const q = gradient.slice()
    const row = (from: Float64Array, k: number): Float64Array => from.subarray(k * n, (k + 1) * n)
    const pairs = Array.from({ length: own[1]! }, (_, k) => ({ s: row(steps, k), y: row(changes, k) }))
    twoLoop.run(pairs, q)
    return q.map((x) => -x)
  }

  const remember = (): void => {
    if (!(dot(line.s, line.y) > 1e-300)) return
    if (own[1]! === MEMORY) {
      steps.copyWithin(0, n)
      changes.copyWithin(0, n)
      own[1]--
    }
    steps.set(line.s, own[1]! * n)
    changes.set(line.y, own[1]! * n)
    own[1]!++
    twoLoop.added(line)
  }

  return {
    state,
    changed() {
      own.fill(0)
      line.forget()
    },
    step() {
      const reason = line.look()
      if (reason !== null) return reason
      const fresh = own[1] === 0
      const moved = line.search(direction(), fresh ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1)
      if (moved === undefined) {
        if (fresh) return NO_STEP
        own[1] = 0 // once more along the gradient alone
        return null
      }
      state.step++
      remember()
      return stalls(own, moved.before, moved.after, true) ? CREEPS : null
    }
  }
}
