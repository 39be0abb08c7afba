import { expect, it } from 'vitest'
import { strokeOf } from './keys.ts'

const plain = { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

it('spells strokes as commands do', () => {
  expect(strokeOf({ ...plain, key: 's' })).toBe('S')
  expect(strokeOf({ ...plain, key: ' ' })).toBe('Space')
  expect(strokeOf({ ...plain, key: 'k', ctrlKey: true })).toBe('Ctrl K')
  expect(strokeOf({ ...plain, key: 'k', metaKey: true })).toBe('Ctrl K')
  expect(strokeOf({ ...plain, key: 'Z', ctrlKey: true, shiftKey: true })).toBe('Ctrl Shift Z')
  expect(strokeOf({ ...plain, key: 'F6', shiftKey: true })).toBe('Shift F6')
  expect(strokeOf({ ...plain, key: 'Escape' })).toBe('Esc')
})

it('takes a sign as itself, with or without Shift, since layouts differ', () => {
  expect(strokeOf({ ...plain, key: '?', shiftKey: true })).toBe('?')
  expect(strokeOf({ ...plain, key: '/', shiftKey: true })).toBe('/')
  expect(strokeOf({ ...plain, key: '1', ctrlKey: true, shiftKey: true })).toBe('Ctrl 1')
})

it('knows the letter where Alt makes another character of it', () => {
  expect(strokeOf({ ...plain, key: 'µ', code: 'KeyM', altKey: true })).toBe('Alt M')
  expect(strokeOf({ ...plain, key: 'm', code: 'Semicolon', altKey: true })).toBe('Alt M')
})
