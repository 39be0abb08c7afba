import type { FunctionBuilder, ModuleBuilder } from './assembler.ts'
import { PANEL, storeOrder, VECTOR, VECTORS, vectorOp, type Lane, type Target } from './shape.ts'

/** Depths up to this are written out; deeper ones loop over pieces of UNROLL. */
const WRITTEN_OUT = 24
const UNROLL = 4

/** Rows in tiles of at most `most`, as even as can be: the first `large` tiles have `rows`, the others one less. */
export function tiles(rows: number, most: number): { rows: number; large: number; small: number } {
  const count = Math.ceil(rows / most)
  const each = Math.ceil(rows / count)
  const small = count * each - rows
  return { rows: each, large: count - small, small }
}

/** Code for some of a matrix: what it adds to each parameter of the whole, and the function itself. */
interface Piece {
  offsets: readonly number[]
  code: FunctionBuilder
}

/**
 * One function of several, with the parameters of each. They stay functions of their own: in one function V8 forms an address that two of them
 * use once, in the first one's inner loop, and stores it there for the second.
 */
function inPieces(module: ModuleBuilder, pieces: readonly Piece[]): FunctionBuilder {
  const [first, ...others] = pieces
  if (others.length === 0) return first!.code
  const f = module.function(first!.code.parameters, [])
  for (const { offsets, code } of pieces) {
    offsets.forEach((offset, k) => {
      f.get(k)
      if (offset > 0) f.i32(offset).op('i32.add')
    })
    f.call(code)
  }
  return f
}

/** Sizes of tiles, as even as can be, the first row of each and how many there are. */
function sizesOf(rows: number, most: number): { rows: number; from: number; count: number }[] {
  const { rows: each, large, small } = tiles(rows, most)
  return [
    { rows: each, from: 0, count: large },
    { rows: each - 1, from: large * each, count: small }
  ].filter(({ count }) => count > 0)
}

export interface ProductShape {
  /** features of the result, and of what is multiplied */
  rows: number
  depth: number
  /** bytes from a weight to that of the next row, and to that of the next depth */
  rowStep: number
  depthStep: number
  /** bytes from column to column of what is multiplied and of the result */
  from: number
  to: number
  /** adds to what stands at a fifth address, in the layout of the result */
  init: boolean
}

const advance = (f: FunctionBuilder, pointer: number, by: number): void => {
  if (by !== 0) f.get(pointer).i32(by).op('i32.add').set(pointer)
}

/**
 * Z[row][points] = sum over depth of W[row][depth] A[depth][points], for `columns` columns: (w, a, z, columns[, init]). A tile of rows
 * times vectors stays in registers; sums run in the order of the depth whatever the tile.
 */
export function emitProduct(module: ModuleBuilder, lane: Lane, target: Target, shape: ProductShape): FunctionBuilder {
  const pieces = sizesOf(shape.rows, target.tile.rows).map(({ rows, from, count }) => ({
    offsets: [from * shape.rowStep, 0, from * PANEL, 0, shape.init ? from * PANEL : 0],
    code: emitProductTiles(module, lane, target, shape, rows, count)
  }))
  return inPieces(module, pieces)
}

