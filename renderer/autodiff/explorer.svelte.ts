import type { LabErrorJson } from '../../core/errors.ts'
import type { Derivation, NodeId, SweepMode } from '../../core/autodiff/explore/report.ts'
import { paced } from '../charts/pace.ts'
import { subjectOf } from './machine.ts'
import type { Machine } from './machine.ts'
import { NONE_OPEN } from './graph/open.ts'
import type { Open } from './graph/open.ts'
import { failureOf } from '../state/failure.ts'
import { lab } from '../state/lab.ts'
import { go } from '../state/route.svelte.ts'
import { firstValue, linkedSpot, queryOf, spotOf, START, written } from './spot.ts'
import type { Spot } from './spot.ts'
import { backward, onward, pauseBetween } from './sweep.ts'

/** Reports a second while a value is dragged. */
const PACE = 12

/** What the Explorer shows, and all that changes it. */
export class Explorer {
  #spot = $state.raw<Spot>(START)
  #report = $state.raw<Derivation | null>(null)
  #error = $state.raw<LabErrorJson | null>(null)
  #busy = $state(false)
  #playing = $state(false)
  /** as last written to the address line, to tell one's own link from another */
  #written: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** a node that is pointed at */
  hovered = $state.raw<NodeId | null>(null)
  /** closed groups of a large graph that are open */
  open = $state.raw<Open>(NONE_OPEN)

  get spot(): Spot {
    return this.#spot
  }
  /** the last one that could be made; it stays while `error` says what is wrong with what is typed now */
  get report(): Derivation | null {
    return this.#report
  }
  get error(): LabErrorJson | null {
    return this.#error
  }
  get busy(): boolean {
    return this.#busy
  }
  get playing(): boolean {
    return this.#playing
  }

  /** Follows a link. */
  follow(query: URLSearchParams): void {
    const link = query.toString()
    if (link === this.#written) return
    this.pause()
    const before = this.#spot
    this.#written = link
    this.#spot = spotOf(query)
    if (queryOf(before).f !== queryOf(this.#spot).f) this.open = NONE_OPEN
    this.#ask()
  }

  /** Lays another expression on the desk: one step back in the history leads to the one before. */
  place(next: Partial<Spot>): void {
    this.pause()
    this.open = NONE_OPEN
    this.#spot = { ...START, at: {}, table: this.#spot.table, aside: this.#spot.aside, presenting: this.#spot.presenting, ...next }
    this.#write(false)
    this.#ask()
  }

  /** While it is typed. A link that is pasted opens what it leads to, in whichever door and session it was copied. */
  type(text: string): void {
    const linked = linkedSpot(text)
    if (linked !== null) return this.place(linked)
    this.pause()
    this.open = NONE_OPEN
    this.#spot = { ...this.#spot, text, machine: null, place: null, wrt: null, output: 0, along: null }
    this.#write(true)
    this.#ask()
  }
  set(name: string, value: number | string): void {
    this.#spot = { ...this.#spot, at: { ...this.#spot.at, [name]: value } }
    this.#write(true)
    this.#ask()
  }
  /** by which input tangents are taken, of which output adjoints are, and along what the Hessian is multiplied */
  aim(aim: { wrt?: string; output?: number; along?: readonly number[] }): void {
    this.#spot = { ...this.#spot, ...aim }
    this.#write(true)
    this.#ask()
  }
  /** What is shown of the report, without another one. */
  show(patch: Partial<Pick<Spot, 'counting' | 'aside' | 'table' | 'presenting'>>): void {
    this.#spot = { ...this.#spot, ...patch }
    this.#write(true)
  }

  /** Another sweep, all of it at once. */
  choose(mode: SweepMode): void {
    this.pause()
    this.#go(mode, null)
  }
  /** To a step of the sweep; 0 is before the first. */
  goTo(place: number): void {
    this.pause()
    this.#go(this.#spot.mode, place)
  }
  step(by: 1 | -1): void {
    this.pause()
    this.#advance(by)
  }
  #advance(by: 1 | -1): boolean {
    if (this.#report === null) return false
    const { mode, place } = this.#spot
    const next = by === 1 ? onward(this.#report, mode, place) : backward(this.#report, mode, place)
    if (next === null) return false
    this.#go(mode, next)
    return true
  }
  /** Steps by itself to the end; from the end, from the beginning. */
  play(): void {
    if (this.#report === null || this.#playing) return this.pause()
    const { mode, place } = this.#spot
    if (place === null || onward(this.#report, mode, place) === null) this.#go(mode, 0)
    this.#playing = true
    this.#tick()
  }
  pause(): void {
    clearTimeout(this.#timer)
    this.#playing = false
  }
  #tick(): void {
    const pause = pauseBetween(this.#report?.sweeps[this.#spot.mode].length ?? 1)
    this.#timer = setTimeout(() => {
      if (this.#advance(1)) this.#tick()
      else this.pause()
    }, pause)
  }
  #go(mode: SweepMode, place: Spot['place']): void {
    this.#spot = { ...this.#spot, mode, place }
    this.#write(true)
  }

  #write(replace: boolean): void {
    const query = queryOf(this.#spot)
    this.#written = written(query)
    go('autodiff', null, query, replace)
  }

  stop(): void {
    this.pause()
    this.#asking.stop()
  }
  readonly #asking = paced((spot: Spot) => this.#derive(spot), PACE)
  #ask(): void {
    this.#busy = true
    this.#asking(this.#spot)
  }
  async #derive(spot: Spot): Promise<void> {
    // What was asked may be history by now; then the next answer is on its way.
    const stale = () => spot.text !== this.#spot.text || spot.machine !== this.#spot.machine
    try {
      const { report, point } = await (spot.machine === null ? deriveTyped(spot) : deriveMachine(spot.machine, spot))
      if (stale()) return
      this.#report = report
      this.#error = null
      this.#settle(report, point)
    } catch (thrown) {
      if (!stale()) this.#error = failureOf(thrown)
    } finally {
      this.#busy = false
    }
  }
  /** Values that were taken for want of others belong to the link; a step beyond the end is the last one. */
  #settle(report: Derivation, point: Spot['at']): void {
    const missing = Object.keys(point).some((name) => this.#spot.at[name] === undefined)
    const last = report.sweeps[this.#spot.mode].length
    const beyond = this.#spot.place !== null && this.#spot.place > last
    if (!missing && !beyond) return
    this.#spot = { ...this.#spot, at: { ...point, ...this.#spot.at }, place: beyond ? last : this.#spot.place }
    this.#write(true)
  }
}

interface Derived {
  report: Derivation
  /** the values that were used, where names had none */
  point: Spot['at']
}

async function deriveTyped({ text, at, wrt, output, along }: Spot): Promise<Derived> {
  const { inputs } = await lab()['autodiff.read']({ expression: text })
  const point = Object.fromEntries(inputs.map((name, k) => [name, at[name] ?? firstValue(k)]))
  const aim = { ...(wrt !== null && inputs.includes(wrt) ? { wrt } : {}), output, ...directed(along) }
  return { report: await lab()['autodiff.derive']({ subject: { expression: text }, at: point, ...aim }), point }
}

/** A network draws its own values from its seed; the point holds those that were changed. */
async function deriveMachine(machine: Machine, { at, wrt, output, along }: Spot): Promise<Derived> {
  const aim = { ...(wrt === null ? {} : { wrt }), output, ...directed(along) }
  return { report: await lab()['autodiff.derive']({ subject: subjectOf(machine), at: { ...at }, ...aim }), point: at }
}

const directed = (along: Spot['along']): { along?: number[] } => (along === null ? {} : { along: [...along] })
