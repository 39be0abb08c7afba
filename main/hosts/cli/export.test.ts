import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestTerminal } from './testing/terminal.ts'

const terminal = new TestTerminal()
beforeAll(() => terminal.run('solve', 'lecture-decay', '--set', 'iterations=30'))
afterAll(() => terminal.close())

describe('export', () => {
  it('writes the files that it names, relative to where the user stands', async () => {
    const { code, document } = await terminal.json('export', 'lecture-decay-1', '--data', 'csv,json', '--out', 'data')
    expect(code).toBe(0)
    const { files } = document as { files: string[] }
    expect(files.map((file) => file.replace(terminal.folder, '').replace(/_\d{8}/, '')).sort()).toEqual([
      '/data/lecture-decay-1.json',
      '/data/lecture-decay-1.meta.json',
      '/data/lecture-decay-1_curves_long.csv',
      '/data/lecture-decay-1_curves_wide.csv',
      '/data/lecture-decay-1_runs.csv',
      '/data/lecture-decay-1_solution.csv'
    ])
    const runs = readFileSync(files.find((file) => file.endsWith('_runs.csv')) ?? '', 'utf8').split('\n')
    expect(runs[0]).toMatch(/^sweep_id,config_id,run_id,/)
    expect(runs[1]).toContain('lecture-decay-1')
    const long = readFileSync(files.find((file) => file.endsWith('_curves_long.csv')) ?? '', 'utf8')
    expect(long).toContain('367.010300334542')
  })

  it('writes a script for NumPy with the weights of the run', async () => {
    const { document } = await terminal.json('export', 'lecture-decay-1', '--python', '--out', 'code')
    const { files } = document as { files: string[] }
    expect(files.map((file) => file.replace(terminal.folder, '').replace(/_\d{8}/, ''))).toEqual([
      '/code/lecture-decay-1.py',
      '/code/lecture-decay-1_deepxde.py'
    ])
    const script = readFileSync(files[0] ?? '', 'utf8')
    expect(script).toContain('the solution of the run lecture-decay-1 after 30 iterations')
    const { document: data } = await terminal.json('export', 'lecture-decay-1', '--data', 'json', '--out', 'code')
    const [json = ''] = (data as { files: string[] }).files
    const { weights } = JSON.parse(readFileSync(json, 'utf8')) as { weights: { values: number[] }[] }
    for (const { values } of weights) for (const value of values) expect(script).toContain(String(value))
  })

  it('replaces nothing unasked', async () => {
    await terminal.run('export', 'lecture-decay-1')
    const again = await terminal.run('export', 'lecture-decay-1')
    expect(again.code).toBe(2)
    expect(again.err).toContain('exists already')
    expect((await terminal.run('export', 'lecture-decay-1', '--force')).code).toBe(0)
  })

  it('writes the tables of a sweep', async () => {
    writeFileSync(
      join(terminal.folder, 'rates.yaml'),
      'schema: ansatz.sweep/1\nexperiment: lecture-decay\nmethod: grid\nparameters: { learning_rate: { values: [0.001, 0.3] }, iterations: { value: 800 } }\n'
    )
    const { document } = await terminal.json('sweep', 'run', 'rates.yaml')
    await terminal.run('export', (document as { sweep: string }).sweep, '--out', 'sweep')
    const [configs = ''] = readdirSync(join(terminal.folder, 'sweep')).filter((name) => name.endsWith('_configs.csv'))
    expect(
      readFileSync(join(terminal.folder, 'sweep', configs), 'utf8')
        .trim()
        .split('\n')
    ).toHaveLength(3)
  })

  it('without a browser says the cure and ends with 1, and nothing is written', async () => {
    const before = process.env.ANSATZ_CHROMIUM
    process.env.ANSATZ_CHROMIUM = '/nowhere/chromium'
    try {
      const { code, document } = await terminal.json('export', 'lecture-decay-1', '--fig', 'loss', '--out', 'figures')
      expect(code).toBe(1)
      expect(document).toMatchObject({ error: { code: 'no-browser', cure: expect.stringContaining('Install Chromium') as string } })
      expect(existsSync(join(terminal.folder, 'figures'))).toBe(false)
    } finally {
      if (before === undefined) delete process.env.ANSATZ_CHROMIUM
      else process.env.ANSATZ_CHROMIUM = before
    }
  })

  it.each([
    [['nothing-1'], 'There is no run "nothing-1"'],
    [['lecture-decay-1', '--fig', 'lss'], 'Did you mean loss?'],
    [['lecture-decay-1', '--fig', 'slice'], 'has one variable'],
    [['lecture-decay-1', '--fig', 'phase'], 'has one unknown'],
    [['lecture-decay-1', '--fig', 'estimates'], 'estimates no numbers'],
    [['lecture-decay-1', '--fig', 'solution', '--unknown', 'u'], 'Its unknowns are g'],
    [['lecture-decay-1', '--format', 'gif'], '--format gif is not one of svg, pdf, png'],
    [['lecture-decay-1', '--data', 'xlsx'], '--data xlsx is not one of csv, json'],
    [['lecture-decay-1', '--width', 'wide'], '--width wide is not a length'],
    [[], 'Something is missing after export']
  ])('%j is refused', async (words, message) => {
    const { code, err } = await terminal.run('export', ...words)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })
})
