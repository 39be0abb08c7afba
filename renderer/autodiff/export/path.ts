/** A piece of an outline in absolute coordinates: move, line, quadratic and cubic curve, close. */
export type Segment =
  | { to: 'M' | 'L'; at: [number, number] }
  | { to: 'Q'; by: [number, number]; at: [number, number] }
  | { to: 'C'; by: [number, number, number, number]; at: [number, number] }
  | { to: 'Z' }
export type Path = Segment[]

/** Moves every point of a path. */
export function mapped(path: readonly Segment[], map: (x: number, y: number) => [number, number]): Path {
  return path.map((segment): Segment => {
    if (segment.to === 'Z') return segment
    const at = map(...segment.at)
    if (segment.to === 'Q') return { to: 'Q', by: map(...segment.by), at }
    if (segment.to === 'C') {
      const [a, b, c, d] = segment.by
      return { to: 'C', by: [...map(a, b), ...map(c, d)], at }
    }
    return { to: segment.to, at }
  })
}

const tidy = (value: number): string => String(Math.round(value * 100) / 100)

/** As SVG's `d`. */
export function toD(path: readonly Segment[]): string {
  return path
    .map((segment) => {
      if (segment.to === 'Z') return 'Z'
      const numbers = 'by' in segment ? [...segment.by, ...segment.at] : segment.at
      return `${segment.to}${numbers.map(tidy).join(' ')}`
    })
    .join('')
}

const ARGUMENTS: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, Z: 0 }

/** Reads SVG's `d`, relative and shorthand commands included; arcs do not occur. */
export function fromD(d: string): Path {
  const path: Path = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  let [lastX, lastY] = [0, 0]
  for (const [, letter = '', list = ''] of d.matchAll(/([MmLlHhVvCcSsQqTtZz])([^MmLlHhVvCcSsQqTtZz]*)/g)) {
    const numbers = (list.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number)
    const command = letter.toUpperCase()
    const size = ARGUMENTS[command] ?? 0
    if (command === 'Z') {
      path.push({ to: 'Z' })
      ;[x, y] = [startX, startY]
      continue
    }
    for (let k = 0; k + size <= numbers.length; k += size) {
      const relative = letter !== command
      const given = numbers.slice(k, k + size)
      const from = [x, y]
      const absolute = given.map((value, n) =>
        relative ? value + (command === 'V' ? y : command === 'H' ? x : (from[n % 2] ?? 0)) : value
      )
      const [a = 0, b = 0, c = 0, e = 0, f = 0, g = 0] = absolute
      const reflected: [number, number] = [2 * x - lastX, 2 * y - lastY]
      if (command === 'M') path.push({ to: k === 0 ? 'M' : 'L', at: [a, b] })
      else if (command === 'L') path.push({ to: 'L', at: [a, b] })
      else if (command === 'H') path.push({ to: 'L', at: [a, y] })
      else if (command === 'V') path.push({ to: 'L', at: [x, a] })
      else if (command === 'C') path.push({ to: 'C', by: [a, b, c, e], at: [f, g] })
      else if (command === 'S') path.push({ to: 'C', by: [...reflected, a, b], at: [c, e] })
      else if (command === 'Q') path.push({ to: 'Q', by: [a, b], at: [c, e] })
      else path.push({ to: 'Q', by: reflected, at: [a, b] })
      const made = path.at(-1)
      if (made === undefined || made.to === 'Z') continue
      ;[x, y] = made.at
      // The control point that the next shorthand curve mirrors.
      ;[lastX, lastY] = made.to === 'C' ? [made.by[2], made.by[3]] : made.to === 'Q' ? made.by : [x, y]
      if (command === 'M' && k === 0) [startX, startY] = [x, y]
    }
  }
  return path
}

/** A straight-sided box. */
export function boxPath(x: number, y: number, width: number, height: number): Path {
  return [
    { to: 'M', at: [x, y] },
    { to: 'L', at: [x + width, y] },
    { to: 'L', at: [x + width, y + height] },
    { to: 'L', at: [x, y + height] },
    { to: 'Z' }
  ]
}
