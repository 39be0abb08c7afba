import { atom, bracketed, POWER, PRODUCT, SUM, type Writer, type Written } from '../autodiff/notation.ts'
import { OPERATIONS } from '../autodiff/operations/index.ts'
import type { Equation, Expression, OperationName, Order } from './ast.ts'
import { latexName } from './latex-name.ts'

export interface LatexOptions {
  /** independent variables in declared order; needed for derivatives in several variables and for dg/dt */
  variables?: readonly string[]
  /** how an unknown (or a network) is written, before any derivative is put to it */
  unknown?: (name: string) => string
  /** how the network N is written where it stands at the point itself, e.g. N(t; \theta) */
  network?: string
  /** an own derivative in one variable: dg/dt as a fraction, or g' (default) */
  derivative?: 'fraction' | 'prime'
}

/** An expression as mathematics, for KaTeX. */
export function latex(expression: Expression, options: LatexOptions = {}): string {
  return write(expression, options).tex
}

/** left = right. */
export function latexEquation(equation: Equation, options: LatexOptions = {}): string {
  return `${latex(equation.left, options)} = ${latex(equation.right, options)}`
}

/**
 * How the trial solution of an unknown is written: g_t; with t among several variables a tilde, since u_t is a derivative there.
 */
export function trialName(unknown: string, variables: readonly string[]): string {
  return variables.length > 1 && variables.includes('t') ? `\\tilde{${latexName(unknown)}}` : latexName(unknown, 't')
}

function write(node: Expression, options: LatexOptions): Written {
  const plain = (part: Expression): string => latex(part, options)
  switch (node.kind) {
    case 'number':
      return number(node.text)
    case 'constant':
      return atom(node.name === 'pi' ? '\\pi' : 'e')
    case 'variable':
    case 'parameter':
    case 'index':
    case 'where':
      return atom(latexName(node.name))
    case 'unknown':
      return unknown(node, options)
    case 'derivative':
      return { tex: `${derivativeSign(node.order, options)}${bracketed(plain(node.body))}`, level: PRODUCT }
    case 'sum':
      return {
        tex: `\\sum_{${latexName(node.index)}=${plain(node.from)}}^{${plain(node.to)}} ${atLeast(node.body, PRODUCT, options)}`,
        level: SUM
      }
    case 'integral': {
      const bounds = node.from === undefined || node.to === undefined ? '' : `_{${plain(node.from)}}^{${plain(node.to)}}`
      return { tex: `\\int${bounds} ${atLeast(node.body, PRODUCT, options)}\\,\\mathrm{d}${latexName(node.variable)}`, level: SUM }
    }
    case 'apply':
      return operation(node.operation, node.args, options)
  }
}

function atLeast(part: Expression, level: number, options: LatexOptions): string {
  const written = write(part, options)
  return written.level < level ? bracketed(written.tex) : written.tex
}

/** 1e-3 as 10^{-3}, 2.5e7 as 2.5 times a power of ten. */
function number(text: string): Written {
  const [digits = '', exponent] = text.toLowerCase().split('e')
  if (exponent === undefined) return atom(text)
  const power = `10^{${Number(exponent)}}`
  return { tex: Number(digits) === 1 ? power : `${digits} \\cdot ${power}`, level: Number(digits) === 1 ? POWER : PRODUCT }
}

type Unknown = Extract<Expression, { kind: 'unknown' }>

function unknown(node: Unknown, options: LatexOptions): Written {
  const place = node.at === undefined ? '' : `(${node.at.map((part) => latex(part, options)).join(', ')})`
  const own = options.unknown?.(node.name)
  const total = node.order.reduce((a, b) => a + b, 0)
  if (total === 0)
    return atom((node.at === undefined && isNetwork(node.name) ? options.network : undefined) ?? (own ?? latexName(node.name)) + place)
  if (node.order.length === 1) {
    const [name, variable] = [own ?? latexName(node.name), options.variables?.[0]]
    if (node.at === undefined && options.derivative === 'fraction' && variable !== undefined) {
      const times = total === 1 ? '' : `^{${total}}`
      return atom(`\\frac{\\mathrm{d}${times} ${name}}{\\mathrm{d}${latexName(variable)}${times}}`)
    }
    const prime = total <= 3 ? "'".repeat(total) : `^{(${total})}`
    return atom((name.includes('_') || name.includes('^') ? `{${name}}` : name) + prime + place)
  }
  const by = letters(node.order, options)
  if (own !== undefined) return atom(`{${own}}_{${by}}${place}`)
  return atom(latexName(node.name, by) + place)
}

const isNetwork = (name: string): boolean => name === 'N' || name.startsWith('N_')

/** xxt, with a space between longer names. */
function letters(order: Order, { variables = [] }: LatexOptions): string {
  const names = order.flatMap((count, axis) => Array.from({ length: count }, () => latexName(variables[axis] ?? `x${axis + 1}`)))
  // \theta r, not \thetar
  return names.reduce((joined, name) => (/\\[a-z]+$/i.test(joined) && /^[a-z]/i.test(name) ? `${joined} ${name}` : joined + name), '')
}

function derivativeSign(order: Order, { variables = [] }: LatexOptions): string {
  const d = order.length === 1 ? '\\mathrm{d}' : '\\partial '
  const total = order.reduce((a, b) => a + b, 0)
  const raised = (count: number): string => (count === 1 ? '' : `^{${count}}`)
  const below = order.flatMap((count, axis) => (count === 0 ? [] : [`${d}${latexName(variables[axis] ?? `x${axis + 1}`)}${raised(count)}`]))
  return `\\frac{${d.trim()}${raised(total)}}{${below.join('\\,')}}`
}

/** An operation as its own file says (core/autodiff/operations). */
function operation(name: OperationName, args: readonly Expression[], options: LatexOptions): Written {
  const writer: Writer = {
    args,
    tex: (k) => latex(args[k]!, options),
    part: (k, level) => atLeast(args[k]!, level, options),
    signed: (k, level) => {
      const written = atLeast(args[k]!, level, options)
      return written.startsWith('-') ? bracketed(written) : written
    },
    written: (k) => write(args[k]!, options),
    texOf: (expression) => latex(expression, options)
  }
  return OPERATIONS[name].latex(writer)
}
