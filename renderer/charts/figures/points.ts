import type { ScatterData } from 'plotly.js-dist'
import type { CheckReport } from '../../../core/problem/report.ts'
import type { PointsInput } from '../../../main/api/figures.ts'
import { colorBar } from '../color-bar.ts'
import { cubeOf } from '../cube.ts'
import type { Annotation, Data, Figure, Frame, Panel } from '../figure.ts'
import { setting } from '../../components/words.ts'
import { group as thousands, significant } from '../format.ts'
import { equallyScaled, isLetter, label, layoutOf, margins, panelOf, tickCount } from '../panel.ts'
import { spread } from '../places.ts'
import { pointGroups, type PointGroup } from '../point-groups.ts'
import { linearTicks, type Range } from '../scale.ts'
import { isSpace, orientationOf, outlineOf, plain, titled, typeset } from '../subject.ts'
import { viridisScale } from '../theme.ts'
import type { MarkSymbol } from '../traces.ts'

/** About so many points of a kind are drawn at most, and the legend says so. */
const SHOWN = 2000
/** px between the box and the bar of its colours: the ends of the second side stand there */
const AWAY = 48
const SYMBOLS: Record<PointGroup['kind'], { symbol: MarkSymbol; size: number }> = {
  interior: { symbol: 'circle', size: 4.5 },
  boundary: { symbol: 'square', size: 5.5 },
  start: { symbol: 'triangle-up', size: 7 },
  condition: { symbol: 'x', size: 6.5 },
  data: { symbol: 'diamond', size: 7 }
}

type Variable = CheckReport['variables'][number]

/**
 * The training points of a problem of two to four variables, those inside, on the sides, at the start, of conditions and of data apart by their
 * shape. Two variables lie in the plane; three in their box, coloured by the third; of four the last is the colour.
 */
export function pointsFigure(input: PointsInput, frame: Frame): Figure {
  const { snapshot, report } = input
  const groups = pointGroups(snapshot, report)
  const [a, b] = snapshot.axes.map(({ name }) => report.variables.find((one) => one.name === name))
  if (a === undefined || b === undefined) throw new Error('Points are drawn over two variables or more.')
  const [c, ...rest] = report.variables.filter((one) => one !== a && one !== b)
  const place = c === undefined ? inPlane(input, frame) : inBox(input, frame, [a, b, c])
  const colour = rest[0] ?? c
  return {
    data: [...place.data, ...groups.flatMap((one, index) => marksOf(frame, report, one, place, colour, index === 0))],
    layout: {
      ...place.layout,
      hovermode: 'closest',
      annotations: [
        ...(place.layout.annotations ?? []),
        ...(colour === undefined ? [] : [colourTitle(frame, place.panel, report, colour)])
      ],
      showlegend: true,
      legend: {
        orientation: 'h',
        x: 0,
        xanchor: 'left',
        y: 1 + (6 * frame.theme.scale) / place.panel.height,
        yanchor: 'bottom',
        bgcolor: 'rgba(0,0,0,0)',
        itemclick: false,
        itemdoubleclick: false,
        font: { family: frame.theme.ui, size: frame.theme.text.label, color: frame.theme.ink, weight: 520 }
      }
    },
    panel: place.panel,
    numbers: () => ({
      columns: [...report.variables.map(({ name }) => name), 'kind'],
      rows: groups.flatMap(({ kind, at }) => Array.from(at[0] ?? [], (_, p) => [...at.map((axis) => axis[p] ?? null), kind]))
    }),
    alt: `Training points: ${groups.map(({ name, at }) => `${thousands(at[0]?.length ?? 0)} ${name}`).join(', ')}.`,
    hidden: 0
  }
}

interface Place {
  panel: Panel
  layout: Figure['layout']
  /** the box or the boundary of the domain */
  data: Data[]
  x: (at: (name: string) => number) => number
  y: (at: (name: string) => number) => number
}

function inPlane({ snapshot, report }: PointsInput, frame: Frame): Place {
  const orientation = orientationOf(snapshot, report.problem.kind)
  const { h, v } = orientation
  const ends = (values: ArrayLike<number>): Range => [values[0] ?? 0, values[values.length - 1] ?? 1]
  const [xRange, yRange] = [frame.view?.x ?? ends(h.values), frame.view?.y ?? ends(v.values)]
  const wide = room(frame, 20)
  const margin = isSpace(orientation, report) ? equallyScaled(frame, wide, xRange, yRange) : wide
  const panel = panelOf(frame, margin, { range: xRange }, { range: yRange })
  const { scale } = frame.theme
  const layout = layoutOf(
    frame,
    panel,
    {
      title: titled(report, h.name),
      range: xRange,
      ticks: linearTicks(xRange, tickCount(panel.width, (panel.width < 300 * scale ? 60 : 100) * scale))
    },
    { title: titled(report, v.name), range: yRange, ticks: linearTicks(yRange, Math.min(5, tickCount(panel.height, 60 * scale))) },
    []
  )
  const outline = snapshot.outline === undefined ? [] : [edge(frame, outlineOf(orientation, snapshot.outline), 1.25)]
  return { panel, layout, data: outline, x: (at) => at(h.name), y: (at) => at(v.name) }
}

function inBox({ snapshot, report }: PointsInput, frame: Frame, sides: readonly [Variable, Variable, Variable]): Place {
  const cube = cubeOf(sides)
  const [a, b, c] = sides
  const [xRange, yRange] = [frame.view?.x ?? cube.width, frame.view?.y ?? cube.height]
  const panel = panelOf(frame, room(frame, AWAY + 48), { range: xRange }, { range: yRange })
  const nothing = { ticks: [], bare: true }
  const layout = layoutOf(
    frame,
    panel,
    { ...nothing, range: xRange },
    { ...nothing, range: yRange },
    sideLabels(frame, panel, report, sides)
  )
  const corners: Data[] = [edge(frame, cube.behind, 1, true), edge(frame, cube.front, 1)]
  return {
    panel,
    layout,
    data: [...corners, ...floor(frame, snapshot, report, sides)],
    x: (at) => cube.x([at(a.name), at(b.name), at(c.name)]),
    y: (at) => cube.y([at(a.name), at(b.name), at(c.name)])
  }
}

