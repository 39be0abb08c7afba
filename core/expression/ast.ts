import type { OperationName } from '../autodiff/operations/index.ts'

/** A part of the source text: offset of its first character and its length. */
export interface Span {
  start: number
  length: number
}

export type { OperationName }

/** Derivative order per independent variable, in the order in which the variables are declared: u_xxt over (x, t) is [2, 1]. */
export type Order = readonly number[]

/** A checked expression: every name is resolved, every node knows where it stands in the text. */
export type Expression =
  | { kind: 'number'; value: number; text: string; span: Span }
  | { kind: 'constant'; name: 'pi' | 'e'; span: Span }
  | { kind: 'variable'; name: string; span: Span }
  | { kind: 'parameter'; name: string; span: Span }
  /** the bound variable of an enclosing sum or integral */
  | { kind: 'index'; name: string; span: Span }
  /** a name given under `where:`, with its meaning */
  | { kind: 'where'; name: string; body: Expression; span: Span }
  /** D^order of an unknown (or of a network, in a trial solution); `at` when it is evaluated elsewhere than at the point itself */
  | { kind: 'unknown'; name: string; order: Order; at?: readonly Expression[]; span: Span }
  | { kind: 'apply'; operation: OperationName; args: readonly Expression[]; span: Span }
  /** total derivative of a composite expression: diff(k*u_x, x) */
  | { kind: 'derivative'; body: Expression; order: Order; span: Span }
  | { kind: 'sum'; index: string; from: Expression; to: Expression; body: Expression; span: Span }
  /** over the whole interval of `variable` when from and to are absent */
  | { kind: 'integral'; variable: string; from?: Expression; to?: Expression; body: Expression; span: Span }

/** left = right, as written. */
export interface Equation {
  text: string
  left: Expression
  right: Expression
}

/** The names that an expression may use. */
export interface Scope {
  /** independent variables in declared order */
  variables: readonly string[]
  /** dependent variables; in a trial solution the networks N, N_u, … */
  unknowns: readonly string[]
  /** the variables of those unknowns that do not depend on all of them */
  along?: ReadonlyMap<string, readonly string[]>
  parameters: readonly string[]
  /** named sub-expressions, already checked */
  where?: ReadonlyMap<string, Expression>
  /** where an unknown may be evaluated: equations at the variables themselves only ('own'), conditions and trial solutions 'anywhere' */
  evaluation: 'own' | 'anywhere'
}
