import { expect, test } from 'vitest'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { switchingPoints } from './switches.ts'
import { numericSystem } from './system.ts'

const found = (right: string, interval: string, more = ''): number[] =>
  switchingPoints(
    numericSystem(
      compileProblem(
        loadProblem(
          `schema: ansatz.problem/1\nvariables: { t: ${interval} }\nunknowns: [y]\nequations: ["y' = ${right}"]\nconditions: ["y(0) = 1"]\n${more}`
        )
      )
    )
  )

test.each([
  ['if(t < 1, 1, 0)', '[0, 3]', [1]],
  ['if(t < 1, 1, 0) - if(t >= 1.3, y, 2*t)', '[0, 3]', [1, 1.3]],
  ['sign(sin(t))', '[0, 10]', [Math.PI, 2 * Math.PI, 3 * Math.PI]],
  ['abs(t)', '[-1, 1]', [0]],
  ['abs(cos(2*t))*y', '[0, 2]', [Math.PI / 4]],
  ['max(t - 0.7, 0)', '[0, 2]', [0.7]],
  // nothing before 1: the zeros themselves end there
  ['abs(max(t - 1, 0))', '[0, 2]', [1]],
  ['if(t > 0.5 and t < 0.75, 1, 0)', '[0, 1]', [0.5, 0.75]],
  // it touches zero, and is as smooth there as elsewhere
  ['abs((t - 1)^2)', '[0, 2]', []],
  ['abs(t)', '[0, 1]', []],
  ['max(y, 0) + abs(y)', '[0, 1]', []],
  ['exp(-t)', '[0, 1]', []]
])('%s on %s', (right, interval, expected) => {
  const points = found(right, interval)
  expect(points).toHaveLength(expected.length)
  expected.forEach((t, k) => expect(Math.abs(points[k]! - t)).toBeLessThanOrEqual(1e-15 * Math.max(1, t) * 2))
})

test('parameters have their values, and too many switches are none', () => {
  expect(found('if(t < a, 1, 0)', '[0, 3]', 'parameters: { a: 0.3 }\n')).toEqual([0.3])
  expect(found('sign(sin(1000*t))', '[0, 3]')).toEqual([])
})
