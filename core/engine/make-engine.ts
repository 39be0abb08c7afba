import type { Settings } from '../training/settings.ts'
import { BLOCK } from './block.ts'
import { Interpreter } from './interpreter.ts'
import type { Bindings, Engine, Plan } from './plan.ts'
import { CompiledEngine } from './wasm/compiled-engine.ts'
import { machine, targetFor } from './wasm/probe.ts'
import { agreesWithInterpreter } from './wasm/self-test.ts'

/** Below so many points nothing is compiled only to look at a group. */
const FEW = 256

/** What a run stores of its engine. */
export type EngineDescription = Record<string, string | number | boolean>

/**
 * The engine over a Plan. `auto` compiles where WebAssembly has vectors, with fused multiply-adds where the machine has them; `portable` without
 * these, so that bits are the same on every machine.
 */
export function makeEngine(plan: Plan, bindings: Bindings, choice: Settings['engine']): Engine {
  return choice === 'interpreter' || !machine().vectors ? new Interpreter(plan, bindings) : new GuardedEngine(plan, bindings, choice)
}

export function describeEngine(engine: Engine): EngineDescription {
  return engine instanceof GuardedEngine ? engine.description : { name: 'interpreter', block: BLOCK }
}

/** The choice that computes with the bits of a run that stored this of its engine. */
export function choiceOf(choice: Settings['engine'], stored: EngineDescription): Settings['engine'] {
  if (choice !== 'auto') return choice
  if (stored.name === 'interpreter') return 'interpreter'
  return stored.fma === false ? 'portable' : 'auto'
}

/**
 * The compiled engine behind a check: before it first trains, it is held against the interpreter at a few of the points. Where they differ it is
 * compiled without joined vectors, and where that does not help the interpreter computes. Small groups are only ever looked at by the interpreter.
 */
class GuardedEngine implements Engine {
  private readonly plan: Plan
  private readonly bindings: Bindings
  private readonly choice: Settings['engine']
  private readonly interpreter: Interpreter
  private chosen: Engine | undefined

  constructor(plan: Plan, bindings: Bindings, choice: Settings['engine']) {
    this.plan = plan
    this.bindings = bindings
    this.choice = choice
    this.interpreter = new Interpreter(plan, bindings)
  }

  get description(): EngineDescription {
    const engine = this.trusted()
    if (!(engine instanceof CompiledEngine)) return { name: 'interpreter', block: BLOCK }
    const { fma, tile } = engine.target
    return { name: 'compiled', fma, tile: `${tile.rows}x${tile.vectors}` }
  }

  get rows(): number {
    return this.interpreter.rows
  }

  loss(): { total: number; terms: Float64Array } {
    return this.trusted().loss()
  }

  gradient(out: Float64Array): { total: number; terms: Float64Array } {
    return this.trusted().gradient(out)
  }

  rowValues(out: Float64Array): void {
    this.trusted().rowValues(out)
  }

  jacobian(out: Float64Array, from?: number, to?: number): void {
    this.trusted().jacobian(out, from, to)
  }

  jv(v: Float64Array, out: Float64Array): void {
    this.trusted().jv(v, out)
  }

  jtw(w: Float64Array, out: Float64Array): void {
    this.trusted().jtw(w, out)
  }

  residuals(group: number, term: number, out: Float64Array): void {
    this.looking(group).residuals(group, term, out)
  }

  evaluate(group: number, out: readonly Float64Array[]): void {
    this.looking(group).evaluate(group, out)
  }

  activations(group: number, network?: number): Float64Array[] {
    return this.interpreter.activations(group, network)
  }

  private looking(group: number): Engine {
    const count = this.bindings.points[group]![0]?.length ?? 0
    return count < FEW ? this.interpreter : this.trusted()
  }

  private trusted(): Engine {
    if (this.chosen !== undefined) return this.chosen
    const { plan, bindings } = this
    const found = machine()
    const fma = found.fma && this.choice !== 'portable'
    const targets = [targetFor(found, fma), targetFor({ ...found, joined: false }, fma)]
    const target = targets.find((each) => agreesWithInterpreter(plan, bindings, each))
    this.chosen = target === undefined ? this.interpreter : new CompiledEngine(plan, bindings, target)
    return this.chosen
  }
}
