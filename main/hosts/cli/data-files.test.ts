import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INVERSE, OBSERVED } from '../../lab/testing/inverse.ts'
import { TestTerminal } from './testing/terminal.ts'

const terminal = new TestTerminal()
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(terminal.folder, name), content)
const FAST = ['network.hidden=[10]', 'network.activation=tanh', 'points=12'].flatMap((setting) => ['--set', setting])

beforeAll(() => {
  mkdirSync(join(terminal.folder, 'inverse/data'), { recursive: true })
  write('inverse/decay.yaml', INVERSE.replace('obs.csv', 'data/obs.csv'))
  write('inverse/data/obs.csv', OBSERVED)
  write('inverse/experiment.yaml', 'schema: ansatz.experiment/1\nproblem: decay.yaml\ntraining: { iterations: 3 }\n')
})
afterAll(() => terminal.close())

describe('data files', () => {
  it('are read beside the problem file; what is found is printed', async () => {
    const { code, document } = await terminal.json('solve', 'inverse/decay.yaml', ...FAST, '--set', 'iterations=2000')
    expect(code).toBe(0)
    const { estimates } = document as { estimates: Record<string, number> }
    expect(estimates.k).toBeCloseTo(2, 1)
    const { out } = await terminal.run('run', 'show', 'decay-with-an-unknown-rate-1')
    expect(out).toMatch(/\nk +(1\.9\d*|2(\.0\d*)?) +found by training\n/)
  })

  it('are read for an experiment file and for a sweep too', async () => {
    expect((await terminal.run('solve', 'inverse/experiment.yaml', ...FAST)).code).toBe(0)
    write(
      'sweep.yaml',
      'schema: ansatz.sweep/1\nexperiment: inverse/experiment.yaml\nmethod: grid\nparameters: { learning_rate: { values: [0.001, 0.01] } }\n'
    )
    expect((await terminal.run('sweep', 'run', 'sweep.yaml')).code).toBe(0)
  })

  it('are part of a check', async () => {
    expect((await terminal.json('check', 'inverse/decay.yaml')).document).toMatchObject({ ok: true, errors: [] })
    write('missing.yaml', INVERSE.replace('obs.csv', 'nowhere.csv'))
    const { code, document } = await terminal.json('check', 'missing.yaml')
    expect(code).toBe(2)
    expect(document).toMatchObject({ ok: false, error: { code: 'data-missing', file: 'missing.yaml', line: 8 } })
  })
})

describe('a data file that cannot be used', () => {
  it.each<[string, (name: string) => void, string]>([
    ['is too large', (name) => write(name, `time_s,signal\n${'0.5,1\n'.repeat(1_400_000)}`), 'has 8.4 MB; the most is 8 MB'],
    ['is a folder', (name) => mkdirSync(join(terminal.folder, name)), 'it is no file'],
    ['is no text in UTF-8', (name) => write(name, Uint8Array.of(0x74, 0xff, 0xfe)), 'is not text in UTF-8']
  ])('because it %s is refused at its place', async (_, make, message) => {
    const name = `${String(Math.abs(message.length))}.csv`
    make(name)
    write('faulty.yaml', INVERSE.replace('obs.csv', name))
    const { code, err } = await terminal.run('solve', 'faulty.yaml')
    expect(code).toBe(2)
    expect(err).toContain('faulty.yaml:8:15:')
    expect(err).toContain(message)
  })

  it('and more than twenty of them are refused', async () => {
    const list = Array.from({ length: 21 }, (_, k) => `  - { file: ${k}.csv, columns: { t: t, g: g } }\n`).join('')
    write('many.yaml', INVERSE.replace(/data: .*\n/, `data:\n${list}`))
    const { code, err } = await terminal.run('check', 'many.yaml')
    expect(code).toBe(2)
    expect(err).toContain('names 21 data files; the most is 20')
  })
})
