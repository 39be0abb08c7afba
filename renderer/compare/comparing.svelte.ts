import { untrack } from 'svelte'
import { SvelteSet } from 'svelte/reactivity'
import type { RunSummary, SettingsDifference } from '../../main/api/types.ts'
import { significant } from '../charts/format.ts'
import { count } from '../components/words.ts'
import type { Sort } from '../components/sort.ts'
import { trash as moveToTrash } from '../library/actions.ts'
import { entryOfRun } from '../library/entries.ts'
import { parseQuery } from '../library/query.ts'
import { attempt } from '../state/failure.ts'
import { lab } from '../state/lab.ts'
import { go, route } from '../state/route.svelte.ts'
import { runs } from '../state/runs.svelte.ts'
import { toast } from '../state/toast.svelte.ts'
import { experimentOf } from '../state/experiment-of.ts'
import { bestOf, metricOf } from './best.ts'
import { Classical, classicalName } from './classical.svelte.ts'
import { comparison } from './comparison.svelte.ts'
import type { Line, SolutionChoice } from './figures.ts'
import { labelsOf } from './labels.ts'
import { drawnOf } from './lines.ts'
import { RunData } from './run-data.svelte.ts'
import { choiceOf, rowOfClassical, rowOfRun, shownKeys } from './rows.ts'
import type { Row } from './rows.ts'
import { varyingOf } from './settings.ts'
import { CLASSICAL } from './slots.ts'

/** Lines that are still read apart; more runs than these are listed but not drawn. */
export const MOST_DRAWN = 24
/** Runs over which is found out which settings vary. */
const MOST_SCANNED = 2000

/**
 * What lies side by side. The runs compared stand in the link, so that a comparison can be kept, sent and gone back to; everything else of the view is
 * here.
 */
export class Comparing {
  readonly data = new RunData()
  readonly classical = new Classical()
  typed = $state('')
  mode = $state<'compared' | 'all'>('all')
  sort = $state.raw<Sort | null>({ column: 'started', descending: true })
  /** the row that keys and buttons mean */
  current = $state<string | null>(null)
  choice = $state.raw<SolutionChoice>({ show: 'solution', at: null })
  differences = $state.raw<SettingsDifference[] | null>(null)
  /** all that were shown since the view opened: one that is hidden keeps its row */
  #seen = $state.raw<readonly string[]>([])
  /** re-runs started here whose bits are not judged yet */
  readonly #repeats = new SvelteSet<string>()

  readonly ids: readonly string[] = $derived((route.query.get('runs') ?? '').split(',').filter((id) => id !== ''))
  readonly compared = $derived(this.ids.flatMap((id) => runs.find(id) ?? []).filter((run) => !run.trashed))
  readonly gone = $derived(runs.loaded ? this.ids.length - this.compared.length : 0)
  readonly drawn = $derived(this.compared.slice(0, MOST_DRAWN))
  readonly loading = $derived(this.drawn.some(({ run }) => this.data.get(run) === undefined))
  readonly labels = $derived(labelsOf(this.drawn))
  readonly one = $derived(this.current === null ? undefined : runs.find(this.current))

