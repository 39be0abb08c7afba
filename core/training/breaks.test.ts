import { expect, test } from 'vitest'
import { resolveExperiment } from './experiment.ts'
import { Session } from './session.ts'

const solved = (equation: string, conditions: string, exact: string, interval = '[0, 3]') => {
  const source = `schema: ansatz.problem/1\nvariables: { t: ${interval} }\nunknowns: [y]\nequations: ["${equation}"]\nconditions: [${conditions}]\nexact: { y: "${exact}" }\n`
  const session = new Session(resolveExperiment({ source, id: 'switch' }))
  while (session.status === 'ready') session.advance(1000)
  return { ends: session.checkpoint().form!.windows!.map(({ to }) => to), error: session.snapshot().metrics.max_abs_error! }
}

test.each([
  ["y' = -y + if(t < 1, 1, 0)", '"y(0) = 0"', 'if(t < 1, 1 - exp(-t), (1 - exp(-1))*exp(1 - t))', [1]],
  [
    "y'' + y = if(t < 1, 1, 0) + if(t < 2.5, 0, 2)",
    '"y(0) = 0", "y\'(0) = 0"',
    'if(t < 1, 1 - cos(t), cos(t - 1) - cos(t)) + if(t < 2.5, 0, 2 - 2*cos(t - 2.5))',
    [1, 2.5]
  ],
  ["y' = abs(t - 1.7)", '"y(0) = 0"', '(1.7^2 + (t - 1.7)*abs(t - 1.7))/2', [1.7]]
])('%s by the automatic method: windows end where it switches', (equation, conditions, exact, at) => {
  const { ends, error } = solved(equation, conditions, exact)
  at.forEach((t) => expect(ends.some((end) => Math.abs(end - t) < 1e-14)).toBe(true))
  expect(error).toBeLessThan(1e-12)
})
