import type { RunDetail } from '../../api/types.ts'
import { engineInWords } from '../../../core/engine/make-engine.ts'
import { duration as briefly } from '../../../core/verdict/sentence.ts'
import { duration, six, table } from './table.ts'
import { EXIT } from './verb.ts'

/** Whether the run reached the error that its settings ask for; null where they ask for none. */
export function reachedTarget({ settings, metrics }: Pick<RunDetail, 'settings' | 'metrics'>): boolean | null {
  if (settings.target === undefined) return null
  const error = errorOf(metrics)?.error ?? null
  return error !== null && error <= settings.target.max_abs_error
}

/** The error by the best that is known: the exact solution, else the classical one, else what the residual certifies. */
function errorOf(metrics: RunDetail['metrics']): { method: string; error: number } | null {
  if (metrics === null) return null
  const { max_abs_error: exact, verdict } = metrics
  if (exact !== null) return { method: 'exact', error: exact }
  // the distance from another solution, or from one that is no good itself, is no error
  const isBeside = verdict?.error != null && verdict.reference !== null && verdict.error >= verdict.reference.max_abs_error
  const isNear = verdict?.reference != null && verdict.reference.max_abs_error <= 2 * verdict.reference.stated_error
  if (verdict?.reference != null && (isBeside || (isNear && verdict.error !== null))) {
    const { method, max_abs_error: distance, stated_error: stated } = verdict.reference
    return { method, error: Math.max(distance, stated) }
  }
  return verdict?.certified === true && verdict.estimated_error !== null
    ? { method: 'linearised defect', error: verdict.error_bound ?? verdict.estimated_error }
    : null
}

export function exitCodeOfRun(run: RunDetail): number {
  if (run.status === 'CANCELLED') return EXIT.cancelled
  return run.status === 'FINISHED' && reachedTarget(run) !== false ? EXIT.done : EXIT.failed
}

/** A run as `solve --json` prints it. */
export function outcomeDocument(run: RunDetail): object {
  const { status, problem, iterations, seconds, loss, metrics, settings, reason, error } = run
  const met = reachedTarget(run)
  return {
    run: run.run,
    status,
    problem,
    iterations,
    seconds,
    loss,
    metrics,
    estimates: metrics?.estimates ?? {},
    reference: errorOf(metrics),
    verdict: metrics?.verdict ?? null,
    engine: run.engine,
    seed: settings.seed,
    ...(run.origin === undefined ? {} : { origin: run.origin }),
    ...(settings.target === undefined ? {} : { target: { ...settings.target, met } }),
    ...(reason === null ? {} : { reason }),
    ...(error === null ? {} : { error })
  }
}

/** Digits that are right: floor(-log10(largest error / scale of the solution)). */
function digits({ metrics, scale }: RunDetail): string {
  const error = errorOf(metrics)?.error
  if (error === undefined || scale === null || scale === 0) return ''
  const right = Math.max(0, Math.floor(-Math.log10(error / scale)))
  return Number.isFinite(right) ? `${right} ${right === 1 ? 'digit' : 'digits'}` : ''
}

/** A run for people. */
export function describeOutcome(run: RunDetail): string {
  const { metrics, loss, settings, status, iterations, seconds } = run
  const { network, training } = settings
  const methods = (training.phases ?? [training]).map(
    ({ optimizer, learning_rate }) => `${optimizer ?? 'auto'}${learning_rate === undefined ? '' : ` ${learning_rate}`}`
  )
  const net = `${network.hidden.join(' × ')} ${[network.activation].flat().join(', ')}, ${methods.join(' then ')}, seed ${run.seed}`
  const violation = metrics?.condition_violation ?? null
  const met = reachedTarget(run)
  const rows = [
    ['equation', run.equation],
    ['network', net],
    ['loss', `first ${six(loss.first)}   last ${six(loss.last)}   best ${six(loss.best)}`],
    ['largest error', `${six(metrics?.max_abs_error)}   ${digits(run)}`],
    ...classical(run),
    ['at the training points', six(metrics?.max_abs_error_at_points)],
    ['relative L2 error', six(metrics?.rel_l2)],
    ...Object.entries(metrics?.estimates ?? {}).map(([name, value]) => [name, `${six(value)}   found by training`]),
    ...Object.entries(metrics?.invariants ?? {}).map(([text, drift]) => [`drift of ${text}`, six(drift)]),
    ['conditions', violation === null ? '–' : violation <= 1e-9 ? 'met exactly' : `off by ${six(violation)}`],
    ...((run.engine.because ?? run.engine.later) === undefined ? [] : [['engine', engineInWords(run.engine)]]),
    ...(met === null ? [] : [['target', `${met ? 'reached' : 'missed'}: ${String(settings.target?.max_abs_error)}`]])
  ]
  const head = `${run.run}   ${status.toLowerCase()} after ${iterations} iterations, ${duration(seconds)}`
  const why = run.reason === null ? '' : `${run.reason}\n${run.error === null ? '' : `${run.error.cure}\n`}`
  const body = table([{ head: '' }, { head: '' }], rows)
  const said = metrics?.verdict === undefined ? '' : `${metrics.verdict.level}: ${metrics.verdict.sentence}\n`
  return `${head}\n${body.slice(body.indexOf('\n') + 1)}${said}${cures(run)}${why}`
}

/** What may mend a solution, as one writes it; nothing where it is sound. */
function cures({ metrics }: RunDetail): string {
  const lines = (metrics?.verdict?.cures ?? []).map(({ label, changes }) => `${label}:  ${changes.map(written).join(' ')}\n`)
  return lines.length === 0 ? '' : `What may mend it:\n${lines.map((line) => `  ${line}`).join('')}`
}

/** --set training.windows=auto; a line of the problem itself is written in its file. */
function written({ path, value }: { path: string; value: unknown }): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (path.startsWith('problem.')) return `write ${path.slice('problem.'.length)}: ${text} in the problem`
  return `--set ${path}=${/[^\w.:-]/.test(text) ? `'${text}'` : text}`
}

/** The rows that stand beside the comparison with an exact solution. */
function classical({ metrics }: RunDetail): string[][] {
  const verdict = metrics?.verdict
  if (verdict === undefined) return []
  const { estimated_error: estimated, certified, reference } = verdict
  return [
    ['by the residual alone', estimated === null ? '–' : `${six(estimated)}${certified ? '' : '   not certified'}`],
    ...(verdict.error_bound === undefined ? [] : [['no more than', six(verdict.error_bound)]]),
    ...(reference === null
      ? [['classical solution', `none: ${verdict.no_reference ?? 'no method fits'}`]]
      : [
          ['classical solution', `${reference.label}, ${briefly(reference.seconds)}, itself off by at most ${six(reference.stated_error)}`],
          ['from the classical one', six(reference.max_abs_error)]
        ])
  ]
}
