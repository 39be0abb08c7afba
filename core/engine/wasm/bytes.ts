/** A growing run of bytes: what an assembler writes to. LEB128 as in the WebAssembly specification, section 5.2.2. */
export class Bytes {
  length = 0
  private buffer: Uint8Array
  private view: DataView

  constructor(capacity = 256) {
    this.buffer = new Uint8Array(capacity)
    this.view = new DataView(this.buffer.buffer)
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(1)
    this.buffer[this.length++] = value
  }

  unsigned(value: number): void {
    if (value < 0x80) return this.byte(value)
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  /** A signed 32-bit number. */
  signed(value: number): void {
    let rest = value | 0
    while (rest < -0x40 || rest >= 0x40) {
      this.byte((rest & 0x7f) | 0x80)
      rest >>= 7
    }
    this.byte(rest & 0x7f)
  }

  signed64(value: bigint): void {
    let rest = BigInt.asIntN(64, value)
    while (rest < -0x40n || rest >= 0x40n) {
      this.byte(Number(rest & 0x7fn) | 0x80)
      rest >>= 7n
    }
    this.byte(Number(rest & 0x7fn))
  }

  float32(value: number): void {
    this.room(4)
    this.view.setFloat32(this.length, value, true)
    this.length += 4
  }

  float64(value: number): void {
    this.room(8)
    this.view.setFloat64(this.length, value, true)
    this.length += 8
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value)
    this.unsigned(encoded.length)
    this.append(encoded)
  }

  append(bytes: Uint8Array): void {
    this.room(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  /** What was written; a view, valid until the next write. */
  view8(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.length) as Uint8Array<ArrayBuffer>
  }

  private room(count: number): void {
    if (this.length + count > this.buffer.length) this.grow(count)
  }

  private grow(count: number): void {
    const next = new Uint8Array(Math.max(2 * this.buffer.length, this.length + count))
    next.set(this.buffer.subarray(0, this.length))
    this.buffer = next
    this.view = new DataView(next.buffer)
  }
}
