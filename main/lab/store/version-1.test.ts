import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { closeLabs, newFolder, openLab } from '../testing/open-lab.ts'

afterEach(closeLabs)

/** A database as version 1 wrote it: two runs of a decay (finished, paused at 25 of 60), a trashed one, a sweep of two. */
const FIXTURE = join(import.meta.dirname, 'testing/version-1.db')

it('a database of version 1 opens with everything in it, and its runs go on', async () => {
  const dataDir = newFolder()
  copyFileSync(FIXTURE, join(dataDir, 'ansatz.db'))
  const lab = await openLab(dataDir)
  const { handlers } = lab
  expect(readdirSync(join(dataDir, 'backups')).map((name) => name.slice(-6))).toEqual(['-v1.db'])
  const runs = await handlers['run.list']({})
  expect(runs.map(({ run, status }) => [run, status])).toEqual([
    ['lecture-decay-4', 'FINISHED'],
    ['lecture-decay-3', 'FINISHED'],
    ['lecture-decay-2', 'PAUSED'],
    ['lecture-decay-1', 'FINISHED']
  ])
  expect((await handlers['run.list']({ trashed: true })).map(({ run }) => run)).toEqual(['untitled-1'])
  expect(await handlers['lab.recall']({ key: 'theme' })).toBe('dark')
  expect((await handlers['sweep.list']({})).map(({ total, status }) => [total, status])).toEqual([[2, 'FINISHED']])
  const run = 'lecture-decay-1'
  const detail = await handlers['run.get']({ run })
  expect(detail).toMatchObject({ name: 'whole', tags: ['kept'], pinned: true, seed: 'lecture:15', iterations: 60 })
  expect(detail.files).toBeUndefined()
  expect(detail.loss.last).toBeCloseTo(342.51471254968357, 9)
  expect((await handlers['run.curve']({ run })).loss).toHaveLength(61)
  expect((await handlers['run.snapshot']({ run })).loss).toBeCloseTo(342.51471254968357, 9)
  expect(await handlers['run.files']({ run })).toEqual({})
  await handlers['run.resume']({ run: 'lecture-decay-2' })
  const resumed = await lab.run('lecture-decay-2', 'FINISHED')
  expect([resumed.iterations, resumed.loss.last]).toEqual([60, expect.closeTo(342.51471254968357, 9)])
  const { run: again } = await handlers['run.repeat']({ run })
  expect((await lab.run(again, 'FINISHED')).loss.last).toBeCloseTo(342.51471254968357, 9)
})

it('the copy that is migrated is the only one that changes', () => {
  expect(existsSync(join(import.meta.dirname, 'testing/backups'))).toBe(false)
})
