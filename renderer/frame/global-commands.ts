import type { Command } from '../state/commands.svelte.ts'
import { openFile } from '../state/files.ts'
import { isDesktop } from '../state/info.svelte.ts'
import { go, homeOf, VIEWS } from '../state/route.svelte.ts'
import { theme } from '../state/theme.svelte.ts'
import { undo } from '../state/undo.svelte.ts'
import { keysSheet } from './keys-sheet.svelte.ts'
import { palette } from './palette.svelte.ts'
import { nextPane } from './panes.ts'

const VIEW_ICONS = { library: 'grid', bench: 'runs', sweeps: 'table', compare: 'compare', autodiff: 'graph' } as const

/** A browser opens a window on Ctrl N before any page hears of it. */
export const NEW_KEY = isDesktop() ? 'Ctrl N' : 'Alt N'

/** The commands of the frame: every view has them. Ids that the desktop's menu sends are those of `main/api/bridge.ts`. */
export function globalCommands(): Command[] {
  return [
    ...VIEWS.map(({ view, title }, place) => ({
      id: `view.${view}`,
      title: `Go to ${title}`,
      key: `Ctrl ${place + 1}`,
      icon: VIEW_ICONS[view],
      run: () => (location.hash = homeOf(view))
    })),
    { id: 'file.new', title: 'New problem', key: NEW_KEY, hint: 'new problem', icon: 'plus', run: () => go('bench', 'new') },
    { id: 'file.open', title: 'Open a file', key: 'Ctrl O', hint: 'open file', icon: 'open', run: openFile },
    { id: 'view.palette', title: 'Search, or run a command', key: 'Ctrl K', icon: 'search', unlisted: true, run: palette.open },
    { id: 'edit.undo', title: 'Undo', key: 'Ctrl Z', icon: 'reset', run: undo.back, enabled: () => undo.last !== undefined },
    { id: 'edit.redo', title: 'Redo', key: 'Ctrl Shift Z', icon: 'retry', run: undo.again, enabled: () => undo.next !== undefined },
    { id: 'view.theme', title: 'Next theme', key: 'Alt M', icon: 'halfsun', unlisted: true, run: theme.next },
    { id: 'theme.light', title: 'Theme: light', icon: 'sun', run: () => theme.choose('light') },
    { id: 'theme.dark', title: 'Theme: dark', icon: 'moon', run: () => theme.choose('dark') },
    { id: 'theme.system', title: 'Theme: like the system', icon: 'halfsun', run: () => theme.choose('system') },
    { id: 'view.next-pane', title: 'Next pane', key: 'F6', unlisted: true, run: () => nextPane(1) },
    { id: 'view.previous-pane', title: 'Previous pane', key: 'Shift F6', unlisted: true, run: () => nextPane(-1) },
    { id: 'help.keys', title: 'All keys', key: '?', icon: 'keyboard', run: keysSheet.open }
  ]
}
