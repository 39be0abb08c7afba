import type { Lens } from '../../core/problem/lens.ts'
import type { CheckReport } from '../../core/problem/report.ts'
import type { ReferenceMethod, ReferenceResult } from '../../core/reference/types.ts'
import type { Settings } from '../../core/training/settings.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'
import type { Curve } from '../../main/api/figures.ts'
import type { ExperimentInput, Progress, RunStatus, RunSummary } from '../../main/api/types.ts'
import { report as say } from '../state/failure.ts'
import { lab } from '../state/lab.ts'
import { runs } from '../state/runs.svelte.ts'
import { session } from '../state/session.svelte.ts'
import { View } from './view.svelte.ts'

/** A run that will not change any more by itself. */
const SETTLED: ReadonlySet<RunStatus> = new Set(['PAUSED', 'FINISHED', 'PRUNED', 'DIVERGED', 'FAILED', 'CANCELLED', 'LOST'])

export interface Previous {
  run: string
  curve: Curve
  label: string
}

function longer(values: ArrayLike<number>, next: number): Float64Array {
  const all = new Float64Array(values.length + 1)
  all.set(values)
  all[values.length] = next
  return all
}

/**
 * What the bench knows: the experiment as it is prepared (report, settings, a preview with fresh weights) and the run that
 * was started from it (snapshot, curve). Everything here is replaced as a whole; answers that come late are dropped.
 */
export class Bench {
  /** text in the editor that is not on the sheet yet */
  draft = $state.raw<string | null>(null)
  /** parameters while they are dragged */
  dragged = $state.raw<Readonly<Record<string, number>> | null>(null)
  report = $state.raw<CheckReport | null>(null)
  /** the newest report without errors: what is shown while one types */
  valid = $state.raw<CheckReport | null>(null)
  settings = $state.raw<Settings | null>(null)
  preview = $state.raw<Snapshot | null>(null)
  preparing = $state(false)

  live = $state.raw<Snapshot | null>(null)
  curve = $state.raw<Curve | null>(null)
  previous = $state.raw<Previous | null>(null)
  /** the run that `live` and `curve` belong to */
  shownRun = $state.raw<string | null>(null)

  readonly view = new View()

  methods = $state.raw<{ method: ReferenceMethod; label: string }[]>([])
  noMethod = $state.raw<string | null>(null)
  classical = $state.raw<ReferenceResult | null>(null)

  #prepared = 0
  #looked = 0
  #viewed = 0

  readonly experiment: ExperimentInput = $derived.by(() => {
    const { problem, settings, parameters, files } = session.experiment
    const data = files === undefined ? {} : { files }
    // What is typed holds its own parameters.
    if (this.draft !== null) return { problem: { source: this.draft }, settings, ...data }
    return { problem, settings, parameters: { ...parameters, ...this.dragged }, ...data }
  })
  readonly run: string | null = $derived(this.draft === null && this.dragged === null ? session.sheet.run : null)
  readonly summary: RunSummary | undefined = $derived(this.run === null ? undefined : runs.find(this.run))
  readonly progress: Progress | undefined = $derived(this.run === null ? undefined : runs.progress(this.run))
  readonly status: RunStatus | null = $derived.by(() => {
    if (this.run === null) return null
    const stored = this.summary?.status ?? 'QUEUED'
    return SETTLED.has(stored) ? stored : (this.progress?.status ?? stored)
  })
  /** the status to judge by: a run still trains until the state in which it ended was read */
  readonly judged: RunStatus | null = $derived.by(() => {
    if (this.status !== 'FINISHED' || this.live === null || this.shownRun !== this.run) return this.status
    // the verdict comes with the summary
    const end = this.summary?.status === 'FINISHED' ? this.summary.iterations : undefined
    return this.live.iteration === end ? this.status : 'RUNNING'
  })
  readonly training: boolean = $derived(this.status === 'RUNNING' || this.status === 'QUEUED')
  /** what the panes show: the run's state, else fresh weights */
  readonly snapshot: Snapshot | null = $derived(
    this.run === null ? this.preview : this.shownRun === this.run && this.live !== null ? this.live : this.preview
  )
  readonly iteration: number = $derived(
    this.run === null ? 0 : this.training ? (this.progress?.iteration ?? 0) : (this.summary?.iterations ?? this.live?.iteration ?? 0)
  )
  readonly planned: number = $derived(this.settings?.training.iterations ?? this.summary?.settings.training.iterations ?? 0)
  readonly loss: { first: number | null; last: number | null } = $derived.by(() => {
    if (this.run === null) return { first: null, last: null }
    // until the run was looked at, the curve and the picture are those of the one before it
    const isShown = this.shownRun === this.run
    const first = (isShown ? this.curve?.loss[0] : undefined) ?? this.summary?.loss.first ?? null
    const last = this.training ? (this.progress?.loss ?? null) : (this.summary?.loss.last ?? null)
    return { first, last: last ?? (isShown ? this.live?.loss : undefined) ?? null }
  })

