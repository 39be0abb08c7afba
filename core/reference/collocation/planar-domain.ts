import { evaluateNodes } from '../../engine/hoisted.ts'
import { omegaAt } from '../../problem/domain.ts'
import type { NumericSystem } from '../system.ts'

/** A problem on a domain in the plane. */
export type Planar = NumericSystem['problem']

/** Points along each side on which holes are looked for, and of a circle about a corner. */
const GRID = 64
const CIRCLE = 720
const STARTS = 9

/** Points of the boundary at which two of the inequalities' edges meet, the direction into the domain, and its angle there. */
export function cornersOf(problem: Planar, unit: number): { x: number; y: number; turn: number; angle: number }[] {
  const { parts } = problem.domain!
  const scalars = Float64Array.from(problem.parameters, (parameter) => parameter.value)
  const valuesAt = (x: number, y: number): number[] =>
    evaluateNodes(problem.graph, parts, [Float64Array.of(x), Float64Array.of(y)], scalars, 1).map((row) => row[0]!)
  const found: { x: number; y: number; turn: number; angle: number }[] = []
  for (let i = 0; i < parts.length; i++)
    for (let j = i + 1; j < parts.length; j++)
      for (const [x0, y0] of startsOf(problem)) {
        const place = meeting((x, y) => [valuesAt(x, y)[i]!, valuesAt(x, y)[j]!], x0, y0, unit)
        if (place === undefined || !isInBox(problem, place)) continue
        const [x, y] = place
        if (found.some((corner) => Math.hypot(corner.x - x, corner.y - y) < 1e-6 * unit)) continue
        const wedge = wedgeAt(problem, x, y, 1e-4 * unit)
        if (wedge !== undefined) found.push({ x, y, ...wedge })
      }
  return found
}

function startsOf({ variables }: Planar): [number, number][] {
  const at = (axis: number, k: number) => variables[axis]!.from + ((variables[axis]!.to - variables[axis]!.from) * (k + 0.5)) / STARTS
  return Array.from({ length: STARTS ** 2 }, (_, n) => [at(0, n % STARTS), at(1, Math.floor(n / STARTS))])
}

const isInBox = ({ variables }: Planar, place: readonly number[]): boolean =>
  variables.every(({ from, to }, axis) => place[axis]! >= from && place[axis]! <= to)

/** Where two functions vanish together, by Newton's method with difference quotients. */
function meeting(of: (x: number, y: number) => [number, number], x: number, y: number, unit: number): [number, number] | undefined {
  const h = 1e-6 * unit
  for (let iteration = 0; iteration < 20; iteration++) {
    const [p, q] = of(x, y)
    const [right, left, up, down] = [of(x + h, y), of(x - h, y), of(x, y + h), of(x, y - h)]
    const [px, qx] = [(right[0] - left[0]) / (2 * h), (right[1] - left[1]) / (2 * h)]
    const [py, qy] = [(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)]
    const determinant = px * qy - py * qx
    if (!(Math.abs(determinant) > 1e-12 * (Math.hypot(px, py) * Math.hypot(qx, qy)))) return undefined
    const [dx, dy] = [(py * q - qy * p) / determinant, (qx * p - px * q) / determinant]
    x += dx
    y += dy
    if (Math.hypot(dx, dy) < 1e-13 * unit) return [x, y]
  }
  return undefined
}

/** The part of a small circle about a point that lies inside, where that is one arc and neither nothing, all, nor half of it. */
function wedgeAt(problem: Planar, x: number, y: number, radius: number): { turn: number; angle: number } | undefined {
  const inside = (angles: Float64Array): boolean[] => {
    const points = [angles.map((angle) => x + radius * Math.cos(angle)), angles.map((angle) => y + radius * Math.sin(angle))]
    return [...omegaAt(problem, points)].map((value) => value > 0)
  }
  const step = (2 * Math.PI) / CIRCLE
  const angles = Float64Array.from({ length: CIRCLE }, (_, k) => (k + 0.37) * step)
  const are = inside(angles)
  const entered = [...are.keys()].filter((k) => are[k]! && !are[(k + CIRCLE - 1) % CIRCLE]!)
  const left = [...are.keys()].filter((k) => !are[k]! && are[(k + CIRCLE - 1) % CIRCLE]!)
  if (entered.length !== 1 || left.length !== 1) return undefined
  const edge = (k: number, into: boolean): number => {
    let [low, high] = [angles[k]! - step, angles[k]!]
    for (let n = 0; n < 40; n++) {
      const middle = (low + high) / 2
      if (inside(Float64Array.of(middle))[0] === into) high = middle
      else low = middle
    }
    return high
  }
  const from = edge(entered[0]!, true)
  const to = edge(left[0]!, false)
  const angle = to > from ? to - from : to - from + 2 * Math.PI
  return Math.abs(angle - Math.PI) < 0.02 ? undefined : { turn: from + angle / 2, angle }
}

/** Parts of the box outside the domain that do not reach its edge: their middle, and the radius of a disc of the same area. */
export function holesOf(problem: Planar): { x: number; y: number; radius: number }[] {
  const [first, second] = problem.variables
  const [dx, dy] = [(first!.to - first!.from) / GRID, (second!.to - second!.from) / GRID]
  const points = [
    Float64Array.from({ length: GRID ** 2 }, (_, n) => first!.from + ((n % GRID) + 0.5) * dx),
    Float64Array.from({ length: GRID ** 2 }, (_, n) => second!.from + (Math.floor(n / GRID) + 0.5) * dy)
  ]
  const out = [...omegaAt(problem, points)].map((value) => !(value > 0))
  const holes: { x: number; y: number; radius: number }[] = []
  for (let n = 0; n < out.length; n++) {
    if (!out[n]) continue
    const cells = [n]
    out[n] = false
    let atEdge = false
    for (let k = 0; k < cells.length; k++) {
      const [i, j] = [cells[k]! % GRID, Math.floor(cells[k]! / GRID)]
      for (const [a, b] of [
        [i - 1, j],
        [i + 1, j],
        [i, j - 1],
        [i, j + 1]
      ] as const) {
        if (a < 0 || b < 0 || a === GRID || b === GRID) atEdge = true
        else if (out[b * GRID + a]) {
          out[b * GRID + a] = false
          cells.push(b * GRID + a)
        }
      }
    }
    if (atEdge) continue
    const mean = (axis: number) => cells.reduce((sum, cell) => sum + points[axis]![cell]!, 0) / cells.length
    holes.push({ x: mean(0), y: mean(1), radius: Math.sqrt((cells.length * dx * dy) / Math.PI) })
  }
  return holes
}
