/**
 * Calls `work` at most `perSecond` times a second, with the newest argument, the first one at once and the last one
 * always; never twice at the same time. `rest`: after work of some length, a pause of at least so many times that.
 */
export function paced<T>(
  work: (value: T) => Promise<unknown>,
  perSecond: number,
  rest = 0,
  now: () => number = () => performance.now()
): { (value: T): void; stop(): void } {
  const gap = 1000 / perSecond
  let waiting: { value: T } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let last = Number.NEGATIVE_INFINITY
  let earliest = Number.NEGATIVE_INFINITY
  let stopped = false

  const next = () => {
    if (busy || waiting === null || timer !== undefined || stopped) return
    const wait = Math.max(last + gap, earliest) - now()
    if (wait > 0) {
      timer = setTimeout(() => {
        timer = undefined
        next()
      }, wait)
      return
    }
    const { value } = waiting
    waiting = null
    busy = true
    last = now()
    void work(value).finally(() => {
      busy = false
      earliest = now() + rest * (now() - last)
      next()
    })
  }
  const call = (value: T) => {
    waiting = { value }
    next()
  }
  call.stop = () => {
    stopped = true
    clearTimeout(timer)
  }
  return call
}
