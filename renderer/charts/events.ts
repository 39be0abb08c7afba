import type { PlotlyHTMLElement } from 'plotly.js-dist'
import type { View } from './figure.ts'

export interface Listeners {
  /** the pointer stands at a value of the horizontal axis */
  hover: (x: number) => void
  leave: () => void
  /** ranges chosen by dragging a box; undefined: all of it again */
  zoom: (view: View | undefined) => void
}

/** Hears what the pointer does over a figure. */
export function follow(drawn: PlotlyHTMLElement, { hover, leave, zoom }: Listeners): void {
  drawn.on('plotly_hover', ({ points }) => {
    const x = points[0]?.x
    if (typeof x === 'number') hover(x)
  })
  drawn.on('plotly_unhover', leave)
  drawn.on('plotly_doubleclick', () => zoom(undefined))
  drawn.on('plotly_relayout', (change) => {
    const x = rangeOf(change, 'xaxis', drawn)
    const y = rangeOf(change, 'yaxis', drawn)
    if (x !== undefined || y !== undefined) zoom({ ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) })
  })
}

type Axis = 'xaxis' | 'yaxis'

/** A range as data values: Plotly speaks of exponents on a logarithmic axis. */
function rangeOf(change: object, axis: Axis, drawn: PlotlyHTMLElement): readonly [number, number] | undefined {
  const values: Record<string, unknown> = { ...change }
  const low = values[`${axis}.range[0]`]
  const high = values[`${axis}.range[1]`]
  if (typeof low !== 'number' || typeof high !== 'number') return undefined
  return drawn.layout[axis]?.type === 'log' ? [10 ** low, 10 ** high] : [low, high]
}
