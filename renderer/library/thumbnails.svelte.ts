import { SvelteMap } from 'svelte/reactivity'
import { failureOf, report } from '../state/failure.ts'
import { lab } from '../state/lab.ts'
import { library } from '../state/library.svelte.ts'
import { runs } from '../state/runs.svelte.ts'
import { pictureOfProblem, pictureOfSnapshot, pictureOfSweep } from './thumbnails.ts'
import type { Picture } from './thumbnails.ts'
import type { Entry } from './entries.ts'

const AT_ONCE = 2
const KEPT = 400

const pictures = new SvelteMap<string, Picture | null>()
let waiting: readonly Entry[] = []
let working = 0

/** A run changes its picture when its state or its weights change; a sweep with every run that ends. */
const nameOf = (entry: Entry) => `${entry.key} ${entry.verdict?.word ?? ''} ${entry.error ?? ''}`

const fallback = (problem: string | undefined): Picture | null => {
  const entry = problem === undefined ? undefined : library.find(problem)
  return entry === undefined ? null : pictureOfProblem(entry)
}

/** The picture of an entry as far as it is known: until its own has come, the exact solution of its problem. */
export function pictureOf(entry: Entry): Picture | null {
  if (entry.kind === 'problem') return fallback(entry.id)
  const own = pictures.get(nameOf(entry))
  if (own !== undefined && own !== null) return own
  return entry.kind === 'run' ? fallback(runs.find(entry.id)?.problem) : null
}

/** Asks for the pictures of what is on screen, replacing what was asked for before and has not begun. */
export function wantPictures(entries: readonly Entry[]): void {
  waiting = entries.filter(
    (entry) => entry.kind !== 'problem' && entry.status !== 'QUEUED' && entry.status !== 'RUNNING' && !pictures.has(nameOf(entry))
  )
  // A sweep that runs is drawn as far as it has come.
  waiting = [...waiting, ...entries.filter((entry) => entry.kind === 'sweep' && entry.status === 'RUNNING' && !pictures.has(nameOf(entry)))]
  work()
}

function work(): void {
  while (working < AT_ONCE) {
    const [next, ...rest] = waiting
    if (next === undefined) return
    waiting = rest
    working += 1
    void keepPicture(next).finally(() => {
      working -= 1
      work()
    })
  }
}

async function keepPicture(entry: Entry): Promise<void> {
  let picture: Picture | null = null
  try {
    picture = await fetchPicture(entry)
  } catch (error) {
    // A run without weights has no picture, and its card says why; anything else is a defect.
    if (failureOf(error).code === 'internal') report(error)
  }
  if (pictures.size >= KEPT) pictures.delete(pictures.keys().next().value ?? '')
  pictures.set(nameOf(entry), picture)
}

async function fetchPicture(entry: Entry): Promise<Picture | null> {
  if (entry.kind === 'sweep') return pictureOfSweep(await lab()['sweep.get']({ sweep: entry.id }))
  return pictureOfSnapshot(await lab()['run.snapshot']({ run: entry.id }))
}
