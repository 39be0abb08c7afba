import { abs } from './abs.ts'
import { acos } from './acos.ts'
import { add } from './add.ts'
import { and } from './and.ts'
import { asin } from './asin.ts'
import { atan } from './atan.ts'
import { cos } from './cos.ts'
import { cosh } from './cosh.ts'
import { div } from './div.ts'
import { eq } from './eq.ts'
import { erf } from './erf.ts'
import { exp } from './exp.ts'
import { ge } from './ge.ts'
import { gt } from './gt.ts'
import { conditional } from './if.ts'
import { le } from './le.ts'
import { log } from './log.ts'
import { lt } from './lt.ts'
import { max } from './max.ts'
import { min } from './min.ts'
import { mul } from './mul.ts'
import { ne } from './ne.ts'
import { neg } from './neg.ts'
import { not } from './not.ts'
import { or } from './or.ts'
import { pow } from './pow.ts'
import { sigmoid } from './sigmoid.ts'
import { sign } from './sign.ts'
import { sin } from './sin.ts'
import { sinh } from './sinh.ts'
import { softplus } from './softplus.ts'
import { sqrt } from './sqrt.ts'
import { sub } from './sub.ts'
import { tan } from './tan.ts'
import { tanh } from './tanh.ts'
import type { Operation } from '../operation.ts'

/** Every elementary operation by name. */
export const OPERATIONS = {
  add,
  sub,
  mul,
  div,
  neg,
  pow,
  exp,
  log,
  sqrt,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  erf,
  abs,
  sign,
  min,
  max,
  if: conditional,
  lt,
  le,
  gt,
  ge,
  eq,
  ne,
  and,
  or,
  not,
  sigmoid,
  softplus
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof OPERATIONS

export function operation(name: OperationName): Operation {
  return OPERATIONS[name]
}
