/** Everything a figure needs to know about its looks: colours from the design tokens, sizes in pixels. */
export interface Theme {
  dark: boolean
  /** font stacks of controls and of mathematics */
  ui: string
  paper: string
  /** text sizes in px */
  text: { tick: number; title: number; letter: number; label: number; hover: number }
  /** factor of margins, tick lengths and marker sizes; 1 on screen */
  scale: number
  /** factor of line widths; 1 on screen */
  stroke: number
  /** width of axes and ticks in px */
  axisWidth: number
  /** false: no grid lines, as journals ask */
  gridlines: boolean
  surface: string
  raised: string
  ink: string
  ink2: string
  ink3: string
  lineStrong: string
  grid: string
  axis: string
  tick: string
  hatch: string
  hover: string
  /** marks, and the same meaning for text */
  network: string
  exact: string
  error: string
  classic: string
  fourth: string
  fifth: string
  sixth: string
  networkText: string
  exactText: string
  errorText: string
  classicText: string
  fourthText: string
  fifthText: string
  positive: string
  negative: string
  viridis: string[]
}

/** Any CSS colour as #rrggbb: what a style sheet says may have been shortened. */
function canonical(colour: string): string {
  const context = (canvas ??= document.createElement('canvas')).getContext('2d')
  if (context === null) return colour
  context.fillStyle = colour
  return String(context.fillStyle)
}
let canvas: HTMLCanvasElement | undefined

/** A token's value by its name, without the two dashes. */
export type Tokens = (name: string) => string

function themeOf(values: Tokens, dark: boolean): Theme {
  const tokens: Tokens = (name) => canonical(values(name))
  return {
    dark,
    ui: values('font-ui'),
    paper: values('font-paper'),
    text: { tick: 11, title: 11.5, letter: 14, label: 11.5, hover: 12 },
    scale: 1,
    stroke: 1,
    axisWidth: 1,
    gridlines: true,
    surface: tokens('surface'),
    raised: tokens('raised'),
    ink: tokens('ink'),
    ink2: tokens('ink-2'),
    ink3: tokens('ink-3'),
    lineStrong: tokens('line-strong'),
    grid: tokens('grid'),
    axis: tokens('axis'),
    tick: tokens('tick'),
    hatch: tokens('hatch'),
    hover: tokens('hover'),
    network: tokens('d-network'),
    exact: tokens('d-exact'),
    error: tokens('d-error'),
    classic: tokens('d-classic'),
    fourth: tokens('d-4'),
    fifth: tokens('d-5'),
    sixth: tokens('d-6'),
    networkText: tokens('dt-network'),
    exactText: tokens('dt-exact'),
    errorText: tokens('dt-error'),
    classicText: tokens('dt-classic'),
    fourthText: tokens('dt-4'),
    fifthText: tokens('dt-5'),
    positive: tokens('w-pos'),
    negative: tokens('w-neg'),
    viridis: values('viridis')
      .split(',')
      .map((colour) => canonical(colour.trim()))
  }
}

/** The theme that the window shows now, read from the computed tokens of the document. */
export function screenTheme(root: HTMLElement = document.documentElement): Theme {
  const style = getComputedStyle(root)
  return themeOf((name) => style.getPropertyValue(`--${name}`).trim(), root.dataset.theme === 'dark')
}

/**
 * The theme of exported figures: the light tokens whatever the window shows, black text and axes, no grid.
 * @param points text size in pt (ticks are one eighth smaller); journals ask for 7 to 9
 */
export function exportTheme(points = 8, sheets: Iterable<CSSStyleSheet> = document.styleSheets): Theme {
  const light = lightTokens(sheets)
  const theme = themeOf((name) => light.get(`--${name}`) ?? '', false)
  const px = (points * 96) / 72
  return {
    ...theme,
    // Whoever opens the file may not have the lab's fonts: journals' own come after them.
    ui: '"Inter Variable", Inter, Arial, Helvetica, sans-serif',
    paper: '"Source Serif 4 Variable", "Source Serif 4", "Times New Roman", Times, serif',
    text: { tick: px * 0.875, title: px, letter: px * 1.15, label: px, hover: px },
    scale: px / 11.5,
    stroke: 0.5,
    axisWidth: (0.5 * 96) / 72,
    gridlines: false,
    surface: '#ffffff',
    ink: '#000000',
    ink2: '#000000',
    ink3: '#000000',
    tick: '#000000',
    axis: '#000000',
    exact: '#000000',
    exactText: '#000000'
  }
}

/** The same theme for a figure that fills the view, to be read from the last row. */
export function enlarged(theme: Theme, factor = 1.45): Theme {
  const { tick, title, letter, label, hover } = theme.text
  const text = { tick: tick * factor, title: title * factor, letter: letter * factor, label: label * factor, hover: hover * 1.2 }
  return { ...theme, text, scale: theme.scale * factor, stroke: theme.stroke * 1.25, axisWidth: 1.25 }
}

/** Custom properties declared for plain `:root`; those of the dark theme stand under another selector. */
function lightTokens(sheets: Iterable<CSSStyleSheet>): Map<string, string> {
  const found = new Map<string, string>()
  for (const sheet of sheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || !rule.selectorText.split(',').some((selector) => selector.trim() === ':root')) continue
      for (const name of rule.style) if (name.startsWith('--')) found.set(name, rule.style.getPropertyValue(name).trim())
    }
  }
  return found
}

/** How one of several runs or groups is drawn: never by colour alone. */
export interface SeriesStyle {
  color: string
  text: string
  dash: string
  symbol: 'circle' | 'diamond' | 'square' | 'triangle-up' | 'cross' | 'x' | 'star-diamond'
}

/** Styles of runs or groups in the order in which they are given; from the eighth on they repeat. */
export function seriesStyle(theme: Theme, index: number): SeriesStyle {
  const styles: SeriesStyle[] = [
    { color: theme.network, text: theme.networkText, dash: 'solid', symbol: 'circle' },
    { color: theme.fifth, text: theme.fifthText, dash: '8px,3px,2px,3px', symbol: 'diamond' },
    { color: theme.classic, text: theme.classicText, dash: '6px,3px', symbol: 'square' },
    { color: theme.fourth, text: theme.fourthText, dash: '1.5px,3px', symbol: 'triangle-up' },
    { color: theme.sixth, text: theme.networkText, dash: '12px,4px', symbol: 'cross' },
    { color: theme.error, text: theme.errorText, dash: '10px,3px,2px,3px,2px,3px', symbol: 'x' },
    { color: theme.exact, text: theme.exactText, dash: '3px,3px', symbol: 'star-diamond' }
  ]
  return styles[index % styles.length] ?? { color: theme.ink, text: theme.ink, dash: 'solid', symbol: 'circle' }
}

/** Diverging map from negative weight purple through the surface to positive blue, for signed values. */
export function divergingScale(theme: Theme): [number, string][] {
  return [
    [0, theme.negative],
    [0.5, theme.surface],
    [1, theme.positive]
  ]
}

export function viridisScale(theme: Theme): [number, string][] {
  return theme.viridis.map((colour, index) => [index / (theme.viridis.length - 1), colour])
}
