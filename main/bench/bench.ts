import { availableParallelism, cpus, loadavg } from 'node:os'
import { WORKLOADS, type WorkloadId } from '../../core/engine/bench/workloads.ts'
import type { Settings } from '../../core/training/settings.ts'
import { APART_FLAGS, ENGINE_FLAGS, prepareEngine } from '../lab/jobs/engine-flags.ts'
import { benchCurve, type Curve } from './curve.ts'
import { measurePeak, type Peak, type Precision } from './peaks.ts'
import type { Peer } from './peers.ts'
import { benchQr } from './qr.ts'
import { benchRow, type BenchRow, type Effort } from './rows.ts'

export const PARTS = [...(Object.keys(WORKLOADS) as WorkloadId[]), 'qr', 'curve'] as const
export type Part = (typeof PARTS)[number]

export interface BenchReport {
  machine: {
    processor: string
    cores: number
    /** before the bench began, over one minute */
    load: number
    runtime: string
    door: string
    v8_flags: string[]
  }
  peaks: Record<Precision, Peak>
  rows: (Partial<BenchRow> & Pick<BenchRow, 'workload' | 'precision' | 'ms' | 'gflops' | 'peak_share' | 'ratios'>)[]
  curves: Curve[]
}

export interface BenchOptions {
  parts: readonly Part[]
  precisions: readonly Precision[]
  /** as in an experiment's file */
  engine: Settings['engine']
  /** as where V8 cannot join vectors of 128 bits; the process stays so */
  apart: boolean
  effort: Effort
  peers: readonly Peer[]
  progress: (text: string) => void
  cancelled: () => boolean
}

/** Measures on this thread, one thing after the other. What was measured when it is cancelled stays. */
export async function bench({ parts, precisions, engine, apart, effort, peers, progress, cancelled }: BenchOptions): Promise<BenchReport> {
  const load = loadavg()[0] ?? 0
  const flags = apart ? APART_FLAGS : ENGINE_FLAGS
  prepareEngine(flags)
  progress('what the machine can do')
  const peaks = { float32: measurePeak('float32', 4 * effort.milliseconds), float64: measurePeak('float64', 4 * effort.milliseconds) }
  const rows: BenchReport['rows'] = []
  const curves: Curve[] = []
  for (const part of parts) {
    if (part === 'qr' && !cancelled()) rows.push(...benchQr(peaks.float64, effort, progress))
    for (const precision of precisions) {
      // lets an interruption be heard
      await new Promise((resolve) => setImmediate(resolve))
      if (cancelled() || part === 'qr') continue
      if (part === 'curve') curves.push(benchCurve(precision, engine, effort, progress))
      else rows.push(await benchRow(part, WORKLOADS[part], precision, peaks[precision], engine, effort, peers, progress))
    }
  }
  return { machine: { ...machine(flags), load }, peaks, rows, curves }
}

function machine(flags: readonly string[]): Omit<BenchReport['machine'], 'load'> {
  const { node, v8, electron } = process.versions
  const environment = (process.env.NODE_OPTIONS ?? '').split(/\s+/).filter((word) => word !== '')
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    runtime: electron === undefined ? `Node ${node}, V8 ${v8}` : `Electron ${electron}, V8 ${v8}`,
    door: electron === undefined ? 'command line on Node' : 'command line on Electron',
    v8_flags: [...new Set([...process.execArgv, ...environment, ...flags])]
  }
}
