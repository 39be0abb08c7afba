import type { PhaseInput } from '../../../main/api/figures.ts'
import type { Data, Figure, Frame, Panel } from '../figure.ts'
import { significant } from '../format.ts'
import { label, layoutOf, leftFor, margins, panelOf, tickCount } from '../panel.ts'
import { dataOf } from '../places.ts'
import { extent, linearTicks, padded } from '../scale.ts'
import { plain, titled, typeset } from '../subject.ts'
import { line, marks } from '../traces.ts'

/**
 * Two unknowns against each other: the trajectory of the network broad with its start ringed, the exact one thin on top of it, and
 * for autonomous systems of two unknowns the direction field behind, its arrows all of one length.
 */
export function phaseFigure(input: PhaseInput, frame: Frame): Figure {
  const { snapshot, report, flow } = input
  const { theme } = frame
  const [across, up] = [input.x, input.y].map((name) => snapshot.fields.find(({ unknown }) => unknown === name))
  if (across === undefined || up === undefined) throw new Error('A phase portrait needs two unknowns of the problem.')
  const measured = pairs(input)
  const exact = across.exact === null || up.exact === null ? null : { x: across.exact, y: up.exact }
  const xRange = frame.view?.x ?? padded(extent([across.solution, ...(exact ? [exact.x] : []), measured.x]) ?? [0, 1], 0.07)
  const yRange = frame.view?.y ?? padded(extent([up.solution, ...(exact ? [exact.y] : []), measured.y]) ?? [0, 1], 0.07)
  const yTicks = linearTicks(yRange, tickCount(frame.height - 64 * theme.scale, 44 * theme.scale))
  const panel = panelOf(frame, margins(frame, { left: leftFor(yTicks) }), { range: xRange }, { range: yRange })
  const network = { x: across.solution, y: up.solution }
  const variable = snapshot.axes[0]
  const hover = (name: string) => `${name}: ${plain(typeset(input.x))} %{x:.5~g}, ${plain(typeset(input.y))} %{y:.5~g}<extra></extra>`
  const data: Data[] = [
    ...(flow == null ? [] : [arrows(frame, panel, flow)]),
    { ...line(frame, network, { color: theme.network, width: 3.5, name: 'Network', opacity: 0.95 }), hovertemplate: hover('Network') },
    ...(exact === null
      ? []
      : [{ ...line(frame, exact, { color: theme.exact, width: 1.25, name: 'Exact' }), hovertemplate: hover('Exact') }]),
    marks(frame, measured, { color: theme.ink, symbol: 'diamond', size: 6, open: true, outline: 1.4 }),
    marks(
      frame,
      { x: [network.x[0] ?? 0], y: [network.y[0] ?? 0] },
      { color: theme.ink, symbol: 'circle', size: 9, open: true, outline: 2, over: true }
    )
  ]
  const start = variable === undefined ? 'start' : `${plain(typeset(variable.name))} = ${significant(variable.values[0] ?? 0, 2)}`
  const begin = { x: panel.x(network.x[0] ?? 0), y: panel.y(network.y[0] ?? 0) }
  const right = begin.x < panel.left + panel.width - 60 * theme.scale
  return {
    data,
    layout: {
      ...layoutOf(
        frame,
        panel,
        { title: titled(report, input.x), range: xRange, ticks: linearTicks(xRange, tickCount(panel.width, 75 * theme.scale)), grid: true },
        { title: titled(report, input.y), range: yRange, ticks: yTicks },
        [
          label(frame, panel, begin.x + (right ? 10 : -10) * theme.scale, begin.y - 9 * theme.scale, start, {
            size: theme.text.tick,
            weight: 420,
            anchor: right ? 'left' : 'right'
          })
        ]
      ),
      hovermode: 'closest'
    },
    panel,
    numbers: () => ({
      columns: [variable?.name ?? 't', input.x, input.y, ...(exact === null ? [] : [`exact_${input.x}`, `exact_${input.y}`])],
      rows: Array.from(network.x, (value, i) => [
        variable?.values[i] ?? null,
        value,
        network.y[i] ?? null,
        ...(exact === null ? [] : [exact.x[i] ?? null, exact.y[i] ?? null])
      ])
    }),
    alt:
      `Phase portrait of ${plain(typeset(input.y))} against ${plain(typeset(input.x))}` +
      (exact === null ? '.' : `: the network is off by at most ${significant(apart(network, exact))} along the trajectory.`) +
      (flow == null ? '' : ' With the direction field.'),
    hidden: 0
  }
}

/** Where both unknowns were measured at the same places: they are paired in their order. */
function pairs({ snapshot, x, y }: PhaseInput): { x: Float64Array; y: Float64Array } {
  const [a] = dataOf(snapshot, x)
  const [b] = dataOf(snapshot, y)
  const same = a !== undefined && b !== undefined && a.values.length === b.values.length
  return same ? { x: a.values, y: b.values } : { x: new Float64Array(), y: new Float64Array() }
}

function apart(a: { x: ArrayLike<number>; y: ArrayLike<number> }, b: { x: ArrayLike<number>; y: ArrayLike<number> }): number {
  return Math.max(...Array.from(a.x, (value, i) => Math.hypot(value - (b.x[i] ?? Number.NaN), (a.y[i] ?? 0) - (b.y[i] ?? Number.NaN))))
}

/** Arrows of one length in the picture along (dx/dt, dy/dt), centred on their points. */
function arrows({ theme }: Frame, panel: Panel, { x, y, dx, dy }: NonNullable<PhaseInput['flow']>): Data {
  const half = 6.5 * theme.scale
  const points: { x: (number | null)[]; y: (number | null)[] } = { x: [], y: [] }
  const put = (px: number, py: number) => {
    points.x.push(panel.xAt(px))
    points.y.push(panel.yAt(py))
  }
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [panel.x(x[i] ?? 0), panel.y(y[i] ?? 0)]
    const vx = panel.x((x[i] ?? 0) + (dx[i] ?? 0)) - px
    const vy = panel.y((y[i] ?? 0) + (dy[i] ?? 0)) - py
    const size = Math.hypot(vx, vy)
    if (!(size > 0) || !Number.isFinite(size)) continue
    const [ux, uy] = [vx / size, vy / size]
    const [tx, ty] = [px + half * ux, py + half * uy]
    const head = 0.62 * half
    put(px - half * ux, py - half * uy)
    put(tx, ty)
    put(tx - head * (0.87 * ux - 0.5 * uy), ty - head * (0.87 * uy + 0.5 * ux))
    points.x.push(null)
    points.y.push(null)
    put(tx, ty)
    put(tx - head * (0.87 * ux + 0.5 * uy), ty - head * (0.87 * uy - 0.5 * ux))
    points.x.push(null)
    points.y.push(null)
  }
  return { type: 'scatter', mode: 'lines', ...points, line: { color: theme.lineStrong, width: 1.2 * theme.stroke }, hoverinfo: 'skip' }
}
