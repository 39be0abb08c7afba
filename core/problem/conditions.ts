import { LabError } from '../errors.ts'
import type { Expression } from '../expression/ast.ts'
import { listed } from '../expression/nearest.ts'
import { children } from '../expression/nodes.ts'
import { print } from '../expression/print.ts'
import { fixedAxes, ordersByVariable } from './classify.ts'
import { leavesOf } from './calculus.ts'
import type { CompiledCondition, CompiledProblem } from './compile.ts'
import { countFaults } from './condition-count.ts'
import { isFit } from './fit.ts'
import { readsUnknown } from './hard-conditions.ts'
import { derivativeName, example } from './condition-example.ts'

type Read = Extract<Expression, { kind: 'unknown' }>

/**
 * Checks that the conditions fit the equation: each says where it holds, with derivatives below the equation's order and points inside the
 * interval; and there are as many for every unknown and variable as its order there. Returns every fault, each at its place.
 */
export function conditionFaults(problem: CompiledProblem): LabError[] {
  const orders = problem.unknowns.map((_, k) => ordersByVariable(problem, k))
  const faults = problem.conditions.flatMap((condition, k) => faultsOf(problem, condition, k, orders))
  return faults.length === 0 ? countFaults(problem, orders) : faults
}

/** Unknowns of which no condition speaks, though they need some: more conditions on others than their order asks for stand in their place. Worth a word, since it is easily a slip. */
export function conditionWarnings(problem: CompiledProblem): LabError[] {
  if (isFit(problem) || problem.observations.length > 0) return []
  const spoken = new Set(
    problem.conditions.flatMap(({ left, right }) => leavesOf(problem.graph, [left, right], 'unknown').map(({ leaf }) => leaf.unknown))
  )
  const silent = problem.unknowns.filter((_, k) => !spoken.has(k) && ordersByVariable(problem, k).some((order) => order > 0))
  return silent.map((name) => {
    const others = listed(problem.unknowns.filter((_, k) => spoken.has(k)))
    const message = `No condition speaks of ${name}: conditions on ${others} beyond what the order of the equations asks for stand in its place`
    const cure = `Where that is not meant, put one of them on ${name}, as in ${example(problem, 0, problem.unknowns.indexOf(name))}.`
    return new LabError('condition-elsewhere', message, cure, problem.loaded.place(['conditions']))
  })
}

function faultsOf(problem: CompiledProblem, condition: CompiledCondition, k: number, orders: number[][]): LabError[] {
  const { text } = condition
  const fault = (code: string, message: string, cure: string): LabError =>
    new LabError(code, message, cure, problem.loaded.place(['conditions', k]))
  const leaves = leavesOf(problem.graph, [condition.left, condition.right], 'unknown')
  const [first] = leaves
  if (first === undefined) {
    return [
      fault(
        'condition-without-unknown',
        `The condition ${text} does not mention ${problem.unknowns.join(' or ')}`,
        `Write for example ${example(problem)}.`
      )
    ]
  }
  // unknown functions are no solutions: they have no order, and need no conditions
  const unknown = leaves.find(({ leaf }) => leaf.unknown < problem.unknowns.length)?.leaf.unknown ?? 0
  if (condition.onBoundary) {
    if (problem.domain !== undefined) return []
    const cure = 'Write for example domain: "x^2 + y^2 < 1", or conditions at the ends of the intervals.'
    return [fault('condition-boundary', `The condition ${text} holds on the boundary of a domain, but there is none`, cure)]
  }
  const fixedHere = fixedAxes(problem, condition)
  // an unknown function may stand as it is where nothing that it depends on is fixed
  const isSaid = (leaf: (typeof leaves)[number]['leaf']): boolean =>
    leaf.at !== undefined || problem.functions[leaf.unknown - problem.unknowns.length]?.axes.every((axis) => !fixedHere.has(axis)) === true
  const unsaid = leaves.find(({ leaf }) => !isSaid(leaf))?.leaf.unknown
  const function_ = problem.functions[(unsaid ?? 0) - problem.unknowns.length]
  if (function_ !== undefined) {
    const along = function_.axes.map((axis) => fixedHere.get(axis) ?? problem.variables[axis]!.name)
    const cure = `Write ${function_.name}(${along.join(', ')}).`
    return [fault('condition-without-point', `The condition ${text} does not say where ${function_.name} is taken`, cure)]
  }
  if (unsaid !== undefined) {
    const cure = `Write for example ${example(problem, 0, unknown)}.`
    return [fault('condition-without-point', `The condition ${text} does not say where it holds`, cure)]
  }
  const misplaced = readsOf(condition).find((read) => wrongArgument(problem, read) !== undefined)
  if (misplaced !== undefined) return [fault('condition-arguments', ...misplacedArguments(problem, condition, misplaced))]
  const axes = fixedHere
  if (axes.size === 0) {
    const found = readsUnknown(problem, condition) ? undefined : problem.functions[leaves[0]!.leaf.unknown - problem.unknowns.length]
    const places = found?.axes.map((axis) => problem.variables[axis]!.from).join(', ')
    const cure = `Write for example ${found === undefined ? example(problem, 0, unknown) : `${found.name}(${places}) = 1`}.`
    return [fault('condition-without-point', `The condition ${text} fixes no variable`, cure)]
  }
  const faults: LabError[] = []
  for (const [axis, value] of axes) {
    const { name, from, to } = problem.variables[axis]!
    if (value < from || value > to) {
      faults.push(
        fault(
          'condition-outside',
          `The condition ${text} stands at ${name} = ${value}, outside [${from}, ${to}]`,
          `Place it inside the interval, or widen the interval of ${name}.`
        )
      )
    }
    for (const { leaf } of leaves) {
      const limit = orders[leaf.unknown]?.[axis] ?? Infinity
      if (!isFit(problem) && leaf.order[axis]! > 0 && leaf.order[axis]! >= limit) {
        const of = problem.unknowns.length === 1 ? 'the equation is' : `the equations are, for ${problem.unknowns[leaf.unknown]!},`
        faults.push(
          fault(
            'condition-order',
            `The condition ${text} uses a derivative of order ${leaf.order[axis]} in ${name}, but ${of} of order ${limit} in ${name}`,
            limit === 0 ? `Drop the condition: the equation has no derivative in ${name}.` : `Use derivatives below order ${limit}.`
          )
        )
        break
      }
    }
    if ([condition.ast.left, condition.ast.right].some((side) => dependsOn(side, name))) {
      const others = problem.variables.filter((_, other) => !axes.has(other)).map((variable) => variable.name)
      const [where, instead] = Number.isNaN(value)
        ? [`takes an integral over ${name}`, 'a number']
        : [`stands at ${name} = ${value}`, String(value)]
      faults.push(
        fault(
          'condition-fixed-variable',
          `The condition ${text} ${where}, but depends on ${name}`,
          `Write ${instead} in place of ${name}${others.length === 0 ? '' : `, or a function of ${listed(others)}`}.`
        )
      )
    }
  }
  return faults
}

