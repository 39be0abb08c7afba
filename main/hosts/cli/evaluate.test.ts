import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestTerminal } from './testing/terminal.ts'

const terminal = new TestTerminal()
const HEAT = `schema: ansatz.problem/1
name: Rod
variables: { x: [0, 1], t: [0, 1] }
unknowns: [u]
equations: ["u_t = u_xx"]
conditions: ["u(x, 0) = sin(pi*x)", "u(0, t) = 0", "u(1, t) = 0"]
exact: { u: "exp(-pi^2*t)*sin(pi*x)" }
units: { x: m, t: s, u: K }
`
beforeAll(async () => {
  writeFileSync(join(terminal.folder, 'rod.yaml'), HEAT)
  writeFileSync(join(terminal.folder, 'in.csv'), 't,note,x\n0,first,0.5\n0.25,second,0.5\n2,third,0.5\n')
  await terminal.run('solve', 'lecture-decay')
  await terminal.run('solve', 'rod.yaml', '--set', 'iterations=3', '--set', 'points=4')
})
afterAll(() => terminal.close())

describe('evaluate', () => {
  it('gives the solution and its derivative at a point', async () => {
    const { code, document } = await terminal.json('evaluate', 'lecture-decay-1', '--at', 't=1/2', '--derivatives', "g',g'+2*g")
    expect(code).toBe(0)
    const { points, iteration } = document as { points: Record<string, number>[]; iteration: number }
    const [point = {}] = points
    expect(iteration).toBe(10000)
    expect(point).toMatchObject({ t: 0.5, extrapolation: false })
    // course.md 1.4: largest error 0.0438
    expect(Math.abs((point.g ?? NaN) - 10 * Math.exp(-1))).toBeLessThan(0.0439)
    expect(point.exact).toBeCloseTo(10 * Math.exp(-1), 12)
    expect(point.error).toBe((point.g ?? NaN) - (point.exact ?? NaN))
    expect(point["g'+2*g"]).toBeCloseTo((point["g'"] ?? NaN) + 2 * (point.g ?? NaN), 12)
  })

  it('says that a point is extrapolated', async () => {
    const { code, out } = await terminal.run('evaluate', 'lecture-decay-1', '--at', 't=1.5')
    expect(code).toBe(0)
    expect(out).toMatch(/^t +1\.5\ng +\d/)
    expect(out).toContain('extrapolation')
    expect((await terminal.run('evaluate', 'lecture-decay-1', '--at', 't=1')).out).not.toContain('extrapolation')
  })

  it('takes the points of a file, and prints them as CSV with units', async () => {
    const { code, out } = await terminal.run('evaluate', 'rod-1', '--points', 'in.csv', '--derivatives', 'diff(u, x),u_t')
    expect(code).toBe(0)
    const [head, ...rows] = out.trim().split('\n')
    expect(head).toBe('x_m,t_s,u_k,diff_u_x,u_t,exact_k,error_k,extrapolation')
    expect(rows.map((row) => row.split(',').slice(0, 3).join())).toEqual([
      '0.5,0,1',
      expect.stringMatching(/^0\.5,0\.25,/),
      expect.stringMatching(/^0\.5,2,/)
    ])
    expect(rows.map((row) => row.split(',').at(-1))).toEqual(['false', 'false', 'true'])
  })

  it('writes a file, and replaces none unasked', async () => {
    const words = ['evaluate', 'rod-1', '--points', 'in.csv', '--out', 'out/values.json']
    const { document } = await terminal.json(...words)
    expect(document).toMatchObject({ points: 3, extrapolated: 1 })
    const { file } = document as { file: string }
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ variables: ['x', 't'], points: [{ x: 0.5, t: 0, u: 1 }, {}, {}] })
    expect((await terminal.run(...words)).code).toBe(2)
    expect((await terminal.run(...words, '--force')).code).toBe(0)
  })

  it.each([
    [['rod-1'], 'wants --at or --points'],
    [['rod-1', '--at', 'x=0', '--points', 'in.csv'], 'wants --at or --points'],
    [['rod-1', '--at', 'x=0'], 'do not say t'],
    [['rod-1', '--at', 'x=0,t=0,z=1'], 'z is not a variable'],
    [['rod-1', '--at', 'x=0,t=k'], 'k'],
    [['rod-1', '--at', 'x=0,t=0', '--derivatives', 'v_x'], 'v_x'],
    [['rod-1', '--points', 'rod.yaml'], 'has no column x and no column t'],
    [['rod-1', '--points', 'nowhere.csv'], 'There is no file nowhere.csv'],
    [['rod-1', '--points', 'in.csv', '--out', 'values.txt'], 'neither .csv nor .json'],
    [['rod-9', '--at', 'x=0,t=0'], 'There is no run "rod-9"']
  ])('%j is refused', async (words, message) => {
    const { code, err } = await terminal.run('evaluate', ...words)
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
  })

  it('says which line of a file is no number', async () => {
    writeFileSync(join(terminal.folder, 'bad.csv'), 'x,t\n0,0\n0.5,half\n')
    const { code, err } = await terminal.run('evaluate', 'rod-1', '--points', 'bad.csv')
    expect([code, err]).toEqual([2, expect.stringContaining('bad.csv:3: "half" is not a number')])
  })
})
