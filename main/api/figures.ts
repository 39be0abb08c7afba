import type { CheckReport } from '../../core/problem/report.ts'
import type { ReferenceResult } from '../../core/reference/types.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'
import type { RunStatus, SweepDetail } from './types.ts'

/** Numbers in order; typed arrays and plain ones alike, so that a figure's input survives any wire. */
export type Numbers = ArrayLike<number>

export interface Curve {
  iteration: Numbers
  loss: Numbers
  /** mean squared residual of every term, unweighted, where the loss has more than one */
  parts?: readonly { name: string; weight: number; loss: Numbers }[]
  /** what training finds beside the network */
  estimates?: readonly { name: string; values: Numbers }[]
}

/** A solution of a problem in one variable: network, exact, classical, training points, conditions. */
export interface SolutionInput {
  snapshot: Snapshot
  report: CheckReport
  /** the first unknown unless named */
  unknown?: string
  classical?: ReferenceResult | null
}

/** All unknowns of a problem in one variable on one pair of axes. */
export interface TogetherInput {
  snapshot: Snapshot
  report: CheckReport
}

/** Two unknowns of a problem in one variable against each other. */
export interface PhaseInput {
  snapshot: Snapshot
  report: CheckReport
  x: string
  y: string
  /** of an autonomous system of these two: at points (x, y) how they change */
  flow?: { x: Numbers; y: Numbers; dx: Numbers; dy: Numbers } | null
}

/** The parts of a trial solution on linked axes; the snapshot was taken with them. */
export interface AnatomyInput {
  snapshot: Snapshot
  report: CheckReport
  unknown?: string
}

/** Estimated numbers against the iteration. */
export interface EstimatesInput {
  iteration: Numbers
  estimates: readonly { name: string; values: Numbers; /** estimates of the same number by other runs, at their ends */ others?: Numbers }[]
  /** iterations the run was asked for */
  planned: number
  units?: CheckReport['units'] | undefined
}

/** What is wrong with a solution: network - exact, or the residual. */
export interface DeviationInput {
  snapshot: Snapshot
  report: CheckReport
  unknown?: string
}

export interface LossInput {
  curve: Curve
  /** iterations the run was asked for: the right end of the axis */
  planned: number
  status: RunStatus | null
  /** where and how it diverged, in words */
  reason?: string | null
  previous?: { curve: Curve; label: string } | null
  /** the terms of the loss apart, under these names by that of the term (its own unless given); left out: their sum alone */
  parts?: Readonly<Record<string, string>> | null
}

/** A solution over two variables as colours. */
export interface FieldInput {
  snapshot: Snapshot
  report: CheckReport
  unknown?: string
  show: 'network' | 'exact'
  /** value of the horizontal variable at which the slice is taken; null for none */
  slice?: number | null
  points?: boolean
}

/** The training points of a problem of two variables or more. */
export interface PointsInput {
  snapshot: Snapshot
  report: CheckReport
}

/** One line through a solution over two variables: its horizontal variable held at `at`. */
export interface SliceInput {
  snapshot: Snapshot
  report: CheckReport
  unknown?: string
  at: number
  classical?: ReferenceResult | null
}

/** One of several lines on one pair of axes. */
export interface OverlayLine {
  label: string
  /** which of the house's styles (colour, dash, marker) it keeps, whatever else is shown; its place in the list unless given */
  style?: number
}

export interface LossOverlayInput {
  runs: (OverlayLine & { curve: Curve; status: RunStatus })[]
}

export interface SolutionOverlayInput {
  runs: (OverlayLine & { snapshot: Pick<Snapshot, 'axes' | 'fields'> })[]
  unknown?: string
  units?: CheckReport['units'] | undefined
  /** two variables: where the last one is held */
  at?: number
}

/** Largest error (or another metric) over two of a sweep's parameters; the others are aggregated. */
export interface SweepHeatmapInput {
  sweep: SweepDetail
  x: string
  y: string
  /** 'median' and 'worst' over the seeds, or one seed */
  show: string
}

export interface SweepSeedsInput {
  sweep: SweepDetail
  /** the parameter that decides colour and marker; none: all alike */
  group?: string | null
  /** configurations whose names are set strong */
  chosen?: string[]
}

export interface SweepLossInput {
  /** one line a group: the median over its runs, with a band from the lower to the upper quartile */
  groups: (OverlayLine & { curves: Curve[] })[]
}

/** Every figure of the lab by name, with what it is drawn from. */
export interface FigureInputs {
  solution: SolutionInput
  together: TogetherInput
  phase: PhaseInput
  anatomy: AnatomyInput
  estimates: EstimatesInput
  error: DeviationInput
  residual: DeviationInput
  loss: LossInput
  field: FieldInput
  error_field: DeviationInput
  slice: SliceInput
  points: PointsInput
  loss_overlay: LossOverlayInput
  solution_overlay: SolutionOverlayInput
  sweep_heatmap: SweepHeatmapInput
  sweep_seeds: SweepSeedsInput
  sweep_loss: SweepLossInput
}
export type FigureKind = keyof FigureInputs
export const FIGURE_KINDS = [
  'solution',
  'together',
  'phase',
  'anatomy',
  'estimates',
  'error',
  'residual',
  'loss',
  'field',
  'error_field',
  'slice',
  'points',
  'loss_overlay',
  'solution_overlay',
  'sweep_heatmap',
  'sweep_seeds',
  'sweep_loss'
] as const satisfies readonly FigureKind[]

export type FigureFormat = 'svg' | 'png' | 'pdf'

/** How large a figure is on paper. */
export interface FigureSize {
  /** mm */
  width: number
  /** mm */
  height: number
  /** text size in pt; 8 unless given */
  points?: number
  /** dots per inch of a PNG; 600 unless given */
  dpi?: number
}

/** One figure to be written to files, in each of the formats, with the CSV of exactly the numbers drawn. */
export type FigureRequest = {
  [Kind in FigureKind]: { kind: Kind; data: FigureInputs[Kind]; name: string; size: FigureSize; formats: FigureFormat[]; csv?: boolean }
}[FigureKind]

/** What the figure page hands back: SVG as text, PNG as base64. */
export interface DrawnFigure {
  svg: string | null
  png: string | null
  csv: string
  alt: string
}