function emitProductTiles(
  module: ModuleBuilder,
  lane: Lane,
  target: Target,
  shape: ProductShape,
  rows: number,
  count: number
): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32'], [])
  const [w, a, z, columns, init] = [0, 1, 2, 3, 4]
  const { depth, rowStep, depthStep } = shape
  const { vectors } = target.tile
  const tileAt = f.local('i32')
  const accumulators = Array.from({ length: rows * vectors }, () => f.local('v128'))
  const loaded = Array.from({ length: vectors }, () => f.local('v128'))
  const splat = f.local('v128')
  const [pa, pz, pi, pw, pk, column, half, k] = Array.from({ length: 8 }, () => f.local('i32')) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const step = multiplyAdd(f, lane, target)

  f.repeat(tileAt, 1, { constant: count }, () => {
    const multiply = (weights: number, values: number, at: number): void => {
      for (let v = 0; v < vectors; v++)
        f.get(values)
          .memory('v128.load', at * PANEL + v * VECTOR)
          .set(loaded[v]!)
      for (let r = 0; r < rows; r++) {
        f.get(weights)
          .memory(lane.splat, r * rowStep + at * depthStep)
          .set(splat)
        for (let v = 0; v < vectors; v++) step(splat, loaded[v]!, accumulators[r * vectors + v]!)
      }
    }
    const tile = (): void => {
      for (let r = 0; r < rows; r++)
        for (let v = 0; v < vectors; v++) {
          if (shape.init) f.get(pi).memory('v128.load', r * PANEL + v * VECTOR)
          else f.i32x4(0)
          f.set(accumulators[r * vectors + v]!)
        }
      if (depth <= WRITTEN_OUT) for (let at = 0; at < depth; at++) multiply(w, pa, at)
      else {
        const whole = depth - (depth % UNROLL)
        f.get(w).set(pw).get(pa).set(pk).i32(0).set(k)
        f.repeat(k, UNROLL, { constant: whole }, () => {
          for (let at = 0; at < UNROLL; at++) multiply(pw, pk, at)
          advance(f, pw, UNROLL * depthStep)
          advance(f, pk, UNROLL * PANEL)
        })
        for (let at = 0; at < depth - whole; at++) multiply(pw, pk, at)
      }
      for (let r = 0; r < rows; r++)
        for (const v of storeOrder(vectors))
          f.get(pz)
            .get(accumulators[r * vectors + v]!)
            .memory('v128.store', r * PANEL + v * VECTOR)
    }
    f.get(a).set(pa).get(z).set(pz).i32(0).set(column)
    if (shape.init) f.get(init).set(pi)
    f.repeat(column, 1, { local: columns }, () => {
      if (vectors === VECTORS) tile()
      else {
        f.i32(0).set(half)
        f.repeat(half, vectors, { constant: VECTORS }, () => {
          tile()
          for (const pointer of [pa, pz, ...(shape.init ? [pi] : [])]) advance(f, pointer, vectors * VECTOR)
        })
      }
      const done = vectors === VECTORS ? 0 : PANEL
      advance(f, pa, shape.from - done)
      advance(f, pz, shape.to - done)
      if (shape.init) advance(f, pi, shape.to - done)
    })
    advance(f, w, rows * rowStep)
    advance(f, z, rows * PANEL)
    if (shape.init) advance(f, init, rows * PANEL)
  })
  return f
}

/** sum += a b, rounded once or twice as the target says. */
export function multiplyAdd(f: FunctionBuilder, lane: Lane, { fma }: Target): (a: number, b: number, sum: number) => void {
  const madd = vectorOp(lane, 'relaxed_madd')
  const [mul, add] = [vectorOp(lane, 'mul'), vectorOp(lane, 'add')]
  return (a, b, sum) => {
    if (fma) f.get(a).get(b).get(sum).op(madd).set(sum)
    else f.get(sum).get(a).get(b).op(mul).op(add).set(sum)
  }
}

/** Bytes of a strip: two vectors of features for every point of a panel. */
const stripBytes = (lane: Lane): number => lane.points * 2 * VECTOR
/** Features of a strip. */
const stripFeatures = (lane: Lane): number => 2 * lane.count
const strips = (lane: Lane, features: number): number => Math.ceil(features / stripFeatures(lane))
/** Bytes from column to column of transposed values: [column][strip][point][32 bytes]. */
export const stripStride = (lane: Lane, features: number): number => strips(lane, features) * stripBytes(lane) + PANEL

export interface OuterShape {
  rows: number
  features: number
  /** bytes from column to column of the adjoints; from row to row of the result */
  from: number
  rowStep: number
}

