import type { LabErrorJson } from '../errors.ts'

/** What `check` finds out about a problem without training anything. */
export interface CheckReport {
  ok: boolean
  name: string
  problem: { orders: Record<string, number>; linear: boolean; kind: ProblemKind }
  /** role: of a parameter that is given as an interval, which the network reads as well */
  variables: { name: string; from: number; to: number; role?: 'parameter' }[]
  unknowns: string[]
  parameters: { name: string; text: string; value: number; latex: string }[]
  /** units of variables, unknowns and parameters, where the problem says them */
  units?: Record<string, string>
  equations: { text: string; latex: string }[]
  conditions: ConditionReport[]
  /** text of the trial solution per unknown, as the user could type it */
  trial: Record<string, string>
  trialMode: 'auto' | 'own' | 'none'
  /** the trial solution as mathematics; h1 meets the conditions, h2 vanishes where they are imposed (absent where it does not split so) */
  trialLatex: { unknown: string; left: string; right: string; h1?: string; h2?: string }[]
  exact: Record<string, { text: string; latex: string }>
  /**
   * where the problem has integrals: the Gauss-Legendre rule of each, with so many points along each variable, in a domain along each of its lines;
   * change: of a solution or residual, relative to its size, by half as many points more; null where that is too long
   */
  integrals?: { rules: { text: string; over: string[]; points: number; domain: boolean }[]; change: number | null }
  /** the residual as mathematics, one per equation */
  residualLatex: string[]
  errors: LabErrorJson[]
  warnings: LabErrorJson[]
  /** the same document in both of its spellings */
  yaml: string
  paper: string
}

export type ProblemKind = 'initial value' | 'boundary value' | 'evolution' | 'elliptic' | 'other'

export interface ConditionReport {
  id: string
  text: string
  latex: string
  how: 'hard' | 'soft'
  met: boolean
  /** largest |left - right| over five random weight vectors */
  violation: number
}
