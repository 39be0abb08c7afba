import type { MathNode } from 'mathjs/number'
import type { Expression, Scope, Span } from './ast.ts'
import { build, checkDerivative, spanOf, type Reading } from './build.ts'
import { listed } from './nearest.ts'
import { some } from './nodes.ts'
import { trouble } from './trouble.ts'

/** An unknown, or its derivative, followed by a bracket: its value at the place in the bracket. */
export function buildEvaluation(reading: Reading, head: number, args: readonly MathNode[], indices: ReadonlySet<string>): Expression {
  const { text, tokens, brackets, meanings, scope } = reading
  const found = meanings[head]
  if (found?.kind !== 'unknown') throw new Error('only an unknown is evaluated')
  const { open, close } = brackets.get(head + 1)!
  const span = spanOf(reading, head, close)
  const written = text.slice(tokens[head]!.start, tokens[head]!.start + tokens[head]!.length)
  const inside = text.slice(tokens[open]!.start, tokens[close]!.start + 1)
  checkDerivative(reading, found.name, found.order, span)

  const given = args.map((node) => build(reading, node, indices).expression)
  const along = scope.along?.get(found.name) ?? scope.variables
  const places = given.length === along.length ? everywhere(scope, along, given, span) : given
  const own = (place: Expression | undefined, axis: number): boolean => place?.kind === 'variable' && place.name === scope.variables[axis]
  const allOwn = places.length === scope.variables.length && places.every(own)
  const product = `${written}*${inside}`
  if (scope.evaluation === 'own' && !allOwn) {
    const bound =
      places.length === scope.variables.length &&
      places.every((place, axis) => own(place, axis) || (place.kind === 'index' && indices.has(place.name)))
    if (!bound) {
      const only = `${written}(${along.join(', ')})`
      const message = `In an equation ${found.name} can be taken at ${only} only: a bracket after an unknown is a place`
      if (places.length === 1 && places[0]?.kind === 'number') {
        throw trouble(text, span, 'evaluation', message, `Put ${written}${inside} under conditions, or write ${product} for a product.`)
      }
      const divided = ['/', '^'].includes(tokens[head - 1]?.text ?? '')
      if (places.length === 1 && divided)
        throw trouble(text, span, 'evaluation', message, `Write (${product}), or ${product}, for a product.`)
      if (places.length === 1) throw trouble(text, span, 'evaluation', message, `Write ${product} for a product.`, product)
      throw trouble(text, span, 'evaluation', message, `Write ${written}, or put the value at another place into the conditions.`)
    }
  }
  if (places.length !== scope.variables.length) {
    const example = `${written}(${along.join(', ')})`
    const all = places.length > along.length ? 'Write one place for each variable' : 'Write all of them'
    const isProduct = places.length === 1 && scope.evaluation === 'own'
    const cure = isProduct ? `${all}, as in ${example}, or ${product} for a product.` : `${all}, as in ${example}.`
    throw trouble(
      text,
      span,
      'arity',
      `${found.name} depends on ${listed(along)}, but the bracket has ${places.length === 0 ? 'nothing' : String(places.length)}`,
      cure
    )
  }
  const nested = places.find((place) => some(place, (node) => node.kind === 'unknown' || node.kind === 'derivative'))
  if (nested !== undefined) {
    const cure = places.length === 1 ? `Write ${product} for a product.` : 'Use numbers, variables and parameters for the place.'
    throw trouble(
      text,
      span,
      'evaluation',
      `The place at which ${found.name} is taken holds an unknown itself`,
      cure,
      places.length === 1 ? product : undefined
    )
  }
  const { name, order } = found
  return allOwn ? { kind: 'unknown', name, order, span } : { kind: 'unknown', name, order, at: places, span }
}

/** A place for every variable, where one is given for those that an unknown depends on: the others stand at themselves. */
function everywhere({ variables }: Scope, along: readonly string[], given: readonly Expression[], span: Span): Expression[] {
  return variables.map((name) => given[along.indexOf(name)] ?? { kind: 'variable', name, span })
}
