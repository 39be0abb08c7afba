import { linearKernels } from '../../core/engine/wasm/linear/index.ts'
import { StreamGenerator } from '../../core/network/random.ts'
import { bidiagonalise } from '../../core/linear/bidiagonal.ts'
import { householderQr } from '../../core/linear/qr.ts'
import { timeBatch } from './batch.ts'
import { median } from './clock.ts'
import type { Peak } from './peaks.ts'
import type { BenchRow, Effort } from './rows.ts'

const [ROWS, COLUMNS] = [700, 500]

/** The factorisations of a second-order step, of a Jacobian of 700 rows and 500 parameters. */
export function benchQr(
  peak: Peak,
  effort: Effort,
  progress: (text: string) => void
): Pick<BenchRow, 'workload' | 'precision' | 'ms' | 'wall_ms' | 'gflops' | 'peak_share' | 'wasm128_share' | 'engine' | 'ratios'>[] {
  const generator = new StreamGenerator(2, 'bench')
  const matrix = Float64Array.from({ length: ROWS * COLUMNS }, () => generator.normal())
  const square = matrix.slice(0, COLUMNS * COLUMNS)
  const [m, n] = [ROWS, COLUMNS]
  const kinds = [
    { workload: 'QR 700 x 500', flops: 2 * m * n * n - (2 * n ** 3) / 3, run: () => householderQr(matrix.slice(), m, n) },
    { workload: 'bidiagonal 500', flops: (8 * n ** 3) / 3, run: () => bidiagonalise(square.slice(), n) }
  ]
  return kinds.map(({ workload, flops, run }) => {
    progress(workload)
    const repeat = (count: number): void => {
      for (let k = 0; k < count; k++) run()
    }
    repeat(2)
    const batches = Array.from({ length: effort.rounds }, () => timeBatch(repeat, effort.milliseconds))
    const ms = median(batches.map(({ cpu }) => cpu))
    const gflops = flops / ms / 1e6
    return {
      workload,
      precision: 'float64',
      ms,
      wall_ms: median(batches.map((batch) => batch.ms)),
      gflops,
      peak_share: gflops / peak.native,
      wasm128_share: gflops / peak.wasm128,
      engine: linearKernels() === undefined ? 'plain' : 'compiled',
      ratios: {}
    }
  })
}
