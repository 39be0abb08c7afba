import { LabError } from '../errors.ts'
import { bindExperiment } from '../problem/prepare.ts'
import { initialParameters } from '../network/initialize.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { checkResidual, inUnits, residualOverall, type CheckResidual } from './check-residual.ts'
import { withEdgeWeights } from './edges.ts'
import { estimatedError } from './estimated-error.ts'
import type { Experiment } from './experiment.ts'
import { Fit, type FitState } from './fit.ts'
import { withLayers } from './layers.ts'
import { phasesOf, type Phase } from './phases.ts'
import type { Piece } from './piecewise.ts'
import { bindSolution, joinPieces, piecesOf, shaped, type Shape, type SolutionForm } from './solution-form.ts'
import type { Settings } from './settings.ts'
import { strategyOf, type Attempt, type Strategy } from './strategy.ts'
import { windowingOf } from './slabs.ts'
import type { Window, Windowing } from './windows.ts'

/** Where a run stands among its attempts and windows, beside the weights of its solution. */
export interface CourseState {
  fit: FitState
  /** iterations of the fits before this one */
  before: number
  attempt: number
  /** iteration at which this attempt, or the one that is kept, began; left out: 0 */
  began?: number
  shape?: Shape
  /** in place of the method of the settings */
  method?: Attempt['method']
  /** its features and points crowd at both ends */
  layers?: Attempt['layers']
  /** its windows are slabs of an evolution */
  slabs?: Attempt['slabs']
  /** its residuals count by their distance to held edges */
  edges?: Attempt['edges']
  /** windows that are solved, and the one that is being trained */
  windows?: { solved: Window[]; present: Window; tries: number; worst: number; scales: number[]; rejected?: number }
  best?: Ended
  log: string[]
  /** why all is over, null where all iterations were made; undefined: it goes on */
  over?: { reason: string | null }
}

/** How a fit ended: by itself, with a loss that is not finite, or because it has come as far as was asked. */
export type Ending = 'ended' | 'failed' | 'enough'

/** An attempt that has ended. */
interface Ended {
  /** iteration at which it began; left out where it was stored before that was noted */
  began?: number
  /** largest residual between the points, in units of its scale */
  residual: number
  /** by the linearised defect, as a share of the solution; left out where it cannot be had or is not to be trusted */
  error?: number
  /** what attempts without an estimated error are compared by */
  rank: number
  /** whether that, or the error that it means, is round-off */
  isGood: boolean
  parameters: Float64Array
  form: SolutionForm
  words: string
}

/** How much longer the next window is: the residual falls steeply with its length, so that one far below what is asked leaves room. */
const growth = (share: number): number => (share < 1e-3 ? 2 : share < 0.1 ? 1.4 : 1)

/** So many windows of one length, after which a longer one is tried. */
const STEADY = 3

/** Iterations that a fit needs at least to come anywhere. */
const FEWEST = 20
/** Newton steps in a slab: the first linearises about no motion, and then they converge quadratically. */
const NEWTON_STEPS = 7
/** A residual between the points, in units of its scale, below which its cost is asked. */
const DOUBTFUL = 10
/** A residual of random features, in units of its scale, with which they are no solution. */
const UNRESOLVED = 1e-3
/** The share of the time at its beginning in which slabs need not be shorter still. */
const EARLY = 2 ** -9
/** Times so much the residual of unresolved features counts. */
const DISTRUST = 100
/** A residual in a window, in units of its scale, with which one may go on at all; the scale of a slab is the solution over its time. */
const LIMIT = 1e-8
const SLAB_LIMIT = 1e-3
/** The same of one that cannot be shorter, as where a layer forms: what it leaves near an end soon fades. */
const SLOW_LIMIT = 3e-2
/** A residual of a slab, in the same units, that need not become less. */
const SLAB_TOLERANCE = 1e-8
/** The same where the start was led over within a layer: what that costs is more. */
const JUMP_TOLERANCE = 1e-3
/** The first slab's share of the time there, and the shortest one's. */
const JUMP_FIRST = 2 ** -17
const JUMP_SHORTEST = 2 ** -26
/** Fits of slabs that the time suffices for, times their units to the third, and so many before it is asked whether they come to the end. */
const MOST_SLAB_WORK = 300 * 200 ** 3
const PATIENCE = 12

