import { Graph, type Id } from '../../autodiff/graph.ts'

export type UpdateName = 'gd' | 'momentum' | 'adagrad' | 'rmsprop' | 'adam' | 'adam_course'

/** What a rule reads: the parameter, its derivative, and the memories that it keeps of each parameter; then numbers that are the same for all. */
const PARAMETER = 0
const DERIVATIVE = 1
const MEMORY = 2

/** Numbers of a step that are the same for all parameters. */
export interface StepNumbers {
  rate: number
  /** of the heavy ball */
  momentum: number
  /** counted from 1 */
  step: number
  /** steps in which all points are seen once: 1 without batches */
  epoch: number
}

/**
 * How an optimiser of first order changes a parameter, as a graph over columns (parameter, derivative, memories) and scalars: whatever runs
 * updates takes them from here, operation by operation, so that all give the same bits.
 */
export interface UpdateRule {
  graph: Graph
  /** the new parameter, then the new memories */
  roots: readonly Id[]
  memories: number
  /** values of the scalars at a step */
  scalars: (numbers: StepNumbers) => number[]
}

const EPSILON = 1e-8

/** Writes a rule: `make` returns the new parameter and the new memories. */
class Writer {
  readonly graph = new Graph()
  readonly x = this.column(PARAMETER)
  readonly g = this.column(DERIVATIVE)
  readonly rate = this.scalar(0)

  memory(k: number): Id {
    return this.column(MEMORY + k)
  }

  scalar(k: number): Id {
    return this.graph.leaf({ op: 'scalar', scalar: k })
  }

  /** A memory that is forgotten where the scalar is 0. */
  kept(k: number, scalar: number): Id {
    return this.mul(this.scalar(scalar), this.memory(k))
  }

  number(value: number): Id {
    return this.graph.constant(value)
  }

  // as they are written: nothing is folded or put in another order
  add = (a: Id, b: Id): Id => this.graph.apply('add', a, b)
  sub = (a: Id, b: Id): Id => this.graph.apply('sub', a, b)
  mul = (a: Id, b: Id): Id => this.graph.apply('mul', a, b)
  div = (a: Id, b: Id): Id => this.graph.apply('div', a, b)

  /** decay * memory + rest * g, and times g again where squares are meant */
  average(memory: Id, decay: number, rest: number, squared = false): Id {
    const once = this.mul(this.number(rest), this.g)
    return this.add(this.mul(this.number(decay), memory), squared ? this.mul(once, this.g) : once)
  }

  /** x - step / (sqrt(square) + epsilon) */
  scaledStep(step: Id, square: Id): Id {
    return this.sub(this.x, this.div(step, this.add(this.graph.apply('sqrt', square), this.number(EPSILON))))
  }

  private column(k: number): Id {
    return this.graph.leaf({ op: 'column', column: k })
  }
}

function rule(make: (w: Writer) => Id[], scalars: UpdateRule['scalars'] = ({ rate }) => [rate]): UpdateRule {
  const writer = new Writer()
  const roots = make(writer)
  return { graph: writer.graph, roots, memories: roots.length - 1, scalars }
}

export const UPDATE_RULES: Readonly<Record<UpdateName, UpdateRule>> = {
  gd: rule((w) => [w.sub(w.x, w.mul(w.rate, w.g))]),
  // heavy ball, Polyak 1964: v <- momentum v + g
  momentum: rule(
    (w) => {
      const v = w.add(w.mul(w.scalar(1), w.memory(0)), w.g)
      return [w.sub(w.x, w.mul(w.rate, v)), v]
    },
    ({ rate, momentum }) => [rate, momentum]
  ),
  // Duchi, Hazan & Singer 2011
  adagrad: rule((w) => {
    const sum = w.add(w.memory(0), w.mul(w.g, w.g))
    return [w.scaledStep(w.mul(w.rate, w.g), sum), sum]
  }),
  // Tieleman & Hinton 2012, decay 0.9
  rmsprop: rule((w) => {
    const mean = w.average(w.memory(0), 0.9, 0.1, true)
    return [w.scaledStep(w.mul(w.rate, w.g), mean), mean]
  }),
  // Kingma & Ba 2015, beta 0.9 and 0.999, with bias correction in the order of their section 2: two numbers a step instead of divisions by parameter
  adam: rule(
    (w) => {
      const mean = w.average(w.memory(0), 0.9, 0.1)
      const square = w.average(w.memory(1), 0.999, 0.001, true)
      const step = w.div(w.mul(w.rate, mean), w.add(w.graph.apply('sqrt', square), w.scalar(1)))
      return [w.sub(w.x, step), mean, square]
    },
    ({ rate, step }) => {
      const root = Math.sqrt(1 - Math.pow(0.999, step))
      return [(rate * root) / (1 - Math.pow(0.9, step)), EPSILON * root]
    }
  ),
  /*
   * As the course's own code has it (FYS-STK4155, class Adam with `reset`): at the end of each epoch the averages are forgotten while the count
   * of their bias correction goes on, and epsilon stands under the root. Over the full batch no average is left: the step is nearly
   * rate * sign(g) * (1 - 0.9) / (1 - 0.9^t) * sqrt((1 - 0.999^t) / (1 - 0.999)).
   */
  adam_course: rule(
    (w) => {
      const mean = w.average(w.kept(0, 3), 0.9, 0.1)
      const square = w.average(w.kept(1, 3), 0.999, 0.001, true)
      const root = w.graph.apply('sqrt', w.add(w.div(square, w.scalar(2)), w.number(EPSILON)))
      return [w.sub(w.x, w.div(w.mul(w.rate, w.div(mean, w.scalar(1))), root)), mean, square]
    },
    ({ rate, step, epoch }) => {
      const count = Math.ceil(step / epoch)
      return [rate, 1 - Math.pow(0.9, count), 1 - Math.pow(0.999, count), (step - 1) % epoch === 0 ? 0 : 1]
    }
  )
}
