import { describe, expect, test } from 'vitest'
import { decode, encode } from './wire.ts'

const roundTrip = (value: unknown) => decode(encode(value))

/** A frame written by hand, after the description at the top of wire.ts and not by its code. */
function frameOf(header: string, body: readonly number[] = []): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(header)
  const frame = new Uint8Array(Math.ceil((4 + text.length) / 8) * 8 + body.length)
  new DataView(frame.buffer).setUint32(0, text.length, true)
  frame.set(text, 4)
  frame.set(body, Math.ceil((4 + text.length) / 8) * 8)
  return frame
}

describe('what arrives is what was sent', () => {
  test.each([
    ['an object', { a: 1, s: 'µ', list: [1, 'two', null, true], nested: { deep: { deeper: [] } } }],
    ['a bare number', 1e-300],
    ['undefined', undefined],
    ['undefined within', { a: undefined, list: [undefined, 1] }],
    ['numbers that JSON loses', { list: [NaN, Infinity, -Infinity, -0, 0] }],
    ['a lone surrogate', '\ud800'],
    [
      'every kind of array',
      [Float64Array.of(1, NaN, -0), Float32Array.of(0.5), Int32Array.of(-7), Uint32Array.of(2 ** 32 - 1), Uint8Array.of(1, 2, 3)]
    ],
    ['empty arrays', { none: new Float64Array(0), last: new Uint8Array(0) }],
    ["a user's object with our mark", { $: 'Float64Array', at: 0, n: 1 }],
    ['the mark at every depth', { $: { $: { $: 'undefined' } }, list: [{ $: 'object', is: { $: NaN } }] }],
    ['a mark that is undefined', { $: undefined }],
    ['keys like those of prototypes', { constructor: 1, hasOwnProperty: 2, toString: { prototype: 3 } }],
    ['keys like numbers, around an array', { b: Float64Array.of(1), 2: Float64Array.of(2), 1: Float64Array.of(3) }]
  ])('%s', (_name, value) => {
    expect(roundTrip(value)).toStrictEqual(value)
  })

  test('minus zero keeps its sign', () => {
    expect(Object.is(roundTrip(-0), -0)).toBe(true)
    expect(Object.is(roundTrip(0), 0)).toBe(true)
  })

  test('a view into a larger buffer sends its own part only, and a Buffer arrives as bytes', () => {
    const whole = Float64Array.from({ length: 1000 }, (_, i) => i)
    expect(encode(whole.subarray(5, 7)).byteLength).toBeLessThan(200)
    expect(roundTrip(whole.subarray(5, 7))).toStrictEqual(Float64Array.of(5, 6))
    expect(roundTrip(Buffer.from('abc'))).toStrictEqual(Uint8Array.of(97, 98, 99))
  })

  test('an object without a prototype', () => {
    expect(roundTrip(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 })
  })
})

describe('the frame', () => {
  test('is as described', () => {
    const body = [...new Uint8Array(Float64Array.of(1.5, -2).buffer)]
    expect(decode(frameOf('{"u":{"$":"Float64Array","at":0,"n":2}}', body))).toEqual({ u: Float64Array.of(1.5, -2) })
  })

  test('is decoded without copying its arrays', () => {
    const frame = encode({ u: new Float64Array(1000) })
    const { u } = decode(frame) as { u: Float64Array }
    expect(u.buffer).toBe(frame.buffer)
  })

  test('may lie anywhere in memory', () => {
    const frame = encode({ u: Float64Array.of(1, 2) })
    for (let offset = 1; offset < 9; offset++) {
      const memory = new Uint8Array(frame.length + 16)
      memory.set(frame, offset)
      expect(decode(memory.subarray(offset, offset + frame.length))).toEqual({ u: Float64Array.of(1, 2) })
    }
  })
})

describe('what is refused', () => {
  class Point {
    x = 1
  }
  const loop: Record<string, unknown> = {}
  loop.self = loop
  test.each([
    ['a function', { run: { step: () => 1 } }, /function.*run\.step/],
    ['a class instance', { a: [new Point()] }, /Point.*a\.0/],
    ['a Map', new Map(), /Map/],
    ['a Date', { at: new Date(0) }, /Date.*at/],
    ['a bigint', [1n], /bigint/],
    ['another kind of array', { a: new BigInt64Array(1) }, /BigInt64Array.*a/],
    ['a loop', loop, /deeper than 200/],
    ['the key __proto__', JSON.parse('{"__proto__":{"polluted":true}}'), /__proto__/]
  ])('%s, with its place', (_name, value, message) => {
    expect(() => encode(value)).toThrow(message)
    expect(() => encode(value)).toThrow(expect.objectContaining({ code: 'unsendable' }))
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['half a length', new Uint8Array(3)],
    ['a length beyond the end', frameOf('{}').subarray(0, 5)],
    ['not JSON', frameOf('{"a":')],
    ['not UTF-8', Uint8Array.of(2, 0, 0, 0, 0xff, 0xfe, 0, 0)],
    ['an array beyond the body', frameOf('{"$":"Float64Array","at":0,"n":2}', new Array<number>(8).fill(0))],
    ['an array beside the alignment', frameOf('{"$":"Uint8Array","at":1,"n":2}', new Array<number>(8).fill(0))],
    ['a negative length', frameOf('{"$":"Float64Array","at":0,"n":-1}', new Array<number>(8).fill(0))],
    ['a length that is none', frameOf('{"$":"Float64Array","at":0,"n":"2"}', new Array<number>(16).fill(0))],
    ['an unknown kind', frameOf('{"$":"Function"}')],
    ['a kind from the prototype', frameOf('{"$":"constructor","at":0,"n":0}')],
    ['a number that JSON can say', frameOf('{"$":"number","is":"7"}')],
    ['the key __proto__', frameOf('{"a":{"__proto__":{"polluted":true}}}')],
    ['the key __proto__, escaped', frameOf('{"$":"object","is":{"__proto__":1}}')],
    ['300 levels', frameOf('['.repeat(300) + ']'.repeat(300))]
  ])('a frame that holds %s', (_name, frame) => {
    expect(() => decode(frame)).toThrow(expect.objectContaining({ code: 'bad-frame' }))
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('frames above the limit, on both sides', () => {
    const value = { u: new Float64Array(100) }
    expect(() => encode(value, 800)).toThrow(expect.objectContaining({ code: 'too-large' }))
    expect(() => decode(encode(value), 800)).toThrow(expect.objectContaining({ code: 'too-large' }))
    expect(decode(encode(value, 1000), 1000)).toEqual(value)
  })
})
