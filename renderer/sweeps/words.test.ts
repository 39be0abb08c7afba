import { expect, test } from 'vitest'
import { lectureSweep } from '../charts/samples.ts'
import { emphasised, spokenConfiguration, valueWord } from './words.ts'

const sweep = lectureSweep()
const [configuration] = sweep.configurations

test('values as tables show them', () => {
  expect([0.0001, 1e-7, 10_000, 'tanh', '[20, 20]', undefined].map(valueWord)).toEqual([
    '0.0001',
    '1.0×10⁻⁷',
    '10\u2009000',
    'tanh',
    '20, 20',
    ''
  ])
})

test('a configuration in words', () => {
  const axes = [
    { name: 'learning_rate', label: 'Learning rate', values: [] },
    { name: 'width', label: 'Nodes', values: [] },
    { name: 'activation', label: 'Activation', values: [] }
  ]
  expect(spokenConfiguration(axes, { values: { learning_rate: 0.01, width: 20, activation: 'tanh' } })).toBe(
    'learning rate 0.01, 20 nodes, tanh'
  )
})

test('the sentence sets strong what it says of the leader', () => {
  const axes = [{ name: 'training.learning_rate', label: 'Learning rate', values: [] }]
  const strong = (sentence: string) => emphasised(sentence, axes, configuration).filter((part) => part.strong)
  expect(configuration?.values['training.learning_rate']).toBe(0.0001)
  expect(strong('Learning rate 0.0001 is best.')).toEqual([{ text: 'Learning rate 0.0001', strong: true }])
  expect(strong('Best is learning rate 0.0001. Then others.')).toHaveLength(1)
  expect(strong('3 of 9 are done. So far learning rate 0.0001 leads. Not learning rate 0.0001.')).toHaveLength(1)
  expect(strong('Between learning rate 0.001 and learning rate 0.0001 there is no clear difference.')).toEqual([])
  expect(strong('Learning rate 0.00015 is best.')).toEqual([])
  expect(emphasised('Nothing yet.', axes, undefined)).toEqual([{ text: 'Nothing yet.', strong: false }])
})
