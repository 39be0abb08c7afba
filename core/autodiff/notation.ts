import type { Expression } from '../expression/ast.ts'

/** How tightly a formula holds together; a part is bracketed where it holds less tightly than its place demands. */
export const RELATION = 0
export const SUM = 1
export const PRODUCT = 2
export const SIGN = 3
export const POWER = 4
export const ATOM = 5

/** A formula as LaTeX. */
export interface Written {
  tex: string
  level: number
}

/** The arguments of an operation that is being written, by their index. */
export interface Writer {
  args: readonly Expression[]
  /** as it stands alone */
  tex: (k: number) => string
  /** bracketed where it holds together less tightly than `level` */
  part: (k: number, level: number) => string
  /** the same, after a + or -: bracketed also where it begins with a sign */
  signed: (k: number, level: number) => string
  written: (k: number) => Written
  /** any part of an argument, as it stands alone */
  texOf: (expression: Expression) => string
}

export const atom = (tex: string): Written => ({ tex, level: ATOM })

/** In round brackets, as tall as their content. */
export const bracketed = (tex: string): string => (/\\(frac|sum|int|begin)|\^|\(/.test(tex) ? `\\left(${tex}\\right)` : `(${tex})`)

/** a < b and its like. */
export const relation =
  (sign: string) =>
  ({ part }: Writer): Written => ({ tex: `${part(0, SUM)} ${sign} ${part(1, SUM)}`, level: RELATION })

/** \sin(x), \max(a, b). */
export const called =
  (name: string) =>
  ({ args, tex }: Writer): Written => ({ tex: `${name}${bracketed(args.map((_, k) => tex(k)).join(', '))}`, level: POWER })

/** A condition in Python as the number that it is here: 1 or 0. */
export const truth = (condition: string): string => `((${condition}) * 1.0)`
