import { LabError } from '../../core/errors.ts'

/*
 * One frame = u32 length of the header (little endian), the header as JSON (UTF-8), then the bytes of the typed arrays, each
 * aligned to 8. In the header, what JSON cannot say stands as an object with the key `$`:
 *   { $: 'Float64Array', at, n }  n entries at byte `at` of the body     { $: 'number', is: 'NaN' | 'Infinity' | '-Infinity' | '-0' }
 *   { $: 'undefined' }                                                   { $: 'object', is: {…} }  the user's own object with a key `$`
 */

/** Most bytes of one frame, in both directions. */
export const MAX_FRAME = 64 * 2 ** 20
const MAX_DEPTH = 200
const MARK = '$'
const ALIGN = 8
const KINDS = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array } as const
type Kind = keyof typeof KINDS
type TypedArray = InstanceType<(typeof KINDS)[Kind]>
const ODD_NUMBERS = new Map<unknown, number>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0]
])

const aligned = (bytes: number) => Math.ceil(bytes / ALIGN) * ALIGN
const isKind = (name: unknown): name is Kind => typeof name === 'string' && Object.hasOwn(KINDS, name)

function unsendable(what: string, path: readonly string[]): LabError {
  const where = path.length === 0 ? 'the value itself' : path.join('.')
  return new LabError('unsendable', `${what} cannot be sent (${where})`, 'Send plain objects, arrays, strings, numbers and typed arrays.')
}

function faulty(what: string): LabError {
  return new LabError(
    'bad-frame',
    `a message that this lab cannot read: ${what}`,
    'Reload the page, so that it and the lab are of one version.'
  )
}

function tooLarge(bytes: number, limit: number): LabError {
  const size = (count: number) => `${(count / 2 ** 20).toFixed(1)} MB`
  return new LabError(
    'too-large',
    `a message of ${size(bytes)} is above the limit of ${size(limit)}`,
    'Ask for fewer runs at a time, or send less at once.'
  )
}

interface Body {
  arrays: TypedArray[]
  bytes: number
}

function packArray(array: ArrayBufferView, body: Body, path: readonly string[]): unknown {
  // The tag survives subclasses (Buffer is a Uint8Array) and realms; `constructor` does not.
  const kind = Object.prototype.toString.call(array).slice('[object '.length, -1)
  if (!isKind(kind)) throw unsendable(kind, path)
  const typed = array as TypedArray
  const at = body.bytes
  body.arrays.push(typed)
  body.bytes += aligned(typed.byteLength)
  return { [MARK]: kind, at, n: typed.length }
}

function pack(value: unknown, body: Body, path: string[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'undefined') return { [MARK]: 'undefined' }
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value
    return { [MARK]: 'number', is: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (typeof value !== 'object') throw unsendable(`a ${typeof value}`, path)
  if (path.length >= MAX_DEPTH) throw unsendable(`a value nested deeper than ${MAX_DEPTH}`, path.slice(0, 4))
  if (ArrayBuffer.isView(value)) return packArray(value, body, path)
  if (Array.isArray(value)) return value.map((entry, index) => packAt(String(index), entry, body, path))
  return packObject(value, body, path)
}

function packAt(key: string, value: unknown, body: Body, path: string[]): unknown {
  path.push(key)
  const packed = pack(value, body, path)
  path.pop()
  return packed
}

function packObject(value: object, body: Body, path: string[]): unknown {
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
  if (!isPlain) throw unsendable(`a ${value.constructor.name}`, path)
  if (Object.hasOwn(value, '__proto__')) throw unsendable('an object with the key __proto__', path)
  const packed = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, packAt(key, entry, body, path)]))
  return Object.hasOwn(value, MARK) ? { [MARK]: 'object', is: packed } : packed
}

/**
 * A value as one frame. Plain objects, arrays, strings, booleans, null, undefined, every number and the five typed arrays
 * arrive as they were.
 * @throws LabError `unsendable` (another kind of value, with its path) or `too-large`
 */
export function encode(value: unknown, limit = MAX_FRAME): Uint8Array<ArrayBuffer> {
  const body: Body = { arrays: [], bytes: 0 }
  const header = new TextEncoder().encode(JSON.stringify(pack(value, body, [])))
  let at = aligned(4 + header.length)
  const size = at + body.bytes
  if (size > limit) throw tooLarge(size, limit)
  const frame = new Uint8Array(size)
  new DataView(frame.buffer).setUint32(0, header.length, true)
  frame.set(header, 4)
  for (const array of body.arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  return frame
}

type Marked = Record<string, unknown>
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function unpackArray(kind: Kind, { at, n }: Marked, body: Uint8Array<ArrayBuffer>): TypedArray {
  const View = KINDS[kind]
  if (!isCount(at) || !isCount(n) || at % ALIGN !== 0 || at + n * View.BYTES_PER_ELEMENT > body.byteLength) {
    throw faulty('an array that reaches beyond its end')
  }
  return new View(body.buffer, body.byteOffset + at, n)
}

function unpackMark(mark: Marked, body: Uint8Array<ArrayBuffer>, depth: number): unknown {
  const kind = mark[MARK]
  if (isKind(kind)) return unpackArray(kind, mark, body)
  if (kind === 'undefined') return undefined
  if (kind === 'number') {
    const number = ODD_NUMBERS.get(mark.is)
    if (number !== undefined) return number
  }
  if (kind === 'object' && typeof mark.is === 'object' && mark.is !== null && !Array.isArray(mark.is)) {
    return unpackEntries(mark.is as Marked, body, depth)
  }
  throw faulty('an unknown kind of value')
}

function unpackEntries(entries: Marked, body: Uint8Array<ArrayBuffer>, depth: number): Marked {
  for (const key of Object.keys(entries)) {
    // Assigned to an object, this key would change its prototype.
    if (key === '__proto__') throw faulty('an object with the key __proto__')
    entries[key] = unpack(entries[key], body, depth + 1)
  }
  return entries
}

/** Rebuilds in place: the tree comes fresh from JSON.parse and belongs to nobody else. */
function unpack(value: unknown, body: Uint8Array<ArrayBuffer>, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH + 2) throw faulty('nested too deep')
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = unpack(value[i], body, depth + 1)
    return value
  }
  const object = value as Marked
  return Object.hasOwn(object, MARK) ? unpackMark(object, body, depth) : unpackEntries(object, body, depth)
}

/**
 * The value of a frame. Typed arrays are views into the frame, without a copy (one copy of all of it when the frame itself
 * does not lie on an 8-byte boundary).
 * @throws LabError `bad-frame` or `too-large`
 */
export function decode(frame: Uint8Array<ArrayBuffer>, limit = MAX_FRAME): unknown {
  if (frame.byteLength > limit) throw tooLarge(frame.byteLength, limit)
  const bytes = frame.byteOffset % ALIGN === 0 ? frame : new Uint8Array(frame)
  if (bytes.byteLength < 4) throw faulty('it is cut short')
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  const start = aligned(4 + length)
  if (4 + length > bytes.byteLength) throw faulty('it is cut short')
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + length)))
  } catch (error) {
    throw faulty(error instanceof Error ? error.message : String(error))
  }
  return unpack(header, bytes.subarray(Math.min(start, bytes.byteLength)), 0)
}
