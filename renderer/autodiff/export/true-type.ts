import { mapped } from './path.ts'
import type { Path } from './path.ts'

/** Outlines of a TrueType font, for text that must look the same wherever a picture is opened. */
export interface OutlineFont {
  /** of the em */
  ascent: number
  descent: number
  /** outline of a character in ems, y upwards, its origin on the base line; empty for what the font lacks */
  outline: (code: number) => Path
}

/** Reads the tables cmap (format 4), loca and glyf of a font file (OpenType 1.9, chapters of these names). */
export function readFont(bytes: Uint8Array): OutlineFont {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = new Map<string, number>()
  for (let k = 0; k < view.getUint16(4); k++) {
    const entry = 12 + 16 * k
    tables.set(String.fromCharCode(...bytes.subarray(entry, entry + 4)), view.getUint32(entry + 8))
  }
  const table = (name: string): number => {
    const at = tables.get(name)
    if (at === undefined) throw new Error(`This font has no table ${name}: its outlines cannot be read.`)
    return at
  }
  const [head, hhea, loca, glyf] = [table('head'), table('hhea'), table('loca'), table('glyf')]
  const em = view.getUint16(head + 18)
  const long = view.getInt16(head + 50) === 1
  const glyphOf = characterMap(view, table('cmap'))
  const place = (glyph: number): [number, number] =>
    long
      ? [view.getUint32(loca + 4 * glyph), view.getUint32(loca + 4 * glyph + 4)]
      : [2 * view.getUint16(loca + 2 * glyph), 2 * view.getUint16(loca + 2 * glyph + 2)]
  const glyphPath = (glyph: number): Path => {
    const [from, to] = place(glyph)
    if (to <= from) return []
    const at = glyf + from
    const contours = view.getInt16(at)
    return contours >= 0 ? simpleGlyph(view, at, contours) : compositeGlyph(view, at, glyphPath)
  }
  return {
    ascent: view.getInt16(hhea + 4) / em,
    descent: -view.getInt16(hhea + 6) / em,
    outline: (code) => scaled(glyphPath(glyphOf(code)), 1 / em)
  }
}

function characterMap(view: DataView, cmap: number): (code: number) => number {
  for (let k = 0; k < view.getUint16(cmap + 2); k++) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * k)
    if (view.getUint16(at) !== 4) continue
    const count = view.getUint16(at + 6) / 2
    const [ends, starts] = [at + 14, at + 16 + 2 * count]
    const [deltas, ranges] = [starts + 2 * count, starts + 4 * count]
    return (code) => {
      for (let n = 0; n < count; n++) {
        if (code > view.getUint16(ends + 2 * n)) continue
        const start = view.getUint16(starts + 2 * n)
        if (code < start) return 0
        const delta = view.getInt16(deltas + 2 * n)
        const range = view.getUint16(ranges + 2 * n)
        if (range === 0) return (code + delta) & 0xffff
        const glyph = view.getUint16(ranges + 2 * n + range + 2 * (code - start))
        return glyph === 0 ? 0 : (glyph + delta) & 0xffff
      }
      return 0
    }
  }
  throw new Error('This font has no character map of format 4.')
}

interface Knot {
  x: number
  y: number
  on: boolean
}

function simpleGlyph(view: DataView, at: number, contours: number): Path {
  const ends = Array.from({ length: contours }, (_, k) => view.getUint16(at + 10 + 2 * k))
  const count = (ends.at(-1) ?? -1) + 1
  let read = at + 10 + 2 * contours
  read += 2 + view.getUint16(read)
  const flags: number[] = []
  while (flags.length < count) {
    const flag = view.getUint8(read++)
    const times = flag & 8 ? view.getUint8(read++) + 1 : 1
    for (let k = 0; k < times; k++) flags.push(flag)
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(read++) : -view.getUint8(read++)
      else if (!(flag & same)) {
        value += view.getInt16(read)
        read += 2
      }
      return value
    })
  }
  const xs = coordinates(2, 16)
  const ys = coordinates(4, 32)
  const knots = flags.map((flag, k): Knot => ({ x: xs[k] ?? 0, y: ys[k] ?? 0, on: (flag & 1) !== 0 }))
  return ends.flatMap((end, k) => contour(knots.slice(k === 0 ? 0 : (ends[k - 1] ?? -1) + 1, end + 1)))
}

/** A closed contour of quadratic curves; between two control points lies a point of the curve, half way. */
function contour(knots: readonly Knot[]): Path {
  const middle = (a: Knot, b: Knot): Knot => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true })
  const full = knots.flatMap((knot, k): Knot[] => {
    const before = knots.at(k - 1)
    return before !== undefined && !before.on && !knot.on ? [middle(before, knot), knot] : [knot]
  })
  const first = full.findIndex(({ on }) => on)
  const start = full[first]
  if (start === undefined) return []
  const path: Path = [{ to: 'M', at: [start.x, start.y] }]
  let control: Knot | null = null
  for (let k = 1; k <= full.length; k++) {
    const knot = full[(first + k) % full.length]
    if (knot === undefined) continue
    if (!knot.on) control = knot
    else {
      path.push(control === null ? { to: 'L', at: [knot.x, knot.y] } : { to: 'Q', by: [control.x, control.y], at: [knot.x, knot.y] })
      control = null
    }
  }
  return [...path, { to: 'Z' }]
}

function compositeGlyph(view: DataView, at: number, glyphPath: (glyph: number) => Path): Path {
  const path: Path = []
  let read = at + 10
  for (let more = true; more;) {
    const flags = view.getUint16(read)
    const part = glyphPath(view.getUint16(read + 2))
    read += 4
    const words = (flags & 1) !== 0
    const [dx, dy] = words ? [view.getInt16(read), view.getInt16(read + 2)] : [view.getInt8(read), view.getInt8(read + 1)]
    read += words ? 4 : 2
    const fixed = (): number => {
      read += 2
      return view.getInt16(read - 2) / 16384
    }
    let [a, b, c, d] = [1, 0, 0, 1]
    if (flags & 8) a = d = fixed()
    else if (flags & 64) [a, d] = [fixed(), fixed()]
    else if (flags & 128) [a, b, c, d] = [fixed(), fixed(), fixed(), fixed()]
    path.push(...mapped(part, (x, y) => [a * x + c * y + dx, b * x + d * y + dy]))
    more = (flags & 32) !== 0
  }
  return path
}

const scaled = (path: Path, by: number): Path => mapped(path, (x, y) => [x * by, y * by])
