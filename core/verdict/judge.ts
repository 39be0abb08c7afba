import type { CompiledProblem } from '../problem/compile.ts'
import type { Field } from '../reference/collocation/rows.ts'
import { largestChange, zeroOrder } from '../reference/collocation/solve.ts'
import type { Fit } from '../reference/equation.ts'
import type { ReferenceSolution } from '../reference/solution.ts'
import { isUnique } from '../reference/determined.ts'
import { numericSystem } from '../reference/system.ts'
import { givingWay } from '../problem/corners.ts'
import { notWindowable } from '../training/windows.ts'
import type { Metrics } from '../training/snapshot.ts'
import type { Defect } from './defect.ts'
import { betweenPoints, emptyPart, residualOver } from './points.ts'
import { freeWords } from './free-words.ts'
import { figures, levelOf, sentenceOf } from './sentence.ts'
import { knownError, suspicionsOf } from './suspicions.ts'
import type { Verdict } from './types.ts'

/** A trained solution and what is known beside it. */
export interface Judged {
  problem: CompiledProblem
  field: Field
  /** its linearised defect */
  defect: Defect
  /** values of the numbers found with the solution */
  trained: readonly number[]
  /** why the residual misses a part of the equation, in words, where it does */
  kinked?: string | undefined
  /** where the equations switch inside a piece of the solution */
  switches?: readonly number[]
  /** collocation points, one array per variable */
  nodes: readonly Float64Array[]
  /** whether each slab of time put its points where it needed them: then places without any say nothing */
  graded?: boolean
  /** points at which it is compared with the reference */
  dense: readonly Float64Array[]
  metrics: Pick<Metrics, 'max_abs_error' | 'rel_l2' | 'condition_violation'>
  reference: Fit<ReferenceSolution>
  /** the error that the user asks for */
  target?: number | undefined
  /** the same solution from other seeds, at the dense points, one array per unknown */
  others?: readonly (readonly Float64Array[])[] | undefined
}

/** The verdict on a trained solution: error by the linearised defect, agreement with the reference, coverage, over-fitting, seeds. */
export function judge(judged: Judged): Verdict {
  const { problem, field, defect, trained, nodes, dense, metrics, reference } = judged
  const system = numericSystem(problem)
  const own = system.unknowns.map((_, k) => field(k, zeroOrder(system), dense).slice())
  const at = residualOver(system, field, trained, nodes)
  const between = residualOver(system, field, trained, betweenPoints(problem, nodes))
  const empty = judged.graded === true ? undefined : emptyPart(problem, nodes)
  const beside = reference.fit === undefined ? null : compared(own, reference.fit, dense, problem.document.eigenvalue !== undefined)
  const scale = scaleOf(own, defect.scale)
  const contradiction = metrics.max_abs_error === null && beside !== null ? contradicted(defect, beside, scale, isUnique(system)) : null
  const numbers: Omit<Verdict, 'level' | 'sentence' | 'error' | 'scale' | 'suspicions' | 'cures'> = {
    estimated_error: finite(defect.error),
    ...(defect.bound === null ? {} : { error_bound: defect.bound }),
    estimated_rel_l2: finite(defect.relative),
    certified: defect.trusted && judged.kinked === undefined && contradiction === null,
    why: judged.kinked ?? contradiction ?? defect.why,
    amplification: finite(defect.amplification),
    residual_ratio: at.mean > 0 ? finite(between.mean / at.mean) : null,
    residual_peak: between.mean > 0 ? finite(between.largest / between.mean) : null,
    empty_share: empty?.share ?? null,
    seed_spread: judged.others === undefined || judged.others.length === 0 ? null : spread(own, judged.others),
    reference: beside,
    no_reference: reference.reason ?? null
  }
  const facts = {
    ...numbers,
    undetermined: defect.undetermined,
    free: defect.free.length === 0 ? '' : freeWords(system, defect.free),
    trouble: reference.trouble,
    unmet: defect.share,
    metrics,
    scale,
    floor: defect.floor,
    roundOff: defect.roundOff,
    target: judged.target,
    empty,
    kinked: judged.kinked,
    switches: (judged.switches ?? []).map((at) => `${problem.variables[0]!.name} = ${figures(at)}`),
    goesOn: notWindowable(problem) === undefined,
    apart: [...givingWay(problem).values()]
  }
  const suspicions = suspicionsOf(facts)
  const level = levelOf(facts, suspicions)
  return {
    level,
    sentence: sentenceOf(facts, level, suspicions),
    error: finite(knownError(facts)),
    scale: facts.scale,
    ...numbers,
    suspicions
  }
}

/** An estimate and a classical solution that lie much further apart than this one may be off contradict each other. */
const CONTRADICTS = 10

/** Why an estimate is not believed: a solution that states a far smaller error lies far outside of it. Where several solutions may be, one that is far away is another one. */
function contradicted(defect: Defect, beside: NonNullable<Verdict['reference']>, scale: number, unique: boolean): string | null {
  const { max_abs_error: distance, stated_error: stated } = beside
  if (!defect.trusted || defect.undetermined !== null) return null
  if (!unique && distance > 0.1 * scale) return null
  const near = CONTRADICTS * Math.max(defect.bound ?? defect.error ?? 0, defect.floor, stated)
  return distance > near ? `a classical solution that states an error of ${figures(stated)} lies ${figures(distance)} away` : null
}

/** @param upToSign an eigenfunction is known up to its sign: the reference takes that of the trial solution */
function compared(
  own: readonly Float64Array[],
  { method, label, error, seconds, at, another }: ReferenceSolution,
  dense: readonly Float64Array[],
  upToSign: boolean
) {
  const values = at(dense).map((row, k) => {
    const product = row.reduce((sum, value, p) => sum + value * own[k]![p]!, 0)
    return upToSign && product < 0 ? row.map((value) => -value) : row
  })
  let [difference, norm] = [0, 0]
  own.forEach((row, k) =>
    row.forEach((value, p) => {
      difference += (value - values[k]![p]!) ** 2
      norm += values[k]![p]! ** 2
    })
  )
  return {
    method,
    label,
    stated_error: error,
    seconds,
    max_abs_error: Math.max(...own.map((row, k) => largestChange(row, values[k]!))),
    rel_l2: Math.sqrt(difference / (norm || 1)),
    ...(another === undefined ? {} : { another })
  }
}

/** Half the largest distance between any two of the solutions, over points and unknowns: an error bar that asks for nothing but repetition. */
export function spread(own: readonly Float64Array[], others: readonly (readonly Float64Array[])[]): number {
  let widest = 0
  own.forEach((row, k) =>
    row.forEach((value, p) => {
      const all = [value, ...others.map((other) => other[k]![p]!)]
      widest = Math.max(widest, (Math.max(...all) - Math.min(...all)) / 2)
    })
  )
  return widest
}

function scaleOf(own: readonly Float64Array[], scale: number): number {
  const largest = Math.max(...own.map((row) => row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)))
  return Math.max(largest, Number.isFinite(scale) ? scale : 0)
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)
