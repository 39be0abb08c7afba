/** Milliseconds of wall time, and of the processor on this thread where Node counts it (23.9), else of the whole process. */
export interface Moment {
  wall: number
  cpu: number
}

export function now(): Moment {
  // engines from Node 22.14 on are taken, the types are those of 24
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage()
  return { wall: performance.now(), cpu: (user + system) / 1e3 }
}

export function since(start: Moment): Moment {
  const end = now()
  return { wall: end.wall - start.wall, cpu: end.cpu - start.cpu }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
