import { expect, test } from 'vitest'
import { moreSeeds, seedSweep } from './estimates.ts'

test('further seeds are of the same kind and none is used twice', () => {
  expect(moreSeeds(1, ['1', '3'], 3)).toEqual([2, 4, 5])
  expect(moreSeeds('lecture:15', ['lecture:15', 'lecture:16'], 2)).toEqual(['lecture:17', 'lecture:18'])
})

test('a sweep over seeds keeps the experiment', () => {
  expect(seedSweep('Decay: again', 3000, [2, 4])).toContain('name: "Decay: again"\nmethod: grid')
  expect(seedSweep('Decay', 3000, ['lecture:16'])).toContain('  iterations: { value: 3000 }\nreplicates: { seeds: [lecture:16] }')
})
