import { evaluateNodes } from '../engine/hoisted.ts'
import { conditionViolation, evaluateGroup, rebound, type BoundProblem } from '../problem/bound.ts'
import type { CompiledProblem } from '../problem/compile.ts'
import { domainOutline } from '../problem/domain-outline.ts'
import { invariantDrifts } from '../problem/invariants.ts'
import { lensAxes, type Lens } from '../problem/lens.ts'
import { tensor } from '../problem/points.ts'
import { anatomy } from './anatomy.ts'
import { omegaAt } from '../problem/domain.ts'
import { transformed } from '../engine/transform.ts'
import { places } from './places.ts'
import type { Metrics, Snapshot } from './snapshot.ts'

/** Exact solution at points, by unknown or by the given names; null where none is given. */
export function exactAt(
  problem: CompiledProblem,
  scalars: Float64Array,
  points: readonly Float64Array[],
  names: readonly string[] = problem.unknowns
): (Float64Array | null)[] {
  return names.map((name) => {
    const exact = problem.exact.get(name)
    return exact === undefined ? null : evaluateNodes(problem.graph, [exact.node], points, scalars, points[0]!.length)[0]!
  })
}

/** Values of the trained numbers beside the network. */
export function estimates({ built, bindings }: BoundProblem): Record<string, number> {
  return Object.fromEntries(
    built.plan.trainables.map(({ name, offset, ...kind }) => [name, transformed(kind, bindings.parameters[offset]!).value])
  )
}

/** An eigenfunction is known up to its sign: the exact one takes the sign of the trial solution. */
function signed(problem: CompiledProblem, exact: (Float64Array | null)[], solutions: readonly Float64Array[]): (Float64Array | null)[] {
  if (problem.document.eigenvalue === undefined) return exact
  return exact.map((values, k) => {
    const product = values?.reduce((sum, value, p) => sum + (Number.isFinite(value) ? value * solutions[k]![p]! : 0), 0) ?? 0
    return product < 0 ? values!.map((value) => -value) : values
  })
}

/** Error measures against the exact solution, over the dense grid and at the training points. */
export function measure(bound: BoundProblem): { metrics: Metrics; worst: Snapshot['worst']; scale: number } {
  const { problem, built, bindings } = bound
  const dense = bindings.points[built.groups.dense]!
  const solutions = evaluateGroup(bound, built.groups.dense)
  const exact = signed(problem, exactAt(problem, bindings.scalars, dense), solutions)
  const atPoints = evaluateGroup(bound, built.groups.interior)
  const exactAtPoints = signed(problem, exactAt(problem, bindings.scalars, bindings.points[built.groups.interior]!), atPoints)
  const errors = problem.unknowns.map((_, k) => errorOf(solutions[k]!, exact[k]!))
  const pointErrors = problem.unknowns.map((_, k) => errorOf(atPoints[k]!, exactAtPoints[k]!))
  const functions = problem.functions.flatMap(({ name }, k) => {
    const [truth = null] = exactAt(problem, bindings.scalars, dense, [name])
    const error = errorOf(solutions[problem.unknowns.length + k]!, truth)
    return error === null ? [] : [[name, { max_abs_error: error.max, rel_l2: error.relative }] as const]
  })
  const metrics: Metrics = {
    max_abs_error: worstOf(errors.map((error) => error?.max ?? null)),
    max_abs_error_at_points: worstOf(pointErrors.map((error) => error?.max ?? null)),
    rel_l2: worstOf(errors.map((error) => error?.relative ?? null)),
    condition_violation: conditionViolation(bound),
    ...(built.plan.trainables.length === 0 ? {} : { estimates: estimates(bound) }),
    ...(problem.invariants.length === 0 ? {} : { invariants: invariantDrifts(bound) }),
    by_unknown: Object.fromEntries([
      ...problem.unknowns.map((name, k) => [name, { max_abs_error: errors[k]?.max ?? null, rel_l2: errors[k]?.relative ?? null }] as const),
      ...functions
    ])
  }
  const first = errors[0]
  const scale = maxAbs(exact[0] ?? solutions[0]!)
  return { metrics, scale, worst: first ? { at: dense.map((axis) => axis[first.index]!), error: first.signed } : null }
}

