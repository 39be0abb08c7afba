import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestTerminal } from './testing/terminal.ts'

let terminal: TestTerminal
beforeEach(() => (terminal = new TestTerminal()))
afterEach(() => terminal.close())

const write = (name: string, text: string) => writeFileSync(join(terminal.folder, name), text)
const DECAY = `schema: ansatz.problem/1
name: My decay
variables: { t: [0, 1] }
unknowns: [g]
parameters: { gamma: 2, g0: 10 }
equations: ["g' = -gamma*g"]
conditions: ["g(0) = g0"]
exact: { g: "g0*exp(-gamma*t)" }
settings: { training: { iterations: 50 } }
`

describe('words', () => {
  it.each([
    [['slove', 'lecture-decay'], 'There is no verb "slove".', 'Did you mean solve?'],
    [['sweep', 'stauts'], 'There is no verb "sweep stauts".', 'Did you mean status?'],
    [['solve', 'lecture-decay', '--sede', '3'], 'There is no option --sede.', 'Did you mean --seed?'],
    [['solve'], 'Something is missing after solve.', 'Write ansatz solve'],
    [['solve', 'lecture-decay', 'more'], '"more" is one word too many.', 'Write ansatz solve'],
    [['solve', 'lecture-decya'], 'neither a problem of the library nor a file', 'Did you mean lecture-decay?'],
    [['solve', 'lecture-decay', '--set', 'seed'], '--set seed has no value.', 'Write --set PATH=VALUE'],
    [['solve', 'no/such.yaml'], 'There is no file no/such.yaml.', 'Looked for'],
    [['check'], 'check wants one problem, or --all.', 'Write ansatz check'],
    [['run', 'show', 'nothing-1'], 'There is no run "nothing-1".', 'run ls'],
    [['run', 'ls', '--status', 'DONE'], 'There is no status DONE.', 'FINISHED']
  ])('%j are refused with a cure, exit 2', async (words, message, cure) => {
    const { code, out, err } = await terminal.run(...words)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(message)
    expect(err).toContain(cure)
    const { document } = await terminal.json(...words)
    expect(document).toMatchObject({ error: { message: expect.stringContaining(message) as string } })
  })

  it('lead to help', async () => {
    expect((await terminal.run('--help')).out).toContain('sweep retry')
    expect((await terminal.run('sweep', '--help')).out).toContain('pause ID')
    const solve = await terminal.run('solve', '--help')
    expect(solve.code).toBe(0)
    expect(solve.out).toMatch(/--seed S .*lecture:15[\s\S]*--json[\s\S]*--lab DIR/)
    expect(existsSync(join(terminal.folder, 'lab'))).toBe(false)
  })
})

describe('problems and check', () => {
  it('list the library, and print one of it', async () => {
    const { document } = await terminal.json('problems')
    expect(document).toContainEqual({ id: 'lecture-decay', name: 'Exponential decay', group: 'Lecture' })
    expect((await terminal.run('problems', 'lecture-wave')).out).toContain('schema: ansatz.problem/1')
  })

  it('find the whole library in order', async () => {
    const { code, document } = await terminal.json('check', '--all')
    expect(code).toBe(0)
    expect(document).toMatchObject({ ok: true })
  })

  it('report a problem as the contract says', async () => {
    const { code, document } = await terminal.json('check', 'lecture-decay')
    expect(code).toBe(0)
    expect(document).toMatchObject({
      ok: true,
      problem: { orders: { g: 1 }, linear: true, kind: 'initial value' },
      conditions: [{ text: 'g(0) = g0', how: 'hard', violation: 0 }],
      errors: []
    })
  })

  it('show an error at its place in the file, relative to where the user stands', async () => {
    write('decay.yaml', DECAY.replace('-gamma*g', '-gama*g'))
    const { code, out } = await terminal.run('check', 'decay.yaml')
    expect(code).toBe(2)
    expect(out).toContain('decay.yaml:6:20: ')
    expect(out).toContain(`  equations: ["g' = -gama*g"]\n                     ^^^^\n`)
    const { document } = await terminal.json('check', 'decay.yaml')
    expect(document).toMatchObject({ ok: false, error: { file: 'decay.yaml', line: 6, column: 20, length: 4 } })
    const solved = await terminal.json('solve', 'decay.yaml')
    expect(solved.code).toBe(2)
    expect((await terminal.run('solve', 'decay.yaml')).err).toContain('                     ^^^^\n')
    expect(solved.document).toMatchObject({ error: { file: 'decay.yaml', line: 6, column: 20, length: 4 } })
    expect((await terminal.json('run', 'ls')).document).toEqual([])
  })
})