/**
 * G[row][feature] += sum over columns and points of Zbar[row][point] Y[feature][point], with Y transposed: (zbar, y, g, columns). Rows of the
 * result are whole pairs of vectors; what stands beyond its features has no meaning. Sums run in the order of columns and points.
 */
export function emitOuter(module: ModuleBuilder, lane: Lane, target: Target, shape: OuterShape): FunctionBuilder {
  const wide = target.tile.vectors === 4 ? 2 : 1
  const count = strips(lane, shape.features)
  const full = count - (count % wide)
  const widths = [
    { across: wide, strip: 0, times: full / wide },
    { across: 1, strip: full, times: count - full }
  ].filter(({ times }) => times > 0)
  const pieces = sizesOf(shape.rows, target.tile.rows).flatMap((size) =>
    widths.map(({ across, strip, times }) => ({
      offsets: [size.from * PANEL, strip * stripBytes(lane), size.from * shape.rowStep + strip * 2 * VECTOR, 0],
      code: emitOuterTiles(module, lane, target, shape, size, { across, times })
    }))
  )
  return inPieces(module, pieces)
}

function emitOuterTiles(
  module: ModuleBuilder,
  lane: Lane,
  target: Target,
  shape: OuterShape,
  { rows, count }: { rows: number; count: number },
  { across, times }: { across: number; times: number }
): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32'], [])
  const [zbar, y, g, columns] = [0, 1, 2, 3]
  const vectors = 2 * across
  const accumulators = Array.from({ length: rows * vectors }, () => f.local('v128'))
  const loaded = Array.from({ length: vectors }, () => f.local('v128'))
  const splat = f.local('v128')
  const [pz, py, pg, ys, column, strip, tileAt] = Array.from({ length: 7 }, () => f.local('i32')) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const step = multiplyAdd(f, lane, target)
  const stride = stripStride(lane, shape.features)
  const cells = (visit: (accumulator: number, offset: number) => void): void => {
    for (let r = 0; r < rows; r++)
      for (const v of storeOrder(vectors)) visit(accumulators[r * vectors + v]!, r * shape.rowStep + v * VECTOR)
  }
  f.repeat(tileAt, 1, { constant: count }, () => {
    f.get(g).set(pg).get(y).set(ys).i32(0).set(strip)
    f.repeat(strip, 1, { constant: times }, () => {
      cells((accumulator, offset) => f.get(pg).memory('v128.load', offset).set(accumulator))
      f.get(zbar).set(pz).get(ys).set(py).i32(0).set(column)
      f.repeat(column, 1, { local: columns }, () => {
        for (let p = 0; p < lane.points; p++) {
          for (let v = 0; v < vectors; v++)
            f.get(py)
              .memory('v128.load', (v >> 1) * stripBytes(lane) + p * 2 * VECTOR + (v & 1) * VECTOR)
              .set(loaded[v]!)
          for (let r = 0; r < rows; r++) {
            f.get(pz)
              .memory(lane.splat, r * PANEL + p * lane.bytes)
              .set(splat)
            for (let v = 0; v < vectors; v++) step(splat, loaded[v]!, accumulators[r * vectors + v]!)
          }
        }
        advance(f, pz, shape.from)
        advance(f, py, stride)
      })
      cells((accumulator, offset) => f.get(pg).get(accumulator).memory('v128.store', offset))
      advance(f, pg, vectors * VECTOR)
      advance(f, ys, across * stripBytes(lane))
    })
    advance(f, zbar, rows * PANEL)
    advance(f, g, rows * shape.rowStep)
  })
  return f
}

/** A matrix in columns, of which a product takes some rows. */
export interface Rows {
  count: number
  /** bytes from column to column, and from row to row of the result */
  step: number
  to: number
}

export interface NarrowShape {
  many: Rows
  /** stay in registers */
  few: Rows
  channels: number
  /** which of the few rows meet the many in which channel, in the order of the channels */
  products: readonly { channel: number; row: number }[]
}

