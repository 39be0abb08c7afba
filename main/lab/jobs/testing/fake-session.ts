import { LabError } from '../../../../core/errors.ts'
import { Settings } from '../../../../core/training/settings.ts'
import type { Experiment } from '../../../../core/training/experiment.ts'
import type { Checkpoint } from '../../../../core/training/session.ts'
import type { Metrics, Snapshot } from '../../../../core/training/snapshot.ts'
import type { Trainable } from '../trainer.ts'

const HOARD: number[][] = []

export const fakeMetrics: Metrics = {
  max_abs_error: 0.5,
  max_abs_error_at_points: 0.4,
  rel_l2: 0.1,
  condition_violation: 0,
  by_unknown: {}
}

/**
 * Heavy ball on x^2 (1 + sin(9 x)) from a chaotic start: any iteration done twice or left out changes the last bits.
 * `parameters.delay` (milliseconds) makes every iteration slow; the experiment's name says what goes wrong.
 */
export class FakeSession implements Trainable {
  readonly #experiment: Experiment
  readonly iterations: number
  readonly parameterCount = 1
  readonly engine = { name: 'fake' }
  iteration = 0
  reason: string | null = null
  #x = 1.5
  #v = 0
  #history: { iteration: number[]; loss: number[] } = { iteration: [], loss: [] }

  constructor(experiment: Experiment, checkpoint?: Checkpoint) {
    this.#experiment = experiment
    this.iterations = experiment.settings.training.iterations
    if (experiment.name === 'refused') throw new LabError('fake', 'The fake refuses this.', 'Ask for another.')
    if (checkpoint === undefined) this.#record()
    else {
      this.iteration = checkpoint.iteration
      this.#x = checkpoint.parameters[0] ?? NaN
      this.#v = checkpoint.optimizer?.state[0]?.[0] ?? NaN
      this.#history = { iteration: [...checkpoint.history.iteration], loss: [...checkpoint.history.loss] }
    }
  }

  get loss(): number {
    return this.#x * this.#x * (1 + Math.sin(9 * this.#x))
  }

  get status(): 'ready' | 'finished' | 'diverged' {
    if (!Number.isFinite(this.loss)) return 'diverged'
    return this.iteration >= this.iterations ? 'finished' : 'ready'
  }

  advance(count: number): void {
    for (let k = 0; k < count && this.status === 'ready'; k++) this.#once()
  }

  #once(): void {
    const until = performance.now() + (this.#experiment.parameters.delay ?? 0)
    while (performance.now() < until);
    this.iteration++
    if (this.iteration === 30) this.#mishap()
    this.#v = 0.9 * this.#v - 0.05 * (2 * this.#x * (1 + Math.sin(9 * this.#x)) + 9 * this.#x * this.#x * Math.cos(9 * this.#x))
    this.#x += this.#v
    this.#record()
  }

  #mishap(): void {
    switch (this.#experiment.name) {
      case 'diverges':
        this.#x = NaN
        this.reason = 'The loss is not finite at iteration 30.'
        break
      case 'throws':
        throw new Error('a defect in the session')
      case 'dies':
        process.exit(7)
        break
      case 'hoards':
        for (;;) HOARD.push(Array.from({ length: 100_000 }, Math.random))
    }
  }

  #record(): void {
    this.#history.iteration.push(this.iteration)
    this.#history.loss.push(this.loss)
  }

  history() {
    return { iteration: Float64Array.from(this.#history.iteration), loss: Float64Array.from(this.#history.loss) }
  }

  metrics(): Metrics {
    return fakeMetrics
  }

  checkpoint(): Checkpoint {
    return {
      iteration: this.iteration,
      parameters: Float64Array.of(this.#x),
      optimizer: { step: this.iteration, state: [Float64Array.of(this.#v)] },
      history: this.history(),
      best: Math.min(...this.#history.loss)
    }
  }

  snapshot(): Snapshot {
    const values = Float64Array.of(this.#x)
    return {
      iteration: this.iteration,
      loss: this.loss,
      metrics: fakeMetrics,
      worst: null,
      scale: 1,
      axes: [{ name: 't', values: Float64Array.of(0) }],
      fields: [{ unknown: 'g', network: values, solution: values, residual: values, exact: null }],
      points: { at: [values], solution: values, residual: values, exact: null },
      network: { inputs: ['t'], layers: [], tilePoints: 0, weights: [], parameters: 1 }
    }
  }
}

/** An experiment for the fake; `name` says what goes wrong: refused, diverges, throws, dies, hoards, or nothing. */
export function fakeExperiment(name: string, iterations: number, delay = 0): Experiment {
  const settings = Settings.parse({ training: { iterations } })
  const variables = [{ name: 't', from: 0, to: 1 }]
  return {
    id: 'fake',
    name,
    yaml: '',
    paper: '',
    settings,
    parameters: { delay },
    variables,
    unknowns: ['g'],
    about: { group: '', text: '' }
  }
}
