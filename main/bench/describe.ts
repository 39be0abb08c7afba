import { WORKLOADS, type WorkloadId } from '../../core/engine/bench/workloads.ts'
import type { BenchReport } from './bench.ts'
import type { Peer } from './peers.ts'

/** A table's columns and its cells. */
export interface BenchTable {
  title: string
  heads: string[]
  rows: string[][]
}

const percent = (share: number): string => `${Math.round(100 * share)} %`
const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

/** The lines above the tables: what was measured, on what. */
export function describeMachine({ machine, peaks }: BenchReport): string[] {
  const { processor, cores, load, runtime, door, v8_flags } = machine
  const peak = (precision: 'float32' | 'float64'): string => {
    const { wasm128, native, nativeFrom, fma } = peaks[precision]
    const how = nativeFrom === 'measured' ? 'measured with vectors joined' : 'taken as twice the former: vectors are not joined'
    return `${precision}: ${digits(wasm128)} GFLOP/s by 128-bit WebAssembly${fma ? '' : ' without multiply-add'}, ${digits(native)} native-equivalent (${how})`
  }
  return [
    `${processor}, ${cores} cores, load ${load.toFixed(1)} before the bench; one thread is used`,
    `${runtime}; door: ${door}; flags: ${v8_flags.join(' ') || 'none'}`,
    peak('float32'),
    peak('float64')
  ]
}

export function describeRows({ rows }: BenchReport, peers: readonly Peer[]): BenchTable {
  const heads = ['workload', '', 'ms/step', 'wall', 'GFLOP/s', 'of native', 'of WASM128', 'compile ms', 'warm', 'kept', 'memory MB']
  return {
    title: 'Processor time of one step (medians); GFLOP/s counts the matrix products alone, without collapsing channels',
    heads: [...heads, ...peers.map(({ title }) => `${title} x`), 'engine'],
    rows: rows.map((row) => [
      row.workload in WORKLOADS ? `${row.workload}  ${WORKLOADS[row.workload as WorkloadId].title}` : row.workload,
      row.precision,
      digits(row.ms),
      row.wall_ms === undefined ? '' : digits(row.wall_ms),
      digits(row.gflops),
      percent(row.peak_share),
      row.wasm128_share === undefined ? '' : percent(row.wasm128_share),
      ...(row.compile_ms === undefined ? ['', '', ''] : [row.compile_ms.first, row.compile_ms.warm, row.compile_ms.kept].map(digits)),
      row.memory_mb === undefined ? '' : digits(row.memory_mb),
      ...peers.map(({ name }) => (row.ratios[name] === undefined ? '–' : row.ratios[name].toPrecision(3))),
      row.engine ?? ''
    ])
  }
}

/** Why a peer has no figure, once for each reason. */
export function describeFailures({ rows }: BenchReport, peers: readonly Peer[]): string[] {
  const lines = peers.flatMap(({ name, title }) => {
    const reasons = rows.flatMap(({ peers: own }) => {
      const row = own?.[name]
      return row !== undefined && 'error' in row ? [row.error] : []
    })
    return [...new Set(reasons)].map((reason) => `${title}: ${reason}`)
  })
  const versions = new Set(
    rows.flatMap(({ peers: own }) => Object.values(own ?? {}).flatMap((row) => ('version' in row ? [row.version] : [])))
  )
  return [...(versions.size === 0 ? [] : [`against ${[...versions].join(', ')}; above 1 the lab is faster`]), ...lines]
}

export function describeCurves({ curves }: BenchReport): BenchTable[] {
  return curves.flatMap(({ net, precision, points, channels }) => [
    {
      title: `Cost by points, ${net}, ${precision}`,
      heads: ['points', 'ms/step', 'ns/point', 'memory MB'],
      rows: points.map((row) => [String(row.points), digits(row.ms), digits(row.ns_per_point), digits(row.memory_mb)])
    },
    {
      title: `Cost by channels, the same net, 4096 points, ${precision}`,
      heads: ['channels', 'ms/step', 'ns/point and channel'],
      rows: channels.map((row) => [String(row.channels), digits(row.ms), digits(row.ns_per_point_and_channel)])
    }
  ])
}
