import type { PivotedQr } from './pivoted-qr.ts'
import { solveUpper } from './qr.ts'

/**
 * A basis of what A takes to nothing, to within what lies beyond its rank: one vector per column that is a combination of the leading ones
 * (Golub and Van Loan, Matrix Computations, 5.5.7).
 */
export function nullVectors({ a, rows, columns, pivots, rank }: PivotedQr): Float64Array[] {
  return Array.from({ length: columns - rank }, (_, k) => {
    const combination = a.slice((rank + k) * rows, (rank + k) * rows + rank)
    solveUpper({ a, rows }, combination, rank)
    const vector = new Float64Array(columns)
    for (let j = 0; j < rank; j++) vector[pivots[j]!] = -combination[j]!
    vector[pivots[rank + k]!] = 1
    return vector
  })
}
