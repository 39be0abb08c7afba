import { describe, expect, test } from 'vitest'
import { Session } from '../session.ts'
import { evaluateSolution } from '../solution.ts'
import { small, SOFT } from '../testing/problems.ts'
import { CASES, caseOf } from './fixtures/cases.ts'
import { numpyScript } from './numpy-script.ts'

/*
 * fixtures/*.py are scripts as they are written, fixtures/*.csv what Python 3.11 with NumPy printed when it ran them
 * (for f in *.py; do python3 -W error $f > ${f%.py}.csv; done). Both follow from seeds: nothing in them is trained.
 */
const scripts = import.meta.glob<string>('./fixtures/*.py', { query: '?raw', import: 'default', eager: true })
const tables = import.meta.glob<string>('./fixtures/*.csv', { query: '?raw', import: 'default', eager: true })

describe.each(CASES)('%s', (name) => {
  const experiment = caseOf(name)
  const weights = new Session(experiment).checkpoint().parameters

  test('is written as the script that was run', () => {
    expect(numpyScript(experiment, weights, { run: `${name}-1`, iteration: 0 })).toBe(scripts[`./fixtures/${name}.py`])
  })

  test('NumPy found the lab’s own values', () => {
    const [head = '', ...rows] = tables[`./fixtures/${name}.csv`]!.trim().split('\n')
    const heads = head.split(',')
    const column = (of: string): number[] => rows.map((row) => Number(row.split(',')[heads.indexOf(of)]))
    const points = Object.fromEntries(experiment.variables.map((variable) => [variable.name, column(variable.name)]))
    const { columns } = evaluateSolution(experiment, weights, points)
    const known = columns.filter(({ kind }) => kind !== 'derivative' && kind !== 'error')
    expect(known.map((each) => each.name)).toEqual(heads.slice(experiment.variables.length))
    for (const { name: of, values } of known) {
      const scale = Math.max(...values.map(Math.abs))
      column(of).forEach((value, p) => expect(Math.abs(value - values[p]!) / scale).toBeLessThan(1e-14))
    }
  })
})

test('trained weights and found numbers are in it, to the last digit', () => {
  const experiment = small({}, SOFT)
  const session = new Session(experiment)
  session.advance(20)
  const { parameters, iteration } = session.checkpoint()
  const script = numpyScript(experiment, parameters, { run: 'soft-heat-1', iteration })
  expect(script).toContain('the solution of the run soft-heat-1 after 20 iterations')
  for (const weight of parameters) expect(script).toContain(String(weight))
})
