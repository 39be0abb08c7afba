import { expect, it } from 'vitest'
import { jsonSchemas } from './json-schema.ts'

it('publishes the shape of what users write', () => {
  const { problem, experiment } = jsonSchemas()
  expect(problem).toMatchObject({
    $id: 'ansatz.problem/1',
    type: 'object',
    additionalProperties: false,
    required: ['schema', 'variables', 'unknowns', 'equations']
  })
  expect(Object.keys(problem.properties!)).toEqual(
    'schema name about variables unknowns parameters where domain equations conditions exact trial weights estimate data eigenvalue quadrature units invariants reference settings'.split(
      ' '
    )
  )
  // only the problem is required: every setting has a default
  expect(experiment).toMatchObject({ $id: 'ansatz.experiment/1', additionalProperties: false, required: ['schema', 'problem'] })
  expect(Object.keys(experiment.properties!)).toEqual(expect.arrayContaining(['network', 'points', 'training', 'precision', 'seed']))
  expect(JSON.parse(JSON.stringify({ problem, experiment }))).toEqual({ problem, experiment })
})
