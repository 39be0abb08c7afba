import type { Complex } from '../complex.ts'
import { isLeaf, type Id } from '../graph.ts'
import { operation } from '../operations/index.ts'
import type { Swept } from './sweeps.ts'

/**
 * Complex-step derivative Im f(x + ih) / h (Squire & Trapp, SIAM Review 40, 1998, 110): no difference is formed, so h may be as
 * small as one likes. NaN where an operation has no complex value.
 */
export function complexStep({ subject, images, outputs }: Swept, output: number, input: number, step: number): number {
  const { graph, inputs } = subject
  const root = images[outputs[output]!]!
  const values = new Map<Id, Complex>()
  const zero: Complex = [0, 0]
  for (const id of graph.reachable([root])) {
    const node = graph.node(id)
    if (node.op === 'constant') values.set(id, [node.value, 0])
    else if (node.op === 'coordinate') values.set(id, [inputs[node.axis]!.value, node.axis === input ? step : 0])
    else if (isLeaf(node)) values.set(id, [NaN, NaN])
    else {
      const [a = zero, b = zero, c = zero] = node.args.map((arg) => values.get(arg)!)
      values.set(id, operation(node.op).complex(a, b, c))
    }
  }
  return values.get(root)![1] / step
}
