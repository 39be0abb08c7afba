import { expect, test } from 'vitest'
import { defaultLabFolder } from './data-dir.ts'

test.each([
  ['linux', {}, '/home/ada', '/home/ada/.config/Ansatz'],
  ['linux', { XDG_CONFIG_HOME: '/data/config' }, '/home/ada', '/data/config/Ansatz'],
  ['linux', { XDG_CONFIG_HOME: '' }, '/home/ada', '/home/ada/.config/Ansatz'],
  ['darwin', { XDG_CONFIG_HOME: '/data/config' }, '/Users/ada', '/Users/ada/Library/Application Support/Ansatz'],
  ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\ada', 'D:\\Roaming\\Ansatz'],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Ansatz']
] as const)('%s %o', (platform, env, home, folder) => {
  expect(defaultLabFolder({ platform, env, home })).toBe(folder)
})
