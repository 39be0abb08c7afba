import type { LibraryEntry, RunSummary } from '../../main/api/types.ts'
import { significant } from '../charts/format.ts'
import type { IconName } from '../components/icons.ts'
import { verdictOf } from '../components/verdict.ts'
import { run } from '../state/commands.svelte.ts'
import type { Command } from '../state/commands.svelte.ts'
import { go } from '../state/route.svelte.ts'
import { best } from './rank.ts'

/** One line of the palette. */
export interface Find {
  id: string
  icon: IconName
  title: string
  /** after the title: an error, a state */
  aside: string | null
  latex: string | null
  /** at the right end */
  note: string | null
  key: string | null
  open: () => unknown
}
export interface FindGroup {
  title: 'Experiments' | 'Problems' | 'Commands'
  finds: Find[]
}

/** How many of each are listed: fewer before anything is typed, so that commands are seen too. */
const LISTED = { experiments: 6, problems: 6, commands: 8 }
const OFFERED = { experiments: 4, problems: 3, commands: 6 }

/** Everything that fits a query: experiments, problems, commands, in this order. */
export function find(
  query: string,
  from: { runs: readonly RunSummary[]; problems: readonly LibraryEntry[]; commands: readonly Command[] }
): FindGroup[] {
  const limits = query.trim() === '' ? OFFERED : LISTED
  const groups: FindGroup[] = [
    {
      title: 'Experiments',
      finds: best(from.runs, query, (one) => `${one.name} ${one.problemName} ${tight(one.equation)}`, limits.experiments).map(ofRun)
    },
    {
      title: 'Problems',
      finds: best(from.problems, query, (one) => `${one.name} ${one.id} ${tight(one.equation)}`, limits.problems).map(ofProblem)
    },
    {
      title: 'Commands',
      finds: best(
        from.commands.filter(({ unlisted }) => unlisted !== true),
        query,
        ({ title }) => title,
        limits.commands
      ).map(ofCommand)
    }
  ]
  return groups.filter(({ finds }) => finds.length > 0)
}

// Equations are found however they are spaced.
const tight = (equation: string) => `${equation} ${equation.replaceAll(' ', '')}`

function ofRun(one: RunSummary): Find {
  const error = one.status === 'FINISHED' ? one.metrics?.max_abs_error : null
  const unnamed = one.name === one.run
  const verdict = typeof error === 'number' ? `off by ${significant(error)}` : verdictOf(one).word.toLowerCase()
  const aside = unnamed ? `${one.run}, ${verdict}` : verdict
  const open = () => go('bench', one.run)
  return {
    id: `run ${one.run}`,
    icon: 'play',
    title: unnamed ? one.problemName : one.name,
    aside,
    latex: null,
    note: null,
    key: null,
    open
  }
}

function ofProblem(entry: LibraryEntry): Find {
  const open = () => go('bench', entry.id)
  return { id: `problem ${entry.id}`, icon: 'plus', title: entry.name, aside: null, latex: entry.latex, note: 'built in', key: null, open }
}

function ofCommand(command: Command): Find {
  const { id, icon = 'right', title, key = null } = command
  return { id: `command ${id}`, icon, title, aside: null, latex: null, note: null, key, open: () => run(command) }
}
