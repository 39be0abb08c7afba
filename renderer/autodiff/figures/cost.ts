import type { ModeCost } from '../../../core/autodiff/explore/mode-costs.ts'
import type { Annotation, Data, Figure, Frame } from '../../charts/figure.ts'
import { significant } from '../../charts/format.ts'
import { label, layoutOf, margins, panelOf, tickCount } from '../../charts/panel.ts'
import { extent, niceLogTicks } from '../../charts/scale.ts'
import type { Range } from '../../charts/scale.ts'
import { line, marks } from '../../charts/traces.ts'

export interface CostInput {
  costs: readonly ModeCost[]
  /** what grows: the inputs n of one output, or the outputs m of one input */
  over: 'inputs' | 'outputs'
}

const MODES = ['forward', 'reverse'] as const

/** What a Jacobian costs beside the function alone, by forward and by reverse mode: counted as lines, measured as marks. */
export function costFigure({ costs, over }: CostInput, frame: Frame): Figure {
  const { theme } = frame
  const sizes = costs.map((cost) => cost[over])
  const looks = {
    forward: { color: theme.network, text: theme.networkText, symbol: 'circle' as const },
    reverse: { color: theme.fourth, text: theme.fourthText, symbol: 'triangle-up' as const, dash: '6px,3px' }
  }
  const counted = MODES.map((mode) => costs.map(({ countedRatio }) => countedRatio[mode]))
  const measured = MODES.map((mode) => costs.map(({ measuredRatio }) => measuredRatio?.[mode] ?? Number.NaN))
  const [, highest] = extent([...counted, ...measured], true) ?? [1, 10]
  const xRange: Range = frame.view?.x ?? [Math.min(...sizes) / 1.12, Math.max(...sizes) * 1.12]
  const yRange: Range = frame.view?.y ?? [1, highest * 1.4]
  const panel = panelOf(frame, margins(frame, { left: 46, right: 68 }), { range: xRange, log: true }, { range: yRange, log: true })
  const data: Data[] = MODES.flatMap((mode, k) => {
    const { color, symbol } = looks[mode]
    const dash = mode === 'reverse' ? { dash: looks.reverse.dash } : {}
    return [
      line(
        frame,
        { x: sizes, y: counted[k] ?? [] },
        { color, width: 2, ...dash, name: `${mode}, counted`, hover: `${mode}, counted <b>%{y:.3~g}</b><extra></extra>` },
        true
      ),
      marks(
        frame,
        { x: sizes, y: measured[k] ?? [] },
        {
          color,
          symbol,
          size: 8,
          open: true,
          outline: 1.6,
          over: true,
          name: `${mode}, measured`,
          hover: `${mode}, measured <b>%{y:.3~g}</b><extra></extra>`
        }
      )
    ]
  })
  const right = panel.left + panel.width + 8 * theme.scale
  const ends = MODES.map((mode, k) => ({ mode, y: panel.y(counted[k]?.at(-1) ?? 1) }))
  const apart = Math.abs((ends[0]?.y ?? 0) - (ends[1]?.y ?? 0)) > 15 * theme.scale
  const annotations: Partial<Annotation>[] = ends.map(({ mode, y }, k) =>
    label(frame, panel, right, apart ? y : y + (k === 0 ? -8 : 8) * theme.scale, mode, { color: looks[mode].text })
  )
  const letter = over === 'inputs' ? 'n' : 'm'
  return {
    data,
    layout: layoutOf(
      frame,
      panel,
      { title: letter, range: xRange, log: true, ticks: sizes.map((size) => ({ value: size, text: String(size) })) },
      {
        range: yRange,
        log: true,
        ticks: niceLogTicks(yRange).filter((_, k, all) => all.length <= tickCount(panel.height, 26) || k % 2 === 0)
      },
      annotations
    ),
    panel,
    numbers: () => ({
      columns: [
        'inputs',
        'outputs',
        'f_flops',
        'forward_flops',
        'reverse_flops',
        'forward_counted',
        'reverse_counted',
        'forward_measured',
        'reverse_measured'
      ],
      rows: costs.map(({ inputs, outputs, counted: flops, countedRatio, measuredRatio }) => [
        ...[inputs, outputs, flops.f, flops.forward, flops.reverse, countedRatio.forward, countedRatio.reverse],
        ...[measuredRatio?.forward ?? null, measuredRatio?.reverse ?? null]
      ])
    }),
    alt:
      `Cost of the Jacobian as a multiple of the function's own, against the number of ${over}.` +
      MODES.map(
        (mode, k) => ` ${mode}: ${significant(counted[k]?.[0] ?? 1, 2)} to ${significant(counted[k]?.at(-1) ?? 1, 2)} counted.`
      ).join(''),
    hidden: 0
  }
}
