import { bench as measure, PARTS, type BenchReport, type Part } from '../../../bench/bench.ts'
import { describeCurves, describeFailures, describeMachine, describeRows, type BenchTable } from '../../../bench/describe.ts'
import { knownPeers, type Peer } from '../../../bench/peers.ts'
import { Meter } from '../meter.ts'
import { badUsage } from '../options.ts'
import { table } from '../table.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'

const ENGINES = ['auto', 'portable', 'interpreter'] as const

export const bench: Verb = {
  name: 'bench',
  usage: '[--peers] [--only C,D] [--quick]',
  summary: 'how fast training steps are here, side by side with the peers that are installed',
  options: [
    { name: 'peers', help: 'compare with JAX, PyTorch and TensorFlow.js where they are installed, one thread each' },
    { name: 'only', value: 'PARTS', help: `some of ${PARTS.join(',')}` },
    { name: 'precision', value: 'float32|float64', help: 'one precision (default: both)' },
    { name: 'engine', value: ENGINES.join('|'), help: 'as in an experiment (default: auto)' },
    { name: 'apart', help: 'without V8 joining vectors of 128 bits to 256, as where it cannot' },
    { name: 'quick', help: 'fewer and shorter repetitions: a look, not a figure to quote' },
    { name: 'python', value: 'PATH', help: 'the Python that has JAX and PyTorch (default: python3)' }
  ],
  takes: [0, 0],
  run: async ({ words, io, print }) => {
    const parts = partsFrom(words.one('only'))
    const precision = words.one('precision')
    if (precision !== undefined && precision !== 'float32' && precision !== 'float64')
      throw badUsage(`--precision ${precision} is neither float32 nor float64.`, 'Write --precision float64.')
    const engine = ENGINES.find((each) => each === (words.one('engine') ?? 'auto'))
    if (engine === undefined) throw badUsage(`There is no engine "${words.one('engine')}".`, `There are ${ENGINES.join(', ')}.`)
    if (words.has('python') && !words.has('peers')) throw badUsage('--python is for --peers.', 'Write --peers as well.')
    const peers = words.has('peers') ? knownPeers(words.one('python') ?? 'python3', io.cwd) : []
    const meter = new Meter(io)
    let cancelled = false
    const deaf = io.onInterrupt(() => (cancelled = true))
    try {
      const report = await measure({
        parts,
        peers,
        engine,
        apart: words.has('apart'),
        precisions: precision === undefined ? ['float32', 'float64'] : [precision],
        effort: words.has('quick') ? { milliseconds: 100, rounds: 3 } : { milliseconds: 250, rounds: 7 },
        progress: (text) => meter.show(text),
        cancelled: () => cancelled
      })
      meter.clear()
      print(report, () => describe(report, peers))
    } finally {
      deaf()
    }
    return cancelled ? EXIT.cancelled : EXIT.done
  }
}

function partsFrom(text: string | undefined): readonly Part[] {
  if (text === undefined) return PARTS
  return text.split(',').map((word) => {
    const part = PARTS.find((each) => each.toLowerCase() === word.trim().toLowerCase())
    if (part === undefined) throw badUsage(`There is nothing to measure called "${word}".`, `There are ${PARTS.join(', ')}.`)
    return part
  })
}

function describe(report: BenchReport, peers: readonly Peer[]): string {
  const tables = [...(report.rows.length === 0 ? [] : [describeRows(report, peers)]), ...describeCurves(report)]
  const lines = [...describeMachine(report), ...describeFailures(report, peers)].map((line) => `${line}\n`).join('')
  return `${lines}${tables.map((each) => `\n${each.title}\n${print(each)}`).join('')}`
}

/** Words to the left, numbers to the right. */
function print({ heads, rows }: BenchTable): string {
  const wordy = new Set(['workload', '', 'engine'])
  return table(
    heads.map((head) => ({ head, right: !wordy.has(head) })),
    rows
  )
}
