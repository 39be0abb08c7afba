import type { NodeKind } from '../../../core/autodiff/explore/report.ts'

/**
 * Every kind of node has an outline of its own, so that none is told by its colour alone: inputs have round ends, constants square
 * corners, powers one corner cut, functions two large round corners, choices pointed sides, groups a stack.
 */
export type Outline = NodeKind | 'group'

export const KIND_WORDS: Record<Outline, string> = {
  input: 'input',
  constant: 'constant',
  arithmetic: 'arithmetic',
  power: 'power or root',
  function: 'function',
  choice: 'choice or comparison',
  group: 'several nodes'
}

type Corner = { round: number } | { cut: number }
const round = (radius: number): Corner => ({ round: radius })
const cut = (size: number): Corner => ({ cut: size })

/** from the upper left corner, clockwise */
const CORNERS: Record<Outline, readonly [Corner, Corner, Corner, Corner]> = {
  input: [round(18), round(18), round(18), round(18)],
  constant: [round(0), round(0), round(0), round(0)],
  arithmetic: [round(6), round(6), round(6), round(6)],
  power: [round(6), cut(12), round(6), round(6)],
  function: [round(20), round(6), round(20), round(6)],
  choice: [cut(12), cut(12), cut(12), cut(12)],
  group: [round(3), round(3), round(3), round(3)]
}

/** The outline as path data in a box of the given size, its upper left corner at (x, y). */
export function outlinePath(kind: Outline, width: number, height: number, x = 0, y = 0): string {
  const corners = CORNERS[kind]
  const at = [
    { x, y, into: [0, 1], out: [1, 0] },
    { x: x + width, y, into: [-1, 0], out: [0, 1] },
    { x: x + width, y: y + height, into: [0, -1], out: [-1, 0] },
    { x, y: y + height, into: [1, 0], out: [0, -1] }
  ] as const
  const parts = at.map((corner, k) => {
    const shape = corners[k] ?? round(0)
    const size = 'cut' in shape ? shape.cut : shape.round
    const start = `${corner.x + corner.into[0] * size},${corner.y + corner.into[1] * size}`
    const end = `${corner.x + corner.out[0] * size},${corner.y + corner.out[1] * size}`
    const turn = 'cut' in shape ? `L${end}` : `Q${corner.x},${corner.y} ${end}`
    return `${k === 0 ? 'M' : 'L'}${start}${size === 0 ? '' : turn}`
  })
  return `${parts.join('')}Z`
}
