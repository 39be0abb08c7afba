/** Reads again when told that something changed: never two at a time, never more often than every `least` ms, and half of the time at most. */
export function pacedRead(read: () => Promise<void>, least: number): { changed(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let reading = false
  let missed = false
  let stopped = false
  let rest = 0
  async function run() {
    timer = undefined
    reading = true
    missed = false
    const began = performance.now()
    await read()
    reading = false
    rest = Math.max(least, performance.now() - began)
    if (missed) changed()
  }
  function changed() {
    if (stopped) return
    if (reading) missed = true
    else timer ??= setTimeout(() => void run(), rest)
  }
  return {
    changed,
    stop() {
      stopped = true
      clearTimeout(timer)
    }
  }
}
