import { expect, test } from 'vitest'
import { cured, nextSeed, parseSeed, resized, shownPoints, shownSeed, withParameters, withSetting, withTrial } from './edits.ts'

test('a setting is laid into the overlay at its path, and taken out again', () => {
  const settings = withSetting({ seed: 1 }, 'training.learning_rate', 0.01)
  expect(settings).toEqual({ seed: 1, training: { learning_rate: 0.01 } })
  expect(withSetting(settings, 'training.iterations', 5)).toEqual({ seed: 1, training: { learning_rate: 0.01, iterations: 5 } })
  expect(withSetting(settings, 'training.learning_rate', undefined)).toEqual({ seed: 1, training: {} })
  expect(settings).toEqual({ seed: 1, training: { learning_rate: 0.01 } })
})

test.each([
  ['15', 15],
  ['lecture:15', 'lecture:15'],
  ['15, lecture', 'lecture:15'],
  ['15 lecture', 'lecture:15'],
  ['-1', null],
  ['4294967296', null],
  ['x', null]
])('the seed %s', (typed, seed) => expect(parseSeed(typed)).toBe(seed))

test('seeds are shown with their generator and keep it when shuffled', () => {
  expect(shownSeed('lecture:15')).toBe('15, lecture')
  expect(shownSeed(7)).toBe('7')
  expect(nextSeed('lecture:15', 0.5)).toBe('lecture:5000')
  expect(nextSeed(15, 0)).toBe(1)
})

test('points are shown with their layout', () => {
  expect(shownPoints({ count: 10, layout: 'uniform' }, null)).toBe('10 uniform')
  expect(shownPoints({ count: { x: 10, t: 20 }, layout: 'chebyshev' }, 200)).toBe('10 × 20 Chebyshev')
  expect(shownPoints({ layout: 'random' }, 2000)).toBe('2\u2009000 random')
})

test('a layer never loses its last neuron', () => {
  expect(resized([10, 1], 0, 1)).toEqual([11, 1])
  expect(resized([10, 1], 1, -1)).toEqual([10, 1])
})

test('the trial solution is one line of the paper form, replaced with all that belonged to it', () => {
  const paper = "g' = -gamma*g\ng(0) = g0\ntrial:\n  g: g0 + N\n\nt in [0, 1]\n"
  expect(withTrial(paper, 'auto')).toBe("g' = -gamma*g\ng(0) = g0\nt in [0, 1]\n")
  expect(withTrial(paper, { g: 'g0 + t*N' })).toBe('g\' = -gamma*g\ng(0) = g0\nt in [0, 1]\ntrial: { g: "g0 + t*N" }\n')
  expect(withTrial("g' = 1\n", 'none')).toBe("g' = 1\ntrial: none\n")
})

test('dragged parameters are written into the paper form, and only they', () => {
  const paper = 'g\' = -gamma*g\ng(0) = g0\nt in [0, 1]\ngamma = 2, g0 = 10\nexact: { g: "g0*exp(-gamma*t)" }\n'
  expect(withParameters(paper, { gamma: 3.5 })).toBe(paper.replace('gamma = 2', 'gamma = 3.5'))
  expect(withParameters(paper, { g0: '0.01/pi' })).toBe(paper.replace('g0 = 10', 'g0 = 0.01/pi'))
  expect(withParameters(paper, {})).toBe(paper)
})

test('a cure replaces settings; a method left to the lab takes the learning rate with it', () => {
  const before = { training: { optimizer: 'adam', learning_rate: 0.01, restarts: 2 }, seed: 3 }
  const changes = [
    { path: 'training.optimizer', value: 'auto' },
    { path: 'training.windows', value: 'auto' },
    { path: 'problem.trial', value: 'auto' }
  ]
  const { training, ...rest } = cured(before, changes) as { training: Record<string, unknown> }
  expect(JSON.parse(JSON.stringify(training))).toEqual({ optimizer: 'auto', restarts: 2, windows: 'auto' })
  expect(rest).toEqual({ seed: 3 })
  expect(cured(before, [{ path: 'points.count', value: 60 }])).toEqual({ ...before, points: { count: 60 } })
})
