import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestTerminal } from './testing/terminal.ts'

let terminal: TestTerminal
beforeEach(() => (terminal = new TestTerminal()))
afterEach(() => terminal.close())

const GOOD = `schema: ansatz.problem/1
name: Mine
variables:  { x: [0, 1], t: [0, 1] }
unknowns:   [u]
parameters: { nu: 0.01/pi }
equations:  ["u_t + u*u_x = nu*u_xx"]
conditions: ["u(x, 0) = sin(pi*x)", "u(0, t) = 0", "u(1, t) = 0"]
settings:
  training: { optimizer: adam, learning_rate: 0.01, iterations: 3 }
  network: { hidden: [4] }
  points: { count: 4 }
`

interface Fault {
  what: string
  change: [string, string]
  /** line and column of what is wrong */
  at: [number, number]
  /** what the message or the cure must say */
  says: RegExp
}

const FAULTS: Fault[] = [
  { what: 'an unknown symbol', change: ['nu*u_xx', 'mu*u_xx'], at: [6, 29], says: /mu.*nu/s },
  { what: 'an unbalanced bracket', change: ['u*u_x =', '(u*u_x ='], at: [6, 28], says: /bracket/ },
  { what: 'a product after a division', change: ['nu*u_xx', '0.01/pi u_xx'], at: [6, 29], says: /0\.01\/pi\*u_xx|0\.01\/\(pi\*u_xx\)/ },
  { what: 'a function without bracket', change: ['sin(pi*x)', 'sin x'], at: [7, 25], says: /sin\(x\)/ },
  { what: 'a power of a function', change: ['sin(pi*x)', 'sin^2(x)'], at: [7, 25], says: /sin\(x\)\^2/ },
  { what: 'a quotient of differentials', change: ['u_t +', 'du/dt +'], at: [6, 15], says: /u_t|diff\(u, t\)/ },
  { what: 'a unicode sign', change: ['u*u_x', 'u·u_x'], at: [6, 22], says: /\*/ },
  { what: 'an evaluation inside an equation', change: ['u*u_x', 'u(1 - x, t)'], at: [6, 21], says: /u\*\(|u\(x, t\)/ },
  { what: 'a condition too few', change: [', "u(1, t) = 0"', ''], at: [7, 13], says: /condition/ },
  { what: 'a condition too many', change: ['"u(1, t) = 0"', '"u(1, t) = 0", "u_t(x, 0) = 0"'], at: [7, 67], says: /condition|order/ },
  { what: 'an empty interval', change: ['t: [0, 1]', 't: [1, 1]'], at: [3, 29], says: /interval|\[/ },
  { what: 'a parameter that is no number', change: ['0.01/pi', '0/0'], at: [5, 19], says: /nu/ },
  { what: 'a layer without neurons', change: ['[4]', '[0]'], at: [10, 23], says: /1/ },
  { what: 'a negative learning rate', change: ['learning_rate: 0.01', 'learning_rate: -1'], at: [9, 47], says: /learning|greater|0/ },
  { what: 'an unknown key', change: ['parameters:', 'paramters:'], at: [5, 1], says: /parameters/ },
  { what: 'text that is not YAML', change: ['[u]', '[u'], at: [4, 13], says: /./ }
]

describe('bad input is refused with its place and a cure, and nothing is stored:', () => {
  it('(what is changed is in order before)', async () => {
    writeFileSync(join(terminal.folder, 'mine.yaml'), GOOD)
    expect((await terminal.json('solve', 'mine.yaml')).code).toBe(0)
  })

  it.each(FAULTS)('$what', async ({ change: [from, to], at: [line, column], says }) => {
    expect(GOOD).toContain(from)
    writeFileSync(join(terminal.folder, 'mine.yaml'), GOOD.replace(from, to))
    const { code, document } = await terminal.json('solve', 'mine.yaml')
    const { error } = document as { error: { message: string; cure: string; file: string; line: number; column: number; length: number } }
    expect(code).toBe(2)
    expect(`${error.file}:${error.line}:${error.column}`).toBe(`mine.yaml:${line}:${column}`)
    expect(error.length).toBeGreaterThan(0)
    expect(error.cure).not.toBe('')
    expect(`${error.message} ${error.cure}`).toMatch(says)
    expect((await terminal.run('solve', 'mine.yaml')).err).toContain(`mine.yaml:${line}:${column}: `)
    expect((await terminal.json('run', 'ls')).document).toEqual([])
  })

  it('a trial solution that misses its condition, with the amount', async () => {
    const { yaml } = (await terminal.json('check', 'lecture-decay')).document as { yaml: string }
    writeFileSync(join(terminal.folder, 'own.yaml'), `${yaml}trial: { g: "g0 + N" }\n`)
    for (const verb of ['check', 'solve']) {
      const { code, out, err } = await terminal.run(verb, 'own.yaml')
      expect(code).toBe(2)
      expect(out + err).toMatch(/initial condition g\(0\) = g0 not met: off by \d/)
    }
    expect((await terminal.json('run', 'ls')).document).toEqual([])
  })
})

describe('a database', () => {
  const file = () => join(terminal.folder, 'lab', 'ansatz.db')

  it('of a newer lab is left alone', async () => {
    await terminal.run('run', 'ls')
    const db = new Database(file())
    db.pragma('user_version = 9999')
    db.close()
    const { code, document } = await terminal.json('solve', 'lecture-decay', '--set', 'iterations=2')
    expect(code).toBe(2)
    expect(document).toMatchObject({ error: { code: 'store-newer', cure: expect.stringMatching(/./) as string } })
    expect(new Database(file(), { readonly: true }).pragma('user_version', { simple: true })).toBe(9999)
  })

  it('that is broken is left alone too', async () => {
    await terminal.run('solve', 'lecture-decay', '--set', 'iterations=2')
    const bytes = readFileSync(file())
    writeFileSync(file(), bytes.fill(0xff, 100, 4096))
    const { code, document } = await terminal.json('run', 'ls')
    expect(code).toBe(2)
    expect(document).toMatchObject({ error: { cure: expect.stringMatching(/./) as string } })
    expect(
      readFileSync(file())
        .subarray(100, 4096)
        .every((byte) => byte === 0xff)
    ).toBe(true)
    expect(existsSync(file())).toBe(true)
  })
})
