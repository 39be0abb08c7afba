import type { Point, Size } from './layout.ts'

/** How the graph lies in its pane: its origin in px of the pane, and its scale. */
export interface View extends Point {
  scale: number
}

const LARGEST = 3
const SMALLEST = 0.08

/** The whole graph in the middle of its pane, as large as it fits; never larger than `most`, and still to be read (`least`), where it then begins at the left. */
export function fitted(graph: Size, pane: Size, most = 1, least = SMALLEST): View {
  const room = Math.min(pane.width / graph.width, pane.height / graph.height)
  const scale = Math.max(SMALLEST, Math.min(most, Math.max(room, least)))
  const place = (length: number, space: number) => (length * scale <= space ? (space - length * scale) / 2 : 0)
  return {
    x: graph.width * scale <= pane.width ? place(graph.width, pane.width) : 0,
    y: place(graph.height, pane.height) || (pane.height - graph.height * scale) / 2,
    scale
  }
}

/** Larger or smaller by a factor, about a point of the pane that stays where it is. */
export function zoomed(view: View, factor: number, at: Point): View {
  const scale = Math.max(SMALLEST, Math.min(LARGEST, view.scale * factor))
  const by = scale / view.scale
  return { x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by, scale }
}

export const panned = (view: View, dx: number, dy: number): View => ({ ...view, x: view.x + dx, y: view.y + dy })

/** The least pan that brings a box of the graph into the pane, with some room around it; the same view where it is inside. */
export function revealed(view: View, box: Point & Size, pane: Size, margin = 36): View {
  const shift = (centre: number, length: number, origin: number, space: number) => {
    const from = origin + (centre - length / 2) * view.scale - margin
    const to = origin + (centre + length / 2) * view.scale + margin
    if (to - from > space) return space / 2 - (from + to) / 2
    return from < 0 ? -from : to > space ? space - to : 0
  }
  const dx = shift(box.x, box.width, view.x, pane.width)
  const dy = shift(box.y, box.height, view.y, pane.height)
  return dx === 0 && dy === 0 ? view : panned(view, dx, dy)
}
