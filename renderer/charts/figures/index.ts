import type { FigureInputs, FigureKind } from '../../../main/api/figures.ts'
import type { Drawing, Figure, Frame } from '../figure.ts'
import { inUnits } from '../units.ts'
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

/** of figures that draw one unknown alone */
const all = () => true

type Figures = { [Kind in FigureKind]: (input: FigureInputs[Kind], frame: Frame) => Figure }

/** Every figure of the lab: the same function draws it on screen, into a file and from the command line. */
export const figures: Figures = {
  solution: inUnits(solutionFigure, all),
  together: inUnits(togetherFigure),
  phase: inUnits(phaseFigure),
  anatomy: inUnits(anatomyFigure, (column) => ['h1', 'without_h1', 'solution'].includes(column)),
  estimates: inUnits(estimatesFigure),
  error: inUnits(errorFigure, all),
  residual: inUnits(residualFigure),
  loss: lossFigure,
  field: inUnits(fieldFigure),
  error_field: inUnits(errorFieldFigure, all),
  slice: inUnits(sliceFigure, all),
  points: inUnits(pointsFigure),
  loss_overlay: lossOverlayFigure,
  solution_overlay: inUnits(solutionOverlayFigure, all),
  sweep_heatmap: sweepHeatmapFigure,
  sweep_seeds: sweepSeedsFigure,
  sweep_loss: sweepLossFigure
}

/** A figure of a kind and what it shows, waiting for its room. */
export function drawing<Kind extends FigureKind>(kind: Kind, input: FigureInputs[Kind]): Drawing {
  return (frame) => figures[kind](input, frame)
}