/**
 * G[i][j] += A[i] B[j] over channels and panels, each place of a panel by itself, for many rows of A and few of B: (a, b, g, panels). For
 * layers with few inputs or few outputs, where transposing what a layer read costs more.
 */
export function emitNarrow(module: ModuleBuilder, lane: Lane, target: Target, shape: NarrowShape): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32'], [])
  const [a, b, g, panels] = [0, 1, 2, 3]
  const { many, few, channels, products } = shape
  const { vectors } = target.tile
  const vectorsOf = (count: number): number[] => Array.from({ length: count * vectors }, () => f.local('v128'))
  const [sums, values] = [vectorsOf(few.count), vectorsOf(1)]
  const held = products.map(() => vectorsOf(1))
  const [panel, part, row, pa, pg] = Array.from({ length: 5 }, () => f.local('i32')) as [number, number, number, number, number]
  const step = multiplyAdd(f, lane, target)
  const cells = (visit: (sum: number, offset: number) => void): void => {
    for (let r = 0; r < few.count; r++) for (const v of storeOrder(vectors)) visit(sums[r * vectors + v]!, r * few.to + v * VECTOR)
  }
  const load = (pointer: number, offset: number, to: readonly number[]): void =>
    to.forEach((local, v) =>
      f
        .get(pointer)
        .memory('v128.load', offset + v * VECTOR)
        .set(local)
    )
  f.repeat(panel, 1, { local: panels }, () => {
    f.i32(0).set(part)
    f.repeat(part, vectors * VECTOR, { constant: PANEL }, () => {
      products.forEach(({ channel, row: own }, k) => load(b, channel * few.step + own * PANEL, held[k]!))
      f.get(a).get(part).op('i32.add').set(pa).get(g).get(part).op('i32.add').set(pg).i32(0).set(row)
      f.repeat(row, 1, { constant: many.count }, () => {
        cells((sum, offset) => f.get(pg).memory('v128.load', offset).set(sum))
        products.forEach(({ channel, row: own }, k) => {
          if (products[k - 1]?.channel !== channel) load(pa, channel * many.step, values)
          values.forEach((value, v) => step(value, held[k]![v]!, sums[own * vectors + v]!))
        })
        cells((sum, offset) => f.get(pg).get(sum).memory('v128.store', offset))
        advance(f, pa, PANEL)
        advance(f, pg, many.to)
      })
      advance(f, b, vectors * VECTOR)
    })
    advance(f, a, channels * many.step)
    advance(f, b, channels * few.step - PANEL)
  })
  return f
}

const bytesOf = (...lanes: readonly (readonly [source: number, lane: number, size: number])[]): number[] =>
  lanes.flatMap(([source, lane, size]) => Array.from({ length: size }, (_, k) => 16 * source + lane * size + k))

