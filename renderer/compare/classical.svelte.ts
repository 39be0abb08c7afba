import type { ReferenceResult } from '../../core/reference/types.ts'
import type { ExperimentInput } from '../../main/api/types.ts'
import { report } from '../state/failure.ts'
import { lab } from '../state/lab.ts'

type Method = ReferenceResult['method']

/** A classical solution beside the networks: shown or not, solved or not yet. */
export interface ClassicalRow {
  method: Method
  label: string
  shown: boolean
  result: ReferenceResult | null
}

/** The problem that is solved classically, and on how many points. */
export interface Subject {
  /** changes exactly when the problem, its parameters or the points do */
  key: string
  experiment: ExperimentInput
  points: Record<string, number> | null
}

/** Classical solutions of the problem that is compared. The first method that fits stands there until it is taken away. */
export class Classical {
  #subject: Subject | null = null
  #rows = $state.raw<readonly ClassicalRow[]>([])
  /** choices by method; they outlive a change of the problem */
  #choice: Partial<Record<Method, boolean>> = {}

  get rows(): readonly ClassicalRow[] {
    return this.#rows
  }

  async use(subject: Subject | null): Promise<void> {
    if (subject?.key === this.#subject?.key) return
    this.#subject = subject
    this.#rows = []
    if (subject === null) return
    try {
      const { methods } = await lab()['reference.methods']({ experiment: subject.experiment })
      if (this.#subject !== subject) return
      this.#rows = methods.map(({ method, label }, place) => ({ method, label, shown: this.#choice[method] ?? place === 0, result: null }))
      await this.#solve(subject)
    } catch (error) {
      report(error)
    }
  }

  show(shown: ReadonlySet<string>): void {
    const subject = this.#subject
    this.#rows = this.#rows.map((row) => ({ ...row, shown: shown.has(row.method) }))
    for (const { method, shown: now } of this.#rows) this.#choice[method] = now
    if (subject !== null) this.#solve(subject).catch(report)
  }

  async #solve(subject: Subject): Promise<void> {
    for (const { method } of this.#rows.filter(({ shown, result }) => shown && result === null)) {
      const { experiment, points } = subject
      const result = await lab()['reference.solve']({ experiment, options: { method, ...(points === null ? {} : { points }) } })
      if (this.#subject !== subject) return
      this.#rows = this.#rows.map((row) => (row.method === method ? { ...row, result } : row))
    }
  }
}

/** `Euler, 10 points`; with two variables `Explicit scheme, 11 × 201 points` */
export function classicalName({ label, result }: Pick<ClassicalRow, 'label' | 'result'>): string {
  return result === null ? label : `${result.label}, ${result.axes.map(({ values }) => values.length).join(' × ')} points`
}
