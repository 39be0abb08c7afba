import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { menuTemplate } from './menu.ts'

vi.mock('electron', () => import('../../../tests/doors/electron/stub.ts'))

const roles = (platform: NodeJS.Platform, isDevelopment = false) => {
  const flat = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
  const template = menuTemplate({ platform, send: () => {}, showFolder: () => {}, isDevelopment })
  return flat(template).flatMap(({ role }) => role ?? [])
}

test('macOS has its own first menu, and leaves undo to the text fields', () => {
  expect(roles('darwin')).toEqual(expect.arrayContaining(['appMenu', 'undo', 'redo', 'close']))
  expect(roles('linux')).not.toEqual(expect.arrayContaining(['appMenu']))
  expect(roles('linux')).toEqual(expect.arrayContaining(['quit', 'about']))
  expect(roles('win32')).not.toContain('undo')
})

test('tools for development are there in development only', () => {
  expect(roles('linux')).not.toContain('toggleDevTools')
  expect(roles('linux', true)).toContain('toggleDevTools')
})

test('no key stands twice', () => {
  const flat = menuTemplate({ platform: 'linux', send: () => {}, showFolder: () => {}, isDevelopment: true }).flatMap(({ submenu }) =>
    Array.isArray(submenu) ? submenu.flatMap(({ accelerator }) => accelerator ?? []) : []
  )
  expect(new Set(flat).size).toBe(flat.length)
})
