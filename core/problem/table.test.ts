import { describe, expect, it } from 'vitest'
import { withData, withoutData } from './attach-data.ts'
import { loadProblem } from './document.ts'
import { toPaper } from './paper.ts'
import { describeTable } from './table.ts'

const problem = { variables: [{ name: 't', from: 0, to: 1 }], unknowns: ['x', 'y'] }
const CSV = 'T,x_m,Y\n0,1,2\n0.5,,3\n0.5,2,3\n0.5,2.5,NaN\n1.5,4,5\n'

describe('a table beside a problem', () => {
  it('has columns with their ranges, and a proposal by their names', () => {
    const { rows, columns, first, proposal } = describeTable('a.csv', CSV, problem)
    expect(rows).toBe(5)
    expect(proposal).toEqual({ t: 'T', x: 'x_m', y: 'Y' })
    expect(columns[1]).toEqual({ name: 'x_m', numbers: 4, missing: 1, faulty: null, from: 1, to: 4 })
    expect(first[1]).toEqual(['0.5', '', '3'])
  })

  it('says of every unknown how many rows serve and why the others do not', () => {
    const { uses, errors } = describeTable('a.csv', CSV, problem)
    expect(uses).toEqual([
      { unknown: 'x', used: 3, missing: 1, outside: 1, repeated: 1 },
      { unknown: 'y', used: 3, missing: 1, outside: 1, repeated: 1 }
    ])
    expect(errors).toEqual([])
  })

  it('counts as the problem itself does', () => {
    const [, y] = describeTable('a.csv', CSV, problem).uses
    expect(y).toMatchObject({ used: 3, outside: 1, repeated: 1 })
  })

  it('names what cannot be used, with its line', () => {
    const { errors } = describeTable('a.csv', 't,x\n0,1\n0.5,high\n', problem)
    expect(errors).toMatchObject([{ code: 'data-number', message: '"high" is not a number', line: 3 }])
    expect(describeTable('a.csv', 'a,b,c,d\n1,2,3,4\n', problem).errors.map(({ message }) => message)).toEqual([
      'No column says t',
      'No column says an unknown'
    ])
    expect(describeTable('a.csv', 't,x\n7,1\n', problem).errors).toMatchObject([{ code: 'data-empty' }])
    expect(() => describeTable('a.csv', '', problem)).toThrow('a.csv is empty')
  })

  it('takes columns in their order where no name fits', () => {
    expect(describeTable('a.csv', 'a,b,c\n0,1,2\n', problem).proposal).toEqual({ t: 'a', x: 'b', y: 'c' })
  })
})

describe('a problem with data', () => {
  const loaded = loadProblem("g' = -gamma*g\ng(0) = g0\nt in [0, 1]\ngamma = 2*pi, g0 = 10\n")

  it('names the file and estimates parameters, their values the first guesses', () => {
    const document = withData(loaded, { file: 'obs.csv', columns: { t: 'T', g: 'A' }, weight: 3 }, ['gamma'])
    expect(document.parameters).toEqual({ g0: 10 })
    expect(document.estimate).toEqual({ gamma: { initial: 2 * Math.PI } })
    expect(loadProblem(toPaper(document)).document).toEqual({ ...document, schema: 'ansatz.problem/1' })
    const again = withData({ ...loaded, document }, { file: 'obs.csv', columns: { t: 'T', g: 'B' } })
    expect(again.data).toEqual({ file: 'obs.csv', columns: { t: 'T', g: 'B' } })
    expect(withoutData({ ...loaded, document: again }, 'obs.csv')).not.toHaveProperty('data')
  })

  it('refuses to estimate what it has not', () => {
    expect(() => withData(loaded, { file: 'a.csv', columns: {} }, ['gama'])).toThrow('gama is not a parameter')
  })
})