describe('solve', () => {
  it("prints the lecture's numbers as one JSON document", async () => {
    const { code, document } = await terminal.json('solve', 'lecture-decay')
    expect(code).toBe(0)
    const { loss, ...rest } = document as { loss: { first: number; last: number } }
    expect(Math.abs(loss.first / 367.010300334542 - 1)).toBeLessThan(1e-12)
    expect(Math.abs(loss.last / 0.06668065 - 1)).toBeLessThan(1e-7)
    expect(rest).toMatchObject({
      run: 'lecture-decay-1',
      status: 'FINISHED',
      problem: 'lecture-decay',
      iterations: 10000,
      metrics: { condition_violation: 0, by_unknown: { g: {} } },
      estimates: {},
      reference: { method: 'exact' }
    })
  })

  it('prints a short table for people', async () => {
    const { code, out } = await terminal.run('solve', 'lecture-decay')
    expect(code).toBe(0)
    expect(out).toMatch(/^lecture-decay-1 {3}finished after 10000 iterations, /)
    expect(out).toMatch(/loss +first 367\.01 {3}last 0\.0666807 {3}best 0\.0666807/)
    expect(out).toMatch(/largest error +0\.0438341 {3}2 digits/)
    expect(out).toMatch(/at the training points +0\.0437499/)
    expect(out).toMatch(/conditions +met exactly/)
  })

  it('takes files, experiment files, settings, parameters and seeds', async () => {
    write('decay.yaml', DECAY)
    mkdirSync(join(terminal.folder, 'deep'))
    write('deep/trial.yaml', 'schema: ansatz.experiment/1\nproblem: ../decay.yaml\nnetwork: { hidden: [3] }\n')
    const { document } = await terminal.json(
      'solve',
      'deep/trial.yaml',
      '--set',
      'training.iterations=7',
      '--set',
      'problem.parameters.gamma=3',
      '--seed',
      '5'
    )
    expect(document).toMatchObject({ run: 'my-decay-1', iterations: 7, seed: 5 })
    const { document: shown } = await terminal.json('run', 'show', 'my-decay-1')
    expect(shown).toMatchObject({ parameters: { gamma: 3, g0: 10 }, settings: { network: { hidden: [3] } } })
    const short = await terminal.json('solve', 'decay.yaml', '--set', 'learning_rate=1e-2')
    expect(short.document).toMatchObject({ run: 'my-decay-2', iterations: 50 })
    const { document: difference } = await terminal.json('run', 'diff', 'my-decay-1', 'my-decay-2')
    expect(difference).toMatchObject({ differences: expect.arrayContaining([{ path: 'seed', values: ['5', '1'] }]) as unknown })
  })

  it('trains several seeds, and says which failed', async () => {
    write('decay.yaml', DECAY)
    const gauss = ['--set', 'training.optimizer=gauss_newton', '--set', 'training.iterations=30', '--seeds', '2']
    const { code, document } = await terminal.json('solve', 'decay.yaml', ...gauss)
    expect(code).toBe(0)
    expect(document).toMatchObject({
      runs: [{ seed: 1 }, { seed: 2 }],
      seeds: { word: '2 seeds agree', sound: true, failed: [], errors: { worst: expect.any(Number) as number } }
    })
    const failed = await terminal.run('solve', 'lecture-decay', '--set', 'training.learning_rate=0.3', '--seeds', '2')
    expect(failed.code).toBe(1)
    expect(failed.out).toContain('Of 2 seeds 2 gave no solution: seeds 15 and 16 diverged.')
    const wrong = await terminal.run('solve', 'decay.yaml', '--seeds', '1')
    expect(wrong.err).toContain('--seeds 1 is no number of seeds.')
  })

  it('ends with 1 when it diverges or misses its target', async () => {
    const diverged = await terminal.json('solve', 'lecture-decay', '--set', 'training.learning_rate=0.3')
    expect(diverged.code).toBe(1)
    expect(diverged.document).toMatchObject({ status: 'DIVERGED', reason: expect.stringMatching(/iteration \d+/) as string })
    const missed = await terminal.json('solve', 'lecture-decay', '--set', 'training.iterations=5', '--set', 'target.max_abs_error=1e-6')
    expect(missed.code).toBe(1)
    expect(missed.document).toMatchObject({ status: 'FINISHED', target: { max_abs_error: 1e-6, met: false } })
  })

  it('is cancelled by Ctrl-C, keeps what it has, and ends with 130', async () => {
    const solving = terminal.json('solve', 'lecture-decay', '--set', 'training.iterations=50000000')
    await terminal.interruptAfter(/[1-9]\d* of 50000000/)
    const { code, document } = await solving
    expect(code).toBe(130)
    expect(document).toMatchObject({ status: 'CANCELLED' })
    expect((document as { iterations: number }).iterations).toBeGreaterThan(0)
    expect((await terminal.json('run', 'ls')).document).toMatchObject([
      { run: 'lecture-decay-1', status: 'CANCELLED', problem: 'lecture-decay' }
    ])
  })

  it('refuses bad settings with their place or path, and stores nothing', async () => {
    for (const set of [
      'training.learning_rate=-1',
      'network.hidden=[0]',
      'trainng.x=1',
      'problem.parameters.gama=1',
      'training.learning_rate={'
    ]) {
      const { code, document } = await terminal.json('solve', 'lecture-decay', '--set', set)
      expect(code).toBe(2)
      expect(document).toMatchObject({
        error: { message: expect.stringMatching(/./) as string, cure: expect.stringMatching(/./) as string }
      })
    }
    expect((await terminal.json('run', 'ls')).document).toEqual([])
  })

  it('refuses a database that is not ours, and leaves it alone', async () => {
    mkdirSync(join(terminal.folder, 'lab'))
    write('lab/ansatz.db', 'something else entirely')
    const { code, document } = await terminal.json('solve', 'lecture-decay')
    expect(code).toBe(2)
    expect(document).toMatchObject({ error: { code: 'store-foreign' } })
  })
})

