import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createDispatcher } from '../api/dispatch.ts'
import { INVERSE, inverse, OBSERVED } from './testing/inverse.ts'
import { closeLabs, newFolder, openLab } from './testing/open-lab.ts'

afterEach(closeLabs)

const hash = createHash('sha256').update(OBSERVED).digest('hex')

describe('a run with data', () => {
  it('finds the number, keeps the data, and is rebuilt and repeated from what is kept', async () => {
    const dataDir = newFolder()
    const first = await openLab(dataDir)
    const run = await first.start(inverse(2000))
    const detail = await first.run(run, 'FINISHED')
    expect(detail.equation).toBe("g' = -k*g")
    expect(detail.metrics?.estimates?.k).toBeCloseTo(2, 1)
    expect(detail.files).toEqual([{ name: 'obs.csv', hash, bytes: OBSERVED.length }])
    const before = await first.handlers['run.snapshot']({ run })
    await first.lab.close()
    const lab = await openLab(dataDir)
    expect(await lab.handlers['run.files']({ run })).toEqual({ 'obs.csv': OBSERVED })
    expect(await lab.handlers['run.snapshot']({ run })).toEqual(before)
    const { run: again } = await lab.handlers['run.repeat']({ run })
    expect((await lab.run(again, 'FINISHED')).repeats).toEqual({ run, identical: true })
  })

  it('is paused and resumed with it', async () => {
    const lab = await openLab()
    const run = await lab.start(inverse(40), { steps: 15 })
    await lab.run(run, 'PAUSED')
    await lab.handlers['run.resume']({ run })
    const whole = await lab.start(inverse(40))
    expect((await lab.run(run, 'FINISHED')).loss).toEqual((await lab.run(whole, 'FINISHED')).loss)
  })

  it('shares equal contents with others; the last one that goes takes them along', async () => {
    const lab = await openLab()
    const { handlers } = lab
    const other = OBSERVED.replace('0.5,', '0.55,')
    const runs = [await lab.start(inverse(2)), await lab.start(inverse(2)), await lab.start(inverse(2, { 'obs.csv': other }))]
    for (const run of runs) await lab.run(run, 'FINISHED')
    const hashes = await Promise.all(runs.map(async (run) => (await handlers['run.get']({ run })).files?.[0]?.hash))
    expect(hashes).toEqual([hash, hash, createHash('sha256').update(other).digest('hex')])
    await handlers['run.trash']({ runs: runs.slice(0, 1) })
    await handlers['run.purge']({ runs: runs.slice(0, 1) })
    expect(await handlers['run.files']({ run: runs[1] ?? '' })).toEqual({ 'obs.csv': OBSERVED })
  })

  it('is part of a sweep, which brings the data to every run', async () => {
    const lab = await openLab()
    const document = 'schema: ansatz.sweep/1\nmethod: grid\nparameters: { learning_rate: { values: [0.001, 0.01] } }\n'
    const { sweep } = await lab.handlers['sweep.start']({ document, experiment: inverse(5) })
    await lab.sweep(sweep, 'FINISHED')
    for (const { run } of await lab.handlers['run.list']({ sweep }))
      expect(await lab.handlers['run.files']({ run })).toEqual({ 'obs.csv': OBSERVED })
  })
})

describe('what comes through a door', () => {
  it('makes the lab read no path, however it is written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ansatz-data-'))
    try {
      const path = join(folder, 'obs.csv')
      writeFileSync(path, OBSERVED)
      const { handlers } = await openLab()
      for (const file of [path, `file://${path}`, '/etc/passwd', '../obs.csv']) {
        const experiment = { problem: { source: INVERSE.replace('obs.csv', file), file: join(folder, 'problem.yaml') } }
        expect((await handlers['problem.check']({ experiment })).errors).toMatchObject([{ code: 'data-missing' }])
        await expect(handlers['run.start']({ experiment })).rejects.toMatchObject({ code: 'data-missing' })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.each([
    ['a file that is too long', { 'obs.csv': 'x'.repeat(8_000_001) }],
    ['too many files', Object.fromEntries(Array.from({ length: 21 }, (_, k) => [`${k}.csv`, '']))],
    ['a file that is no text', { 'obs.csv': 7 }]
  ])('%s is refused', async (_, files) => {
    const { handlers } = await openLab()
    const call = createDispatcher(handlers)('problem.check', { experiment: { problem: { source: INVERSE }, files } })
    await expect(call).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
