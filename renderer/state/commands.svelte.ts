import { untrack } from 'svelte'
import type { IconName } from '../components/icons.ts'
import { report } from './failure.ts'
import { isTaken, strokeOf } from './keys.ts'
import { route } from './route.svelte.ts'
import type { View } from './route.svelte.ts'

/** Something a user can do, from the palette and by its key. */
export interface Command {
  id: string
  /** as the palette shows it: a verb first, "Compare settings of two runs" */
  title: string
  /** as `keys.ts` spells a stroke: `Ctrl E`, `Space`, `R`, `Alt M` */
  key?: string
  /** one or two words beside the key in the status bar; the first four commands of a view that have one are shown */
  hint?: string
  icon?: IconName
  run: () => unknown
  /** false: neither offered nor reached by its key */
  enabled?: () => boolean
  /** true: a key only, not listed in the palette */
  unlisted?: boolean
}

interface Registration {
  view: View | 'everywhere'
  commands: readonly Command[]
}

let registrations = $state.raw<readonly Registration[]>([])

/**
 * Makes commands available while a view is shown (or everywhere). Returns the function that takes them back, so in a component:
 * `$effect(() => registerCommands('bench', [{ id: 'bench.step', title: 'One iteration', key: 'S', hint: 'step', run: step }]))`.
 */
export function registerCommands(view: View | 'everywhere', commands: readonly Command[]): () => void {
  const registration = { view, commands }
  untrack(() => (registrations = [...registrations, registration]))
  return () => untrack(() => (registrations = registrations.filter((other) => other !== registration)))
}

/** The commands that can be run now: those of the view first. */
export function activeCommands(): Command[] {
  const of = (view: View | 'everywhere') => registrations.filter((one) => one.view === view).flatMap((one) => one.commands)
  return [...of(route.view), ...of('everywhere')].filter((command) => command.enabled?.() !== false)
}

/** The commands of one place, for the sheet of keys. */
export function commandsOf(view: View | 'everywhere'): Command[] {
  return registrations.filter((one) => one.view === view).flatMap((one) => one.commands)
}

/** Runs a command; what goes wrong is said, never lost. */
export async function run(command: Command): Promise<void> {
  try {
    await command.run()
  } catch (error) {
    report(error)
  }
}

/** Runs the command of that id, if it can be run now: what the desktop's menu asks for. */
export function runById(id: string): void {
  const command = activeCommands().find((one) => one.id === id)
  if (command !== undefined) void run(command)
}

/** The window's key handler. */
export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal') !== null) return
  const stroke = strokeOf(event)
  if (isTaken(stroke, event.target)) return
  const command = activeCommands().find(({ key }) => key === stroke)
  if (command === undefined) return
  event.preventDefault()
  void run(command)
}
