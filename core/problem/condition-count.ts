import { LabError } from '../errors.ts'
import { leavesOf } from './calculus.ts'
import { asValueCondition, fixedAxes, timeAxis } from './classify.ts'
import type { CompiledCondition, CompiledProblem } from './compile.ts'
import { example } from './condition-example.ts'
import { shapedAxes } from './domain-rule.ts'
import { isFit } from './fit.ts'
import { pointFault } from './condition-point.ts'
import { dependencies, fixesLevel, hasFreeLevel } from './structure.ts'

/** A condition with the variables that it fixes and the unknowns that it speaks of. */
export interface Fixing {
  index: number
  condition: CompiledCondition
  axes: readonly number[]
  unknowns: readonly number[]
  /** all points that it reads lie at one end, or none are read twice */
  key: string | undefined
}

/**
 * Checks that every unknown has as many conditions along every variable as its order there. A condition serves an unknown that it reads;
 * where values stand at several points, it may also serve one on which what it reads depends (x(0) and x(1) for x' = y, y' = -x). One
 * condition on the level of an unknown that enters by its derivatives alone may stand beside the others.
 * @param orders by unknown and variable
 */
export function countFaults(problem: CompiledProblem, orders: readonly (readonly number[])[]): LabError[] {
  // the boundary of a domain takes the place of the ends of the variables that its inequality speaks of
  const shaped = new Set(shapedAxes(problem))
  const faults = boundaryFault(problem, shaped)
  if (isFit(problem)) return faults
  const { kept: distinct, repeated } = withoutRepeats(problem, fixings(problem, shaped))
  const time = timeAxis(problem)
  const startsAtPoint = ({ axes, unknowns }: Fixing): boolean => axes.length > 1 && axes.includes(time) && orders[unknowns[0]!]![time]! > 0
  const kept = distinct.filter((fixing) => !startsAtPoint(fixing))
  // an eigenvalue is a free number: it is fixed by one more condition, which may stand in any variable
  let free = Object.keys(problem.document.eigenvalue ?? {}).length
  // over a domain a size is an integral over all that its inequality speaks of
  free = Math.max(0, free - problem.conditions.filter((condition) => isSizeOn(problem, condition, shaped)).length)
  const matches = problem.variables.map((_, axis) => matched(problem, orders, axis, kept))
  const missing = matches.flatMap(({ missing: list }, axis) => (shaped.has(axis) ? [] : list.map((unknown) => ({ axis, unknown }))))
  const surplus = kept.filter((fixing) => {
    const unused = fixing.axes.filter((axis) => matches[axis]!.surplus.has(fixing.index))
    if (unused.length === 0) return false
    // between all of its variables a point gives one number
    if (isLevel(problem, fixing, kept) || unused.length < fixing.axes.length) return false
    if (free === 0) return true
    free--
    return false
  })
  const cureFor = (axis: number): string => {
    const open = missing.find((slot) => slot.axis === axis)
    return open === undefined ? '' : ` ${problem.unknowns[open.unknown]!} lacks one: add ${example(problem, axis, open.unknown)}.`
  }
  for (const { fixing, first } of repeated) faults.push(repeatedFault(problem, fixing, first, cureFor(fixing.axes[0]!)))
  for (const fixing of distinct)
    if (startsAtPoint(fixing) || (fixing.axes.length > 1 && surplus.includes(fixing))) faults.push(pointFault(problem, fixing, missing))
  if (faults.length > 0) return faults
  for (const fixing of surplus) {
    const axis = fixing.axes[0]!
    const unknown = fixing.unknowns[0]!
    const given = kept.filter((other) => other.axes.includes(axis) && other.unknowns.includes(unknown)).length
    const cure = cureFor(axis)
    faults.push(
      new LabError(
        'surplus-condition',
        needs(problem, orders, axis, unknown, given),
        cure === '' ? `Remove ${surplus.length === 1 ? 'one' : surplus.length} of them.` : `Remove one of them.${cure}`,
        problem.loaded.place(['conditions', fixing.index])
      )
    )
    if (surplus.length > 1) break
  }
  // measured values may stand in the place of conditions
  if (faults.length > 0 || problem.observations.length > 0) return faults
  const place = problem.conditions.length > 0 ? problem.loaded.place(['conditions']) : problem.loaded.place(['equations', 0])
  const open = new Map(missing.map((slot) => [`${slot.unknown} ${slot.axis}`, slot]))
  for (const { axis, unknown } of open.values()) {
    const lacking = missing.filter((slot) => slot.axis === axis && slot.unknown === unknown).length
    const cure = `Add ${lacking === 1 ? 'a condition' : `${lacking} conditions`}, for example ${example(problem, axis, unknown)}.`
    faults.push(new LabError('missing-condition', needs(problem, orders, axis, unknown, orders[unknown]![axis]! - lacking), cure, place))
  }
  if (faults.length === 0 && free > 0) {
    const [name] = Object.keys(problem.document.eigenvalue ?? {})
    const size = problem.scope.variables.reduce((inner, variable) => `integral(${inner}, ${variable})`, `${problem.unknowns[0]}^2`)
    const cure = `Add a normalisation, for example ${size} = 1.`
    const message = `Nothing fixes the size of the solution that belongs to the eigenvalue ${name}`
    faults.push(new LabError('missing-condition', message, cure, problem.loaded.place(['eigenvalue', name!])))
  }
  return faults
}

