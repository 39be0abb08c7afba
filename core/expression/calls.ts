import type { MathNode } from 'mathjs/number'
import type { Expression, Span } from './ast.ts'
import { build, checkDerivative, checkOrderOf, spanOf, type Reading } from './build.ts'
import { apply, differentiated } from './nodes.ts'
import { trouble } from './trouble.ts'
import { FUNCTIONS, UNARY } from './vocabulary.ts'

/** A call of a function of the language; `head` is the index of its name. */
export function buildCall(reading: Reading, head: number, args: readonly MathNode[], indices: ReadonlySet<string>): Expression {
  const { text, tokens, brackets } = reading
  const name = tokens[head]!.text
  const span = spanOf(reading, head, brackets.get(head + 1)!.close)
  const values = (nodes: readonly MathNode[], known = indices): Expression[] => nodes.map((node) => build(reading, node, known).expression)
  const arity = (wanted: string, ...counts: number[]): void => {
    if (!counts.includes(args.length)) throw wrongArity(text, span, name, args.length, wanted)
  }
  const unary = UNARY.get(name)
  if (unary !== undefined) {
    if (unary === 'log' && args.length === 2) {
      throw trouble(
        text,
        span,
        'arity',
        `${name} is the natural logarithm and takes one argument`,
        'Write log(x)/log(b) for the logarithm to base b.'
      )
    }
    arity('one argument', 1)
    return apply(unary, values(args), span)
  }
  switch (name) {
    case 'min':
    case 'max':
      if (args.length < 2) throw wrongArity(text, span, name, args.length, 'at least two arguments')
      return values(args).reduce((a, b) => apply(name, [a, b], span))
    case 'if':
      arity('three arguments', 3)
      return apply('if', values(args), span)
    case 'diff':
      if (args.length < 2) throw wrongArity(text, span, name, args.length, 'an expression and a variable')
      return buildDiff(reading, args, values(args.slice(0, 1))[0]!, span)
    case 'sum': {
      arity('four arguments', 4)
      const index = boundName(reading, args[0]!)
      const [from, to] = values(args.slice(1, 3))
      const [body] = values(args.slice(3), new Set([...indices, index]))
      return { kind: 'sum', index, from: from!, to: to!, body: body!, span }
    }
    default:
      arity('two or four arguments', 2, 4)
      return buildIntegral(reading, args, indices, span)
  }
}

function wrongArity(text: string, span: Span, name: string, found: number, wanted: string): Error {
  return trouble(text, span, 'arity', `${name} takes ${wanted}, not ${found}`, `Write ${FUNCTIONS.get(name)!}.`)
}

/** The name that a sum or an integral runs over; resolve.ts has made sure that it is a single name. */
function boundName(reading: Reading, node: MathNode): string {
  return reading.tokens[tokenOf(node)]!.text
}

const tokenOf = (node: MathNode): number => ('name' in node && typeof node.name === 'string' ? Number(node.name.slice(1)) : -1)

function buildIntegral(reading: Reading, args: readonly MathNode[], indices: ReadonlySet<string>, span: Span): Expression {
  const { text, tokens, scope } = reading
  const token = tokens[tokenOf(args[1]!)]
  if (token === undefined || token.kind !== 'name' || (args.length === 2 && !scope.variables.includes(token.text))) {
    const place = token ?? span
    throw trouble(
      text,
      place,
      'integral',
      'An integral over the whole interval runs over a variable',
      `Write integral(expression, ${scope.variables[0] ?? 'x'}), or give bounds.`
    )
  }
  const variable = token.text
  const inside = scope.variables.includes(variable) ? indices : new Set([...indices, variable])
  const body = build(reading, args[0]!, inside).expression
  if (args.length === 2) return { kind: 'integral', variable, body, span }
  const [from, to] = args.slice(2).map((node) => build(reading, node, indices).expression)
  return { kind: 'integral', variable, from: from!, to: to!, body, span }
}

/** diff(f, x), diff(f, x, 2), diff(f, x, t), diff(f, x, 2, t). */
function buildDiff(reading: Reading, args: readonly MathNode[], body: Expression, span: Span): Expression {
  const { text, tokens, scope } = reading
  const order = scope.variables.map(() => 0)
  let axis = -1
  let counted = true
  for (const node of args.slice(1)) {
    const token = tokens[tokenOf(node)]
    if (token?.kind === 'name') {
      axis = scope.variables.indexOf(token.text)
      order[axis]!++
      counted = false
    } else if (token?.kind === 'number' && !counted && /^[1-9]$/.test(token.text)) {
      order[axis]! += Number(token.text) - 1
      counted = true
    } else {
      const place = token ?? span
      throw trouble(
        text,
        place,
        'arity',
        'diff takes variables, each with a whole number behind it if need be',
        'Write diff(u, x), diff(u, x, 2) or diff(u, x, t).'
      )
    }
  }
  const result = differentiated(body, order, span)
  if (result.kind === 'unknown') checkDerivative(reading, result.name, result.order, span)
  if (result.kind === 'derivative') checkOrderOf(reading, result.order, span)
  return result
}
