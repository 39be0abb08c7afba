import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { confirmation, documentOf, fieldsOf } from './document.ts'
import { NO_VALUES } from './fields.ts'
import type { Fields } from './fields.ts'

const fields = (values: Partial<Fields['values']>, rest: Partial<Fields> = {}): Fields => ({
  name: '',
  values: { ...NO_VALUES, ...values },
  seeds: 'lecture:15',
  metric: 'max_abs_error_at_points',
  ...rest
})

test('the lecture heatmap as a sweep file', () => {
  const written = documentOf(fields({ learning_rate: '1e-4..0.1, 0.3', width: '2, 5, 10, 20, 50', iterations: '2000' }), 10_000)
  expect(written.cures).toEqual({})
  expect(parse(written.document)).toEqual({
    schema: 'ansatz.sweep/1',
    method: 'grid',
    metric: { name: 'max_abs_error_at_points', goal: 'minimize' },
    parameters: {
      learning_rate: { values: [0.0001, 0.001, 0.01, 0.1, 0.3] },
      width: { values: [2, 5, 10, 20, 50] },
      iterations: { value: 2000 }
    },
    replicates: { seeds: ['lecture:15'] }
  })
})

test('faults are told field by field, and what is right is still written', () => {
  const { cures, document } = documentOf(fields({ learning_rate: '-1', width: '5, 10', activation: 'tahn' }, { seeds: '0.5' }), 10)
  expect(cures).toEqual({ learning_rate: 'must be above 0', activation: 'no tahn here; tanh?', seeds: 'must be whole' })
  expect(parse(document)).toMatchObject({ parameters: { width: { values: [5, 10] } } })
})

test('seeds alone: the file still has a parameter', () => {
  expect(parse(documentOf(fields({}, { seeds: '1..3' }), 1000).document)).toMatchObject({
    parameters: { iterations: { value: 1000 } },
    replicates: { seeds: [1, 2, 3] }
  })
})

test('a form survives the way to its file and back', () => {
  for (const form of [
    fields({ learning_rate: '0.1, 0.01', activation: 'tanh, sine' }, { name: 'Decay: rates × widths', seeds: 'lecture:15..19' }),
    fields({ width: '1..4', optimizer: 'adam', iterations: '500' }, { metric: 'loss', seeds: '' })
  ]) {
    expect(fieldsOf(documentOf(form, 1).document)).toEqual(form)
  }
})

test('a file that says more than the form can stays a file', () => {
  const base = 'method: grid\nparameters: { width: { values: [1, 2] } }\n'
  expect(fieldsOf(base)).not.toBeNull()
  for (const more of [
    'constraints: ["width < 2"]\n',
    'zip: [[width, depth]]\n',
    'replicates: { count: 3 }\n',
    'metric: { goal: maximize }\n'
  ]) {
    expect(fieldsOf(base + more), more).toBeNull()
  }
  expect(fieldsOf('method: list\nparameters: { width: { values: [1, 2] } }')).toBeNull()
  expect(fieldsOf('method: grid\nparameters: { w0: { values: [1, 2] } }')).toBeNull()
  expect(fieldsOf('method: grid\nparameters: { width: { min: 1, max: 2 } }')).toBeNull()
  expect(fieldsOf('method: [')).toBeNull()
  expect(fieldsOf('just words')).toBeNull()
})

test('a confirmation lists the configurations as they are', () => {
  const top = [
    { values: { learning_rate: 0.01, width: 50, optimizer: 'gd' } },
    { values: { learning_rate: 0.01, width: 20, optimizer: 'gd' } },
    { values: { learning_rate: 0.1, width: 20, optimizer: 'gd' } }
  ]
  expect(parse(confirmation('Top 3: fresh seeds', 'loss', 'minimize', top, ['lecture:20', 'lecture:21']))).toEqual({
    schema: 'ansatz.sweep/1',
    name: 'Top 3: fresh seeds',
    method: 'list',
    metric: { name: 'loss', goal: 'minimize' },
    parameters: { learning_rate: { values: [0.01, 0.01, 0.1] }, width: { values: [50, 20, 20] }, optimizer: { value: 'gd' } },
    replicates: { seeds: ['lecture:20', 'lecture:21'] }
  })
})
