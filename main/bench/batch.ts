import { now, since } from './clock.ts'

/** What a batch of repetitions took, in milliseconds each. */
export interface Batch {
  ms: number
  cpu: number
}

/** Repeats `run(count)` until so many milliseconds of wall time are spent; the count grows, so that looking at the clock costs nothing. */
export function timeBatch(run: (count: number) => void, least: number, first = 1): Batch & { count: number } {
  let [count, done, wall, cpu] = [first, 0, 0, 0]
  while (wall < least) {
    const start = now()
    run(count)
    const took = since(start)
    wall += took.wall
    cpu += took.cpu
    done += count
    const left = least - wall
    count = Math.max(1, Math.min(10 * count, Math.ceil((left / wall) * done)))
  }
  return { ms: wall / done, cpu: cpu / done, count: done }
}
