import type { Lens } from '../../core/problem/lens.ts'
import type { CheckReport } from '../../core/problem/report.ts'

/** How the bench looks at a solution: what is drawn, where the other variables stand, how far beyond the training range. */
export class View {
  axes = $state.raw<readonly string[] | null>(null)
  at = $state.raw<Readonly<Record<string, number>>>({})
  over = $state.raw<Readonly<Record<string, readonly [number, number]>>>({})
  anatomy = $state(false)

  /** What is asked of the lab; names that the problem has no longer are left out. */
  lens(report: Pick<CheckReport, 'variables'>): Lens {
    const known = (name: string) => report.variables.some((variable) => variable.name === name)
    const only = <T>(values: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(values).filter(([name]) => known(name)))
    const [at, over] = [only(this.at), only(this.over)]
    return {
      ...(this.axes?.every(known) === true ? { axes: this.axes } : {}),
      ...(Object.keys(at).length === 0 ? {} : { at }),
      ...(Object.keys(over).length === 0 ? {} : { over }),
      ...(this.anatomy ? { anatomy: true } : {})
    }
  }

  /** Another problem: what was looked at belongs to the old one. */
  reset(): void {
    this.axes = null
    this.at = {}
    this.over = {}
  }
}
