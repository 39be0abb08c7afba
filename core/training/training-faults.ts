import { LabError } from '../errors.ts'
import type { CompiledProblem } from '../problem/compile.ts'
import type { Locator, Path } from '../problem/document-explain.ts'
import { methodOf } from './learning-rate.ts'
import { isSecondOrder } from './methods/stepper.ts'
import type { Settings } from './settings.ts'

/** Throws where the way of training does not fit together, or not with the problem: nothing that is asked for is left out in silence. */
export function refuseTrainingFaults(
  { training, points }: Settings,
  problem: Pick<CompiledProblem, 'exact'> & { document: Pick<CompiledProblem['document'], 'weights'> },
  locator: Locator
): void {
  refusePhases(training, locator)
  refuseMethodMisfits(training, locator)
  const place = (path: Path) => locator.place(path)
  if (points.resample !== undefined && (points.layout === 'uniform' || points.layout === 'chebyshev')) {
    const message = `${points.layout} points are the same whenever they are drawn, so that resampling changes nothing`
    throw new LabError('resample-layout', message, 'Write layout: random, lhs or sobol.', place(['points', 'resample']))
  }
  if (problem.document.weights === 'self_adaptive') {
    const moving = (['resample', 'adaptive'] as const).find((key) => points[key] !== undefined)
    const batch = [training, ...(training.phases ?? [])].some((phase) => phase.batch !== undefined)
    if (moving !== undefined || batch) {
      const path = moving === undefined ? ['training', 'batch'] : ['points', moving]
      const message = `weights: self_adaptive gives every point a weight of its own, which ${moving === undefined ? 'batches' : `points.${moving}`} would take apart`
      throw new LabError('self-adaptive-points', message, `Leave out ${path.join('.')}, or choose gradient_norm or ntk.`, place(path))
    }
  }
  if (points.adaptive !== undefined && points.resample !== undefined)
    throw new LabError(
      'points-moved-twice',
      'points.resample and points.adaptive both move the points',
      'Keep one of them: resample draws anew, adaptive looks at the residual.',
      place(['points', 'adaptive'])
    )
  const { stop } = training
  if (stop === undefined) return
  if (stop.loss === undefined && stop.max_abs_error === undefined)
    throw new LabError(
      'stop-empty',
      'training.stop does not say where to stop',
      'Write for example stop: { loss: 1e-8 }.',
      place(['training', 'stop'])
    )
  if (stop.max_abs_error !== undefined && problem.exact.size === 0)
    throw new LabError(
      'stop-exact',
      'The exact solution is not known, so that training cannot stop at an error',
      'Write stop: { loss: 1e-8 }, or give exact: in the problem.',
      place(['training', 'stop', 'max_abs_error'])
    )
}

/** Methods that look at the whole loss know no batches; those that need a sum of squares know no penalty. */
function refuseMethodMisfits(training: Settings['training'], locator: Locator): void {
  const place = (path: Path) => locator.place(path)
  const phases = training.phases ?? []
  const written =
    phases.length === 0
      ? [{ phase: training, path: ['training'] as Path }]
      : phases.map((phase, k) => ({ phase, path: ['training', 'phases', k] as Path }))
  for (const { phase, path } of written) {
    const name = phase.optimizer ?? training.optimizer
    if (!isSecondOrder(name)) continue
    if ((phase.batch ?? training.batch) !== undefined)
      throw new LabError(
        'method-batch',
        `${name} looks at all points in every step: it cannot train in batches`,
        'Leave batch out, or train with adam.',
        place([...path, 'batch'])
      )
    if ((phase.l2 ?? training.l2) !== undefined && !['lbfgs', 'ssbroyden'].includes(name))
      throw new LabError(
        'method-l2',
        `${name} minimises a sum of squared residuals: it does not know l2`,
        'Leave l2 out, or train with lbfgs, ssbroyden or adam.',
        place([...path, 'l2'])
      )
  }
}

function refusePhases(training: Settings['training'], locator: Locator): void {
  const place = (path: Path) => locator.place(path)
  const { phases, iterations } = training
  if (phases === undefined) return
  const others = phases.slice(0, -1).reduce((sum, phase) => sum + phase.iterations, 0)
  if (iterations <= others)
    throw new LabError(
      'phases-iterations',
      `training.iterations is ${iterations}, but the phases before the last one take ${others}`,
      `Write more than ${others}, or leave it out: then the phases say how long training is.`,
      place(['training', 'iterations'])
    )
  if (!phases.every((phase) => phase.optimizer !== undefined)) return
  const [first] = phases
  const own = methodOf({ ...first, optimizer: first!.optimizer! })
  const without = (key: 'optimizer' | 'learning_rate'): LabError =>
    new LabError(
      'phases-method',
      `training.${key} changes nothing: every phase names its optimizer, and with it its own method`,
      `Write ${key} into the phases.`,
      place(['training', key])
    )
  if (training.optimizer !== 'auto' && training.optimizer !== first!.optimizer) throw without('optimizer')
  if (training.learning_rate !== undefined && training.learning_rate !== own.learningRate) throw without('learning_rate')
}