  /** Checks the experiment and draws its weights; nothing is stored. Called whenever the experiment changes. */
  async prepare(experiment: ExperimentInput): Promise<void> {
    const turn = ++this.#prepared
    const current = () => turn === this.#prepared
    this.preparing = true
    try {
      const checked = await lab()['problem.check']({ experiment })
      if (!current()) return
      this.report = checked
      if (!checked.ok) return
      const [settings, preview] = await Promise.all([
        lab()['experiment.settings']({ experiment }),
        lab()['experiment.preview']({ experiment, lens: this.view.lens(checked) })
      ])
      if (!current()) return
      this.valid = checked
      this.settings = settings
      this.preview = preview
      const { methods, reason } = await lab()['reference.methods']({ experiment })
      if (!current()) return
      this.methods = methods
      this.noMethod = reason
    } catch (error) {
      if (current()) say(error)
    } finally {
      if (current()) this.preparing = false
    }
  }

  /** Reads the run's state; of a running one the newest. */
  async look(run: string): Promise<void> {
    const turn = ++this.#looked
    const viewed = this.#viewed
    const [snapshot, curve] = await Promise.all([lab()['run.snapshot']({ run, ...this.#lens() }), lab()['run.curve']({ run })])
    if (turn !== this.#looked || this.run !== run) return
    // A look that was begun later through another lens may have come first.
    if (viewed === this.#viewed || this.shownRun !== run) this.live = snapshot
    this.curve = curve
    this.shownRun = run
    // While the curve was on its way training went on.
    if (this.progress !== undefined && this.training) this.append(this.progress)
  }

  /** Looks once more at what lies there, through the lens as it is now: the run's newest state, or the preview. */
  async lookAgain(): Promise<void> {
    const turn = ++this.#viewed
    const { run, shownRun, experiment, valid, draft } = this
    if (valid === null || draft !== null) return
    const stored = run !== null && shownRun === run
    const snapshot = await (stored
      ? lab()['run.snapshot']({ run, ...this.#lens() })
      : lab()['experiment.preview']({ experiment, ...this.#lens() }))
    if (turn !== this.#viewed || this.run !== run) return
    if (stored) this.live = snapshot
    else this.preview = snapshot
  }

  #lens(): { lens?: Lens } {
    return this.valid === null ? {} : { lens: this.view.lens(this.valid) }
  }

  /** The bench is left: answers on their way find nobody. */
  close(): void {
    this.#prepared++
    this.#looked++
    this.#viewed++
  }

  /** Takes the newest loss into the curve at once; the stored curve follows. */
  append({ run, iteration, loss }: Progress): void {
    const { curve } = this
    // A curve that has no beginning yet would take the middle for it.
    if (run !== this.shownRun || curve === null || curve.iteration.length === 0) return
    const last = curve.iteration[curve.iteration.length - 1] ?? -1
    if (iteration <= last) return
    this.curve = { ...curve, iteration: longer(curve.iteration, iteration), loss: longer(curve.loss, loss) }
  }

  /** The newest finished run of this problem before this one: its loss is drawn dotted. */
  async compareWithLast(run: string): Promise<void> {
    const mine = runs.find(run)
    const last = runs.all.find(
      (other) =>
        other.run !== run &&
        other.problem === mine?.problem &&
        other.equation === mine.equation &&
        other.status === 'FINISHED' &&
        other.createdAt < mine.createdAt
    )
    if (mine === undefined || last === undefined) {
      this.previous = null
      return
    }
    if (this.previous?.run === last.run) return
    const curve = await lab()['run.curve']({ run: last.run })
    if (this.run === run) this.previous = { run: last.run, curve, label: last.seed === mine.seed ? 'same seed, last run' : 'last run' }
  }

  /** Solves by a classical method beside the network; null takes it away. */
  async solve(options: Parameters<ReturnType<typeof lab>['reference.solve']>[0]['options'] | null): Promise<void> {
    this.classical = options === null ? null : await lab()['reference.solve']({ experiment: this.experiment, options })
  }
}
