import type { Annotation, Data, Layout, Shape } from 'plotly.js-dist'
import type { Range } from './scale.ts'
import type { NumberTable } from './table.ts'
import type { Theme } from './theme.ts'

/** Ranges chosen by zooming; where absent the data decide. */
export interface View {
  x?: Range
  y?: Range
}

/** The room a figure is drawn in and how it looks there. Sizes in px. */
export interface Frame {
  width: number
  height: number
  theme: Theme
  view?: View | undefined
}

/** Where data values lie in a figure, in px from its upper left corner. */
export interface Panel {
  left: number
  top: number
  width: number
  height: number
  x: (value: number) => number
  y: (value: number) => number
  /** the inverse maps */
  xAt: (px: number) => number
  yAt: (px: number) => number
}

/** A drawn figure: pure data for Plotly, plus what it says without eyes. */
export interface Figure {
  data: Data[]
  layout: Partial<Layout>
  panel: Panel
  /** exactly the numbers drawn */
  numbers: () => NumberTable
  /** the conclusion, for those who do not see the picture */
  alt: string
  /** values that the axes cannot show (zero, negative or not a number on a logarithmic one) */
  hidden: number
}

/** A figure waiting for its room: what a chart holds and redraws when the room or the theme changes. */
export type Drawing = (frame: Frame) => Figure

export type { Annotation, Data, Layout, Shape }
