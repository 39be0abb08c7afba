import { isOneOf, Remembered } from './remembered.svelte.ts'
import { toast } from './toast.svelte.ts'

export type Theme = 'light' | 'dark' | 'system'

const dark = matchMedia('(prefers-color-scheme: dark)')
let systemIsDark = $state(dark.matches)
dark.addEventListener('change', (event) => (systemIsDark = event.matches))

const choice = new Remembered<Theme>('theme', 'system', isOneOf('light', 'dark', 'system'))

// What the store says arrives after the first picture; the page's own memory keeps that from flashing in the other theme.
const CACHE = 'ansatz.theme'

export const theme = {
  get choice(): Theme {
    return choice.current
  },
  /** what is shown; figures read their colours from the tokens again when it changes */
  get shown(): 'light' | 'dark' {
    return choice.current === 'system' ? (systemIsDark ? 'dark' : 'light') : choice.current
  },
  choose(next: Theme): void {
    choice.current = next
    localStorage.setItem(CACHE, next)
  },
  /** the other one first, then its opposite, then the system's: the first press always changes the picture */
  next: (): void => {
    const away = systemIsDark ? 'light' : 'dark'
    const next = choice.current === 'system' ? away : choice.current === away ? (systemIsDark ? 'dark' : 'light') : 'system'
    theme.choose(next)
    toast.say({ light: 'Light', dark: 'Dark', system: `Like the system, now ${systemIsDark ? 'dark' : 'light'}` }[next])
  }
}

/** Before anything is drawn. */
export function paintCachedTheme(): void {
  const cached = localStorage.getItem(CACHE)
  const shown = cached === 'dark' || (cached !== 'light' && dark.matches) ? 'dark' : 'light'
  document.documentElement.dataset.theme = shown
}