/** What a condition reads of unknowns, outside of each other's brackets. */
function readsOf({ ast }: CompiledCondition): Read[] {
  const found: Read[] = []
  const visit = (expression: Expression): void => {
    if (expression.kind === 'unknown') found.push(expression)
    else children(expression).forEach(visit)
  }
  visit(ast.left)
  visit(ast.right)
  return found
}

/** The first place in a bracket where another variable stands than the one that belongs there. */
function wrongArgument(problem: CompiledProblem, { at = [] }: Read): number | undefined {
  const found = at.findIndex((argument, axis) => argument.kind === 'variable' && argument.name !== problem.variables[axis]!.name)
  return found < 0 ? undefined : found
}

/** Message and cure for u(t, 0) where u depends on x and t. */
function misplacedArguments(problem: CompiledProblem, condition: CompiledCondition, read: Read): [message: string, cure: string] {
  const { variables } = problem.scope
  const at = read.at!
  const text = (expression: Expression): string => print(expression, variables)
  const name = derivativeName(problem, read)
  const wrong = wrongArgument(problem, read)!
  const message = `In ${condition.text} the bracket of ${read.name} has ${text(at[wrong]!)} in the place of ${variables[wrong]!}: ${read.name} depends on ${listed(variables)}, in this order`
  // every variable back to its own place, what is left into the places that are; or every number where it stands
  const named = at.flatMap((argument) => (argument.kind === 'variable' ? [argument.name] : []))
  const rest = at.filter((argument) => argument.kind !== 'variable').map(text)
  const sorted = variables.map((variable) => (named.includes(variable) ? variable : (rest.shift() ?? variable)))
  const kept = variables.map((variable, axis) => (at[axis]!.kind === 'variable' ? variable : text(at[axis]!)))
  const sides = [condition.ast.left, condition.ast.right]
  // what a side depends on is not fixed
  const fits = (places: readonly string[]): boolean =>
    variables.every((variable, axis) => places[axis] === variable || !sides.some((side) => dependsOn(side, variable)))
  const written = (places: readonly string[]): string => `${name}(${places.join(', ')})`
  const meant = [...new Set([sorted, kept].filter(fits).map(written))]
  return [message, `Write ${(meant.length === 0 ? [written(sorted)] : meant).join(' or ')}.`]
}

/** Whether an expression depends on a variable outside of the brackets of unknowns and the integrals over it. */
function dependsOn(expression: Expression, name: string): boolean {
  if (expression.kind === 'variable') return expression.name === name
  if (expression.kind === 'unknown') return false
  if (expression.kind === 'integral' && expression.variable === name)
    return [expression.from, expression.to].some((limit) => limit !== undefined && dependsOn(limit, name))
  return children(expression).some((child) => dependsOn(child, name))
}
