import { crc32 as zlibCrc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { crc32, withResolution } from './png.ts'

// The smallest PNG there is: one transparent pixel.
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

test('the checksum is zlib’s', () => {
  expect(crc32(PIXEL)).toBe(zlibCrc32(PIXEL))
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
})

test('a PNG of 600 dpi says so right after its header', () => {
  const png = Buffer.from(withResolution(PIXEL, 600))
  expect(png.subarray(0, 33)).toEqual(PIXEL.subarray(0, 33))
  expect(png.toString('latin1', 37, 41)).toBe('pHYs')
  expect(png.readUInt32BE(41)).toBe(23622) // 600 / 0.0254
  expect(png.readUInt32BE(45)).toBe(23622)
  expect(png[49]).toBe(1)
  expect(png.readUInt32BE(50)).toBe(zlibCrc32(png.subarray(37, 50)))
  expect(png.subarray(54)).toEqual(PIXEL.subarray(33))
})
