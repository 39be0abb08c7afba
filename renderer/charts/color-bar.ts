import type { ColorBar } from 'plotly.js-dist'
import type { Frame, Panel } from './figure.ts'
import type { Tick } from './scale.ts'

/** What the colours mean: a narrow bar at the right of the panel, as high as it, `away` px (at the screen's scale) from it. */
export function colorBar({ theme }: Frame, panel: Panel, ticks: readonly Tick[], away = 18): ColorBar {
  return {
    thickness: 9 * theme.scale,
    thicknessmode: 'pixels',
    len: panel.height,
    lenmode: 'pixels',
    x: 1,
    xanchor: 'left',
    xpad: away * theme.scale,
    y: 0.5,
    ypad: 0,
    outlinewidth: 0,
    ticks: '',
    tickmode: 'array',
    tickvals: ticks.map(({ value }) => value),
    ticktext: ticks.map(({ text }) => text),
    tickfont: { family: theme.ui, size: theme.text.tick, color: theme.tick }
  }
}
