import { methodOf, type PhaseMethod } from './learning-rate.ts'
import type { Settings } from './settings.ts'

type Training = Settings['training']

/** A stretch of training with one method, from iteration `from` on. */
export interface Phase {
  from: number
  iterations: number
  method: PhaseMethod
  momentum: number
  batch: number | undefined
  l2: number
}

/**
 * The phases of training. A phase that names its optimiser is a method of its own; one that names none goes on with what stands beside
 * `phases`. The last one is stretched or cut so that all together have `iterations`.
 */
export function phasesOf(training: Training): Phase[] {
  let from = 0
  return written(training).map(({ optimizer, learning_rate, schedule, momentum, batch, l2, iterations }) => {
    const phase = { from, iterations, method: methodOf({ optimizer, learning_rate, schedule, batch }), momentum, batch, l2: l2 ?? 0 }
    from += iterations
    return phase
  })
}

/** The settings with every phase written out, and what stands beside them that of the first. */
export function completedTraining(training: Training): Training {
  const phases = written(training).map((phase) => {
    const { learning_rate: _rate, schedule: _schedule, ...rest } = phase
    const { learningRate, schedule } = methodOf(phase)
    return learningRate === undefined ? rest : { ...rest, learning_rate: learningRate, schedule }
  })
  const { iterations: _, ...first } = phases[0]!
  const { learning_rate: _rate, schedule: _schedule, ...others } = training
  return { ...others, ...first, ...(training.phases === undefined ? {} : { phases }) }
}

/** The same training, to go on for `more` iterations after `done`: what was planned, cut there or its last phase stretched; it stops at nothing before. */
export function extended({ stop: _, ...training }: Training, done: number, more: number): Training {
  const iterations = done + more
  if (training.phases === undefined) return { ...training, iterations }
  let before = 0
  const phases = training.phases.filter((phase) => {
    const begins = before
    before += phase.iterations
    return begins < iterations
  })
  const others = phases.slice(0, -1).reduce((sum, phase) => sum + phase.iterations, 0)
  return {
    ...training,
    iterations,
    phases: phases.map((phase, k) => (k < phases.length - 1 ? phase : { ...phase, iterations: iterations - others }))
  }
}

type Written = Required<Pick<Training, 'optimizer' | 'momentum' | 'iterations'>> &
  Pick<Training, 'learning_rate' | 'schedule' | 'batch' | 'l2'>

function written({ optimizer, learning_rate, schedule, momentum, batch, l2, iterations, phases }: Training): Written[] {
  const beside = { optimizer, learning_rate, schedule, momentum, batch, l2 }
  if (phases === undefined) return [defined({ ...beside, iterations })]
  const others = phases.slice(0, -1).reduce((sum, phase) => sum + phase.iterations, 0)
  return phases.map((phase, k) => {
    const base = phase.optimizer === undefined ? beside : { ...beside, learning_rate: undefined, schedule: undefined }
    return defined({ ...base, ...phase, iterations: k < phases.length - 1 ? phase.iterations : iterations - others })
  })
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T
}
