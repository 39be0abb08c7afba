import { evaluateNodes } from '../engine/hoisted.ts'
import { LabError, type LabErrorJson } from '../errors.ts'
import { toGraph } from '../expression/to-graph.ts'
import { fixedAxes, ordersByVariable } from './classify.ts'
import { leavesOf } from './calculus.ts'
import { problemMeaning, type CompiledProblem } from './compile.ts'
import { linspace, tensor } from './points.ts'
import type { TrialForm } from './trial.ts'

/** Points along each other variable of an end. */
const ALONG = 7

/**
 * Where the factor h2 of a user's trial solution vanishes without a condition that asks for it: for u(a) and u'(b) the factor
 * (x - a)(b - x)^2 also fixes u(b), whatever the network does.
 */
export function pinned(problem: CompiledProblem, form: TrialForm): LabErrorJson[] {
  if (form.mode !== 'own') return []
  return form.unknowns.flatMap(({ name, split }, unknown) =>
    split === undefined
      ? []
      : problem.scope.variables.flatMap((variable, axis) =>
          [problem.variables[axis]!.from, problem.variables[axis]!.to].flatMap((end) => {
            const order = surplusOrder(problem, unknown, split.h2, axis, end)
            if (order === undefined) return []
            const what = order === 0 ? name : `derivative ${order} of ${name} by ${variable}`
            const message = `The trial solution fixes the ${order === 0 ? 'value of ' : ''}${what} at ${variable} = ${end}, where no condition asks for it: what multiplies the network vanishes there`
            const cure = `Use a factor that does not vanish at ${variable} = ${end}, or a lower power, or trial: auto.`
            return [new LabError('lint-pinned', message, cure, problem.loaded.place(['trial', name])).toJSON()]
          })
        )
  )
}

/** The lowest derivative along an axis that h2 fixes at an end, with all below it, though no condition reads it there. */
function surplusOrder(
  problem: CompiledProblem,
  unknown: number,
  h2: Parameters<typeof toGraph>[1],
  axis: number,
  end: number
): number | undefined {
  const { graph, calculus, variables } = problem
  const read = new Set(
    problem.conditions
      .filter((condition) => leavesOf(graph, [condition.left, condition.right], 'unknown').some(({ leaf }) => leaf.unknown === unknown))
      .filter((condition) => condition.onBoundary || readsAt(problem, condition, axis, end))
      .flatMap((condition) => leavesOf(graph, [condition.left, condition.right], 'unknown').map(({ leaf }) => leaf.order[axis]!))
  )
  const node = toGraph(graph, h2, problemMeaning(problem))
  const points = tensor(variables.map(({ from, to }, k) => (k === axis ? Float64Array.of(end) : linspace(from, to, ALONG))))
  const scalars = Float64Array.from(problem.parameters, ({ value }) => value)
  for (let order = 0; order <= ordersByVariable(problem, unknown)[axis]!; order++) {
    const derivative = calculus.derivative(
      node,
      variables.map((_, k) => (k === axis ? order : 0))
    )
    const [values] = evaluateNodes(graph, [derivative], points, scalars, points[0]!.length)
    if (values!.some((value) => !(Math.abs(value) <= 1e-12))) return undefined
    if (!read.has(order)) return order
  }
  return undefined
}

function readsAt(problem: CompiledProblem, condition: CompiledProblem['conditions'][number], axis: number, end: number): boolean {
  const axes = fixedAxes(problem, condition)
  // an integral reads every point, and a pair of ends both
  return axes.has(axis) && (Number.isNaN(axes.get(axis)) || axes.get(axis) === end || isPair(condition))
}

const isPair = ({ ast }: CompiledProblem['conditions'][number]): boolean => ast.left.kind === 'unknown' && ast.right.kind === 'unknown'
