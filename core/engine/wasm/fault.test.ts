import { beforeEach, expect, test, vi } from 'vitest'
import { Interpreter } from '../interpreter.ts'
import { describeEngine, engineInWords, makeEngine } from '../make-engine.ts'
import type { Bindings, Engine, Plan } from '../plan.ts'
import { CompiledEngine } from './compiled-engine.ts'
import { NotCompiled } from './not-compiled.ts'
import { machine, targetFor } from './probe.ts'
import { trialPlan } from './testing/plans.ts'

/** The error that is planted at present. */
const planted = vi.hoisted((): { at: string } => ({ at: '' }))

vi.mock('./products.ts', async (original) => {
  const real = await original<typeof import('./products.ts')>()
  const less = (count: number): number => Math.max(1, count - 1)
  const emitProduct: typeof real.emitProduct = (module, lane, target, shape) =>
    real.emitProduct(module, lane, target, planted.at === 'product' ? { ...shape, depth: less(shape.depth) } : shape)
  const emitOuter: typeof real.emitOuter = (module, lane, target, shape) =>
    real.emitOuter(module, lane, target, planted.at === 'outer' ? { ...shape, rows: less(shape.rows) } : shape)
  const emitRows: typeof real.emitRows = (module, lane, target, shape) =>
    real.emitRows(module, lane, target, planted.at === 'rows' ? { ...shape, features: less(shape.features) } : shape)
  const emitAlong: typeof real.emitAlong = (module, lane, target, shape) =>
    real.emitAlong(module, lane, target, planted.at === 'along' ? { ...shape, channels: less(shape.channels) } : shape)
  const emitNarrow: typeof real.emitNarrow = (module, lane, target, shape) =>
    real.emitNarrow(
      module,
      lane,
      target,
      planted.at === 'narrow' ? { ...shape, many: { ...shape.many, count: less(shape.many.count) } } : shape
    )
  return { ...real, emitProduct, emitOuter, emitNarrow, emitRows, emitAlong }
})

vi.mock('./parameters-code.ts', async (original) => {
  const real = await original<typeof import('./parameters-code.ts')>()
  const emitParameters: typeof real.emitParameters = (module, plan, lane, arena, blocks, directions) =>
    real.emitParameters(
      module,
      plan,
      lane,
      arena,
      planted.at === 'parameters' ? blocks.map((block) => ({ ...block, narrow: false })) : blocks,
      directions
    )
  return { ...real, emitParameters }
})

vi.mock('./elementary/index.ts', async (original) => {
  const real = await original<typeof import('./elementary/index.ts')>()
  const tanh: typeof real.ELEMENTARY.tanh = (lanes, x) => {
    const value = real.ELEMENTARY.tanh(lanes, x)
    return planted.at === 'tanh' ? lanes.mul(value, lanes.constant(1 + 1e-6)) : value
  }
  const table = new Proxy(
    { ...real.ELEMENTARY, tanh },
    {
      getOwnPropertyDescriptor: (target, name) =>
        planted.at === 'unknown' && name === 'tanh' ? undefined : Reflect.getOwnPropertyDescriptor(target, name)
    }
  )
  return { ...real, ELEMENTARY: table }
})

/** A plan of its own for every error: modules and verdicts are kept by plan. */
function planFor(name: string, points = 60): { plan: Plan; bindings: Bindings } {
  const { plan, bindings } = trialPlan({ axes: 2, hidden: [7, 6], activation: 'tanh', orders: [[2, 0], [0, 1]], points }) // prettier-ignore
  return { plan: { ...plan, scalars: plan.scalars.map((scalar) => `${scalar} with ${name}`) }, bindings }
}

function numbers(engine: Engine, { parameters }: Bindings, what: 'gradient' | 'rows' | 'products'): Float64Array {
  const p = parameters.length
  const out = new Float64Array(what === 'gradient' ? p : what === 'rows' ? engine.rows * p : engine.rows)
  if (what === 'gradient') engine.gradient(out)
  else if (what === 'rows') engine.jacobian(out)
  else engine.jv(parameters, out)
  return out
}

beforeEach(() => {
  planted.at = ''
})

test.each([
  ['product', 'gradient'],
  ['outer', 'gradient'],
  ['narrow', 'gradient'],
  ['parameters', 'gradient'],
  ['tanh', 'gradient'],
  ['rows', 'rows'],
  ['along', 'products']
] as const)('an error in %s shows in the %s, and the interpreter computes', (at, what) => {
  const { plan, bindings } = planFor(at)
  const exact = numbers(new Interpreter(plan, bindings), bindings, what)
  const size = Math.max(...exact.map(Math.abs))
  const off = (): number => {
    const found = numbers(new CompiledEngine(plan, bindings, targetFor(machine(), true)), bindings, what)
    return Math.max(...exact.map((x, k) => Math.abs(x - found[k]!))) / size
  }
  planted.at = at
  // far beyond what tests of the compiled engine allow
  expect(off()).toBeGreaterThan(1e-8)
  const engine = makeEngine(plan, bindings, 'auto')
  expect(numbers(engine, bindings, what)).toEqual(exact)
  const description = describeEngine(engine, [what])
  expect(description).toMatchObject({
    name: 'interpreter',
    because: expect.stringMatching(/^the compiled .* failed its test: off by/) as string
  })
  expect(engineInWords(description)).toMatch(/^interpreter, because the compiled/)
})

test('what has no compiled form is interpreted, and the run says so', () => {
  planted.at = 'unknown'
  const { plan, bindings } = planFor('unknown')
  const engine = makeEngine(plan, bindings, 'auto')
  expect(numbers(engine, bindings, 'gradient')).toEqual(numbers(new Interpreter(plan, bindings), bindings, 'gradient'))
  expect(engineInWords(describeEngine(engine))).toBe('interpreter, because the operation tanh has no compiled form')
  expect(() => new CompiledEngine(plan, bindings, targetFor(machine(), true)).loss()).toThrow(NotCompiled)
})

test('where a module gets no more memory the interpreter computes', () => {
  const { plan, bindings } = planFor('memory', 20_000)
  const grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('Maximum memory size exceeded')
  })
  const engine = makeEngine(plan, bindings, 'auto')
  expect(numbers(engine, bindings, 'gradient')).toEqual(numbers(new Interpreter(plan, bindings), bindings, 'gradient'))
  expect(engineInWords(describeEngine(engine))).toMatch(/^interpreter, because its points need more memory/)
  grow.mockRestore()
})

test('without an error nothing is said', () => {
  const { plan, bindings } = planFor('nothing')
  expect(describeEngine(makeEngine(plan, bindings, 'auto'), ['gradient', 'rows', 'products'])).toEqual({
    name: 'compiled',
    fma: machine().fma,
    tile: expect.any(String) as string
  })
})
