import type { RunStatus, SeedRun, SeedSpread } from '../../../main/api/types.ts'
import { count } from '../../components/words.ts'
import { lab } from '../../state/lab.ts'
import { isBoolean, Remembered } from '../../state/remembered.svelte.ts'
import { linkTo } from '../../state/route.svelte.ts'
import { runs } from '../../state/runs.svelte.ts'
import { sweeps } from '../../state/sweeps.svelte.ts'
import { toast } from '../../state/toast.svelte.ts'
import type { Bench } from '../bench.svelte.ts'
import { moreSeeds, seedSweep } from '../evidence/estimates.ts'

/** How many seeds the switch means, that of the run among them. */
export const SEEDS = 5
/** the switch: whether a run is followed by runs of the same experiment from further seeds */
export const fiveSeeds = new Remembered('bench.five-seeds', false, isBoolean)

const GOING: ReadonlySet<RunStatus> = new Set(['QUEUED', 'RUNNING', 'PAUSED'])
/** What was ended from outside says nothing of its seed: it may be trained again. */
const GONE: ReadonlySet<RunStatus> = new Set(['CANCELLED', 'LOST', 'PRUNED'])

/** What other seeds make of the run on the bench: runs of their own, in a sweep over seeds alone, so that they can be watched, stopped and kept. */
export class Seeds {
  readonly #bench: Bench
  #read = 0
  /** of the run on the bench */
  spread = $state.raw<SeedSpread | null>(null)
  #of = $state.raw<string | null>(null)

  constructor(bench: Bench) {
    this.#bench = bench
  }

  /** one a seed, with the statuses as they are now, in the order of the seeds */
  readonly rows: (SeedRun & { iterations: number })[] = $derived.by(() => {
    const all = this.#of === this.#bench.run ? (this.spread?.runs ?? []) : []
    return all
      .map((row) => {
        const status = runs.find(row.run)?.status ?? row.status
        const iterations = (status === 'RUNNING' ? runs.progress(row.run)?.iteration : undefined) ?? runs.find(row.run)?.iterations ?? 0
        return { ...row, status, iterations }
      })
      .toSorted((a, b) => numberOf(a.seed) - numberOf(b.seed))
  })
  readonly going: number = $derived(this.rows.filter(({ status }) => GOING.has(status)).length)
  /** of all seeds that have ended; null while fewer than two have */
  readonly judgement = $derived.by(() => (this.#of === this.#bench.run ? (this.spread?.judgement ?? null) : null))
  /** sweeps over seeds alone of which something is left to do */
  readonly #open: string[] = $derived(
    this.rows
      .flatMap(({ run, status }) => (GOING.has(status) && run !== this.#bench.run ? (runs.find(run)?.sweep ?? []) : []))
      .filter((sweep, at, all) => all.indexOf(sweep) === at)
  )
  /** whether what is left waits for somebody to let it go on, as after a restart */
  readonly resting: boolean = $derived(this.#open.some((sweep) => sweeps.find(sweep)?.status === 'PAUSED'))
  readonly canStop: boolean = $derived(this.#open.length > 0)

  /** Reads what is stored about the seeds of a run. */
  async read(run: string | null): Promise<void> {
    const turn = ++this.#read
    const found = run === null ? null : await lab()['run.seeds']({ run })
    if (turn !== this.#read) return
    this.spread = found
    this.#of = run
  }

  /** Trains as many further seeds of the run's experiment as five need. */
  async train(run: string): Promise<void> {
    const { experiment, valid } = this.#bench
    const settings = runs.find(run)?.settings ?? (await lab()['experiment.settings']({ experiment }))
    const { runs: known } = await lab()['run.seeds']({ run })
    const used = known.filter(({ status }) => !GONE.has(status)).map(({ seed }) => seed)
    const missing = SEEDS - used.length - (used.includes(String(settings.seed)) ? 0 : 1)
    if (missing <= 0) return
    const seeds = moreSeeds(settings.seed, used, missing)
    const document = seedSweep(`${valid?.name ?? 'Experiment'}, ${count(missing, 'further seed')}`, settings.training.iterations, seeds)
    const { sweep } = await lab()['sweep.start']({ document, experiment })
    toast.say(`${count(missing, 'further seed')} in training`, {
      detail: 'The verdict says what they agree on.',
      action: { label: 'Show the sweep', run: () => void (location.hash = linkTo('sweeps', sweep)) }
    })
  }

  /** Ends the other seeds; the run on the bench goes on. */
  async stop(): Promise<void> {
    for (const sweep of this.#open) {
      const { axes } = await lab()['sweep.get']({ sweep })
      // another sweep may hold the same experiment among others: that is not ours to end
      if (axes.length === 0) await lab()['sweep.cancel']({ sweep })
    }
  }

  async resume(): Promise<void> {
    for (const sweep of this.#open) if (sweeps.find(sweep)?.status === 'PAUSED') await lab()['sweep.resume']({ sweep })
  }
}

const numberOf = (seed: string): number => Number(seed.replace('lecture:', ''))