describe('stored runs', () => {
  it('are listed, tagged, thrown away, taken back and deleted', async () => {
    await terminal.run('solve', 'lecture-decay', '--set', 'iterations=5', '--name', 'short one')
    expect((await terminal.run('run', 'ls')).out).toMatch(/lecture-decay-1 +short one +finished/)
    expect((await terminal.run('run', 'show', 'lecture-decay-1')).out).toMatch(/versions: ansatz \d/)
    await terminal.run('run', 'tag', 'lecture-decay-1', 'mine')
    expect((await terminal.json('run', 'ls', '--status', 'finished')).document).toMatchObject([{ tags: ['mine'] }])
    expect((await terminal.run('run', 'purge', 'lecture-decay-1')).code).toBe(2)
    await terminal.run('run', 'rm', 'lecture-decay-1')
    expect((await terminal.run('run', 'ls')).out).toBe('No runs.\n')
    await terminal.run('run', 'restore', 'lecture-decay-1')
    expect((await terminal.json('run', 'ls')).document).toHaveLength(1)
    await terminal.run('run', 'rm', 'lecture-decay-1')
    expect((await terminal.run('run', 'purge', 'lecture-decay-1')).code).toBe(0)
    expect((await terminal.json('run', 'ls', '--trashed')).document).toEqual([])
  })
})

describe('sweep', () => {
  const SWEEP =
    'schema: ansatz.sweep/1\nname: rates\nexperiment: decay.yaml\nmethod: grid\nparameters: { learning_rate: { values: [0.001, 0.01] } }\nreplicates: { seeds: [1, 2] }\n'

  it('is stored, then run, then looked at', async () => {
    write('decay.yaml', DECAY)
    write('rates.yaml', SWEEP)
    const { document } = await terminal.json('sweep', 'new', 'rates.yaml')
    expect(document).toMatchObject({ name: 'rates', configurations: 2, seeds: 2, runs: 4 })
    const { sweep } = document as { sweep: string }
    expect((await terminal.json('sweep', 'status', sweep)).document).toMatchObject({ status: 'PAUSED', counts: { QUEUED: 4 } })
    const ran = await terminal.json('sweep', 'run', sweep, '-j', '1')
    expect(ran.code).toBe(0)
    expect(ran.document).toMatchObject({ status: 'FINISHED', counts: { FINISHED: 4 }, configurations: [{ n: 2 }, { n: 2 }] })
    expect((await terminal.run('sweep', 'ls')).out).toMatch(/rates +finished +4 of 4/)
    expect((await terminal.run('sweep', 'status', sweep)).out).toContain('median max_abs_error')
    expect((await terminal.run('sweep', 'pause', sweep)).err).toContain('is FINISHED')
  })

  it('can be run from its file at once, and a diverged one ends with 1', async () => {
    write('decay.yaml', DECAY)
    write('rates.yaml', SWEEP.replace('decay.yaml', 'lecture-decay').replace('[0.001, 0.01]', '[0.3]'))
    const { code, document } = await terminal.json('sweep', 'run', 'rates.yaml')
    expect(code).toBe(1)
    expect(document).toMatchObject({ status: 'FINISHED', counts: { DIVERGED: 2 }, verdict: { word: 'All diverged' } })
  })

  it('that cannot be read is refused with the place', async () => {
    write('rates.yaml', SWEEP.replace('learning_rate', 'learning_rte'))
    const { code, document } = await terminal.json('sweep', 'new', 'rates.yaml')
    expect(code).toBe(2)
    expect(document).toMatchObject({ error: { file: 'rates.yaml', line: 5 } })
  })
})
