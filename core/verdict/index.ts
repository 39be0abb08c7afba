import { asLabError, LabError } from '../errors.ts'
import type { CompiledProblem } from '../problem/compile.ts'
import { totalOrders } from '../problem/classify.ts'
import { isFit } from '../problem/fit.ts'
import type { Fit } from '../reference/equation.ts'
import { referenceNear } from '../reference/nearby.ts'
import { referenceSolution } from '../reference/solution.ts'
import type { ReferenceSolution } from '../reference/solution.ts'
import { switchingPoints } from '../reference/switches.ts'
import { numericSystem } from '../reference/system.ts'
import { bindSolution, piecesOf, pointsOf, shapedExperiment } from '../training/solution-form.ts'
import type { SolutionForm } from '../training/solution-form.ts'
import type { Experiment } from '../training/experiment.ts'
import { windowAxis } from '../training/slabs.ts'
import type { Window } from '../training/windows.ts'
import type { Settings } from '../training/settings.ts'
import { measure } from '../training/measure.ts'
import { pieceField, trainedField, trainedNumbers } from './field.ts'
import { linearisedDefect } from './defect.ts'
import type { Defect } from './defect.ts'
import { curesOf } from './cures.ts'
import { judge } from './judge.ts'
import { figures } from './sentence.ts'
import type { Verdict } from './types.ts'
import { windowedDefect } from './windowed-defect.ts'

type Stated = Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>

/** References of the last problems: the runs of a sweep share one. */
const recent = new Map<string, Fit<ReferenceSolution>>()
const MOST_RECENT = 8

/**
 * The verdict on a trained run: its weights and the form in which they make up a solution. Solves the problem classically beside it.
 * `now` is a clock in milliseconds for the reference's seconds; `ended` are the collocation points at which training ended, one array per variable, where the
 * residual has moved them from those of the settings, or they were drawn anew.
 */
export function verdict(
  experiment: Stated,
  parameters: Float64Array,
  form?: SolutionForm,
  now: () => number = Date.now,
  ended?: readonly Float64Array[]
): Verdict {
  const own = shapedExperiment(experiment, form)
  const bound = bindSolution(experiment, parameters, form)
  const { problem, built, bindings } = bound
  if (isFit(problem)) throw new LabError('no-equation', 'a fit to data has no equation to judge it by', 'Compare it with the data.')
  const system = numericSystem(problem)
  const pieces = (form?.windows ?? []).length === 0 ? [] : piecesOf(own, parameters, form!.windows!)
  const windows = pieces.map(({ window, bound }) => {
    const part = numericSystem(bound.problem)
    return { ...window, system: part, field: trainedField(bound, own.settings, part) }
  })
  const whole = windows.length === 0
  const trained = trainedNumbers(bound)
  const field = whole ? trainedField(bound, own.settings, system) : pieceField(windows, windowAxis(problem))
  const interior = built.groups.interior
  const pieceNodes = pointsOf(own, pieces)
  const nodes = whole
    ? (ended ?? bindings.points[interior]!)
    : problem.variables.map((_, axis) => Float64Array.from(pieceNodes.flatMap((points) => [...points[axis]!])))
  const defect = whole || problem.variables.length > 1 ? linearisedDefect(system, field, trained) : windowedDefect(windows)
  const said = judge({
    problem,
    field,
    defect: whole ? defect : untilEnd(defect, problem, form!.windows!),
    trained,
    kinked: kinksOf(own.settings, problem),
    switches: switchingPoints(system).filter((at) => whole || windows.some(({ from, to }) => at > from && at < to)),
    nodes,
    graded: !whole && problem.variables.length > 1,
    dense: bindings.points[built.groups.dense]!,
    metrics: measure(bound).metrics,
    reference: referenceNear(problem, field, known(experiment, problem, now), now),
    target: experiment.settings.target?.max_abs_error
  })
  return { ...said, cures: curesOf(said, { problem, settings: experiment.settings }) }
}

/** Windows that did not come to the end say nothing of what lies behind them. */
function untilEnd(defect: Defect, problem: CompiledProblem, windows: readonly Window[]): Defect {
  const { to } = windows.at(-1)!
  const time = problem.variables[windowAxis(problem)]
  if (to >= time!.to) return defect
  return { ...defect, trusted: false, why: `the windows come to ${time!.name} = ${figures(to)} only` }
}

/** Activations with kinks, by how often they can be differentiated before a jump appears. */
const SMOOTHNESS: Readonly<Record<string, number>> = { relu: 1, leaky_relu: 1, elu: 2 }

/** Why the residual at points misses a part of the equation: derivatives of kinks stand between the points, and none sees them. */
function kinksOf({ network: { activation } }: Settings, problem: CompiledProblem): string | undefined {
  const order = Math.max(...Object.values(totalOrders(problem)))
  const rough = [activation].flat().find((name) => order > (SMOOTHNESS[name] ?? Infinity))
  if (rough === undefined) return undefined
  return `the derivatives of ${rough} jump, and what the equation asks of them there stands at no point`
}

/** The verdict; where it cannot be reached, a verdict that says so: a run is never lost for want of one. */
export function judged(...asked: Parameters<typeof verdict>): Verdict {
  try {
    return verdict(...asked)
  } catch (thrown) {
    return noVerdict(asLabError(thrown).message)
  }
}

function noVerdict(why: string): Verdict {
  return {
    level: 'not certified',
    sentence: `Not certified: ${why}`,
    error: null,
    scale: 0,
    estimated_error: null,
    estimated_rel_l2: null,
    certified: false,
    why,
    amplification: null,
    residual_ratio: null,
    empty_share: null,
    seed_spread: null,
    reference: null,
    no_reference: why,
    suspicions: [],
    cures: []
  }
}

function known({ yaml, parameters }: Stated, problem: CompiledProblem, now: () => number): Fit<ReferenceSolution> {
  const key = JSON.stringify([yaml, parameters])
  const found = recent.get(key) ?? referenceSolution(problem, now)
  recent.delete(key)
  recent.set(key, found)
  for (const old of recent.keys()) if (recent.size > MOST_RECENT) recent.delete(old)
  return found
}
