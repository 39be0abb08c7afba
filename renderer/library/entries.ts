import type { Settings } from '../../core/training/settings.ts'
import type { LibraryEntry, RunStatus, RunSummary, SweepSummary } from '../../main/api/types.ts'
import { count } from '../components/words.ts'
import { digitsOf, verdictOf } from '../components/verdict.ts'
import type { Verdict } from '../components/verdict.ts'
import { networkLine, optimizerName, settingsLine, trainingLine } from './settings-line.ts'

/** What the library shows of a run, a sweep or a built-in problem, in one shape for cards, table and search. */
export interface Entry {
  /** unique among all kinds */
  key: string
  kind: 'run' | 'sweep' | 'problem'
  id: string
  name: string
  /** beside the name: which of several of the same name */
  aside: string
  equation: string
  latex: string
  /** the settings in a few words */
  line: string
  network: string
  training: string
  verdict: Verdict | null
  status: RunStatus | null
  error: number | null
  digits: number | null
  loss: number | null
  rate: number | null
  seconds: number | null
  iterations: number | null
  created: string
  tags: readonly string[]
  pinned: boolean
  reason: string | null
  /** lower case, for search */
  words: string
  /** the equation without spaces, lower case */
  tight: string
  settings: Settings | null
  nodes: number | null
  layers: number | null
  parameters: number | null
  seed: string
}

const tighten = (text: string) => text.replaceAll(/\s+/g, '').toLowerCase()

function ofSettings(settings: Settings) {
  return {
    settings,
    network: networkLine(settings),
    training: trainingLine(settings),
    rate: settings.training.learning_rate ?? null,
    nodes: Math.max(...settings.network.hidden),
    layers: settings.network.hidden.length
  }
}

export function entryOfRun(run: RunSummary): Entry {
  const error = run.metrics?.max_abs_error ?? null
  const verdict = verdictOf(run)
  const line = settingsLine(run.settings)
  const words = [run.name, run.problemName, run.problem, line, verdict.word, run.status, ...run.tags, run.run, run.seed]
    .join(' ')
    .toLowerCase()
  return {
    ...ofSettings(run.settings),
    key: `run ${run.run}`,
    kind: 'run',
    id: run.run,
    // A run that nobody named is called after its problem.
    name: run.name === run.run ? run.problemName : run.name,
    aside: run.name === run.run ? run.run : '',
    equation: run.equation,
    latex: run.latex,
    line,
    verdict,
    status: run.status,
    error,
    digits: digitsOf(error, run.scale),
    loss: run.loss.last,
    seconds: run.seconds,
    iterations: run.iterations,
    created: run.createdAt,
    tags: run.tags,
    pinned: run.pinned,
    reason: run.reason,
    words,
    tight: tighten(run.equation),
    parameters: run.parameterCount,
    seed: run.seed
  }
}

const SWEEP_STATUS: Record<SweepSummary['status'], RunStatus> = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  PAUSED: 'PAUSED',
  FINISHED: 'FINISHED',
  CANCELLED: 'CANCELLED',
  STOPPED: 'CANCELLED'
}

const doneOf = ({ counts, total }: SweepSummary) => total - counts.QUEUED - counts.RUNNING - counts.PAUSED

function sweepVerdict(sweep: SweepSummary): Verdict {
  const done = doneOf(sweep)
  if (sweep.status === 'RUNNING') return { word: `Running, ${done} of ${sweep.total}`, tone: 'run', glyph: 'pulse' }
  if (sweep.status === 'PAUSED') return { word: `Paused, ${done} of ${sweep.total}`, tone: 'mute', glyph: 'pause' }
  if (sweep.status === 'QUEUED') return { word: 'Queued', tone: 'mute', glyph: 'ring' }
  if (sweep.status === 'FINISHED') return { word: count(sweep.total, 'run'), tone: 'good', glyph: 'check' }
  return { word: sweep.status === 'STOPPED' ? 'Stopped' : 'Cancelled', tone: 'mute', glyph: 'stop' }
}

export function entryOfSweep(sweep: SweepSummary, problem: Pick<LibraryEntry, 'equation' | 'latex' | 'name'> | undefined): Entry {
  const configurations = sweep.seeds.length === 0 ? sweep.total : Math.round(sweep.total / sweep.seeds.length)
  const line = `${count(configurations, 'configuration')} × ${count(sweep.seeds.length, 'seed')}`
  const axes = sweep.axes.map(({ label }) => label).join(' ')
  return {
    key: `sweep ${sweep.sweep}`,
    kind: 'sweep',
    id: sweep.sweep,
    name: sweep.name,
    aside: '',
    equation: problem?.equation ?? '',
    latex: problem?.latex ?? '',
    line,
    network: '',
    training: line,
    verdict: sweepVerdict(sweep),
    status: SWEEP_STATUS[sweep.status],
    error: null,
    digits: null,
    loss: null,
    rate: null,
    seconds: sweep.secondsElapsed,
    iterations: null,
    created: sweep.createdAt,
    tags: [],
    pinned: false,
    reason: null,
    words: `${sweep.name} ${sweep.problem} ${problem?.name ?? ''} sweep ${axes} ${sweep.status}`.toLowerCase(),
    tight: tighten(problem?.equation ?? ''),
    settings: null,
    nodes: null,
    layers: null,
    parameters: null,
    seed: ''
  }
}

export function entryOfProblem(entry: LibraryEntry): Entry {
  const { settings } = entry
  return {
    ...ofSettings(settings),
    key: `problem ${entry.id}`,
    kind: 'problem',
    id: entry.id,
    name: entry.name,
    aside: '',
    equation: entry.equation,
    latex: entry.latex,
    line: `${networkLine(settings)}, ${optimizerName(settings)}`,
    verdict: null,
    status: null,
    error: null,
    digits: null,
    loss: null,
    seconds: null,
    iterations: settings.training.iterations,
    created: '',
    tags: [entry.group],
    pinned: false,
    reason: null,
    words: `${entry.name} ${entry.id} ${entry.group} ${entry.text}`.toLowerCase(),
    tight: tighten(entry.equation),
    parameters: null,
    seed: String(settings.seed)
  }
}
