import type { NetworkMachine } from './machine.ts'

/** How the derivative of an activation is written with what the forward pass has stored. */
const SLOPES: Partial<Record<NetworkMachine['output'], (layer: number) => string>> = {
  linear: () => '',
  sigmoid: (layer) => ` * a${layer} * (1 - a${layer})`,
  tanh: (layer) => ` * (1 - a${layer}**2)`,
  relu: (layer) => ` * (z${layer} > 0)`
}

/**
 * A script to begin with, in NumPy's notation: back-propagation as in the notes, one layer after the other. Where the derivative of
 * the activation has no short form it is left to the user.
 */
export function firstScript({ layers, activation, output, cost }: NetworkMachine): string {
  const last = layers.length - 1
  const slope = (layer: number): string => {
    const write = SLOPES[layer === last ? output : activation]
    return write === undefined ? `  # times sigma'(z${layer})` : write(layer)
  }
  const lines = ['# x, y, W1, b1, ... are given. z1, a1, ... are the forward pass']
  for (let layer = last; layer >= 1; layer--) {
    const error = cost === 'mse' ? `2/${layers[last] ?? 1} * (a${last} - y)` : `(a${last} - y)`
    const from = layer === last ? error : `(W${layer + 1}.T @ delta${layer + 1})`
    lines.push(`delta${layer} = ${from}${slope(layer)}`)
    lines.push(`dW${layer} = delta${layer} @ ${layer === 1 ? 'x' : `a${layer - 1}`}.T`)
    lines.push(`db${layer} = delta${layer}`)
  }
  return `${lines.join('\n')}\n`
}