/** Transposes the columns of a layer into strips: (y, strips, columns). */
export function emitTranspose(module: ModuleBuilder, lane: Lane, features: number, from: number): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32'], [])
  const [y, out, columns] = [0, 1, 2]
  const [column, strip, py, po] = Array.from({ length: 4 }, () => f.local('i32')) as [number, number, number, number]
  const rows = Array.from({ length: lane.count }, () => f.local('v128'))
  const mixed = Array.from({ length: lane.count }, () => f.local('v128'))
  const count = strips(lane, features)
  /** lane.count features by lane.count points, the square at (feature, point) of the present strip */
  const square = (feature: number, point: number): void => {
    rows.forEach((row, r) =>
      f
        .get(py)
        .memory('v128.load', (feature + r) * PANEL + point * lane.bytes)
        .set(row)
    )
    const store = (p: number, a: number, b: number, shuffle: readonly number[]): void => {
      f.get(po)
        .get(a)
        .get(b)
        .shuffle(shuffle)
        .memory('v128.store', (point + p) * 2 * VECTOR + feature * lane.bytes)
    }
    if (lane.count === 2) {
      store(0, rows[0]!, rows[1]!, bytesOf([0, 0, 8], [1, 0, 8]))
      store(1, rows[0]!, rows[1]!, bytesOf([0, 1, 8], [1, 1, 8]))
      return
    }
    const low = bytesOf([0, 0, 4], [1, 0, 4], [0, 1, 4], [1, 1, 4])
    const high = bytesOf([0, 2, 4], [1, 2, 4], [0, 3, 4], [1, 3, 4])
    f.get(rows[0]!).get(rows[1]!).shuffle(low).set(mixed[0]!)
    f.get(rows[2]!).get(rows[3]!).shuffle(low).set(mixed[1]!)
    f.get(rows[0]!).get(rows[1]!).shuffle(high).set(mixed[2]!)
    f.get(rows[2]!).get(rows[3]!).shuffle(high).set(mixed[3]!)
    for (const half of [0, 1]) {
      store(2 * half, mixed[2 * half]!, mixed[2 * half + 1]!, bytesOf([0, 0, 8], [1, 0, 8]))
      store(2 * half + 1, mixed[2 * half]!, mixed[2 * half + 1]!, bytesOf([0, 1, 8], [1, 1, 8]))
    }
  }
  f.repeat(column, 1, { local: columns }, () => {
    f.get(y).set(py).get(out).set(po).i32(0).set(strip)
    f.repeat(strip, 1, { constant: count }, () => {
      for (let point = 0; point < lane.points; point += lane.count)
        for (let feature = 0; feature < stripFeatures(lane); feature += lane.count) square(feature, point)
      advance(f, py, stripFeatures(lane) * PANEL)
      advance(f, po, stripBytes(lane))
    })
    advance(f, y, from)
    advance(f, out, stripStride(lane, features))
  })
  return f
}

export interface RowsShape {
  rows: number
  features: number
  channels: number
  /** bytes from column to column of the adjoints and of what the layer read; from panel to panel of the result */
  from: number
  below: number
  panelStep: number
}

/** Vectors of a panel that are handled together: their adjoints stay in registers for all features. */
const ROW_WIDTH = 2

/**
 * Each point's own derivatives by a layer's parameters, bias first: J[row][1 + feature][point] += sum over channels of
 * Zbar[row][point] Y[feature][point]: (zbar, y, out, panels).
 */
export function emitRows(module: ModuleBuilder, lane: Lane, target: Target, shape: RowsShape): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32'], [])
  const [zbar, y, out, panels] = [0, 1, 2, 3]
  const { rows, features, channels, from, below } = shape
  const adjoints = Array.from({ length: channels * ROW_WIDTH }, () => f.local('v128'))
  const [sum, value] = [f.local('v128'), f.local('v128')]
  const [panel, row, part, feature, pz, py, po] = Array.from({ length: 7 }, () => f.local('i32')) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const step = multiplyAdd(f, lane, target)
  const add = vectorOp(lane, 'add')
  f.repeat(panel, 1, { local: panels }, () => {
    f.get(zbar).set(pz).i32(0).set(row)
    f.repeat(row, 1, { constant: rows }, () => {
      f.i32(0).set(part)
      f.repeat(part, ROW_WIDTH * VECTOR, { constant: PANEL }, () => {
        adjoints.forEach((adjoint, k) => {
          const [channel, v] = [Math.floor(k / ROW_WIDTH), k % ROW_WIDTH]
          f.get(pz)
            .memory('v128.load', channel * from + v * VECTOR)
            .set(adjoint)
        })
        f.get(out)
          .get(row)
          .i32((features + 1) * PANEL)
          .op('i32.mul')
          .op('i32.add')
          .get(part)
          .op('i32.add')
          .set(po)
        for (const v of storeOrder(ROW_WIDTH))
          f.get(po)
            .get(po)
            .memory('v128.load', v * VECTOR)
            .get(adjoints[v]!)
            .op(add)
            .memory('v128.store', v * VECTOR)
        f.get(y).get(part).op('i32.add').set(py).i32(0).set(feature)
        f.repeat(feature, 1, { constant: features }, () => {
          advance(f, po, PANEL)
          for (const v of storeOrder(ROW_WIDTH)) {
            f.get(po)
              .memory('v128.load', v * VECTOR)
              .set(sum)
            for (let channel = 0; channel < channels; channel++) {
              f.get(py)
                .memory('v128.load', channel * below + v * VECTOR)
                .set(value)
              step(adjoints[channel * ROW_WIDTH + v]!, value, sum)
            }
            f.get(po)
              .get(sum)
              .memory('v128.store', v * VECTOR)
          }
          advance(f, py, PANEL)
        })
        advance(f, pz, ROW_WIDTH * VECTOR)
      })
    })
    advance(f, zbar, channels * from)
    advance(f, y, channels * below)
    advance(f, out, shape.panelStep)
  })
  return f
}

