import { LabError } from '../errors.ts'
import type { Expression } from '../expression/ast.ts'
import { children } from '../expression/nodes.ts'
import { print } from '../expression/print.ts'
import { INTEGRAL_POINTS } from '../expression/quadrature.ts'
import { Interpreter } from '../engine/interpreter.ts'
import type { Settings } from '../training/settings.ts'
import { bind } from './bind.ts'
import { evaluateGroup } from './bound.ts'
import { buildPlan } from './build-plan.ts'
import { compileProblem, type CompiledProblem } from './compile.ts'
import type { LoadedProblem } from './document.ts'
import { shapedAxes } from './domain-rule.ts'
import type { CheckReport } from './report.ts'
import { trialForm } from './trial.ts'

type Report = NonNullable<CheckReport['integrals']>
type Integral = Extract<Expression, { kind: 'integral' }>

/** Points at which two rules are compared. */
const LOOKED_AT = 40
/** By how much the finer rule has more points along each variable. */
const FINER = 1.5

/**
 * How the integrals of a problem are computed, and how far the rule may be trusted: the same trial solution and residuals at the weights that
 * training begins with, by a rule with half as many points more.
 * @param again compiles the problem with so many points
 */
export function integralReport(
  problem: CompiledProblem,
  settings: Settings,
  again: (points: number) => CompiledProblem
): Report | undefined {
  const rules = rulesOf(problem)
  if (rules.length === 0) return undefined
  return { rules, change: change(problem, settings, () => again(Math.ceil(FINER * Math.max(...rules.map(({ points }) => points))))) }
}

/** The same problem with so many points along each variable of an integral. */
export function withQuadrature(
  loaded: LoadedProblem,
  quadrature: number,
  ...given: [Parameters<typeof compileProblem>[1], Parameters<typeof compileProblem>[2]]
) {
  return compileProblem({ ...loaded, document: { ...loaded.document, quadrature } }, ...given)
}

function rulesOf(problem: CompiledProblem): Report['rules'] {
  const sides = [...problem.equations, ...problem.conditions].flatMap(({ ast }) => [ast.left, ast.right])
  const shaped = problem.domain === undefined ? [] : shapedAxes(problem).map((axis) => problem.variables[axis]!.name)
  const rules = sides.flatMap(outermost).map((integral) => ({
    text: print(integral, problem.scope.variables),
    over: along(integral),
    points: problem.document.quadrature ?? INTEGRAL_POINTS[Math.min(depth(integral), INTEGRAL_POINTS.length - 1)]!,
    domain: integral.from === undefined && shaped.includes(integral.variable)
  }))
  return rules.filter(({ text }, k) => rules.findIndex((one) => one.text === text) === k)
}

function outermost(expression: Expression): Integral[] {
  return expression.kind === 'integral' ? [expression] : children(expression).flatMap(outermost)
}

/** The variables of integrals that stand directly inside each other. */
function along({ variable, body }: Integral): string[] {
  return [variable, ...(body.kind === 'integral' ? along(body) : [])]
}

function depth(expression: Expression): number {
  return Number(expression.kind === 'integral') + Math.max(0, ...children(expression).map(depth))
}

/** Largest change of a solution or residual, relative to its own size; null where the finer rule is too long to be written out. */
function change(problem: CompiledProblem, settings: Settings, again: () => CompiledProblem): number | null {
  let finer: CompiledProblem
  try {
    finer = again()
  } catch (error) {
    if (error instanceof LabError) return null
    throw error
  }
  const [coarse, fine] = [valuesOf(problem, settings), valuesOf(finer, settings)]
  return Math.max(
    ...coarse.map((values, k) => {
      const size = Math.max(...values.map(Math.abs))
      const off = Math.max(...values.map((value, p) => Math.abs(value - fine[k]![p]!)))
      return off === 0 ? 0 : off / size
    })
  )
}

/** The trial solutions and residuals at some of the training points, at the weights that training begins with. */
function valuesOf(problem: CompiledProblem, settings: Settings): Float64Array[] {
  const built = buildPlan(problem, trialForm(problem), settings)
  const bindings = bind(problem, built, settings)
  const { interior } = built.groups
  const all = bindings.points[interior]!
  const stride = Math.ceil(all[0]!.length / LOOKED_AT)
  const points = all.map((axis) => axis.filter((_, p) => p % stride === 0))
  const own = { ...bindings, points: bindings.points.map((group, k) => (k === interior ? points : group)) }
  return evaluateGroup({ problem, built, bindings: own, engine: new Interpreter(built.plan, own) }, interior)
}
