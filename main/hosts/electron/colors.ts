/** The two colours of tokens.css that a window needs before, and around, its page. */
const TOKENS = {
  light: { surface: '#ffffff', chrome: '#f6f7f9', ink: '#15181d' },
  dark: { surface: '#14171c', chrome: '#191d23', ink: '#e9ecf0' }
} as const
/** Height of the page's own title bar in pixels (`--titlebar`), less its lower line. */
const TITLE_BAR = 43

export interface WindowColors {
  background: string
  overlay: { color: string; symbolColor: string; height: number }
}

export function windowColors(dark: boolean): WindowColors {
  const { surface, chrome, ink } = dark ? TOKENS.dark : TOKENS.light
  return { background: surface, overlay: { color: chrome, symbolColor: ink, height: TITLE_BAR } }
}
