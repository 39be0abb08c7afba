import type { Settings } from '../training/settings.ts'
import { BLOCK } from './block.ts'
import { Interpreter } from './interpreter.ts'
import type { Bindings, Engine, Plan } from './plan.ts'
import { CompiledEngine } from './wasm/compiled-engine.ts'
import { machine, targetFor } from './wasm/probe.ts'
import { NotCompiled } from './wasm/not-compiled.ts'
import type { Target } from './wasm/shape.ts'
import { mistrust, type Question } from './wasm/self-test.ts'

/** Below so many points nothing is compiled only to look at a group. */
const FEW = 256

/** What a run stores of its engine. */
export type EngineDescription = Record<string, string | number | boolean>

/**
 * The engine over a Plan. `auto` compiles where WebAssembly has vectors, with fused multiply-adds where the machine has them; `portable` without
 * these, so that bits are the same on every machine.
 */
export function makeEngine(plan: Plan, bindings: Bindings, choice: Settings['engine']): Engine {
  return choice === 'interpreter' ? new Interpreter(plan, bindings) : new GuardedEngine(plan, bindings, choice)
}

/**
 * What computes the answers to some questions, by default the gradient. `because`: why the interpreter does, where the compiled engine was
 * asked for.
 */
export function describeEngine(engine: Engine, questions: readonly Question[] = ['gradient']): EngineDescription {
  return engine instanceof GuardedEngine ? engine.describe(questions) : { name: 'interpreter', block: BLOCK }
}

/** Why the interpreter answers by now, where the compiled engine was asked for; nothing is computed or tested for this. */
export function fallBack(engine: Engine): string | undefined {
  return engine instanceof GuardedEngine ? engine.fallBack : undefined
}

/** The engine in words, with the reason where the interpreter stands in, from the beginning or later. */
export function engineInWords({ name, fma, because, later }: EngineDescription): string {
  if (because !== undefined) return `${String(name)}, because ${String(because)}`
  const own = fma === false ? `${String(name)}, without fused multiply-add` : String(name)
  return later === undefined ? own : `${own}; ${String(later)}`
}

/** The choice that computes with the bits of a run that stored this of its engine. */
export function choiceOf(choice: Settings['engine'], stored: EngineDescription): Settings['engine'] {
  if (choice !== 'auto') return choice
  if (stored.name === 'interpreter') return 'interpreter'
  return stored.fma === false ? 'portable' : 'auto'
}

/**
 * The compiled engine behind checks: before it first answers, it is held against the interpreter at a few of the points, and so are its Jacobian and its
 * products before they are first asked for. Where they differ it is compiled without joined vectors, and where that does not help, or where
 * a Plan has what cannot be compiled, the interpreter computes and the description says why. Small groups are only ever looked at by the interpreter.
 */
class GuardedEngine implements Engine {
  private readonly plan: Plan
  private readonly bindings: Bindings
  private readonly interpreter: Interpreter
  private readonly trusted = new Set<Question>()
  /** by preference: the first is in use */
  private targets: readonly Target[]
  private compiled: CompiledEngine | undefined
  private because: string | undefined

  constructor(plan: Plan, bindings: Bindings, choice: Settings['engine']) {
    this.plan = plan
    this.bindings = bindings
    this.interpreter = new Interpreter(plan, bindings)
    const found = machine()
    const fma = found.fma && choice !== 'portable'
    const targets = [targetFor(found, fma), ...(found.joined ? [targetFor({ ...found, joined: false }, fma)] : [])]
    this.targets = found.vectors ? targets : []
    if (!found.vectors) this.because = 'this runtime has no WebAssembly with vectors'
  }

  describe(questions: readonly Question[]): EngineDescription {
    const engines = questions.map((question) => this.by(question, (engine) => engine))
    const engine = engines.at(-1)
    if (!(engine instanceof CompiledEngine))
      return { name: 'interpreter', block: BLOCK, ...(this.because === undefined ? {} : { because: this.because }) }
    const { fma, tile } = engine.target
    return { name: 'compiled', fma, tile: `${tile.rows}x${tile.vectors}` }
  }

  get fallBack(): string | undefined {
    return this.targets.length === 0 ? this.because : undefined
  }

  get rows(): number {
    return this.interpreter.rows
  }

  loss(): { total: number; terms: Float64Array } {
    return this.by('gradient', (engine) => engine.loss())
  }

  gradient(out: Float64Array): { total: number; terms: Float64Array } {
    return this.by('gradient', (engine) => engine.gradient(out))
  }

  rowValues(out: Float64Array): void {
    this.by('gradient', (engine) => engine.rowValues(out))
  }

  jacobian(out: Float64Array, from?: number, to?: number): void {
    this.by('rows', (engine) => engine.jacobian(out, from, to))
  }

  jacobianColumns(out: Float64Array): void {
    this.by('rows', (engine) => engine.jacobianColumns(out))
  }

  jv(v: Float64Array, out: Float64Array): void {
    this.by('products', (engine) => engine.jv(v, out))
  }

  jtw(w: Float64Array, out: Float64Array): void {
    this.by('products', (engine) => engine.jtw(w, out))
  }

  residuals(group: number, term: number, out: Float64Array): void {
    if (this.isSmall(group)) this.interpreter.residuals(group, term, out)
    else this.by('gradient', (engine) => engine.residuals(group, term, out))
  }

  evaluate(group: number, out: readonly Float64Array[]): void {
    if (this.isSmall(group)) this.interpreter.evaluate(group, out)
    else this.by('gradient', (engine) => engine.evaluate(group, out))
  }

  activations(group: number, network?: number): Float64Array[] {
    return this.interpreter.activations(group, network)
  }

  private isSmall(group: number): boolean {
    return (this.bindings.points[group]![0]?.length ?? 0) < FEW
  }

  /** Asks the compiled engine where it can be trusted with the question, else the interpreter. */
  private by<T>(question: Question, ask: (engine: Engine) => T): T {
    try {
      return ask(this.trustedWith(question))
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error
      this.targets = []
      this.because = error.message
      return ask(this.interpreter)
    }
  }

  private trustedWith(question: Question): Engine {
    const { plan, bindings } = this
    while (!this.trusted.has(question) && this.targets.length > 0) {
      const reason = mistrust(plan, bindings, this.targets[0]!, question)
      if (reason === undefined) this.trusted.add(question)
      else {
        this.because = reason
        this.targets = this.targets.slice(1)
        this.trusted.clear()
        this.compiled = undefined
      }
    }
    if (this.targets.length === 0) return this.interpreter
    return (this.compiled ??= new CompiledEngine(plan, bindings, this.targets[0]!))
  }
}
