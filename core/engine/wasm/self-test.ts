import { Interpreter } from '../interpreter.ts'
import { hashPlan, type Bindings, type Engine, type Plan } from '../plan.ts'
import { CompiledEngine } from './compiled-engine.ts'
import { BLOCK_PANELS, LANES, type Target } from './shape.ts'

/** Points of each group that are looked at: a full block and a ragged one. The interpreter takes the longer part of the time until a wide network trains. */
const pointsOf = ({ precision }: Plan): number => BLOCK_PANELS * LANES[precision].points + 5
/** Rows of the Jacobian that are looked at, from its two ends. */
const ROWS = 20
const TOLERANCE = { float64: 1e-8, float32: 2e-3 } as const

/** What an engine is asked, by the modules that answer. */
const QUESTIONS = {
  gradient: (engine: Engine, { parameters }: Bindings): Float64Array => {
    const found = new Float64Array(parameters.length + 1)
    const { total } = engine.gradient(found.subarray(1))
    found[0] = total
    return found
  },
  rows: (engine: Engine, { parameters }: Bindings): Float64Array => {
    const ends = [0, Math.max(0, engine.rows - ROWS)].map((from) => {
      const to = Math.min(engine.rows, from + ROWS)
      const jacobian = new Float64Array((to - from) * parameters.length)
      engine.jacobian(jacobian, from, to)
      return jacobian
    })
    const values = new Float64Array(engine.rows)
    engine.rowValues(values)
    return joined([...ends, values])
  },
  products: (engine: Engine, { parameters }: Bindings): Float64Array => {
    const along = new Float64Array(engine.rows)
    engine.jv(
      parameters.map((_, k) => Math.cos(k)),
      along
    )
    const back = new Float64Array(parameters.length)
    engine.jtw(
      along.map((_, k) => Math.sin(1 + k)),
      back
    )
    return joined([along, back])
  }
} as const

function joined(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export type Question = keyof typeof QUESTIONS

const NAMES: Readonly<Record<Question, string>> = { gradient: 'gradient', rows: 'Jacobian', products: 'products with the Jacobian' }

const verdicts = new Map<string, string | undefined>()
const hashes = new WeakMap<Plan, string>()

/**
 * Why compiled answers are not to be trusted: they are held against the interpreter's, at the present weights and a few of the points. Undefined where
 * they agree. Asked once per Plan and target: the revectoriser is an experiment of V8's, and a wrong gradient would train without a word.
 */
export function mistrust(plan: Plan, bindings: Bindings, target: Target, question: Question): string | undefined {
  const hash = hashes.get(plan) ?? hashPlan(plan)
  hashes.set(plan, hash)
  const key = `${hash} ${question} ${JSON.stringify(target)}`
  if (verdicts.has(key)) return verdicts.get(key)
  const few = firstPoints(bindings, pointsOf(plan))
  const ask = QUESTIONS[question]
  const exact = ask(new Interpreter({ ...plan, precision: 'float64' }, few), few)
  const size = largest(exact)
  // where the loss is not finite there is nothing to compare, and nothing is kept
  if (!Number.isFinite(size)) return undefined
  const found = ask(new CompiledEngine(plan, few, target), few)
  for (let k = 0; k < exact.length; k++) found[k]! -= exact[k]!
  const off = largest(found)
  const agrees = off <= TOLERANCE[plan.precision] * size
  const verdict = agrees
    ? undefined
    : `the compiled ${NAMES[question]} failed its test: off by ${Number.isFinite(off) ? (off / size).toExponential(0) : off} of the interpreter's`
  verdicts.set(key, verdict)
  return verdict
}

/** The largest of the absolute values, or NaN where one of them is. */
function largest(values: Float64Array): number {
  let most = 0
  for (let k = 0; k < values.length; k++) most = Math.max(most, Math.abs(values[k]!))
  return most
}

function firstPoints(bindings: Bindings, count: number): Bindings {
  return {
    ...bindings,
    points: bindings.points.map((axes) => axes.map((axis) => axis.subarray(0, count))),
    columns: bindings.columns.map((values) => values?.subarray(0, count))
  }
}