/** The fields, tiles and weights that a bench shows, through a lens. */
export function picture(
  present: BoundProblem,
  lens: Lens = {}
): Pick<Snapshot, 'axes' | 'units' | 'fixed' | 'outline' | 'fields' | 'functions' | 'points' | 'places' | 'network' | 'networks'> {
  const bound = through(present, lens)
  const { problem, built, bindings } = bound
  const unknowns = problem.unknowns.length
  const view = evaluateGroup(bound, built.groups.view)
  const viewPoints = bindings.points[built.groups.view]!
  const exact = signed(problem, exactAt(problem, bindings.scalars, viewPoints), view.slice(unknowns, 2 * unknowns))
  const parts = lens.anatomy === true ? anatomy(bound, view) : []
  const region = problem.domain === undefined ? undefined : omegaAt(problem, viewPoints)
  const functionNames = problem.functions.map(({ name }) => name)
  const exactFunctions = exactAt(problem, bindings.scalars, viewPoints, functionNames)
  const shown = [...view, ...exact, ...exactFunctions, ...parts.flatMap(({ h1, h2 }) => [h1, h2])]
  region?.forEach((value, p) => value < 0 && shown.forEach((field) => field !== null && (field[p] = NaN)))
  const interior = evaluateGroup(present, built.groups.interior)
  const at = bindings.points[built.groups.interior]!.map((axis) => axis.slice())
  const pictures = networkPictures(bound)
  const grid = lensAxes(problem, 'view', lens)
  const axes = grid.map((values, axis) => ({ name: problem.variables[axis]!.name, values }))
  return {
    axes: axes.filter(({ values }) => values.length > 1),
    ...(problem.document.units === undefined ? {} : { units: { ...problem.document.units } }),
    fixed: axes.flatMap(({ name, values }) => (values.length > 1 ? [] : [{ name, value: values[0]! }])),
    ...outlineOver(problem, grid),
    fields: problem.unknowns.map((unknown, k) => ({
      unknown,
      network: view[k]!,
      solution: view[unknowns + k]!,
      residual: view[2 * unknowns + k]!,
      exact: exact[k]!,
      ...parts[k]
    })),
    points: {
      at,
      solution: interior[0]!,
      residual: interior[unknowns]!,
      exact: signed(problem, exactAt(problem, bindings.scalars, at), interior.slice(0, unknowns))[0]!
    },
    places: places(bound),
    ...(functionNames.length === 0
      ? {}
      : { functions: functionNames.map((name, k) => ({ name, values: view[3 * unknowns + k]!, exact: exactFunctions[k]! })) }),
    network: pictures[0]!.network,
    ...(pictures.length === 1 ? {} : { networks: pictures })
  }
}

/** The domain's boundary in the plane that is drawn; nothing where a line is drawn or the domain has no shape of its own. */
function outlineOver(problem: CompiledProblem, grid: readonly Float64Array[]): Pick<Snapshot, 'outline'> {
  const [first, second] = [...grid.keys()].filter((axis) => grid[axis]!.length > 1)
  if (problem.domain === undefined || first === undefined || second === undefined) return {}
  const outline = domainOutline(problem, [grid[first]!, grid[second]!], (a, b) =>
    grid.map((values, axis) => (axis === first ? a : axis === second ? b : new Float64Array(a.length).fill(values[0]!)))
  )
  return { outline }
}

function networkPictures({ problem, built, bindings, engine }: BoundProblem): NonNullable<Snapshot['networks']> {
  const { networks, blocks } = built.plan
  return networks.map(({ layers, coordinates, blocks: own }, n) => {
    const tiles = engine.activations(built.groups.tiles, n)
    return {
      name: built.networks[n]!,
      network: {
        inputs: coordinates.map((axis) => problem.variables[axis]!.name),
        layers: layers.map(({ width, activation }, l) => ({ width, activation, tiles: tiles[l]! })),
        tilePoints: bindings.points[built.groups.tiles]![0]!.length,
        weights: own.map((index) => {
          const { offset, rows, columns } = blocks[index]!
          return { rows, columns, values: bindings.parameters.slice(offset, offset + rows * columns) }
        }),
        parameters: bindings.parameters.length
      }
    }
  })
}

/** The problem with the points of its view moved to where the lens looks. */
function through(bound: BoundProblem, lens: Lens): BoundProblem {
  const { problem, built, bindings } = bound
  if (lens.axes === undefined && lens.at === undefined && lens.over === undefined) return bound
  const points = bindings.points.map((group, index) => {
    if (index === built.groups.view) return tensor(lensAxes(problem, 'view', lens))
    return index === built.groups.tiles ? tensor(lensAxes(problem, 'tiles', lens)) : group
  })
  const moved = { ...bindings, points }
  return rebound(bound, moved)
}

function errorOf(
  solution: Float64Array,
  exact: Float64Array | null
): { max: number; index: number; signed: number; relative: number } | null {
  if (exact === null) return null
  let index = -1
  let max = 0
  let difference = 0
  let norm = 0
  solution.forEach((value, p) => {
    const truth = exact[p]!
    if (!Number.isFinite(truth)) return // e.g. a removable singularity of the closed form
    const error = Math.abs(value - truth)
    if (index < 0 || error > max || Number.isNaN(error)) {
      if (!(index >= 0 && Number.isNaN(max))) {
        index = p
        max = error
      }
    }
    difference += error * error
    norm += truth * truth
  })
  if (index < 0) return null
  return { max, index, signed: solution[index]! - exact[index]!, relative: Math.sqrt(difference) / (Math.sqrt(norm) || 1) }
}

function worstOf(values: readonly (number | null)[]): number | null {
  return values.reduce((worst, value) => (value === null ? worst : worst === null ? value : nanMax(worst, value)), null)
}

function nanMax(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b)
}

function maxAbs(values: Float64Array): number {
  return values.reduce((max, value) => (Number.isFinite(value) ? Math.max(max, Math.abs(value)) : max), 0)
}