export interface AlongShape {
  rows: number
  channels: number
  /** bytes from column to column; from panel to panel of the result */
  from: number
  panelStep: number
}

/**
 * Each point's derivative along a direction of a layer's parameters: out[point] += sum over rows and channels of Zbar[row][point] T[row][point], where T
 * is the direction's weights times what the layer read, and its bias is added here: (zbar, t, bias, out, panels).
 */
export function emitAlong(module: ModuleBuilder, lane: Lane, target: Target, shape: AlongShape): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32'], [])
  const [zbar, t, bias, out, panels] = [0, 1, 2, 3, 4]
  const { rows, channels, from, panelStep } = shape
  const sums = Array.from({ length: VECTORS }, () => f.local('v128'))
  const [value, adjoint, splat] = [f.local('v128'), f.local('v128'), f.local('v128')]
  const [panel, row] = [f.local('i32'), f.local('i32')]
  const step = multiplyAdd(f, lane, target)
  f.repeat(panel, 1, { local: panels }, () => {
    sums.forEach((sum, v) =>
      f
        .get(out)
        .memory('v128.load', v * VECTOR)
        .set(sum)
    )
    f.i32(0).set(row)
    f.repeat(row, 1, { constant: rows }, () => {
      f.get(bias).memory(lane.splat).set(splat)
      for (let channel = 0; channel < channels; channel++)
        sums.forEach((sum, v) => {
          f.get(t).memory('v128.load', channel * from + v * VECTOR)
          if (channel === 0) f.get(splat).op(vectorOp(lane, 'add'))
          f.set(value)
          f.get(zbar)
            .memory('v128.load', channel * from + v * VECTOR)
            .set(adjoint)
          step(adjoint, value, sum)
        })
      advance(f, zbar, PANEL)
      advance(f, t, PANEL)
      advance(f, bias, lane.bytes)
    })
    for (const v of storeOrder(VECTORS))
      f.get(out)
        .get(sums[v]!)
        .memory('v128.store', v * VECTOR)
    advance(f, zbar, channels * from - rows * PANEL)
    advance(f, t, channels * from - rows * PANEL)
    advance(f, bias, -rows * lane.bytes)
    advance(f, out, panelStep)
  })
  return f
}

/** Adds `bytes` (whole vectors) of numbers at one address to those at another: (to, from, bytes). */
export function emitAddition(module: ModuleBuilder, lane: Lane): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32'], [])
  const [to, from, bytes] = [0, 1, 2]
  const at = f.local('i32')
  f.repeat(at, VECTOR, { local: bytes }, () => {
    f.get(to).get(to).memory('v128.load').get(from).memory('v128.load').op(vectorOp(lane, 'add')).memory('v128.store')
    advance(f, to, VECTOR)
    advance(f, from, VECTOR)
  })
  return f
}
