/** What trial solutions are built with. */
export { add, call, div, isZero, mul, neg, num, pow, rebuilt as simplify, sub } from './constructors.ts'
export { substitute } from './substitute.ts'