/**
 * The way of a run from its first weights to its solution: one fit; or several from fresh weights, of which the best is kept; or window after window in
 * time; or what the automatic method does: the network as it is, then windows where the problem allows them, else fresh weights and a wider network,
 * until the residual between the points is round-off. Nothing here reads a clock; every beginning draws from a stream of its own.
 */
export class Course {
  private readonly experiment: Experiment
  private readonly strategy: Strategy
  private readonly windowed: Windowing | undefined
  private whole: BoundProblem | undefined
  private pieces: Piece[] = []
  private present: Fit
  private state: Omit<CourseState, 'fit'>
  /** whether the present weights are those of the best attempt */
  private isBest = false

  /** @param start the weights of the solution, with the state that they belong to */
  constructor(experiment: Experiment, start?: { parameters: Float64Array; state?: CourseState | undefined; fit?: FitState | undefined }) {
    this.experiment = experiment
    this.state = start?.state ?? { before: 0, attempt: 0, log: [] }
    const stated = bindExperiment({ ...experiment, settings: this.settings })
    this.strategy = strategyOf(start?.state === undefined ? stated : bindExperiment(experiment), experiment.settings)
    let own = stated
    if (start === undefined) {
      this.reshape(this.strategy.attempt(0, Infinity) ?? {}, 0)
      if (this.state.shape !== undefined) own = bindExperiment({ ...experiment, settings: this.settings })
    }
    if (this.strategy.windowable) this.windowed = windowingOf(experiment)
    if ((this.strategy.windows === 'first' || this.state.slabs === true) && start?.state === undefined)
      this.openWindow(this.firstWindow(), { tries: 0, worst: 0, scales: [] })
    this.present = this.restored(start?.parameters, own, start?.state?.fit ?? start?.fit)
  }

  get fit(): Fit {
    return this.present
  }

  /** Iterations of all fits so far. */
  get done(): number {
    return this.state.before + this.present.done
  }

  /** Why all is over; undefined while it goes on. */
  get over(): { reason: string | null } | undefined {
    return this.state.over
  }

  /** Whether more may come after the present fit. */
  get hasMore(): boolean {
    return this.strategy.attempts > 1 || this.strategy.windows !== 'never'
  }

  /** What was done, a line each. */
  get log(): readonly string[] {
    return this.state.log
  }

  /** What is being tried now, in words; undefined where there is one fit only, or nothing is left to do. */
  get stage(): string | undefined {
    const { windows, slabs, log, over } = this.state
    if (!this.hasMore || over !== undefined) return undefined
    const method = NAMES[this.present.method] ?? this.present.method
    if (windows === undefined) return log.length === 0 ? capital(method) : `${capital(method)}, attempt ${log.length + 1}`
    const { to } = this.windowed!.first
    const { solved, present } = windows
    return `${slabs === true ? 'Slab' : 'Window'} ${solved.length + 1}, time ${short(present.from)} to ${short(present.to)} of ${short(to)}`
  }

  get form(): SolutionForm | undefined {
    const { shape, windows } = this.state
    if (shape === undefined && windows === undefined) return undefined
    return formOf(shape, windows && [...windows.solved, windows.present])
  }

  /** All weights of the solution as it is now. */
  get parameters(): Float64Array {
    return joined([...this.pieces.map(({ bound }) => bound), this.present.bound])
  }

  /** The solution as it is now, to be measured and looked at. */
  get bound(): BoundProblem {
    const { windows } = this.state
    if (windows === undefined) return this.present.bound
    this.whole ??= bindExperiment({ ...this.experiment, settings: this.settings })
    return joinPieces(this.whole, [...this.pieces, this.piece(windows.present)])
  }

  checkpoint(): CourseState | undefined {
    return this.hasMore ? { ...this.state, log: [...this.state.log], fit: this.present.state() } : undefined
  }

  /**
   * The present fit has ended: `reason` says why. Another fit begins, or all is over. Returns whether it is.
   */
  turn(reason: string | null, how: Ending = 'ended'): boolean {
    if (!this.hasMore) return this.end(reason)
    const checked = checkResidual(this.present.bound, this.settings)
    const residual = how === 'failed' ? { ...checked, largest: checked.largest.map(() => Infinity) } : checked
    return this.state.windows === undefined ? this.afterWhole(residual, reason) : this.afterWindow(residual, reason, how === 'enough')
  }

  private get settings(): Settings {
    return shaped(this.experiment.settings, this.state.shape)
  }