/** Whether a condition is about an integral over a domain. */
function isSizeOn(problem: CompiledProblem, condition: CompiledCondition, shaped: ReadonlySet<number>): boolean {
  const axes = fixedAxes(problem, condition)
  return shaped.size > 0 && !condition.onBoundary && [...shaped].every((axis) => Number.isNaN(axes.get(axis) ?? 0))
}

function boundaryFault(problem: CompiledProblem, shaped: ReadonlySet<number>): LabError[] {
  if (shaped.size === 0 || isFit(problem) || problem.conditions.some((condition) => condition.onBoundary)) return []
  const cure = `Add { at: "${problem.unknowns[0]}(${problem.scope.variables.join(', ')}) = 0", on: boundary }.`
  const place = problem.conditions.length > 0 ? problem.loaded.place(['conditions']) : problem.loaded.place(['equations', 0])
  return [new LabError('missing-condition', 'Nothing is said about the boundary of the domain', cure, place)]
}

function fixings(problem: CompiledProblem, shaped: ReadonlySet<number>): Fixing[] {
  return problem.conditions.flatMap((condition, index) => {
    if (condition.onBoundary) return []
    const axes = [...fixedAxes(problem, condition).keys()].filter((axis) => !shaped.has(axis))
    if (axes.length === 0) return []
    const leaves = leavesOf(problem.graph, [condition.left, condition.right], 'unknown')
    const unknowns = [...new Set(leaves.map(({ leaf }) => leaf.unknown))].filter((unknown) => unknown < problem.unknowns.length)
    if (unknowns.length === 0) return []
    const value = asValueCondition(problem, condition)
    const key = value && [value.unknown, value.order, value.axis, value.point.value].join(' ')
    // that two states are orthogonal follows from their equations
    if (unknowns.length > 1 && problem.loaded.supplied.has(index)) return []
    return [{ index, condition, axes, unknowns, key }]
  })
}

/** Conditions that give the same derivative at the same place twice, apart. */
function withoutRepeats(
  problem: CompiledProblem,
  all: readonly Fixing[]
): { kept: Fixing[]; repeated: { fixing: Fixing; first: CompiledCondition }[] } {
  const seen = new Map<string, Fixing>()
  const kept: Fixing[] = []
  const repeated: { fixing: Fixing; first: CompiledCondition }[] = []
  for (const fixing of all) {
    const first = fixing.key === undefined ? undefined : seen.get(fixing.key)
    if (first !== undefined) repeated.push({ fixing, first: first.condition })
    else kept.push(fixing)
    if (fixing.key !== undefined && first === undefined) seen.set(fixing.key, fixing)
  }
  return { kept, repeated }
}

