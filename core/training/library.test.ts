import { expect, test } from 'vitest'
import { loadProblem } from '../problem/document.ts'
import { LIBRARY } from '../problem/library/index.ts'
import { toYaml } from '../problem/yaml.ts'
import { resolveExperiment } from './experiment.ts'
import { Session } from './session.ts'

// largest errors, a hundred times what was measured; `npm run library` solves all of them
test.each<[string, number]>([
  ['lagaris-1', 1e-13],
  ['lie-long-time', 1e-11],
  ['poisson-multiscale', 1e-11],
  ['fokker-planck', 1e-11],
  ['wave-two-modes', 1e-9],
  ['helmholtz', 1e-9],
  ['heat-2d', 1e-8]
])('%s: solved with nothing but defaults, to %d', { timeout: 180_000 }, (id, tolerance) => {
  const { yaml, files } = LIBRARY.find((entry) => entry.id === id)!
  const { settings: _, ...bare } = loadProblem(yaml).document
  const session = new Session(resolveExperiment({ source: toYaml(bare), id, files }))
  session.advance(Infinity)
  expect(session.metrics().max_abs_error).toBeLessThan(tolerance)
})
