import { operation, OPERATIONS } from '../autodiff/operations/index.ts'
import type { OperationName } from './ast.ts'

const NAMED = Object.keys(OPERATIONS) as OperationName[]

/** Functions of one argument, by the name that users write: what the operations say they are called, further names last. */
export const UNARY: ReadonlyMap<string, OperationName> = new Map(
  [0, 1, 2].flatMap((rank) =>
    NAMED.flatMap((name): [string, OperationName][] => {
      const spoken = operation(name).calls?.[rank]
      return spoken === undefined ? [] : [[spoken, name]]
    })
  )
)

/** Every name that may be followed by a bracket as a function, with how it is used. */
export const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...[...UNARY.keys()].map((name): [string, string] => [name, `${name}(x)`]),
  ['min', 'min(a, b)'],
  ['max', 'max(a, b)'],
  ['if', 'if(condition, a, b)'],
  ['sum', 'sum(i, 1, 10, expression)'],
  ['integral', 'integral(expression, x) or integral(expression, s, a, b)'],
  ['diff', 'diff(u, x) or diff(u, x, 2)']
])

export const CONSTANTS: readonly string[] = ['pi', 'e']
export const WORD_OPERATORS: readonly string[] = ['and', 'or', 'not']

/** Words that mean something else to someone; as names they would mislead. */
const TAKEN = ['xor', 'mod', 'to', 'in', 'true', 'false', 'null', 'undefined', 'NaN', 'Infinity', 'inf', 'nan', 'where', 'end']

const LETTER = 'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u0386-\\u03ff'
export const NAME = new RegExp(`^[${LETTER}][${LETTER}0-9_]*$`)
export const NAME_AT = new RegExp(`[${LETTER}_][${LETTER}0-9_]*`, 'y')

/** Why a name cannot be declared; undefined when it can. */
export function nameTrouble(name: string): string | undefined {
  if (!NAME.test(name)) return 'a name starts with a letter and goes on with letters, digits and underscores'
  if (FUNCTIONS.has(name)) return 'it is a function of the language'
  if (WORD_OPERATORS.includes(name)) return 'it is an operator of the language'
  if (TAKEN.includes(name)) return 'it is a reserved word'
  return undefined
}

/** What others call it -> how it is written here. A pattern with (x) stands for an expression to be written instead. */
export const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['arctan', 'atan'],
  ['arcsin', 'asin'],
  ['arccos', 'acos'],
  ['arctg', 'atan'],
  ['tg', 'tan'],
  ['sen', 'sin'],
  ['sgn', 'sign'],
  ['signum', 'sign'],
  ['fabs', 'abs'],
  ['root', 'sqrt'],
  ['Exp', 'exp'],
  ['Log', 'log'],
  ['Sin', 'sin'],
  ['Cos', 'cos'],
  ['Tan', 'tan'],
  ['Sqrt', 'sqrt'],
  ['D', 'diff'],
  ['dif', 'diff'],
  ['deriv', 'diff'],
  ['derivative', 'diff'],
  ['Derivative', 'diff'],
  ['partial', 'diff'],
  ['int', 'integral'],
  ['integrate', 'integral'],
  ['Integral', 'integral'],
  ['maximum', 'max'],
  ['minimum', 'min'],
  ['piecewise', 'if'],
  ['Piecewise', 'if'],
  ['log10', 'log(x)/log(10)'],
  ['log2', 'log(x)/log(2)'],
  ['log1p', 'log(1 + x)'],
  ['expm1', 'exp(x) - 1'],
  ['cot', '1/tan(x)'],
  ['sec', '1/cos(x)'],
  ['csc', '1/sin(x)'],
  ['sech', '1/cosh(x)'],
  ['csch', '1/sinh(x)'],
  ['coth', '1/tanh(x)'],
  ['cbrt', 'sign(x)*abs(x)^(1/3)'],
  ['square', 'x^2'],
  ['sqr', 'x^2'],
  ['pow', 'a^b'],
  ['power', 'a^b'],
  ['erfc', '1 - erf(x)'],
  ['asinh', 'log(x + sqrt(x^2 + 1))'],
  ['acosh', 'log(x + sqrt(x^2 - 1))'],
  ['atanh', 'log((1 + x)/(1 - x))/2'],
  ['heaviside', 'if(x >= 0, 1, 0)'],
  ['Heaviside', 'if(x >= 0, 1, 0)'],
  ['sigmoid', '1/(1 + exp(-x))'],
  ['delta', 'exp(-(x/0.05)^2)/(0.05*sqrt(pi))'],
  ['dirac', 'exp(-(x/0.05)^2)/(0.05*sqrt(pi))'],
  ['DiracDelta', 'exp(-(x/0.05)^2)/(0.05*sqrt(pi))'],
  ['laplacian', 'u_xx + u_yy'],
  ['Laplacian', 'u_xx + u_yy'],
  ['laplace', 'u_xx + u_yy'],
  ['Delta', 'u_xx + u_yy'],
  ['grad', 'u_x and u_y'],
  ['gradient', 'u_x and u_y'],
  ['div', 'u_x + v_y'],
  ['curl', 'v_x - u_y']
])
