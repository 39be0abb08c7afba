import type { Leaf } from '../../autodiff/graph.ts'
import { parameterCount, type Plan } from '../plan.ts'
import { ModuleBuilder, type FunctionBuilder } from './assembler.ts'
import { Kernels } from './kernels.ts'
import {
  Arena,
  placeBlocks,
  placeDirections,
  type Layout,
  type PlacedBlock,
  type PlacedDirection,
  type PlacedPass,
  type Uniform
} from './layout.ts'
import { emitParameters } from './parameters-code.ts'
import type { Pass } from './pass.ts'
import { BLOCK_PANELS, columnStride, LANES, PANEL, type Lane, type Target } from './shape.ts'
import { TapCode, type Scratch } from './tap-code.ts'
import { emitValues } from './value-code.ts'
import { ConstantPool } from './vector-lanes.ts'

const CONSTANTS = 4096

/** A module as bytes, and where its numbers stand. */
export interface EmittedModule {
  bytes: Uint8Array<ArrayBuffer>
  layout: Layout
}

/**
 * A WebAssembly module for passes over the groups of a Plan. It imports its memory; per pass k it exports `pass k` (from, to), which runs
 * panels from..to-1, and where networks are read at shared taps `shared k`, which runs those forward, and `back k t`, which runs the pass's tap t back.
 */
export function emitModule(plan: Plan, passes: readonly Pass[], target: Target): EmittedModule {
  const lane = LANES[plan.precision]
  const module = new ModuleBuilder()
  module.importMemory('engine', 'memory', 1)
  const arena = new Arena(PANEL)
  const pool = new ConstantPool(lane, arena.take(CONSTANTS * lane.bytes), CONSTANTS)
  const { blocks, gradients } = placeBlocks(plan, lane, arena)
  const directions = passes.some(({ apart }) => apart === 'product') ? placeDirections(plan, lane, arena) : []
  const buffer = emitParameters(module, plan, lane, arena, blocks, directions)
  const kernels = new Kernels(module, lane, target, pool)
  const places = passes.map((pass) => placePass(plan, pass, lane, arena))
  const workspace = arena.top
  let end = workspace
  const placed = passes.map((pass, k) => {
    // one pass runs at a time: they all work in the same place
    const own = new Arena(workspace)
    const place = places[k]!
    const made = emitPass({ plan, pass, module, kernels, lane, target, pool, blocks, directions, arena: own, place, name: String(k) })
    end = Math.max(end, own.top)
    return made
  })
  module.place(PANEL, pool.bytes())
  return {
    bytes: module.bytes(),
    layout: { lane, blocks, buffer: { at: buffer, count: parameterCount(plan) }, directions, gradients, passes: placed, end }
  }
}

interface Place {
  columnsAt: number
  pointsAt: number
  inputsAt: number[]
  buffers: number[]
  sumsAt: number
  uniforms: Uniform[]
  uniform: (leaf: Uniform['leaf']) => number
}

function placePass(plan: Plan, pass: Pass, lane: Lane, arena: Arena): Place {
  const addresses = arena.take(4 * (2 + pass.taps.length))
  const sumsAt = arena.take(Math.max(1, pass.sums.length) * PANEL)
  const leaves = pass.graph.nodes.flatMap((node): Extract<Leaf, Uniform['leaf']>[] =>
    node.op === 'scalar' || node.op === 'seed' || node.op === 'trainable' ? [node] : []
  )
  const base = arena.take(leaves.length * lane.bytes)
  const uniforms: Uniform[] = []
  const uniform = (leaf: Uniform['leaf']): number => {
    const key = JSON.stringify(leaf)
    const known = uniforms.find((other) => JSON.stringify(other.leaf) === key)
    if (known !== undefined) return known.address
    const address = base + uniforms.length * lane.bytes
    uniforms.push({ leaf, address })
    return address
  }
  return {
    columnsAt: addresses,
    pointsAt: addresses + 4,
    inputsAt: pass.taps.map((_, t) => addresses + 8 + 4 * t),
    buffers: pass.taps.map((tap) => arena.take(TapCode.buffer(tap, plan.networks[tap.network]!))),
    sumsAt,
    uniforms,
    uniform
  }
}

interface PassJob {
  plan: Plan
  pass: Pass
  module: ModuleBuilder
  kernels: Kernels
  lane: Lane
  target: Target
  pool: ConstantPool
  blocks: readonly PlacedBlock[]
  directions: readonly PlacedDirection[]
  arena: Arena
  place: Place
  name: string
}

