/** Collects names that come in quick succession and hands them on together, `wait` milliseconds after the first. */
export function gather(wait: number, then: (names: ReadonlySet<string>) => void): { add(name: string): void; stop(): void } {
  let names = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    add(name) {
      names.add(name)
      timer ??= setTimeout(() => {
        const collected = names
        names = new Set()
        timer = undefined
        then(collected)
      }, wait)
    },
    stop: () => clearTimeout(timer)
  }
}
