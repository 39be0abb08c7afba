import type { FigureInputs, FigureKind } from '../../../main/api/figures.ts'
import type { Drawing, Figure, Frame } from '../figure.ts'
import { anatomyFigure } from './anatomy.ts'
import { errorFigure, residualFigure } from './deviation.ts'
import { estimatesFigure } from './estimates.ts'
import { errorFieldFigure, fieldFigure } from './field.ts'
import { lossFigure } from './loss.ts'
import { lossOverlayFigure, solutionOverlayFigure } from './overlay.ts'
import { phaseFigure } from './phase.ts'
import { pointsFigure } from './points.ts'
import { sliceFigure } from './slice.ts'
import { solutionFigure } from './solution.ts'
import { sweepHeatmapFigure } from './sweep-heatmap.ts'
import { sweepLossFigure } from './sweep-loss.ts'
import { sweepSeedsFigure } from './sweep-seeds.ts'
import { togetherFigure } from './together.ts'

type Figures = { [Kind in FigureKind]: (input: FigureInputs[Kind], frame: Frame) => Figure }

/** Every figure of the lab: the same function draws it on screen, into a file and from the command line. */
export const figures: Figures = {
  solution: solutionFigure,
  together: togetherFigure,
  phase: phaseFigure,
  anatomy: anatomyFigure,
  estimates: estimatesFigure,
  error: errorFigure,
  residual: residualFigure,
  loss: lossFigure,
  field: fieldFigure,
  error_field: errorFieldFigure,
  slice: sliceFigure,
  points: pointsFigure,
  loss_overlay: lossOverlayFigure,
  solution_overlay: solutionOverlayFigure,
  sweep_heatmap: sweepHeatmapFigure,
  sweep_seeds: sweepSeedsFigure,
  sweep_loss: sweepLossFigure
}

/** A figure of a kind and what it shows, waiting for its room. */
export function drawing<Kind extends FigureKind>(kind: Kind, input: FigureInputs[Kind]): Drawing {
  return (frame) => figures[kind](input, frame)
}