  /** Iterations that are left of all that were asked for. */
  private get left(): number {
    return this.experiment.settings.training.iterations - this.done
  }

  private afterWhole(checked: CheckResidual, reason: string | null): boolean {
    const { strategy, state } = this
    const residual = inUnits(checked, checked.scales)
    const { hidden } = this.settings.network
    const points = this.present.bound.bindings.points[this.present.bound.built.groups.interior]![0]!.length
    const method = NAMES[this.present.method] ?? this.present.method
    const made = `${hidden.join(' × ')} units, ${points} points, ${method}, ${this.present.done} iterations`
    // a residual holds derivatives that the error does not: what it costs is asked where it is small, but not round-off
    const inDoubt = strategy.automatic && residual > strategy.tolerance && residual < DOUBTFUL
    const error = inDoubt ? estimatedError(this.present.bound, this.settings) : undefined
    const isGood = residual <= strategy.tolerance || (error !== undefined && error <= strategy.errorTolerance)
    const inner = checked.inner === undefined ? residual : inUnits({ ...checked, largest: checked.inner }, checked.scales)
    // what counts little at edges is judged so
    const judged = state.edges === true ? inner : residual
    const away = state.edges === true ? ', residuals counted by their distance to the edges' : ''
    const words = `${made}${away}; ${betweenPoints(judged)}${error === undefined ? '' : `, estimated error ${short(error)} of the solution`}`
    // features that resolve nothing may leave a small residual nearly everywhere: a trained network comes before them
    const rank = state.method === 'instant' && inner > UNRESOLVED ? DISTRUST * inner : inner
    this.keep({
      residual: judged,
      ...(error === undefined ? {} : { error }),
      rank,
      isGood,
      parameters: this.parameters,
      form: formOf(state.shape),
      words
    })
    if (isGood || this.left < FEWEST) return this.finish(reason)
    if (strategy.windows === 'second' && this.windowed !== undefined) {
      this.reshape(strategy.windowAttempts?.[0] ?? {}, state.attempt, this.done)
      this.openWindow(this.firstWindow(), { tries: 0, worst: 0, scales: [] })
      return this.begin()
    }
    return this.next(reason)
  }

  /** The attempt after the present one, or the end. */
  private next(reason: string | null): boolean {
    const { strategy, state } = this
    if (this.left < FEWEST) return this.finish(reason)
    for (let index = state.attempt + 1; index < strategy.attempts; index++) {
      const { best } = state
      const attempt = strategy.attempt(index, best === undefined ? Infinity : distance(best), best?.form.windows !== undefined)
      if (attempt === undefined) continue
      this.closeWindows()
      this.reshape(attempt, index, this.done)
      if (attempt.slabs === true) this.openWindow(this.firstWindow(), { tries: 0, worst: 0, scales: [] }, [])
      return this.begin()
    }
    return this.finish(reason)
  }

  private closeWindows(): void {
    const { windows: _, ...rest } = this.state
    this.state = rest
    this.pieces = []
    this.whole = undefined
  }

