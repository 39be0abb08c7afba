import { expect, it } from 'vitest'
import { pieces } from './sentence.ts'

it('parts words from the formulas between dollar signs', () => {
  expect(pieces('$a$ is used twice, in $b = e^{a}$.')).toEqual([
    { latex: 'a' },
    { text: ' is used twice, in ' },
    { latex: 'b = e^{a}' },
    { text: '.' }
  ])
  expect(pieces('no formula')).toEqual([{ text: 'no formula' }])
})
