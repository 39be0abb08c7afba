import { makeSubject } from '../../core/engine/bench/subject.ts'
import { makeWorkload, type Shape, type Workload } from '../../core/engine/bench/workloads.ts'
import type { Settings } from '../../core/training/settings.ts'
import { timeBatch, type Batch } from './batch.ts'
import { median, now, since } from './clock.ts'
import type { Peak, Precision } from './peaks.ts'
import { PeerProcess } from './peer-process.ts'
import type { Peer } from './peers.ts'

export interface BenchRow {
  workload: string
  precision: Precision
  /** of one step: median over batches of processor time, and of wall time */
  ms: number
  wall_ms: number
  gflops: number
  /** of the native-equivalent peak, and of that of 128-bit WebAssembly */
  peak_share: number
  wasm128_share: number
  engine: string
  /** until a step over few points is done, with the engine's check of itself: the first time, then for another of equal size, then from what is kept */
  compile_ms: { first: number; warm: number; kept: number }
  /** growth of resident memory from before the engine was made */
  memory_mb: number
  /** the peer's time by ours, above 1 where ours is less */
  ratios: Record<string, number>
  peers: Record<string, PeerRow>
}

export type PeerRow =
  { version: string; ms: number; wall_ms: number; first_step_ms: number; memory_mb: number; gradient_error: number } | { error: string }

export interface Effort {
  /** of one batch */
  milliseconds: number
  rounds: number
}

const resident = (): number => process.memoryUsage.rss() / 2 ** 20

/** Times a workload, and the peers in turn with it: ours, a peer, ours, the next; so that a busy spell falls on all of them. */
export async function benchRow(
  name: string,
  shape: Shape,
  precision: Precision,
  peak: Peak,
  choice: Settings['engine'],
  effort: Effort,
  peers: readonly Peer[],
  progress: (text: string) => void
): Promise<BenchRow> {
  const workload = makeWorkload(shape, precision)
  const before = resident()
  const compiled = (...as: [] | [string]): number => compileTime(makeWorkload({ ...shape, points: FEW }, precision, ...as), choice)
  const first = compiled()
  const subject = makeSubject(workload, choice)
  subject.steps(1)
  const gradient = new Float64Array(workload.bindings.parameters.length)
  const loss = makeSubject(workload, choice).gradient(gradient)
  const launched: { peer: Peer; process: PeerProcess; error: number; times: { ms: number; wall: number; peak: number }[] }[] = []
  const failed: Record<string, PeerRow> = {}
  const batches: Batch[] = []
  // compilers that work in the background are done after this
  timeBatch((count) => subject.steps(count), effort.milliseconds)
  const warm = compiled('another')
  const kept = compiled()
  let memory = resident() - before
  try {
    for (const peer of peers.filter(({ precisions }) => precisions.includes(precision))) {
      progress(`${name} ${precision}: ${peer.title} starts`)
      try {
        const process = await PeerProcess.launch(peer.command, workload)
        const error = disagreement({ loss, gradient }, { loss: process.start.loss, gradient: process.gradient })
        launched.push({ peer, process, error, times: [] })
        if (!(error <= TOLERANCE[precision])) throw new Error(`its gradient differs from ours by ${error.toExponential(1)}`)
      } catch (thrown) {
        if (!(thrown instanceof Error)) throw thrown
        failed[peer.name] = { error: thrown.message }
        if (launched.at(-1)?.peer === peer) launched.pop()!.process.close()
      }
    }
    for (let round = 0; round < effort.rounds; round++) {
      progress(`${name} ${precision}: round ${round + 1} of ${effort.rounds}`)
      for (const turn of launched.length === 0 ? [undefined] : launched) {
        batches.push(timeBatch((count) => subject.steps(count), effort.milliseconds))
        if (turn === undefined) continue
        const { ms, cpu_ms, peak_mb } = await turn.process.time(effort.milliseconds / 1e3)
        turn.times.push({ ms: cpu_ms, wall: ms, peak: peak_mb })
      }
      memory = Math.max(memory, resident() - before)
    }
  } finally {
    for (const { process } of launched) process.close()
  }
  const ms = median(batches.map(({ cpu }) => cpu))
  const gflops = workload.flops / ms / 1e6
  const timed = launched.map(({ peer, process, error, times }): [string, Exclude<PeerRow, { error: string }>] => [
    peer.name,
    {
      version: process.start.version,
      ms: median(times.map((time) => time.ms)),
      wall_ms: median(times.map((time) => time.wall)),
      first_step_ms: process.start.first_step_ms,
      memory_mb: Math.max(...times.map((time) => time.peak)),
      gradient_error: error
    }
  ])
  return {
    workload: name,
    precision,
    ms,
    wall_ms: median(batches.map((batch) => batch.ms)),
    gflops,
    peak_share: gflops / peak.native,
    wasm128_share: gflops / peak.wasm128,
    engine: subject.name,
    compile_ms: { first, warm, kept },
    memory_mb: Math.max(0, memory),
    ratios: Object.fromEntries(timed.map(([peer, row]) => [peer, row.ms / ms])),
    peers: { ...Object.fromEntries(timed), ...failed }
  }
}

/** Of points where only the time until the first step is of interest: that does not depend on them. */
const FEW = 48

/** Milliseconds until an engine has run its first step. */
function compileTime(workload: Workload, choice: Settings['engine']): number {
  const start = now()
  makeSubject(workload, choice).steps(1)
  return since(start).wall
}

/** float32 adds up rounding of 6e-8 over thousands of points. */
const TOLERANCE: Readonly<Record<Precision, number>> = { float64: 1e-6, float32: 1e-4 }

interface Answer {
  loss: number
  gradient: Float64Array
}

/** Largest difference of the gradients by the largest entry, or the relative one of the losses. */
function disagreement(ours: Answer, theirs: Answer): number {
  if (ours.gradient.length !== theirs.gradient.length) return Infinity
  let [largest, difference] = [0, 0]
  ours.gradient.forEach((value, k) => {
    largest = Math.max(largest, Math.abs(value))
    difference = Math.max(difference, Math.abs(value - theirs.gradient[k]!))
  })
  const loss = Math.abs(ours.loss - theirs.loss) / Math.abs(ours.loss)
  return Math.max(difference / largest, loss)
}