  private afterWindow(checked: CheckResidual, reason: string | null, enough: boolean): boolean {
    const { strategy } = this
    const { solved, present, tries, worst, scales: before, rejected } = this.state.windows!
    const length = present.to - present.from
    // where the solution comes to rest, it is judged by what it was before: of slabs what it was, whatever their length
    const stretch = this.windowed!.timeOrders?.map((order) => length ** order) ?? []
    const scales = checked.scales.map((scale, k) => Math.max(scale, (before[k] ?? 0) / (stretch[k] ?? 1)))
    const kept = scales.map((scale, k) => scale * (stretch[k] ?? 1))
    const residual = inUnits(checked, scales)
    const whole = this.windowed!.first
    const isFixed = strategy.windowLength !== undefined
    const isSlab = this.state.slabs === true
    const jumps = isSlab && this.windowed!.jumps === true
    const isFirstMoment = this.windowed!.disagrees === true && !jumps && solved.length === 0
    // slabs that would take too long get on with what is tolerable, or end
    const most = MOST_SLAB_WORK / this.settings.network.hidden[0]! ** 3
    const isSlow = isSlab && present.to - whole.from < (whole.to - whole.from) * Math.max(jumps ? 0 : EARLY, (tries - PATIENCE) / most)
    const limit = !isSlab ? LIMIT : isSlow ? SLOW_LIMIT : SLAB_LIMIT
    // where half the length is no better, shorter windows do not help: the network, or its points, can do no more
    const isLimit = rejected !== undefined && rejected < limit && residual > rejected / 4 && residual < limit
    // what one window could not reach, the next ones need not
    const tolerance = Math.max(jumps ? JUMP_TOLERANCE : isSlab ? SLAB_TOLERANCE : strategy.windowTolerance, 2 * worst)
    const good =
      residual <= tolerance ||
      ((isFixed || enough || isLimit || (isSlow && (isFirstMoment || residual < limit))) && Number.isFinite(residual))
    if (!good && !isFixed && !isSlow && length > (whole.to - whole.from) * (jumps ? JUMP_SHORTEST : 2 ** -14) && this.left >= FEWEST) {
      this.openWindow({ ...present, to: present.from + length / 2 }, { tries: tries + 1, worst, scales: before, rejected: residual })
      return this.begin()
    }
    // what early slabs that cannot be shorter leave does not excuse the later ones
    const isEarly = isSlab && present.to - whole.from < (whole.to - whole.from) * EARLY
    const soFar = isFirstMoment || (isEarly && !isFixed) ? worst : Math.max(worst, residual)
    if (!good || present.to >= whole.to || this.left < FEWEST) return this.endWindows(good && present.to >= whole.to, soFar, reason)
    const values = this.windowed!.endValues(this.present.bound)
    this.pieces.push(this.piece(present))
    const from = present.to
    // a residual that stays as it is may be round-off, which longer windows have too
    const isSteady =
      !isSlab && solved.slice(-STEADY).filter(({ from, to }) => Math.abs(to - from - length) < 1e-6 * length).length === STEADY
    const longer = Math.max(growth(residual / tolerance), isSteady ? 2 : 1)
    const next = strategy.windowLength ?? length * (rejected === undefined ? longer : 1)
    // a last sliver is joined to the window before it
    const end = isFixed ? whole.to : this.breakAfter(from)
    const to = end - from <= next * (isFixed ? 1.001 : 1.2) ? end : from + next
    this.openWindow({ from, to, values }, { tries: tries + 1, worst: soFar, scales: kept }, [...solved, present])
    return this.begin()
  }

  private endWindows(complete: boolean, worst: number, reason: string | null): boolean {
    const { solved, present, tries } = this.state.windows!
    const form = formOf(this.state.shape, [...solved, present])
    const isGood = complete && worst <= this.strategy.tolerance
    const windowAttempts = this.strategy.windowAttempts ?? []
    const isSlab = this.state.slabs === true
    const words = `${solved.length + 1} ${isSlab ? 'slabs of' : 'windows in'} time, ${tries + 1} fits; ${betweenPoints(worst)}`
    const ending = `${isSlab ? 'slabs of' : 'windows in'} time, which came to ${short(present.to)} only`
    const standing = !complete ? { residual: Infinity, rank: Infinity } : isSlab ? this.besideBest(worst) : { residual: worst, rank: worst }
    this.keep({ ...standing, isGood, parameters: this.parameters, form, words: complete ? words : ending })
    if (isSlab) return isGood ? this.finish(reason) : this.next(reason)
    const next = windowAttempts.findIndex(({ method }) => method === this.state.method) + 1
    if (!isGood && next > 0 && next < windowAttempts.length && this.left >= FEWEST) {
      this.reshape(windowAttempts[next]!, this.state.attempt, this.done)
      this.pieces = []
      this.openWindow(this.firstWindow(), { tries: tries + 1, worst: 0, scales: [] }, [])
      return this.begin()
    }
    return this.finish(reason)
  }

  /**
   * What slabs leave over the whole, in the units in which the best attempt is judged; where there is none, in their own. Where the start disagrees with the ends too:
   * residuals there are those of the first moment, which nothing resolves, and tell nothing of the rest.
   */
  private besideBest(worst: number): Pick<Ended, 'residual' | 'rank'> {
    const { best } = this.state
    if (best === undefined || !Number.isFinite(best.residual) || this.windowed!.disagrees === true) return { residual: worst, rank: worst }
    const share = residualOverall(this.bound) / residualOverall(bindSolution(this.experiment, best.parameters, best.form))
    return { residual: best.residual * share, rank: best.rank * share }
  }

