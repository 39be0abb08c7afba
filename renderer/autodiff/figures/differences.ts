import type { DifferenceReport } from '../../../core/autodiff/explore/report.ts'
import type { Annotation, Data, Figure, Frame } from '../../charts/figure.ts'
import { significant } from '../../charts/format.ts'
import { label, layoutOf, margins, panelOf, tickCount } from '../../charts/panel.ts'
import { decades, extent, logTicks } from '../../charts/scale.ts'
import type { Range } from '../../charts/scale.ts'
import { seriesTable } from '../../charts/table.ts'
import { hiddenCount, line } from '../../charts/traces.ts'

/** The V: error of difference quotients against the step, on logarithmic axes, over the flat line of the automatic derivative. */
export function differencesFigure({ rows, automaticError, slopes, best }: DifferenceReport, frame: Frame): Figure {
  const { theme } = frame
  const steps = rows.map(({ step }) => step)
  const series = [
    { name: 'forward', y: rows.map((row) => row.forwardError ?? Number.NaN), color: theme.error, text: theme.errorText, width: 1.75 },
    {
      name: 'central',
      y: rows.map((row) => row.centralError ?? Number.NaN),
      color: theme.classic,
      text: theme.classicText,
      width: 1.75,
      dash: '6px,3px'
    },
    {
      name: 'complex',
      y: rows.map((row) => row.complexError ?? Number.NaN),
      color: theme.fifth,
      text: theme.fifthText,
      width: 1.5,
      dash: '8px,3px,2px,3px'
    }
  ].filter(({ y }) => y.some((value) => value > 0))
  const flat = automaticError !== null && automaticError > 0 ? automaticError : null
  const xRange: Range = frame.view?.x ?? decades(extent([steps], true) ?? [1e-12, 0.1])
  const errors = extent([...series.map(({ y }) => y), flat === null ? [] : [flat]], true) ?? [1e-15, 1]
  // A complex step that overflows would squeeze all else together: it leaves the picture at the top.
  const highest =
    extent(
      series.filter(({ name }) => name !== 'complex').map(({ y }) => y),
      true
    )?.[1] ?? errors[1]
  const all = decades([errors[0], Math.max(highest, errors[0])])
  // The flat line lies above the axis, not on it.
  const yRange: Range = frame.view?.y ?? [all[0] / 10, all[1]]
  const margin = margins(frame, { left: 50, right: 22 })
  const panel = panelOf(frame, margin, { range: xRange, log: true }, { range: yRange, log: true })
  const hidden = series.reduce((sum, { y }) => sum + hiddenCount(y, true), 0)
  const data: Data[] = series.map(({ name, y, color, width, dash }) =>
    line(
      frame,
      { x: steps, y },
      { color, width, name, hover: `${name} <b>%{y:.3~g}</b><extra></extra>`, ...(dash === undefined ? {} : { dash }) },
      true
    )
  )
  if (flat !== null)
    data.push(line(frame, { x: [xRange[0], xRange[1]], y: [flat, flat] }, { color: theme.network, width: 2.5, name: 'automatic' }, true))
  const at = (name: string, share: number): { x: number; y: number } | null => {
    const one = series.find((each) => each.name === name)
    const goal = panel.left + panel.width * share
    const index = steps.reduce(
      (close, step, k) => (Math.abs(panel.x(step) - goal) < Math.abs(panel.x(steps[close] ?? 1) - goal) ? k : close),
      0
    )
    const value = one?.y[index] ?? Number.NaN
    return one !== undefined && value > 0 ? { x: panel.x(steps[index] ?? 1), y: panel.y(value) } : null
  }
  const annotations: Partial<Annotation>[] = []
  const name = (word: string, share: number, dx: number, dy: number, anchor: 'left' | 'right') => {
    const where = at(word, share)
    const text = series.find((each) => each.name === word)?.text
    if (where !== null && text !== undefined)
      annotations.push(label(frame, panel, where.x + dx * theme.scale, where.y + dy * theme.scale, word, { color: text, anchor }))
  }
  name('forward', 0.74, -6, -8, 'right')
  name('central', 0.8, 8, 10, 'left')
  name('complex', 0.56, 8, 6, 'left')
  if (flat !== null) {
    annotations.push(
      label(frame, panel, panel.left + 4 * theme.scale, panel.y(flat) - 10 * theme.scale, 'automatic, no step at all', {
        color: theme.networkText
      })
    )
  }
  const fitted = [
    slopes.forward === null ? [] : [`forward ${slopes.forward.toFixed(2)}`],
    slopes.central === null ? [] : [`central ${slopes.central.toFixed(2)}`]
  ].flat()
  return {
    data,
    layout: layoutOf(
      frame,
      panel,
      { title: 'step h', range: xRange, log: true, ticks: logTicks(xRange, tickCount(panel.width, 64)), hover: '.3~g' },
      { range: yRange, log: true, ticks: logTicks(yRange, tickCount(panel.height, 36)) },
      annotations
    ),
    panel,
    numbers: () => seriesTable('step', [...series.map(({ name: word, y }) => ({ name: `error_${word}`, x: steps, y }))]),
    alt:
      'Error of difference quotients against the step, both axes logarithmic.' +
      (best.forward === null
        ? ''
        : ` Forward differences are best at h = ${significant(best.forward.step, 2)}, off by ${significant(best.forward.error, 2)}.`) +
      (best.central === null
        ? ''
        : ` Central ones at h = ${significant(best.central.step, 2)}, off by ${significant(best.central.error, 2)}.`) +
      (fitted.length === 0 ? '' : ` Slopes: ${fitted.join(', ')}.`) +
      (flat === null ? '' : ` The automatic derivative has no step, and is off by at most ${significant(flat, 2)}.`),
    hidden
  }
}
