import { add, call, mul, neg, sub } from '../autodiff/fold.ts'
import type { Graph, Id } from '../autodiff/graph.ts'
import type { Activation } from '../training/settings.ts'

/** The activation as a graph over the node z; its derivatives and adjoints follow from the one differentiator. */
export function activationNode(graph: Graph, activation: Activation, z: Id, w0 = 1): Id {
  const constant = (value: number) => graph.constant(value)
  switch (activation) {
    case 'tanh':
      return graph.apply('tanh', z)
    case 'sigmoid':
      return graph.apply('sigmoid', z)
    case 'sine':
      return graph.apply('sin', mul(graph, constant(w0), z))
    case 'silu':
      return mul(graph, z, graph.apply('sigmoid', z))
    case 'gelu': // Hendrycks & Gimpel 2016, the exact form z Phi(z)
      return mul(graph, z, mul(graph, constant(0.5), add(graph, constant(1), graph.apply('erf', mul(graph, z, constant(Math.SQRT1_2))))))
    case 'softplus':
      return graph.apply('softplus', z)
    case 'relu':
      return graph.apply('max', z, constant(0))
    case 'leaky_relu':
      return call(graph, 'if', call(graph, 'gt', z, constant(0)), z, mul(graph, constant(0.01), z))
    case 'elu': {
      // exp of min(z, 0): the branch not taken must not overflow, its adjoint would be 0 * infinity
      const below = sub(graph, graph.apply('exp', neg(graph, graph.apply('max', neg(graph, z), constant(0)))), constant(1))
      return call(graph, 'if', call(graph, 'gt', z, constant(0)), z, below)
    }
  }
}
