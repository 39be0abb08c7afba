import { expect, it } from 'vitest'
import { when } from './when.ts'

const now = new Date(2026, 10, 23, 15, 0)

it('says a moment as short as it can be said', () => {
  expect(when(new Date(2026, 10, 23, 9, 5).toISOString(), now)).toBe('09:05')
  expect(when(new Date(2026, 2, 4, 18, 30).toISOString(), now)).toBe('4 Mar, 18:30')
  expect(when(new Date(2025, 2, 4).toISOString(), now)).toBe('4 Mar 2025')
  expect(when('', now)).toBe('')
})
