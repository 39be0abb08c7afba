import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { LabServer } from './server.ts'
import type { Said } from './server.ts'

const test = base.extend<{ lab: LabServer }>({
  lab: async ({ viewport: _ }, use) => {
    const lab = new LabServer(await mkdtemp(join(tmpdir(), 'ansatz-cli-')))
    await use(lab)
    await rm(lab.root, { recursive: true, force: true })
  }
})

interface Solved {
  run: string
  status: string
  seconds: number
  loss: { first: number; last: number }
  metrics: { max_abs_error_at_points: number; condition_violation: number }
}

/** First and last loss and largest error at the training points, as the lecture's program prints them. */
const LECTURE = {
  'lecture-decay': ['367.010', '0.0666807', '0.0437499'],
  'lecture-decay-deep': ['324.246', '0.119936', '0.0400597'],
  'lecture-logistic': ['0.221805', '0.000417932', '0.00424909'],
  'lecture-poisson': ['457.256', '0.00310113', '0.000464088'],
  'lecture-diffusion': ['41.0551', '3.52394', '0.362021'],
  'lecture-wave': ['131.851', '0.159619', '0.0283653']
}

/** As from a checkout: through npm, whose own output must not mix with the document. */
function npm(root: string, words: readonly string[]): Promise<Said> {
  return new Promise((done) => {
    const child = spawn('npm', ['run', '-s', 'ansatz', '--', ...words, '--lab', join(root, 'lab')], {
      cwd: resolve(import.meta.dirname, '..', '..'),
      shell: process.platform === 'win32'
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.on('close', (code) => done({ code: code ?? -1, out, err }))
  })
}

test('npm run ansatz prints one document, with the digits of the lecture', async ({ lab }) => {
  const { code, out } = await npm(lab.root, ['solve', 'lecture-decay', '--json'])
  expect(code).toBe(0)
  const solved = JSON.parse(out) as Solved
  expect(solved.loss.first).toBeCloseTo(367.010300334542, 10)
  expect(Math.abs(solved.loss.last / 0.06668065 - 1)).toBeLessThan(1e-7)
})

test('all six experiments of the lecture print its numbers', async ({ lab }) => {
  const printed: Record<string, string[]> = {}
  for (const id of Object.keys(LECTURE)) {
    const { status, loss, metrics } = await lab.json<Solved>('solve', id)
    expect(status).toBe('FINISHED')
    expect(metrics.condition_violation).toBeLessThan(1e-15)
    printed[id] = [loss.first, loss.last, metrics.max_abs_error_at_points].map((value) => value.toPrecision(6))
  }
  expect(printed).toEqual(LECTURE)
})

test('exit codes: done 0, diverged 1, bad input 2, cancelled 130', async ({ lab }) => {
  expect((await lab.run('solve', 'lecture-decay', '--set', 'iterations=5')).code).toBe(0)
  const diverged = await lab.run('solve', 'lecture-decay', '--set', 'training.learning_rate=0.3', '--json')
  expect(diverged.code).toBe(1)
  expect(JSON.parse(diverged.out)).toMatchObject({ status: 'DIVERGED' })
  const refused = await lab.run('solve', 'lecture-decay', '--set', 'network.hidden=[0]', '--json')
  expect(refused.code).toBe(2)
  expect(JSON.parse(refused.out)).toHaveProperty('error.cure')
  expect(await lab.json('run', 'ls')).toHaveLength(2)

  const long = lab.begin('solve', 'lecture-decay', '--set', 'training.iterations=50000000', '--json')
  await expect.poll(() => lab.json<Solved[]>('run', 'ls', '--status', 'RUNNING')).toHaveLength(1)
  long.child.kill('SIGINT')
  const { code, out } = await long.said
  expect(code).toBe(130)
  expect(JSON.parse(out)).toMatchObject({ status: 'CANCELLED' })
})

test('figures and tables are written as files; without a browser the figures say their cure', async ({ lab }) => {
  const { run } = await lab.json<Solved>('solve', 'lecture-decay', '--set', 'iterations=100')
  const drawn = ['export', run, '--data', 'csv', '--fig', 'solution', '--format', 'svg,pdf,png', '--width', '90mm', '--out']
  const { files } = await lab.json<{ files: string[] }>(...drawn, 'figures')
  const named = (ending: string) => files.find((file) => file.endsWith(ending)) ?? ''
  expect(files.map((file) => file.replace(/^.*\./, '')).sort()).toEqual(expect.arrayContaining(['csv', 'pdf', 'png', 'svg']))
  expect(await readFile(named('.svg'), 'utf8')).toContain('width="90mm"')
  expect((await readFile(named('.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
  expect((await readFile(named('.png'))).subarray(1, 4).toString()).toBe('PNG')

  const bare = await lab.run(...drawn, 'again', { ANSATZ_CHROMIUM: '/no/such/browser' })
  expect(bare.code).toBe(1)
  expect(bare.err).toContain('ANSATZ_CHROMIUM')
  expect((await lab.run('export', run, '--data', 'csv', '--out', 'again', { ANSATZ_CHROMIUM: '/no/such/browser' })).code).toBe(0)
})

test('bad input is shown at its place, and nothing is stored', async ({ lab }) => {
  await mkdir(join(lab.root, 'work'))
  const file = join(lab.root, 'work', 'own.yaml')
  const { yaml } = await lab.json<{ yaml: string }>('check', 'lecture-decay')
  await writeFile(file, `${yaml}trial: { g: "g0 + N" }\n`)
  const refused = await lab.run('check', 'work/own.yaml')
  expect(refused.code).toBe(2)
  expect(refused.out).toMatch(/initial condition g\(0\) = g0 not met: off by \d/)
  await writeFile(file, yaml.replace('-gamma*g', '-gama*g'))
  const misread = await lab.run('solve', 'work/own.yaml')
  expect(misread.code).toBe(2)
  expect(misread.err).toMatch(/work\/own\.yaml:\d+:\d+: gama is not declared/)
  expect(await lab.json('run', 'ls')).toEqual([])
})
