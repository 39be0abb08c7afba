import type { Kernels } from './kernels.ts'

const LINE = 64

/** Columns of numbers in the kernels' memory: each a whole and odd number of cache lines long, zero beyond its rows. */
export interface Columns {
  readonly at: number
  readonly rows: number
  readonly stride: number
  /** of all columns, spare ones too */
  readonly bytes: number
}

/** Hands out the kernels' memory for one factorisation; what an earlier one had there is gone. */
export class Arena {
  readonly kernels: Kernels
  private used = LINE

  constructor(kernels: Kernels, bytes: number) {
    this.kernels = kernels
    const missing = bytes + LINE - kernels.memory.buffer.byteLength
    if (missing > 0) kernels.memory.grow(Math.ceil(missing / 65536))
  }

  /** Zero columns; `spare` more than asked for stand behind them, so that kernels need not stop at odd counts. */
  columns(rows: number, count: number, spare = 0): Columns {
    const stride = strideOf(rows)
    const at = this.used
    this.used += stride * (count + spare)
    new Uint8Array(this.kernels.memory.buffer, at, stride * (count + spare)).fill(0)
    return { at, rows, stride, bytes: stride * (count + spare) }
  }

  /** Columns without gaps between them, of a length that fills lines. */
  packed(rows: number, count: number): Columns {
    const made = { at: this.used, rows, stride: 8 * rows, bytes: 8 * rows * count }
    this.used += made.stride * count
    new Uint8Array(this.kernels.memory.buffer, made.at, made.stride * count).fill(0)
    return made
  }

  zero({ at, bytes }: Columns): void {
    new Uint8Array(this.kernels.memory.buffer, at, bytes).fill(0)
  }

  /** All of the memory as numbers; valid until another arena is made. */
  numbers(): Float64Array {
    return new Float64Array(this.kernels.memory.buffer)
  }

  /** Column j, to read and write; valid until another arena is made. */
  column({ at, rows, stride }: Columns, j: number): Float64Array {
    return new Float64Array(this.kernels.memory.buffer, at + j * stride, rows)
  }
}

/** An odd number of lines: columns that begin powers of two apart would meet in the same sets of the cache. */
export function strideOf(rows: number): number {
  return LINE * (Math.ceil((8 * rows) / LINE) | 1)
}
