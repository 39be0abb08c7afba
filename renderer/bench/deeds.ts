import type { Cure } from '../../core/verdict/types.ts'
import { group } from '../charts/format.ts'
import { attempt } from '../state/failure.ts'
import { lab } from '../state/lab.ts'
import { go } from '../state/route.svelte.ts'
import { runs } from '../state/runs.svelte.ts'
import { session } from '../state/session.svelte.ts'
import type { Sheet } from '../state/session.svelte.ts'
import { toast } from '../state/toast.svelte.ts'
import type { Bench } from './bench.svelte.ts'
import { fiveSeeds, type Seeds } from './seeds/seeds.svelte.ts'
import { cured, nextSeed, withParameters, withSetting, withTrial } from './edits.ts'

/** What one can do on the bench. Each deed is one function, so that buttons, keys and the palette do the same. */
export class Deeds {
  readonly #bench: Bench
  readonly #seeds: Seeds
  #waiting: { label: string; change: () => Partial<Sheet> }[] = []

  constructor(bench: Bench, seeds: Seeds) {
    this.#bench = bench
    this.#seeds = seeds
  }

  /** Space: train, pause, go on; after the end, further in a new run of twice the iterations. */
  async toggle(): Promise<void> {
    const { run, status } = this.#bench
    if (run === null) return this.start()
    if (this.#bench.training) await lab()['run.pause']({ run })
    else if (status === 'PAUSED' || status === 'LOST' || status === 'CANCELLED') {
      await lab()['run.resume']({ run })
      await this.#alsoSeeds(run)
    } else if (status === 'DIVERGED' || status === 'FAILED')
      toast.say('This run has ended and cannot go on', { detail: 'R goes back to its start; then change what made it fail.' })
    else await this.further()
  }

  /** Starts a run of what is prepared. `steps`: so many iterations, then pause. */
  async start(steps?: number): Promise<void> {
    this.commit()
    const { report, experiment } = this.#bench
    const [error] = report?.errors ?? []
    if (error !== undefined) return toast.say(error.message, { tone: 'bad', detail: error.cure })
    const { run } = await lab()['run.start']({ experiment, ...(steps === undefined ? {} : { steps }) })
    session.note({ run })
    go('bench', run, {}, true)
    if (steps === undefined) await this.#alsoSeeds(run)
  }

  /** The switch: from now on every run is followed by further seeds; the run that lies here as well. */
  async switchSeeds(on: boolean): Promise<void> {
    fiveSeeds.current = on
    const { run } = this.#bench
    if (run !== null) await this.#alsoSeeds(run)
  }

  /** S: one iteration. */
  async step(): Promise<void> {
    const { run, status } = this.#bench
    if (run === null) return this.start(1)
    if (status === 'PAUSED' || status === 'LOST' || status === 'CANCELLED' || this.#bench.training)
      await lab()['run.step']({ run, count: 1 })
    else toast.say('This run has ended', { detail: 'R goes back to its start, Space trains further in a new run.' })
  }

  /** R: back to iteration 0 with the same seed. The run is kept. */
  async reset(): Promise<void> {
    const { run, training } = this.#bench
    if (run === null) return
    if (training) await lab()['run.pause']({ run })
    session.change('Went back to iteration 0', { run: null })
    this.#keep(run)
  }

  /** W: other weights. The ends that the conditions hold do not move. */
  randomise(): void {
    const { settings } = this.#bench
    if (settings === null) return
    const seed = nextSeed(settings.seed, Math.random())
    this.edit('Drew other weights', () => ({ settings: withSetting(session.sheet.settings, 'seed', seed) }))
  }

  set(label: string, path: string, value: unknown): void {
    this.edit(label, () => ({ settings: withSetting(session.sheet.settings, path, value) }))
  }

  /** Changes what a verdict says may mend the solution, as one deed that can be undone, and trains. */
  async remedy({ label, changes }: Cure): Promise<void> {
    const { report } = this.#bench
    const own = changes.some(({ path, value }) => path === 'problem.trial' && value === 'auto')
    this.edit(label, () => {
      const { settings, parameters } = session.sheet
      const problem =
        own && report !== null ? { problem: { source: withTrial(withParameters(report.paper, parameters), 'auto') }, parameters: {} } : {}
      return { ...problem, settings: cured(settings, changes) }
    })
    await this.start()
  }

  /** A change of the experiment: prepares a new run. While training it waits for the pause. */
  edit(label: string, change: () => Partial<Sheet>): void {
    const { run, training } = this.#bench
    if (training && run !== null) {
      this.#waiting = [...this.#waiting, { label, change }]
      toast.say(`${label}: waits for the pause`, { action: { label: 'Pause now', run: () => attempt(() => lab()['run.pause']({ run })) } })
      return
    }
    this.commit()
    session.change(label, { ...change(), run: null })
    if (run !== null) this.#keep(run)
  }

  /** Called when training has stopped: what waited is done. */
  catchUp(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { label, change } of waiting) this.edit(label, change)
  }

  /** What was typed goes onto the sheet, as one deed that can be undone. */
  commit(): void {
    const { draft } = this.#bench
    if (draft === null) return
    this.#bench.draft = null
    session.change('Edited the problem', { problem: { source: draft }, parameters: {}, run: null })
  }

  async further(): Promise<void> {
    const { settings } = this.#bench
    if (settings === null) return
    const iterations = 2 * settings.training.iterations
    this.set(`Trained to ${group(iterations)} iterations`, 'training.iterations', iterations)
    await this.start()
  }

  async #alsoSeeds(run: string): Promise<void> {
    if (fiveSeeds.current) await this.#seeds.train(run)
  }

  /** The run that was on the bench is stored; say so, with the way back to it. */
  #keep(run: string): void {
    const name = runs.find(run)?.name ?? run
    if (location.hash.includes(encodeURIComponent(run))) go('bench', null, {}, true)
    toast.say(`${name} is kept in the library`, { action: { label: 'Show it', run: () => go('bench', run) } })
  }
}