  /** All attempts have ended: the best is taken up. */
  private finish(reason: string | null): boolean {
    const { best, log } = this.state
    if (best === undefined) return this.end(reason)
    if (!this.isBest) this.adopt(best)
    const certain = best.isGood ? '' : 'Short of round-off. '
    const tried = log.filter((words) => words !== best.words)
    const others = tried.length > 0 ? ` Tried too: ${tried.join(' | ')}.` : reason === null ? '' : ` ${reason}.`
    return this.end(`${certain}${capital(best.words)}.${others}`)
  }

  private end(reason: string | null): boolean {
    this.state = { ...this.state, over: { reason } }
    return true
  }

  private keep(attempt: Ended): void {
    const { best, log, began } = this.state
    this.state = { ...this.state, log: [...log, attempt.words] }
    if (best !== undefined && !attempt.isGood && !isNearer(attempt, best)) return
    this.state = { ...this.state, best: { began: began ?? 0, ...attempt } }
    this.isBest = true
  }

  private adopt({ parameters, began, form: { shape, windows } }: Ended): void {
    const { shape: _shape, windows: _windows, layers: _layers, edges: _edges, ...rest } = this.state
    this.state = {
      ...rest,
      before: this.done,
      began: began ?? 0,
      ...(shape === undefined ? {} : { shape }),
      ...(windows === undefined
        ? {}
        : { windows: { solved: windows.slice(0, -1), present: windows.at(-1)!, tries: 0, worst: 0, scales: [] } })
    }
    this.whole = undefined
    this.pieces = []
    this.present = this.restored(parameters, bindExperiment({ ...this.experiment, settings: this.settings }), undefined)
  }

  /** The fit that the state says, with weights of the solution; undefined: as they are drawn. */
  private restored(parameters: Float64Array | undefined, own: BoundProblem, fit: FitState | undefined): Fit {
    const { windows } = this.state
    if (windows === undefined) {
      if (parameters !== undefined) {
        if (parameters.length !== own.bindings.parameters.length) throw misfit(parameters.length, own.bindings.parameters.length)
        const placed =
          this.state.edges === true ? this.onWhole() : this.state.layers === true ? withLayers(own, this.settings, this.state.attempt) : own
        placed.bindings.parameters.set(parameters)
        return this.fitOf(placed, fit)
      }
      return this.fitOf(own, fit)
    }
    if (parameters === undefined) return this.fitOf(this.onWindow(windows.present), fit)
    const each = parameters.length / (windows.solved.length + 1)
    const experiment = { ...this.experiment, settings: this.settings }
    if (windows.solved.length > 0) this.pieces = piecesOf(experiment, parameters.slice(0, -each), windows.solved)
    const bound = this.onWindow(windows.present)
    const weights = bound.bindings.parameters
    if (weights.length !== each) throw misfit(parameters.length, weights.length * (windows.solved.length + 1))
    weights.set(parameters.subarray(parameters.length - each))
    return this.fitOf(bound, fit)
  }

  private reshape(attempt: Attempt, index: number, began = 0): void {
    const { shape: _shape, method: _method, slabs: _slabs, layers: _layers, edges: _edges, ...rest } = this.state
    this.state = { ...rest, ...attempt, attempt: index, began }
  }

  private firstWindow(): Window {
    const { first } = this.windowed!
    const { windowLength } = this.strategy
    const jumps = this.state.slabs === true && this.windowed!.jumps === true
    if (windowLength !== undefined) return { ...first, to: first.from + windowLength }
    return { ...first, to: Math.min(first.from + (first.to - first.from) * (jumps ? JUMP_FIRST : 1 / 8), this.breakAfter(first.from)) }
  }

  /** Where windows that adapt end at the latest: at the next place where the equations switch, or with the time. */
  private breakAfter(from: number): number {
    const { breaks = [], first } = this.windowed!
    return breaks.find((at) => at > from) ?? first.to
  }

  private openWindow(
    present: Window,
    counts: { tries: number; worst: number; scales: number[]; rejected?: number },
    solved: Window[] = this.state.windows?.solved ?? []
  ): void {
    this.state = { ...this.state, windows: { solved, present, ...counts } }
  }