function emitPass({ plan, pass, module, kernels, lane, target, pool, blocks, directions, arena, place, name }: PassJob): PlacedPass {
  const needs = pass.taps.map((tap) => TapCode.scratch(tap, plan.networks[tap.network]!, lane))
  const most = (key: 'bar' | 'strips'): number => Math.max(0, ...needs.map((need) => need[key]))
  const scratch: Scratch = { bars: [arena.take(most('bar')), arena.take(most('bar'))], strips: arena.take(most('strips')) }
  const taps = pass.taps.map((tap, t) => new TapCode(tap, plan, blocks, kernels, lane, arena, scratch, place.buffers[t]!))
  const values = emitValues(module, lane, target, pool, pass, {
    taps: new Map(taps.map((code) => [code.tap.tap, code])),
    sums: place.sumsAt,
    uniform: place.uniform
  })

  const parameters = parameterCount(plan)
  const rows = pass.apart === 'rows' ? arena.take(BLOCK_PANELS * parameters * PANEL) : 0
  const f = module.function(['i32', 'i32'], [], `pass ${name}`)
  const [from, to] = [0, 1]
  const panels = f.local('i32')
  const products = f.local('i32')
  const own = taps
    .map((code, t) => ({ code, at: place.inputsAt[t]!, input: f.local('i32'), columns: f.local('i32') }))
    .filter(({ code }) => !code.tap.shared)
  /** address of a panel's rows: base + panel * stride */
  const rowsAt = (at: number, stride: number): FunctionBuilder =>
    f.i32(0).memory('i32.load', at).get(from).i32(stride).op('i32.mul').op('i32.add')
  for (const { code } of own) code.prepare(f)
  f.loop((again) => {
    f.get(to).get(from).op('i32.sub').set(panels)
    f.i32(BLOCK_PANELS).get(panels).get(panels).i32(BLOCK_PANELS).op('i32.gt_u').op('select').set(panels)
    for (const { code, at, input, columns } of own) {
      rowsAt(at, code.tap.varying.length * PANEL).set(input)
      code.gather(f, input, panels)
      f.get(panels).i32(code.tap.channels.length).op('i32.mul').set(columns)
      code.forward(f, panels, columns)
    }
    rowsAt(place.columnsAt, pass.columns.length * PANEL)
    rowsAt(place.pointsAt, pass.points * PANEL)
    f.get(panels).call(values)
    if (pass.apart === 'rows')
      f.i32(rows)
        .i32(0)
        .get(panels)
        .i32(parameters * PANEL)
        .op('i32.mul')
        .memoryFill()
    for (const { code, columns } of own) {
      if (!code.tap.reverse) continue
      if (pass.apart === 'rows') code.backwardRows(f, panels, columns, rows, parameters)
      else if (pass.apart === 'product') {
        rowsAt(place.pointsAt, pass.points * PANEL).set(products)
        code.backwardProducts(f, panels, columns, directions, products, pass.points * PANEL)
      } else code.backward(f, panels, columns)
    }
    f.get(from).get(panels).op('i32.add').tee(from).get(to).op('i32.lt_u').branchIf(again)
  })
  if (pass.taps.some((tap) => tap.shared)) {
    const shared = taps.filter((code) => code.tap.shared)
    sharedFunction(module, `shared ${name}`, shared, (code, ...locals) => code.forward(...locals))
    for (const code of shared)
      if (code.tap.reverse) sharedFunction(module, `back ${name} ${taps.indexOf(code)}`, [code], (_, ...locals) => code.backward(...locals))
  }
  return {
    columnsAt: place.columnsAt,
    pointsAt: place.pointsAt,
    columns: pass.columns,
    points: pass.points,
    sumsAt: place.sumsAt,
    sums: pass.sums,
    uniforms: place.uniforms,
    rows,
    taps: taps.map((code, t) => ({
      ...code.tap,
      inputsAt: place.inputsAt[t]!,
      inputs: code.inputs,
      buffer: code.buffer,
      inputStride: columnStride(code.inputs),
      bar: code.bar,
      barStride: code.stride
    }))
  }
}

/** Shared taps are one panel, of which the first point counts. */
function sharedFunction(
  module: ModuleBuilder,
  name: string,
  taps: readonly TapCode[],
  run: (code: TapCode, f: FunctionBuilder, panels: number, columns: number) => void
): void {
  const f = module.function([], [], name)
  const [panels, columns] = [f.local('i32'), f.local('i32')]
  f.i32(1).set(panels)
  taps.forEach((code) => {
    f.i32(code.tap.channels.length).set(columns)
    run(code, f, panels, columns)
  })
}
