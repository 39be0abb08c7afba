import type { RunSummary } from '../../main/api/types.ts'
import type { MenuItem } from '../components/menu.ts'
import { attempt } from '../state/failure.ts'
import { go } from '../state/route.svelte.ts'
import { pinned } from './choices.svelte.ts'
import type { Comparing } from './comparing.svelte.ts'
import { duplicate } from './deeds.ts'
import { PINNABLE } from './rows.ts'

/** The sheets that a run can be sent to. */
export interface Sheets {
  rename: (run: RunSummary) => void
  tags: (run: RunSummary) => void
}

/** What can be done with a run, from its row and from the toolbar. */
export function runItems(comparing: Comparing, run: RunSummary, sheets: Sheets): MenuItem[] {
  return [
    { label: 'Open on the bench', icon: 'runs', key: 'Enter', run: () => go('bench', run.run) },
    { label: comparing.ids.includes(run.run) ? 'Hide' : 'Show', icon: 'eye', key: 'Space', run: () => comparing.toggle(run.run) },
    { label: 'Re-run, and compare the bits', icon: 'retry', run: () => comparing.repeat(run) },
    { label: 'Copy to the bench', icon: 'copy', key: 'Ctrl D', run: () => attempt(() => duplicate(run.run)) },
    { label: 'Sweep around it', icon: 'grid', run: () => go('sweeps', 'new', { run: run.run }) },
    { label: 'Rename…', icon: 'rename', key: 'F2', ruled: true, run: () => sheets.rename(run) },
    { label: 'Tags…', icon: 'tag', run: () => sheets.tags(run) },
    { label: 'Move to the trash', icon: 'trash', key: 'Delete', ruled: true, run: () => comparing.trash(run) }
  ]
}

/** The columns, to be pinned or taken away. */
export function columnItems(): MenuItem[] {
  const isMetric = (id: string | undefined) => id?.startsWith('metric:') === true
  return PINNABLE.map(({ id, label }, place) => ({
    label,
    checked: pinned.current.includes(id),
    ruled: place > 0 && isMetric(id) !== isMetric(PINNABLE[place - 1]?.id),
    run: () => (pinned.current = pinned.current.includes(id) ? pinned.current.filter((other) => other !== id) : [...pinned.current, id])
  }))
}
