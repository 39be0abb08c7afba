/** A label that wants to stand at height `y` (its middle, in pixels) and is `height` tall. */
export interface Wanted {
  y: number
  height: number
}

/**
 * Heights at which labels do not overlap, as near as they can be to where they want to stand (least squares), within
 * [top, bottom]. Order by wanted height is kept. Pool adjacent violators on y minus the room taken by the labels before.
 */
export function spread(wanted: readonly Wanted[], top = Number.NEGATIVE_INFINITY, bottom = Number.POSITIVE_INFINITY): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a]?.y ?? 0) - (wanted[b]?.y ?? 0))
  const pools: { sum: number; members: number[] }[] = []
  const offsets: number[] = []
  let offset = 0
  order.forEach((index, place) => {
    const label = wanted[index]
    const before = place > 0 ? wanted[order[place - 1] ?? 0] : undefined
    if (label === undefined) return
    offset += before === undefined ? 0 : (before.height + label.height) / 2
    offsets[index] = offset
    pools.push({ sum: label.y - offset, members: [index] })
    for (let last = pools.at(-1), previous = pools.at(-2); last && previous && mean(last) < mean(previous);) {
      pools.splice(-2, 2, { sum: previous.sum + last.sum, members: [...previous.members, ...last.members] })
      last = pools.at(-1)
      previous = pools.at(-2)
    }
  })
  const placed: number[] = []
  for (const pool of pools) for (const index of pool.members) placed[index] = mean(pool) + (offsets[index] ?? 0)
  return withinBounds(placed, wanted, order, top, bottom)
}

const mean = (pool: { sum: number; members: number[] }) => pool.sum / pool.members.length

/** Pushes labels that stick out back inside, and the ones they then touch with them. */
function withinBounds(placed: number[], wanted: readonly Wanted[], order: number[], top: number, bottom: number): number[] {
  let floor = bottom
  for (const index of [...order].reverse()) {
    const half = (wanted[index]?.height ?? 0) / 2
    placed[index] = Math.min(placed[index] ?? 0, floor - half)
    floor = placed[index] - half
  }
  let ceiling = top
  for (const index of order) {
    const half = (wanted[index]?.height ?? 0) / 2
    placed[index] = Math.max(placed[index] ?? 0, ceiling + half)
    ceiling = placed[index] + half
  }
  return placed
}

/** Whether a label had to move so far from the end of its line that a legend reads better. */
export function displaced(wanted: readonly Wanted[], placed: readonly number[], limit: number): boolean {
  return wanted.some((label, index) => Math.abs((placed[index] ?? label.y) - label.y) > limit)
}
