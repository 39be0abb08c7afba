import { expect, test } from 'vitest'
import { checkProblem } from './check.ts'

const said = (equation: string, conditions: string, trial: string): string[] => {
  const source = `schema: ansatz.problem/1
variables: { x: [0, 1] }
unknowns: [u]
equations: ["${equation}"]
conditions: [${conditions}]
trial: { u: "${trial}" }
`
  const { errors, warnings } = checkProblem({ source })
  expect(errors).toEqual([])
  return warnings.filter(({ code }) => code === 'lint-pinned').map(({ message }) => message)
}

test('a factor that fixes more than the conditions ask for is told', () => {
  expect(said("u'' = 1 + u", `"u(0) = 0", "u'(1) = 0"`, 'x*(1 - x)^2*N')).toEqual([
    expect.stringContaining('fixes the value of u at x = 1, where no condition asks for it')
  ])
  expect(said("u' = 1 + u", '"u(0) = 0"', 'x*(1 - x)*N')).toEqual([expect.stringContaining('fixes the value of u at x = 1')])
  expect(said("u' = 1 + u", '"u(0) = 0"', 'x^2*N')).toEqual([expect.stringContaining('fixes the derivative 1 of u by x at x = 0')])
})

test('one that fixes what they ask for is not', () => {
  expect(said("u'' = 1 + u", '"u(0) = 0", "u(1) = 0"', 'x*(1 - x)*N')).toEqual([])
  expect(said("u'' = 1 + u", `"u(0) = 1", "u'(0) = 2"`, '1 + 2*x + x^2*N')).toEqual([])
  expect(said("u' = 1 + u", '"u(0) = 0"', 'x*exp(-x)*N')).toEqual([])
})
