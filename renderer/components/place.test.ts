import { expect, it } from 'vitest'
import { placeBeside } from './place.ts'

const room = { width: 1000, height: 800 }
const size = { width: 200, height: 100 }
const anchor = (left: number, top: number) => ({ left, top, right: left + 60, bottom: top + 28 })

it('stands below, aligned as asked', () => {
  expect(placeBeside(anchor(300, 100), size, room, 'start')).toEqual({ x: 300, y: 133 })
  expect(placeBeside(anchor(300, 100), size, room, 'end')).toEqual({ x: 160, y: 133 })
  expect(placeBeside(anchor(300, 100), size, room, 'middle')).toEqual({ x: 230, y: 133 })
})

it('goes above where there is no room below, and never leaves the window', () => {
  expect(placeBeside(anchor(300, 740), size, room, 'start').y).toBe(635)
  expect(placeBeside(anchor(960, 100), size, room, 'start').x).toBe(792)
  expect(placeBeside(anchor(-50, 100), size, room, 'end').x).toBe(8)
})
