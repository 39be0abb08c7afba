import type { RunSummary } from '../../main/api/types.ts'
import type { Command } from '../state/commands.svelte.ts'
import type { Comparing } from './comparing.svelte.ts'
import { duplicate } from './deeds.ts'
import type { Sheets } from './menus.ts'

/** What the view answers to, from its keys and from the palette. */
export function compareCommands(comparing: Comparing, sheets: Sheets, exportAll: () => void): Command[] {
  const chosen = () => comparing.one !== undefined
  const withOne = (deed: (run: RunSummary) => unknown) => () => (comparing.one === undefined ? undefined : deed(comparing.one))
  const first = () => comparing.one ?? comparing.compared[0]
  return [
    { id: 'compare.best', title: 'Best by largest error', key: 'B', hint: 'best', icon: 'pin', run: () => comparing.best() },
    {
      id: 'compare.export',
      title: 'Export the comparison',
      key: 'Ctrl E',
      hint: 'export',
      icon: 'export',
      run: exportAll,
      enabled: () => comparing.lines.length > 0
    },
    {
      id: 'compare.repeat',
      title: 'Re-run, and compare the bits',
      icon: 'retry',
      run: () => comparing.repeat(first()),
      enabled: () => first() !== undefined
    },
    {
      id: 'compare.rename',
      title: 'Rename the run',
      key: 'F2',
      hint: 'rename',
      icon: 'rename',
      run: withOne(sheets.rename),
      enabled: chosen
    },
    { id: 'compare.tags', title: 'Tags of the run', icon: 'tag', run: withOne(sheets.tags), enabled: chosen },
    {
      id: 'compare.copy',
      title: 'Copy the run to the bench',
      key: 'Ctrl D',
      icon: 'copy',
      run: withOne(({ run }) => duplicate(run)),
      enabled: chosen
    },
    {
      id: 'compare.trash',
      title: 'Move the run to the trash',
      key: 'Delete',
      hint: 'to the trash',
      icon: 'trash',
      run: withOne((run) => comparing.trash(run)),
      enabled: chosen
    }
  ]
}