function repeatedFault(problem: CompiledProblem, { condition, index }: Fixing, first: CompiledCondition, more: string): LabError {
  const same = first.text.replaceAll(/\s/g, '') === condition.text.replaceAll(/\s/g, '')
  const message = same ? `The condition ${condition.text} is given twice` : `${first.text} and ${condition.text} give the same value twice`
  return new LabError('duplicate-condition', message, `Remove one of them.${more}`, problem.loaded.place(['conditions', index]))
}

/**
 * Conditions that fix a variable given to the unknowns that need them, as many as possible (augmenting paths): those that fix several variables,
 * and those that may stand beside, last.
 */
function matched(
  problem: CompiledProblem,
  orders: readonly (readonly number[])[],
  axis: number,
  all: readonly Fixing[]
): { surplus: Set<number>; missing: number[] } {
  const own = all.filter((fixing) => fixing.axes.includes(axis))
  const last = (fixing: Fixing): number => Number(fixing.axes.length > 1) * 2 + Number(isLevel(problem, fixing, all))
  const sorted = own.toSorted((a, b) => last(a) - last(b))
  const slots = orders.flatMap((list, unknown) => Array.from({ length: list[axis]! }, () => unknown))
  const holder = new Map<number, Fixing>()
  const place = (fixing: Fixing, fits: (fixing: Fixing) => readonly number[], tried: Set<number>): boolean => {
    for (const [slot, unknown] of slots.entries()) {
      if (tried.has(slot) || !fits(fixing).includes(unknown)) continue
      tried.add(slot)
      const before = holder.get(slot)
      if (before === undefined || place(before, fits, tried)) {
        holder.set(slot, fixing)
        return true
      }
    }
    return false
  }
  const points = new Set(own.map((fixing) => fixedAxes(problem, fixing.condition).get(axis)))
  const reach = points.size > 1 ? dependencies(problem, orders) : orders.map((_, unknown) => [unknown])
  const direct = (fixing: Fixing): readonly number[] => fixing.unknowns
  const indirect = (fixing: Fixing): readonly number[] => fixing.unknowns.flatMap((unknown) => reach[unknown]!)
  const unplaced = sorted.filter((fixing) => !place(fixing, direct, new Set()))
  const surplus = unplaced.filter((fixing) => !place(fixing, indirect, new Set()))
  return {
    surplus: new Set(surplus.map(({ index }) => index)),
    missing: slots.filter((_, slot) => !holder.has(slot))
  }
}

/** The one condition on the level of an unknown of which the equations and all other conditions read derivatives alone. */
function isLevel(problem: CompiledProblem, fixing: Fixing, all: readonly Fixing[]): boolean {
  const [unknown] = fixing.unknowns
  if (fixing.unknowns.length !== 1 || unknown === undefined || !hasFreeLevel(problem, unknown)) return false
  const fixed = all.filter((other) => other.unknowns.includes(unknown) && fixesLevel(problem, unknown, other.condition))
  return fixed.length === 1 && fixed[0] === fixing
}

/** "The equation is of order 2 in x and needs 2 conditions in x; one is given". */
function needs(problem: CompiledProblem, orders: readonly (readonly number[])[], axis: number, unknown: number, given: number): string {
  const order = orders[unknown]![axis]!
  const along = problem.scope.variables.length === 1 ? '' : ` in ${problem.variables[axis]!.name}`
  const subject = problem.unknowns.length === 1 ? 'The equation is' : `${problem.unknowns[unknown]!} is`
  const count = given === 0 ? 'none is' : given === 1 ? 'one is' : `${given} are`
  return `${subject} of order ${order}${along} and needs ${order} condition${order === 1 ? '' : 's'}${along}; ${count} given`
}
