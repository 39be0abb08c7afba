import type { CheckReport } from '../../core/problem/report.ts'

type Variable = CheckReport['variables'][number]

/** Where a point of three variables lies in a drawing of their box, seen from above, front and right. */
export interface Cube {
  x: (at: readonly [number, number, number]) => number
  y: (at: readonly [number, number, number]) => number
  /** of the drawing */
  width: readonly [number, number]
  height: readonly [number, number]
  /** the twelve edges as segments with gaps between them: those in front, and the three behind */
  front: { x: number[]; y: number[] }
  behind: { x: number[]; y: number[] }
}

/** What one unit of each side of the box is on paper: the first to the right and a little down, the second away, the third up. */
const ACROSS = [0.8, 0.42, 0] as const
const UP = [-0.14, 0.3, 0.72] as const
/** The corner that the box itself hides. */
const HIDDEN = [0, 1, 0] as const

/** The box of three variables in parallel projection: parallel lines stay parallel, and shares along an edge can be read off. */
export function cubeOf(variables: readonly [Variable, Variable, Variable]): Cube {
  const share = (at: readonly number[], axis: number) => {
    const { from, to } = variables[axis as 0 | 1 | 2]
    return ((at[axis] ?? from) - from) / (to - from)
  }
  const sum = (at: readonly number[], by: readonly number[]) => by.reduce((total, factor, axis) => total + factor * share(at, axis), 0)
  const [front, behind] = [
    { x: [] as number[], y: [] as number[] },
    { x: [] as number[], y: [] as number[] }
  ]
  const corner = (bits: readonly number[]) => variables.map(({ from, to }, axis) => (bits[axis] === 1 ? to : from))
  for (const [a, b] of EDGES) {
    const hidden = [a, b].some((bits) => bits.every((bit, axis) => bit === HIDDEN[axis]))
    const edges = hidden ? behind : front
    for (const bits of [a, b]) {
      edges.x.push(sum(corner(bits), ACROSS))
      edges.y.push(sum(corner(bits), UP))
    }
    edges.x.push(Number.NaN)
    edges.y.push(Number.NaN)
  }
  return { x: (at) => sum(at, ACROSS), y: (at) => sum(at, UP), width: [0, 1.22], height: [-0.14, 1.02], front, behind }
}

const CORNERS = Array.from({ length: 8 }, (_, k) => [k & 1, (k >> 1) & 1, (k >> 2) & 1] as const)
/** Pairs of corners that differ along one side. */
const EDGES = CORNERS.flatMap((a) =>
  [0, 1, 2].flatMap((axis) => (a[axis as 0 | 1 | 2] === 0 ? [[a, a.map((bit, k) => (k === axis ? 1 : bit))] as const] : []))
)