  /** A fresh fit of what the state says comes now. */
  private begin(): false {
    this.state = { ...this.state, before: this.done }
    const { windows, attempt } = this.state
    const bound = windows === undefined ? this.onWhole() : this.onWindow(windows.present)
    this.isBest = false
    if (windows !== undefined && this.windowed!.toTrain !== undefined) {
      this.present = this.fitOf(bound, undefined)
      return false
    }
    if (this.state.layers === true) {
      this.present = this.fitOf(withLayers(bound, this.settings, attempt), undefined)
      return false
    }
    const stream = attempt + (windows === undefined ? 0 : 1000 + windows.tries)
    const { built, bindings } = bound
    const fresh = initialParameters(built.plan, this.settings, bindings.parameters.length, stream)
    // trained numbers keep the values that the problem gives them
    for (const { offset, rows, columns } of built.plan.blocks)
      bindings.parameters.set(fresh.subarray(offset, offset + rows * columns), offset)
    this.present = this.fitOf(bound, undefined)
    return false
  }

  /** The problem on the whole, to be trained. */
  private onWhole(): BoundProblem {
    const experiment = { ...this.experiment, settings: this.settings }
    return this.state.edges === true ? withEdgeWeights(experiment) : bindExperiment(experiment)
  }

  /** The problem on a window, to be trained. */
  private onWindow(window: Window): BoundProblem {
    const { windows, attempt } = this.state
    const stream = attempt + 1000 + windows!.tries
    const slab = this.windowed!.toTrain?.(window, this.settings, this.pieces.at(-1)?.bound, stream)
    return slab ?? this.windowed!.bind(window, this.settings)
  }

  /** The present window with its weights, as it is looked at: without what it was trained with. */
  private piece(window: Window): Piece {
    const { bound } = this.present
    if (this.windowed!.toTrain === undefined) return { window, bound }
    const own = this.windowed!.bind(window, this.settings)
    own.bindings.parameters.set(bound.bindings.parameters)
    return { window, bound: own }
  }

  private fitOf(bound: BoundProblem, start: FitState | undefined): Fit {
    return new Fit(bound, this.settings, this.phasesFor(bound, this.settings), start)
  }

  /** The phases of one fit: its share of all iterations. */
  private phasesFor(bound: BoundProblem, settings: Settings): Phase[] {
    const phases = phasesOf(settings.training)
    const { windows } = this.state
    const { strategy } = this
    if (!this.hasMore) return phases
    if (strategy.automatic) {
      const { method, before } = this.state
      const most =
        strategy.most === undefined || method === 'ssbroyden'
          ? Infinity
          : windows === undefined
            ? strategy.most.whole
            : strategy.most.window
      const own = method === undefined ? phases[0]! : { ...phases[0]!, method: { optimizer: method } }
      const iterations = Math.min(
        method === 'instant' ? (this.state.slabs === true ? NEWTON_STEPS : FEWEST) : most,
        settings.training.iterations - before
      )
      return [{ ...own, iterations: Math.max(1, iterations) }]
    }
    const share = windows === undefined ? 1 / strategy.attempts : 1 / (strategy.windowCount ?? 8)
    return phases.map((phase) => ({ ...phase, iterations: Math.max(1, Math.floor(phase.iterations * share)) }))
  }
}

/** How far off an attempt is, as far as that is known. */
const distance = ({ error, residual }: Ended): number => error ?? residual

/** Estimated errors decide where both can be told, else residuals. */
function isNearer(a: Ended, b: Ended): boolean {
  if (a.error !== undefined && b.error !== undefined) return a.error < b.error
  return a.rank < b.rank
}

const NAMES: Readonly<Record<string, string>> = {
  gauss_newton: 'Gauss-Newton',
  lm: 'Levenberg-Marquardt',
  lbfgs: 'L-BFGS',
  ssbroyden: 'self-scaled Broyden',
  instant: 'instant solve',
  adam: 'Adam'
}

const betweenPoints = (residual: number): string =>
  Number.isFinite(residual)
    ? `largest residual between the points ${short(residual)} of its scale`
    : 'the residual is not a number between the points'
const short = (x: number): string => (Number.isFinite(x) ? String(Number(x.toPrecision(2))) : 'not finite')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function joined(bounds: readonly BoundProblem[]): Float64Array {
  const parts = bounds.map(({ bindings }) => bindings.parameters)
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

function formOf(shape: Shape | undefined, windows?: Window[]): SolutionForm {
  return { ...(shape === undefined ? {} : { shape }), ...(windows === undefined ? {} : { windows }) }
}

function misfit(found: number, wanted: number): LabError {
  return new LabError(
    'checkpoint-misfit',
    `The stored weights are ${found} numbers; this network has ${wanted}.`,
    'The run was stored by another version of the lab: repeat it.'
  )
}
