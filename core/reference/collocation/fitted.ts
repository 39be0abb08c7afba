import { plainPivotedQr, solvePivoted } from '../../linear/pivoted-qr.ts'
import { tensor } from '../../problem/points.ts'
import type { NumericSystem } from '../system.ts'
import { nodesOf } from './axis.ts'
import type { Change, Discretisation } from './discretise.ts'
import type { Field } from './rows.ts'
import { blockOf } from './space.ts'

/** A field in the functions of a discretisation: the least-squares fit to its values at the nodes of all axes. Trained numbers keep their first values. */
export function fitted({ space }: Discretisation, system: NumericSystem, field: Field): Change {
  const points = tensor(space.axes.map((axis) => nodesOf(axis, axis.size)))
  const rows = points[0]!.length
  const order = space.axes.map(() => 0)
  const block = blockOf(space, order, points)
  const a = new Float64Array(rows * space.size)
  for (let p = 0; p < rows; p++) for (let k = 0; k < space.size; k++) a[k * rows + p] = block[p * space.size + k]!
  const qr = plainPivotedQr(a, rows, space.size, 1e-13)
  return {
    coefficients: system.unknowns.map((_, k) => solvePivoted(qr, field(k, order, points).slice())),
    trained: Float64Array.from(system.trainables)
  }
}
