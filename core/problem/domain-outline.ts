import { evaluateNodes } from '../engine/hoisted.ts'
import type { CompiledProblem } from './compile.ts'

type Shaped = Pick<CompiledProblem, 'graph' | 'domain' | 'parameters'>
type Point = readonly [number, number]
type Values = (nodes: readonly number[], points: readonly Point[]) => Float64Array[]

const BISECTIONS = 48
const NEWTON_STEPS = 10
/** A point where an inequality's function is smaller than this, relative to its values over the plane, lies on its boundary. */
const ON = 1e-9
/** A corner may lie outside of its cell by so much of the cell's size: round-off. */
const ROUND = 1e-6

/**
 * Where a domain that is given by inequalities ends in a plane of two variables, each over a rising grid, the others being held. Two arrays, one per
 * variable: lines with NaN between those that do not join.
 *
 * Marching squares (Lorensen & Cline, SIGGRAPH 1987, in two dimensions) say through which cells the boundary goes; where it meets a cell's edge is found
 * by bisection, to round-off; and where between two of those it changes from one inequality to another, the corner is found by Newton's method, so that
 * corners are drawn as sharp as they are. Where the domain fills the plane up to its rim, the rim belongs to the outline.
 *
 * `place` gives points of the problem, one array per variable, for points of the plane.
 */
export function domainOutline(
  problem: Shaped,
  grids: readonly [ArrayLike<number>, ArrayLike<number>],
  place: (first: Float64Array, second: Float64Array) => readonly Float64Array[]
): Float64Array[] {
  const { omega, parts } = problem.domain!
  const scalars = Float64Array.from(problem.parameters, ({ value }) => value)
  const values: Values = (nodes, points) => {
    const [first, second] = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]!))
    return evaluateNodes(problem.graph, nodes, place(first!, second!), scalars, points.length)
  }
  const mesh = crossedCells(grids, (points) => Array.from(values([omega], points)[0]!, (value) => value >= 0))
  const at = bisected(mesh.edges, (points) => Array.from(values([omega], points)[0]!, (value) => value >= 0))
  const scales = values(parts, mesh.nodes).map((row) => row.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0))
  const ends = values(parts, at)
  const active = (crossing: number): number[] => [...parts.keys()].filter((n) => Math.abs(ends[n]![crossing]!) <= ON * scales[n]!)
  const line = mesh.segments.flatMap(({ from, to, low, high }): Point[] => {
    const [p, q] = [active(from), active(to)]
    const changes = p.length > 0 && q.length > 0 && !p.some((part) => q.includes(part))
    const pair = changes ? [parts[p[0]!]!, parts[q[0]!]!] : null
    const corner = pair && meeting(values, pair, middle(at[from]!, at[to]!), low, high)
    return [at[from]!, ...(corner === null ? [] : [corner]), at[to]!, [Number.NaN, Number.NaN]]
  })
  return [0, 1].map((axis) => Float64Array.from(line, (point) => point[axis]!))
}

interface Edge {
  inside: Point
  outside: Point
}

/** The cells of a grid through which a boundary goes, each with the two numbers of its edges that it crosses. A saddle has two segments. */
function crossedCells(grids: readonly [ArrayLike<number>, ArrayLike<number>], isInside: (points: readonly Point[]) => boolean[]) {
  // The grid has its ends twice; what lies beyond them counts as outside.
  const [rows, columns] = grids.map((grid) => [grid[0]!, ...Array.from(grid), grid[grid.length - 1]!]) as [number[], number[]]
  const nodes = rows.flatMap((a) => columns.map((b): Point => [a, b]))
  const inside = isInside(nodes).map((is, k) => {
    const [i, j] = [Math.floor(k / columns.length), k % columns.length]
    return is && i > 0 && j > 0 && i + 1 < rows.length && j + 1 < columns.length
  })
  const edges: Edge[] = []
  const known = new Map<number, number>()
  const crossing = (p: number, q: number): number => {
    const key = Math.min(p, q) * nodes.length + Math.max(p, q)
    const found = known.get(key) ?? edges.push({ inside: nodes[inside[p] ? p : q]!, outside: nodes[inside[p] ? q : p]! }) - 1
    known.set(key, found)
    return found
  }
  const segments: { from: number; to: number; low: Point; high: Point }[] = []
  for (let i = 0; i + 1 < rows.length; i++) {
    for (let j = 0; j + 1 < columns.length; j++) {
      const first = i * columns.length + j
      const corners = [first, first + columns.length, first + columns.length + 1, first + 1]
      const crossed = corners.flatMap((p, k) => (inside[p] === inside[corners[(k + 1) % 4]!] ? [] : [crossing(p, corners[(k + 1) % 4]!)]))
      for (let k = 0; k + 1 < crossed.length; k += 2)
        segments.push({ from: crossed[k]!, to: crossed[k + 1]!, low: nodes[first]!, high: nodes[corners[2]!]! })
    }
  }
  return { nodes, edges, segments }
}

/** Where the boundary crosses the edges: the last points inside. */
function bisected(edges: readonly Edge[], isInside: (points: readonly Point[]) => boolean[]): Point[] {
  let pairs = edges
  for (let step = 0; step < BISECTIONS && edges.length > 0; step++) {
    const halves = pairs.map(({ inside, outside }) => middle(inside, outside))
    const is = isInside(halves)
    pairs = pairs.map(({ inside, outside }, k) => (is[k] ? { inside: halves[k]!, outside } : { inside, outside: halves[k]! }))
  }
  return pairs.map(({ inside }) => inside)
}

function middle(a: Point, b: Point): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
}

/** The point of a cell where two functions vanish, by Newton's method with central differences; null where it has none. */
function meeting(values: Values, pair: readonly number[], start: Point, low: Point, high: Point): Point | null {
  const [width, height] = [high[0] - low[0], high[1] - low[1]]
  const [dx, dy] = [1e-6 * width, 1e-6 * height]
  let [x, y] = start
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const around: Point[] = [[x, y], [x + dx, y], [x - dx, y], [x, y + dy], [x, y - dy]] // prettier-ignore
    const [[f, fx, fy], [g, gx, gy]] = values(pair, around).map((row) => [
      row[0]!,
      (row[1]! - row[2]!) / (2 * dx),
      (row[3]! - row[4]!) / (2 * dy)
    ]) as [[number, number, number], [number, number, number]]
    const determinant = fx * gy - fy * gx
    ;[x, y] = [x - (f * gy - fy * g) / determinant, y - (fx * g - f * gx) / determinant]
  }
  const beyond = Math.max((low[0] - x) / width, (x - high[0]) / width, (low[1] - y) / height, (y - high[1]) / height)
  return beyond <= ROUND ? [x, y] : null
}
