import { expect, it } from 'vitest'
import { networkFileSystem } from './filesystem.ts'

it('local folders are local, and a share of Windows is not', () => {
  expect(networkFileSystem(import.meta.dirname)).toBeNull()
  expect(networkFileSystem('\\\\server\\share\\lab', 'win32')).toBe('smb')
  expect(networkFileSystem('C:\\Users\\a', 'win32')).toBeNull()
  expect(networkFileSystem('/anywhere', 'darwin')).toBeNull()
})
