import { expect, it } from 'vitest'
import { scrollToShow, visibleSpan } from './window.ts'

it('draws what is seen and a little more, never beyond the ends', () => {
  expect(visibleSpan(5000, 30, 0, 600, 8)).toEqual({ first: 0, end: 28 })
  expect(visibleSpan(5000, 30, 3000, 600, 8)).toEqual({ first: 92, end: 128 })
  expect(visibleSpan(10, 30, 0, 600, 8)).toEqual({ first: 0, end: 10 })
  expect(visibleSpan(0, 30, 0, 600, 8)).toEqual({ first: 0, end: 0 })
})

it('leaves no row out where the list got shorter under the scroll position', () => {
  const { first, end } = visibleSpan(5, 30, 90_000, 600, 8)
  expect(first).toBeLessThanOrEqual(5)
  expect(end).toBe(5)
})

it('scrolls only as far as a row needs', () => {
  expect(scrollToShow(5, 30, 0, 600)).toBe(0)
  expect(scrollToShow(5, 30, 200, 600)).toBe(150)
  expect(scrollToShow(30, 30, 0, 600, 30)).toBe(360)
})
