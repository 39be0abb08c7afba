import { fromBlob, toBlob } from './arrays.ts'

/**
 * Plain data with Float64Arrays inside, as one blob: uint32 length of the header, the header as JSON in which
 * `{ "$array": [offset, count] }` stands for an array, then the arrays as little-endian float64.
 * V8's own serialisation is not used, because a newer Electron writes forms that an older Node cannot read.
 * NaN and infinities outside arrays are written as `{ "$number": "NaN" }`.
 */
export function pack(value: unknown): Buffer {
  const arrays: Buffer[] = []
  let offset = 0
  const plain = (item: unknown): unknown => {
    if (item instanceof Float64Array) {
      const start = offset
      arrays.push(toBlob(item))
      offset += item.length
      return { $array: [start, item.length] }
    }
    if (typeof item === 'number' && !Number.isFinite(item)) return { $number: String(item) }
    if (Array.isArray(item)) return item.map(plain)
    if (typeof item === 'object' && item !== null)
      return Object.fromEntries(Object.entries(item).map(([key, inner]): [string, unknown] => [key, plain(inner)]))
    return item
  }
  const header = Buffer.from(JSON.stringify(plain(value)))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.length)
  return Buffer.concat([length, header, ...arrays])
}

/** The value that `pack` was given. */
export function unpack(blob: Uint8Array): unknown {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  const start = 4 + bytes.readUInt32LE(0)
  const header = JSON.parse(bytes.toString('utf8', 4, start)) as unknown
  const revive = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(revive)
    if (typeof item !== 'object' || item === null) return item
    if ('$array' in item) {
      const [at, count] = item.$array as [number, number]
      return fromBlob(bytes.subarray(start + 8 * at, start + 8 * (at + count)))
    }
    if ('$number' in item) return Number(item.$number)
    return Object.fromEntries(Object.entries(item).map(([key, inner]): [string, unknown] => [key, revive(inner)]))
  }
  return revive(header)
}
