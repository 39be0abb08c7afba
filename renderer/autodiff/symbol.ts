import type { Derivation } from '../../core/autodiff/explore/report.ts'

/** The letter of what is differentiated: f, the cost C of a network, the residual R of an equation. */
export function symbolOf({ latex }: Pick<Derivation, 'latex'>): string {
  return /^\s*([A-Za-z])\s*[(=]/.exec(latex)?.[1] ?? 'f'
}