  readonly #unknown = $derived(
    this.drawn.map(({ run }) => this.data.get(run)?.snapshot?.fields[0]?.unknown).find((name) => name !== undefined) ?? ''
  )
  readonly lines: readonly Line[] = $derived([
    ...this.drawn.map((run, place): Line => {
      const loaded = this.data.get(run.run)
      return {
        label: this.labels[place] ?? run.name,
        style: comparison.styleOf(run.run),
        status: run.status,
        curve: loaded?.curve ?? null,
        drawn: loaded?.snapshot ?? null
      }
    }),
    ...this.classical.rows.flatMap((row): Line[] =>
      row.shown && row.result !== null
        ? [{ label: classicalName(row), style: CLASSICAL, status: null, curve: null, drawn: drawnOf(row.result, this.#unknown) }]
        : []
    )
  ])
  readonly shown: ReadonlySet<string> = $derived(shownKeys(this.compared, this.classical.rows))

  readonly search = $derived(parseQuery(this.typed))
  readonly listed = $derived.by(() => {
    const pool = this.mode === 'all' ? runs.all : this.#seen.flatMap((id) => runs.find(id) ?? []).filter((run) => !run.trashed)
    return this.typed.trim() === '' ? pool : pool.filter((run) => this.search.fits(entryOfRun(run)))
  })
  readonly rows: readonly Row[] = $derived([
    ...this.listed.map(rowOfRun),
    ...(this.compared.length > 0 ? this.classical.rows.map(rowOfClassical) : [])
  ])
  /** which settings vary among the runs listed, and among those drawn */
  readonly settings = $derived(varyingOf(this.listed.slice(0, MOST_SCANNED)))
  readonly among = $derived(varyingOf(this.drawn))

  constructor() {
    if (this.ids.length > 0) this.mode = 'compared'
    $effect(() => this.data.follow())
    $effect(() => comparison.note(this.ids))
    $effect(() => this.#remember(this.ids))
    $effect(() => this.data.want(this.drawn))
    $effect(() => this.#solve())
    $effect(() => this.#compare())
    $effect(() => this.#judge())
  }

  #remember(shown: readonly string[]): void {
    const before = untrack(() => this.#seen)
    const fresh = shown.filter((run) => !before.includes(run))
    if (fresh.length > 0) this.#seen = [...before, ...fresh]
  }

  set(next: readonly string[]): void {
    go('compare', null, next.length === 0 ? {} : { runs: next.join(',') }, true)
  }
  toggle(run: string): void {
    this.set(this.ids.includes(run) ? this.ids.filter((id) => id !== run) : [...this.ids, run])
  }
  /** What the table says is chosen: runs, and classical methods. Those that a search hides stay compared. */
  show(keys: ReadonlySet<string>): void {
    const { runs: next, methods } = choiceOf(keys, this.ids, this.listed)
    this.classical.show(methods)
    this.set(next)
  }

  /** The true minimum among all stored runs of the equation that is compared; among all there are, while nothing is. */
  best(): void {
    const [first] = this.compared
    const pool = first === undefined ? runs.all : runs.all.filter(({ equation }) => equation === first.equation)
    const found = bestOf(pool, 'max_abs_error')
    if (found === undefined) return toast.say('No run has an error yet', { detail: 'It is known where an exact solution is.' })
    if (!this.ids.includes(found.run)) this.set([...this.ids, found.run])
    this.sort = { column: 'metric:max_abs_error', descending: false }
    this.current = found.run
    const value = metricOf('max_abs_error', found) ?? Number.NaN
    const which = first === undefined ? count(pool.length, 'run') : `${count(pool.length, 'run')} of ${first.equation}`
    toast.say(`${found.name} is best of ${which}`, { detail: `Off by at most ${significant(value, 4)}` })
  }

  /** The same problem, settings and seed again, laid over the first one. */
  async repeat(run: RunSummary | undefined): Promise<void> {
    if (run === undefined) return
    const started = await attempt(() => lab()['run.repeat']({ run: run.run }))
    if (started === undefined) return
    this.#repeats.add(started.run)
    this.set([...this.ids, ...[run.run, started.run].filter((id) => !this.ids.includes(id))])
    this.mode = 'compared'
  }

  async trash(run: RunSummary): Promise<void> {
    this.set(this.ids.filter((id) => id !== run.run))
    await attempt(() => moveToTrash([entryOfRun(run)]))
  }

  // The classical solutions are those of the first run's problem, on as many points as its network was trained on.
  readonly #reference = $derived.by(() => {
    const [first] = this.drawn
    const loaded = first === undefined ? undefined : this.data.get(first.run)
    if (loaded === undefined) return null
    const { detail, snapshot } = loaded
    const axis = snapshot?.axes.length === 1 ? snapshot.axes[0] : undefined
    const points = axis === undefined ? null : { [axis.name]: snapshot?.points.at[0]?.length ?? 10 }
    return { key: JSON.stringify([detail.problemYaml, detail.parameters, points]), detail, points }
  })
  #solve(): void {
    const wanted = this.#reference
    void attempt(async () => {
      if (wanted === null) return this.classical.use(null)
      const experiment = await experimentOf(wanted.detail)
      await this.classical.use({ key: wanted.key, experiment, points: wanted.points })
    })
  }

  readonly #drawnKey = $derived(this.drawn.map(({ run }) => run).join(','))
  #compare(): (() => void) | undefined {
    const wanted = this.#drawnKey === '' ? [] : this.#drawnKey.split(',')
    this.differences = null
    if (wanted.length < 2) return undefined
    let stale = false
    void attempt(async () => {
      const found = await lab()['run.diff']({ runs: wanted })
      if (!stale) this.differences = found
    })
    return () => (stale = true)
  }

  /** A re-run that has ended says whether its bits are those of the first one. */
  #judge(): void {
    for (const id of this.#repeats) {
      const found = this.data.get(id)?.detail
      const identical = found?.repeats?.identical
      if (found === undefined || identical == null) continue
      this.#repeats.delete(id)
      toast.say(identical ? 'Identical bits' : 'The bits differ', {
        tone: identical ? 'plain' : 'bad',
        detail: identical
          ? `The re-run of ${found.name} ended with the same weights and the same losses.`
          : `The re-run of ${found.name} ended elsewhere: its engine, version or machine is another.`
      })
    }
  }
}
