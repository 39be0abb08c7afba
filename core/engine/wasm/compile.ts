import { hashPlan, type Plan } from '../plan.ts'
import { emitModule } from './emit.ts'
import type { Layout } from './layout.ts'
import type { Pass } from './pass.ts'
import { NotCompiled } from './not-compiled.ts'
import type { Target } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** A module ready to run, and the passes that it was made of. */
export interface CompiledModule {
  module: WebAssembly.Module
  layout: Layout
  passes: readonly Pass[]
  /** bytes of code */
  size: number
  /** memory and functions, while an engine holds them */
  workspace?: WeakRef<Workspace>
}

/** So many modules are kept: those of the last problems. */
const KEPT = 32
const cache = new Map<string, CompiledModule>()
const hashes = new WeakMap<Plan, string>()

function hashOf(plan: Plan): string {
  const known = hashes.get(plan)
  if (known !== undefined) return known
  const made = hashPlan(plan)
  hashes.set(plan, made)
  return made
}

function moduleOf(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    // functions and their locals have limits, which very large residuals reach
    if (error instanceof WebAssembly.CompileError) throw new NotCompiled(`its module was refused (${error.message})`)
    throw error
  }
}

/** The module of some passes of a Plan, compiled once for all runs of Plans of that shape. `kind` names the passes. */
export function compilePasses(plan: Plan, kind: string, target: Target, passes: () => readonly Pass[]): CompiledModule {
  const key = `${hashOf(plan)} ${kind} ${JSON.stringify(target)}`
  const known = cache.get(key)
  if (known !== undefined) {
    cache.delete(key)
    cache.set(key, known)
    return known
  }
  const list = passes()
  const { bytes, layout } = emitModule(plan, list, target)
  const made = { module: moduleOf(bytes), layout, passes: list, size: bytes.length }
  cache.set(key, made)
  for (const old of cache.keys()) {
    if (cache.size <= KEPT) break
    cache.delete(old)
  }
  return made
}
