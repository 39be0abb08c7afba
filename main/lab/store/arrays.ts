const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let at = 0; at < copy.length; at += 8) copy.subarray(at, at + 8).reverse()
  return copy
}

/** Numbers as little-endian float64, the form in which the store and its users elsewhere (NumPy: '<f8') keep them. */
export function toBlob(values: Float64Array): Buffer {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return Buffer.from(littleEndian ? bytes : swapped(bytes))
}

/** The numbers of a blob that `toBlob` made; a copy, so that it is aligned and owned by the caller. */
export function fromBlob(blob: Uint8Array): Float64Array {
  const bytes = littleEndian ? Uint8Array.from(blob) : swapped(blob)
  return new Float64Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 8))
}
