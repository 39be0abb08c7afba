import { describe, expect, test } from 'vitest'
import type { Derivation } from '../../../../core/autodiff/explore/report.ts'
import { main } from '../main.ts'
import { pointFrom } from './derive.ts'

/** Runs the command line and hands back what it printed. */
async function ansatz(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await main(words, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    ...{ terminal: false, columns: () => 80, cwd: '/', env: {}, onInterrupt: () => () => undefined }
  })
  return { code, ...said }
}

const BOARD = 'sqrt(x^2+exp(x^2))'

test('the board as JSON: value, derivative by every mode, ledger', async () => {
  const { code, out, err } = await ansatz('derive', BOARD, '--at', 'x=2', '--json')
  const report = JSON.parse(out) as Derivation
  expect([code, err]).toEqual([0, ''])
  expect(report.expression).toBe(BOARD)
  expect(report.value).toBeCloseTo(7.65494284976343, 14)
  expect(report.derivatives.x).toBeCloseTo(14.5260784108564, 13)
  for (const { derivatives } of report.modes) expect(derivatives.x).toBeCloseTo(14.5260784108564, 13)
  expect(Object.keys(report.nodes[0]!)).toEqual(expect.arrayContaining(['id', 'op', 'parents', 'value', 'tangent', 'adjoint']))
  const ledger = Object.fromEntries(report.flops.map(({ variant, f, df, total }) => [variant, [f, df, total]]))
  expect(ledger).toMatchObject({
    ...{ tree: [5, 10, 15], graph: [4, 3, 7], graph_root_again: [4, 4, 8] },
    ...{ forward: [4, 6, 10], reverse: [4, 6, 10], tape: [4, 9, 13] }
  })
})

test('the same for people', async () => {
  const { out } = await ansatz('derive', BOARD, '--at', 'x=2')
  expect(out).toContain(`${BOARD} = 7.65494284976343   at x = 2`)
  expect(out).toContain('adjoint of a: 0.0653172740558673 + 3.5662023286582')
  expect(out).toMatch(/reverse mode +14\.5260784108564/)
  expect(out).toMatch(/As written +5 +10 +15/)
})

test('--wrt chooses the variable; several values at once', async () => {
  const { out } = await ansatz('derive', 'x*y^2', '--at', 'x=2,y=3', '--wrt', 'y', '--json')
  const report = JSON.parse(out) as Derivation
  expect(report.derivatives).toEqual({ x: 9, y: 12 })
  expect(report.inputs[report.wrt]!.name).toBe('y')
  expect(report.orders.rows[1]!.taylor).toBe(4)
})

test('an expression may begin with a sign', async () => {
  for (const [expression, derivative] of [
    ['-x^2', -6],
    ['-(x + 1)', -1],
    ['-2*x', -2]
  ] as const) {
    const { code, out } = await ansatz('derive', expression, '--at', 'x=3', '--json')
    expect(code).toBe(0)
    expect((JSON.parse(out) as Derivation).derivatives.x).toBe(derivative)
  }
})

describe('what cannot be had', () => {
  test('no value at the point: the report with the error, and exit 2', async () => {
    const { code, out } = await ansatz('derive', '1/x', '--at', 'x=0', '--json')
    const report = JSON.parse(out) as Derivation & { error: { code: string; cure: string; column: number } }
    expect(code).toBe(2)
    expect(report).toMatchObject({
      value: null,
      derivatives: { x: null },
      error: { code: 'division-by-zero', line: 1, column: 1, length: 3 }
    })
  })

  test('a kink is answered: the value, no derivative, a note', async () => {
    const { code, out } = await ansatz('derive', 'abs(x)', '--at', 'x=0', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ value: 0, derivatives: { x: null }, notes: [{ code: 'not-differentiable' }] })
  })

  test('the Hessian is multiplied by a direction of one’s own, and adjoints are of the output that is named', async () => {
    const { out } = await ansatz('derive', 'x*y; x^2*y + y^3', '--at', 'x=2,y=3', '--output', '2', '--along', 'x=1', '--json')
    const report = JSON.parse(out) as unknown
    expect(report).toMatchObject({ output: 1, value: 39, hessianVector: { along: [1, 0], product: [6, 4] } })
  })

  test.each([
    [['derive', 'foo(x)', '--at', 'x=1'], 'unknown-symbol'],
    [['derive', 'x + y', '--at', 'x=1'], 'missing-value'],
    [['derive', 'x', '--at', 'x'], 'usage'],
    [['derive', 'x', '--at', 'x=1', '--at', 'x=2'], 'usage'],
    [['derive', 'x', '--at', 'x=1', '--wrt', 'q'], 'unknown-symbol'],
    [['derive', 'x', '--at', 'x=1', '--along', 'q=1'], 'unknown-symbol'],
    [['derive', 'x', '--at', 'x=1', '--output', '0'], 'usage'],
    [['derive', 'x', '--at', 'x=1', '--output', '2'], 'no-such-output'],
    [['derive'], 'usage']
  ])('%j', async (words, code) => {
    const { code: exit, out } = await ansatz(...words, '--json')
    expect(exit).toBe(2)
    expect((JSON.parse(out) as { error: { code: string } }).error.code).toBe(code)
  })
})

test('commas inside brackets belong to the value', () => {
  expect(pointFrom(['x=max(1, 2),y=3'])).toEqual({ x: 'max(1, 2)', y: '3' })
})
