import type { LabErrorJson } from '../../core/errors.ts'
import type { Settings } from '../../core/training/settings.ts'
import type { SweepPreview } from '../../main/api/types.ts'
import { failureOf } from '../state/failure.ts'
import { lab } from '../state/lab.ts'
import { undo } from '../state/undo.svelte.ts'
import type { Base, Start } from './base.ts'
import { documentOf, fieldsOf } from './document.ts'
import { NO_VALUES, suggested } from './fields.ts'
import type { FieldName, Fields } from './fields.ts'
import type { Written } from './document.ts'

const EMPTY: Fields = { name: '', values: NO_VALUES, seeds: '', metric: 'max_abs_error' }
/** ms of rest after which a preview is asked for */
const REST = 140

/** A sweep that is being written: by the form, or as the text of its file. */
export class Draft {
  #base = $state.raw<Base | null>(null)
  #settings = $state.raw<Settings | null>(null)
  #fields = $state.raw<Fields>(EMPTY)
  #source = $state.raw<string | null>(null)
  #preview = $state.raw<SweepPreview | null>(null)
  #failure = $state.raw<LabErrorJson | null>(null)
  #asked = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #written: Written = $derived(documentOf(this.#fields, this.#settings?.training.iterations ?? 1000))

  get base(): Base | null {
    return this.#base
  }
  /** the experiment's settings, every default filled in */
  get settings(): Settings | null {
    return this.#settings
  }
  get fields(): Fields {
    return this.#fields
  }
  /** true while the text of the file is edited and not the form */
  get bySource(): boolean {
    return this.#source !== null
  }
  get document(): string {
    return this.#source ?? this.#written.document
  }
  /** what is wrong in the form, field by field */
  get cures(): Partial<Record<FieldName | 'seeds', string>> {
    return this.bySource ? {} : this.#written.cures
  }
  get preview(): SweepPreview | null {
    return this.#preview
  }
  get failure(): LabErrorJson | null {
    return this.#failure
  }

  async begin({ base, document, fields }: Start): Promise<void> {
    await this.useBase(base, fields ?? undefined)
    if (document !== null && fields === null) this.#source = document
    this.#ask()
  }

  /** Another experiment; what is typed stays, or is suggested anew where nothing was typed yet. */
  async useBase(base: Base, fields?: Fields): Promise<void> {
    const untouched = this.#settings === null || JSON.stringify(suggested(this.#settings)) === JSON.stringify(this.#fields)
    const settings = await lab()['experiment.settings']({ experiment: base.experiment })
    this.#base = base
    this.#settings = settings
    if (fields !== undefined) this.#fields = fields
    else if (untouched) this.#fields = suggested(settings)
    this.#ask()
  }

  change(patch: Partial<Fields>): void {
    this.#fields = { ...this.#fields, ...patch }
    this.#ask()
  }
  setValue(name: FieldName, typed: string): void {
    this.change({ values: { ...this.#fields.values, [name]: typed } })
  }

  /** The text of the file, as the form has it now, for edits that the form does not know. */
  showSource(): void {
    this.#source = this.document
  }
  editSource(text: string): void {
    this.#source = text
    this.#ask()
  }
  /** Back to the form. A text that says more than it can is put away; undo brings it back. */
  showForm(): void {
    const text = this.#source
    if (text === null) return
    const before = this.#fields
    const read = fieldsOf(text)
    this.#source = null
    if (read !== null) this.#fields = read
    else {
      const put = () => {
        this.#source = null
        this.#fields = before
        this.#ask()
      }
      undo.note({ label: 'Put away a source that the form cannot show', undo: () => this.editSource(text), redo: put }, true)
    }
    this.#ask()
  }

  async start(): Promise<string> {
    const experiment = this.#base?.experiment
    const { sweep } = await lab()['sweep.start']({ document: this.document, ...(experiment === undefined ? {} : { experiment }) })
    return sweep
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#asked++
  }

  #ask(): void {
    clearTimeout(this.#timer)
    const asked = ++this.#asked
    this.#timer = setTimeout(() => void this.#read(asked), REST)
  }

  async #read(asked: number): Promise<void> {
    const experiment = this.#base?.experiment
    try {
      const preview = await lab()['sweep.preview']({ document: this.document, ...(experiment === undefined ? {} : { experiment }) })
      if (asked !== this.#asked) return
      this.#preview = preview
      this.#failure = null
    } catch (error) {
      if (asked === this.#asked) this.#failure = failureOf(error)
    }
  }
}
