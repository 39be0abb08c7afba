import type { ExperimentInput } from '../../main/api/types.ts'
import { undo } from './undo.svelte.ts'

/** What lies on the bench: an experiment as the user has it now, and the run that was started from it. */
export interface Sheet {
  title: string
  problem: ExperimentInput['problem']
  settings: Readonly<Record<string, unknown>>
  parameters: Readonly<Record<string, string | number>>
  /** contents of the data files that the problem names */
  files: Readonly<Record<string, string>>
  run: string | null
}

const EMPTY: Sheet = { title: 'New problem', problem: { source: '' }, settings: {}, parameters: {}, files: {}, run: null }

let sheet = $state.raw<Sheet>(EMPTY)

/** The bench's experiment. It is only ever replaced as a whole: by `place` for another one, by `change` for an edit, which can be undone. */
export const session = {
  get sheet(): Sheet {
    return sheet
  },
  /** what `problem.check`, `experiment.preview` and `run.start` are given */
  get experiment(): ExperimentInput {
    const { problem, settings, parameters, files } = sheet
    return { problem, settings, parameters: { ...parameters }, ...(Object.keys(files).length === 0 ? {} : { files: { ...files } }) }
  },
  place(next: Partial<Sheet>): void {
    sheet = { ...EMPTY, ...next }
    undo.clear()
  },
  /** `change('Set the learning rate to 0.01', { settings })` */
  change(label: string, patch: Partial<Sheet>): void {
    const before = sheet
    const after = { ...sheet, ...patch }
    sheet = after
    undo.note({ label, undo: () => (sheet = before), redo: () => (sheet = after) })
  },
  /** what does not belong into the history, such as the run that was started, or the data of a library problem */
  note(patch: Pick<Partial<Sheet>, 'run' | 'title' | 'files'>): void {
    sheet = { ...sheet, ...patch }
  }
}
