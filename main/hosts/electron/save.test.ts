import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { saveInto } from './save.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ansatz-save-'))
  return () => rm(folder, { recursive: true })
})
const file = (name: string, text = name) => ({ name, mime: 'text/plain', bytes: new TextEncoder().encode(text) })

test('writes every file, and overwrites none', async () => {
  await writeFile(join(folder, 'runs.csv'), 'mine')
  const paths = await saveInto(folder, [file('runs.csv', 'new'), file('runs.csv', 'newer'), file('curves.tar.gz'), file('noext')])
  expect(paths).toEqual(['runs (2).csv', 'runs (3).csv', 'curves.tar.gz', 'noext'].map((name) => join(folder, name)))
  expect(await readFile(join(folder, 'runs.csv'), 'utf8')).toBe('mine')
  expect(await readFile(join(folder, 'runs (2).csv'), 'utf8')).toBe('new')
  expect((await readdir(folder)).toSorted()).toEqual(['curves.tar.gz', 'noext', 'runs (2).csv', 'runs (3).csv', 'runs.csv'])
})

test.each(['../a', 'a/b', 'a\\b', '/a', '..', '.', '', 'a\0b', 'a\nb', 'C:a', 'a?', 'con', 'CON.csv', 'lpt1.txt', 'a.', 'a '])(
  'the name %j is refused before anything is written',
  async (name) => {
    await expect(saveInto(folder, [file('good'), file(name)])).rejects.toMatchObject({ code: 'bad-file-name' })
    expect(await readdir(folder)).toEqual([])
  }
)

test.each(['decay_loss_20261123.svg', 'Größe μ.csv', '.hidden', 'console.txt', 'a..b'])('the name %j is fine', async (name) => {
  await saveInto(folder, [file(name)])
  expect(await readdir(folder)).toEqual([name])
})

test('a folder that cannot be written to is told, with a cure', async () => {
  await expect(saveInto(join(folder, 'gone'), [file('a')])).rejects.toMatchObject({
    code: 'cannot-save',
    cure: expect.stringContaining('folder') as string
  })
  // The claimed name is given back when the writing fails: here its `.part` is taken by a folder.
  await mkdir(join(folder, 'a.part'))
  await expect(saveInto(folder, [file('a')])).rejects.toMatchObject({ code: 'cannot-save' })
  expect(await readdir(folder)).toEqual(['a.part'])
})
