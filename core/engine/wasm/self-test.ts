import { Interpreter } from '../interpreter.ts'
import { hashPlan, type Bindings, type Plan } from '../plan.ts'
import { CompiledEngine } from './compiled-engine.ts'
import type { Target } from './shape.ts'

/** Points of each group that are looked at: full blocks and a ragged one. */
const POINTS = 41
const TOLERANCE = { float64: 1e-8, float32: 2e-3 } as const

const verdicts = new Map<string, boolean>()
const hashes = new WeakMap<Plan, string>()

/**
 * Whether the compiled gradient of a Plan is the interpreter's, at the present weights and a few of the points. Asked once per Plan and target: the
 * revectoriser is an experiment of V8's, and a wrong gradient would train without a word.
 */
export function agreesWithInterpreter(plan: Plan, bindings: Bindings, target: Target): boolean {
  const hash = hashes.get(plan) ?? hashPlan(plan)
  hashes.set(plan, hash)
  const key = `${hash} ${JSON.stringify(target)}`
  const known = verdicts.get(key)
  if (known !== undefined) return known
  const few = firstPoints(bindings, POINTS)
  const [exact, found] = [new Interpreter({ ...plan, precision: 'float64' }, few), new CompiledEngine(plan, few, target)].map((engine) => {
    const gradient = new Float64Array(bindings.parameters.length)
    const { total } = engine.gradient(gradient)
    return [total, ...gradient]
  }) as [number[], number[]]
  const size = exact.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  // where the loss is not finite there is nothing to compare, and nothing is kept
  if (!Number.isFinite(size)) return true
  const agrees = exact.every((x, k) => Math.abs(x - found[k]!) <= TOLERANCE[plan.precision] * size)
  verdicts.set(key, agrees)
  return agrees
}

function firstPoints(bindings: Bindings, count: number): Bindings {
  return {
    ...bindings,
    points: bindings.points.map((axes) => axes.map((axis) => axis.subarray(0, count))),
    columns: bindings.columns.map((values) => values?.subarray(0, count))
  }
}
