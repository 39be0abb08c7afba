import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { placeWindow, readBounds, writeBounds } from './bounds.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 }
const left = { x: 1600, y: 100, width: 1800, height: 1200, maximized: false }

test('opens where it was left, maximised if it was', () => {
  expect(placeWindow(left, [laptop, monitor])).toEqual(left)
  expect(placeWindow({ ...left, maximized: true }, [laptop, monitor]).maximized).toBe(true)
})

test('without a past: the system’s place, no larger than the screen', () => {
  expect(placeWindow(null, [monitor])).toEqual({ width: 1440, height: 900, maximized: false })
  expect(placeWindow(null, [laptop])).toEqual({ width: 1440, height: 875, maximized: false })
})

test('comes back to a screen that is there when its own was unplugged', () => {
  expect(placeWindow(left, [laptop])).toEqual({ width: 1440, height: 875, maximized: false })
})

test.each([
  ['beyond the left', { ...left, x: -1750 }],
  ['beyond the right', { ...left, x: 3950 }],
  ['title bar above the screen', { ...left, y: -40 }],
  ['title bar below the screen', { ...left, y: 1350 }]
])('a window that cannot be taken hold of is moved: %s', (_name, saved) => {
  expect(placeWindow(saved, [monitor]).x).toBeUndefined()
})

test('never below the least size, even on a small screen', () => {
  expect(placeWindow({ ...left, x: 0, y: 0, width: 300, height: 200 }, [{ x: 0, y: 0, width: 800, height: 600 }])).toMatchObject({
    width: 1024,
    height: 680
  })
})

test('is kept in a file, and a file of nonsense counts as none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ansatz-bounds-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'bounds.json')
  expect(readBounds(file)).toBeNull()
  writeBounds(file, left)
  expect(readBounds(file)).toEqual(left)
  expect(readdirSync(folder)).toEqual(['bounds.json'])
  for (const text of ['', '{"x":1', '[]', '{"x":0,"y":0,"width":-1,"height":1,"maximized":false}', '{"x":1e400}', 'null']) {
    writeFileSync(file, text)
    expect(readBounds(file)).toBeNull()
  }
})
