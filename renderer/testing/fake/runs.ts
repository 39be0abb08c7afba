import type { RunDetail, RunStatus, RunSummary } from '../../../main/api/types.ts'
import { FAKE_PROBLEMS, problemOf, yamlOf } from './problems.ts'
import type { FakeProblem } from './problems.ts'
import { lossAt, metricsAt, scaleOf } from './snapshot.ts'

const START = Date.UTC(2026, 10, 23, 9, 30)

/** Reproducible numbers in [0, 1): a linear congruential generator. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export function parameterCount(problem: FakeProblem, hidden: readonly number[]): number {
  return [...hidden, 1].reduce((sum, width, layer) => sum + width * (1 + (layer === 0 ? problem.axes.length : (hidden[layer - 1] ?? 1))), 0)
}

/** A run of a problem as the lab would store it at its end. */
export function runOf(problem: FakeProblem, number: number, changes: Partial<RunSummary> = {}): RunSummary {
  const { settings } = problem
  const iterations = settings.training.iterations
  const created = new Date(START - number * 97_000).toISOString()
  return {
    run: `run-${String(number).padStart(5, '0')}`,
    name: problem.name,
    problem: problem.id,
    problemName: problem.name,
    equation: problem.equation,
    latex: problem.latex,
    axes: problem.axes.length,
    status: 'FINISHED',
    settings,
    parameters: Object.fromEntries(Object.entries(problem.parameters).map(([name, { value }]) => [name, value])),
    seed: String(settings.seed),
    iterations,
    loss: { first: problem.loss[0], last: lossAt(problem, iterations, iterations), best: problem.loss[1] },
    metrics: metricsAt(problem, iterations, iterations),
    scale: scaleOf(problem),
    parameterCount: parameterCount(problem, settings.network.hidden),
    seconds: 2.4 + (number % 7),
    createdAt: created,
    finishedAt: new Date(START - number * 97_000 + 4000).toISOString(),
    sweep: null,
    config: null,
    tags: [],
    pinned: false,
    trashed: false,
    reason: null,
    ...changes
  }
}

/** The lecture's runs in a few states, as a lab looks after a morning's work. */
export function someRuns(): RunSummary[] {
  const [decay, deep, logistic, poisson, diffusion, wave] = FAKE_PROBLEMS
  if (!decay || !deep || !logistic || !poisson || !diffusion || !wave) return []
  const bad: Partial<RunSummary> = { metrics: null, finishedAt: null }
  return [
    runOf(decay, 1, { pinned: true, tags: ['Lecture examples'] }),
    runOf(deep, 2, { tags: ['Lecture examples'] }),
    runOf(logistic, 3, { tags: ['Lecture examples', 'Report, figures'] }),
    runOf(poisson, 4, { tags: ['Lecture examples'] }),
    runOf(diffusion, 5, { name: 'Diffusion, lecture size', tags: ['Lecture examples'] }),
    runOf(wave, 6, { pinned: true, tags: ['Lecture examples'] }),
    runOf(decay, 7, {
      ...bad,
      name: 'Decay, learning rate 0.1',
      status: 'DIVERGED',
      reason: 'NaN at iteration 4: the step 0.1 is too large for ten nodes.',
      settings: { ...decay.settings, training: { ...decay.settings.training, learning_rate: 0.1 } }
    }),
    runOf(poisson, 8, { ...bad, name: 'Poisson, overnight', status: 'PAUSED' }),
    runOf(diffusion, 9, { name: 'Diffusion, sine, Adam', metrics: metricsWith(diffusion, 3.4e-5) })
  ]
}

function metricsWith(problem: FakeProblem, error: number): RunSummary['metrics'] {
  const metrics = metricsAt(problem, 1, 1)
  return { ...metrics, max_abs_error: error, max_abs_error_at_points: error, rel_l2: error / 2 }
}

const STATUSES: readonly RunStatus[] = [
  'FINISHED',
  'FINISHED',
  'FINISHED',
  'FINISHED',
  'DIVERGED',
  'CANCELLED',
  'FAILED',
  'PRUNED',
  'LOST',
  'PAUSED'
]

/** Thousands of runs, for lists that must stay fast. */
export function manyRuns(count: number): RunSummary[] {
  const random = randomFrom(7)
  return Array.from({ length: count }, (_, i) => {
    const problem = FAKE_PROBLEMS[Math.floor(random() * FAKE_PROBLEMS.length)] ?? problemOf('')
    const status = STATUSES[Math.floor(random() * STATUSES.length)] ?? 'FINISHED'
    const rate = [0.0001, 0.001, 0.01, 0.1][Math.floor(random() * 4)] ?? 0.001
    const error = 10 ** (-6 * random()) * scaleOf(problem)
    const long =
      i % 97 === 5 ? ' with a name that somebody wrote at length so that it would say everything that was tried that evening' : ''
    return runOf(problem, 100 + i, {
      name: `${problem.name}, ${i + 1}${long}`,
      status,
      metrics: status === 'FINISHED' ? metricsWith(problem, error) : null,
      reason: status === 'DIVERGED' ? `NaN at iteration ${Math.ceil(random() * 900)}` : null,
      settings: { ...problem.settings, training: { ...problem.settings.training, learning_rate: rate } },
      seed: `lecture:${15 + (i % 5)}`,
      seconds: 0.3 + 20 * random()
    })
  })
}

export function detailOf(run: RunSummary): RunDetail {
  const problem = problemOf(run.problem)
  const diverged = run.status === 'DIVERGED' || run.status === 'FAILED'
  return {
    ...run,
    problemYaml: yamlOf(problem),
    versions: { ansatz: '0.1.0', node: '24.21.0', engine: '1' },
    machine: { cpu: 'a processor of the fake lab', cores: 8 },
    engine: { name: 'wasm', block: 16 },
    startedAt: run.createdAt,
    error: diverged && run.reason !== null ? { code: run.status.toLowerCase(), message: run.reason, cure: 'Try 0.01.' } : null,
    attempt: 1,
    repeats: null
  }
}