/** The boundary of a domain given by inequalities, on the floor of the box. */
function floor(
  frame: Frame,
  snapshot: PointsInput['snapshot'],
  report: CheckReport,
  sides: readonly [Variable, Variable, Variable]
): Data[] {
  if (snapshot.outline === undefined) return []
  const cube = cubeOf(sides)
  const orientation = orientationOf(snapshot, report.problem.kind)
  const { x, y } = outlineOf(orientation, snapshot.outline)
  const first = orientation.h.name === sides[0].name
  const at = x.map((value, i): [number, number, number] => {
    const other = y[i] ?? Number.NaN
    return first ? [value, other, sides[2].from] : [other, value, sides[2].from]
  })
  return [edge(frame, { x: at.map(cube.x), y: at.map(cube.y) }, 1.25)]
}

const end = (value: number) => setting(Number(value.toPrecision(3)))

/** A name in the middle of each side and its ends at the corners. */
function sideLabels(
  frame: Frame,
  panel: Panel,
  report: CheckReport,
  sides: readonly [Variable, Variable, Variable]
): Partial<Annotation>[] {
  const cube = cubeOf(sides)
  const { scale, text, tick } = frame.theme
  const [a, b, c] = sides
  const lines = [
    { variable: a, along: (value: number) => [value, b.from, c.from] as const, dx: -6, dy: 13, anchor: 'center' as const },
    { variable: b, along: (value: number) => [a.to, value, c.from] as const, dx: 9, dy: 9, anchor: 'left' as const },
    { variable: c, along: (value: number) => [a.from, b.from, value] as const, dx: -8, dy: 0, anchor: 'right' as const }
  ]
  return lines.flatMap(({ variable, along, dx, dy, anchor }) => {
    const put = (share: number, what: string, letter: boolean) => {
      const at = along(variable.from + share * (variable.to - variable.from))
      const size = letter ? text.letter : text.tick
      return label(frame, panel, panel.x(cube.x(at)) + dx * scale, panel.y(cube.y(at)) + dy * scale, what, {
        anchor,
        letter,
        size,
        ...(letter ? {} : { color: tick, weight: 420 }),
        halo: 'none'
      })
    }
    const title = titled(report, variable.name)
    return [put(0.06, end(variable.from), false), put(0.5, title, isLetter(title)), put(0.96, end(variable.to), false)]
  })
}

function marksOf(frame: Frame, report: CheckReport, one: PointGroup, place: Place, colour: Variable | undefined, bar: boolean): Data[] {
  const { theme } = frame
  const { symbol, size } = SYMBOLS[one.kind]
  const total = one.at[0]?.length ?? 0
  const shown = spread(total, SHOWN)
  const axis = (name: string) => report.variables.findIndex((variable) => variable.name === name)
  const at = (p: number) => (name: string) => one.at[axis(name)]?.[p] ?? Number.NaN
  const words = (p: number) => report.variables.map(({ name }) => `${plain(typeset(name))} = ${significant(at(p)(name), 4)}`).join(', ')
  const trace: Partial<ScatterData> & { type: 'scatter' } = {
    type: 'scatter',
    mode: 'markers',
    name: `${thousands(total)} ${one.name}${shown.length < total ? `, ${thousands(shown.length)} drawn` : ''}`,
    x: shown.map((p) => place.x(at(p))),
    y: shown.map((p) => place.y(at(p))),
    text: shown.map(words),
    hovertemplate: `%{text}<extra></extra>`,
    cliponaxis: false,
    marker: {
      symbol,
      size: size * theme.scale,
      line: { color: theme.surface, width: 0.5 * theme.scale },
      ...(colour === undefined
        ? { color: one.kind === 'interior' ? theme.network : theme.ink }
        : {
            color: shown.map((p) => at(p)(colour.name)),
            cmin: colour.from,
            cmax: colour.to,
            colorscale: viridisScale(theme),
            showscale: bar,
            ...(bar ? { colorbar: colorBar(frame, place.panel, linearTicks([colour.from, colour.to], 3), AWAY) } : {})
          })
    }
  }
  if (colour === undefined) return [trace]
  // Its colours differ from point to point: in the legend the shape stands alone.
  const sample: Data = {
    type: 'scatter',
    mode: 'markers',
    name: trace.name ?? '',
    x: [null],
    y: [null],
    marker: { symbol, size: size * theme.scale, color: theme.ink2 }
  }
  return [{ ...trace, showlegend: false }, sample]
}

function colourTitle(frame: Frame, panel: Panel, report: CheckReport, { name }: Variable): Partial<Annotation> {
  const { scale } = frame.theme
  const title = titled(report, name)
  return label(frame, panel, panel.left + panel.width + (AWAY + 1) * scale, panel.top - 13 * scale, title, {
    letter: isLetter(title),
    halo: 'none'
  })
}

function edge({ theme }: Frame, { x, y }: { x: number[]; y: number[] }, width: number, dotted = false): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    x,
    y,
    line: { color: theme.axis, width: width * theme.stroke, ...(dotted ? { dash: 'dot' as const } : {}) },
    hoverinfo: 'skip',
    connectgaps: false,
    showlegend: false
  }
}

/** Room above for the legend. */
function room(frame: Frame, right: number) {
  return { ...margins(frame, { right }), top: 44 * frame.theme.scale }
}
