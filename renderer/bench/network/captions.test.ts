import { expect, test } from 'vitest'
import { decayReport, diffusionReport } from '../../charts/samples.ts'
import { shownLength } from '../../components/shown-length.ts'
import { stationCaptions, trialWord, withoutArguments } from './captions.ts'

const room = { trial: 22, residual: 22 }

test('formulas over the stations are short, or give way to a name', () => {
  expect(stationCaptions(decayReport(), room)).toEqual({
    network: 'N(t; \\theta)',
    trial: 'g_t = g_0 + t\\, N',
    residual: "R = g_t' + \\gamma\\, g_t",
    loss: 'C = \\tfrac{1}{n} \\sum R^2'
  })
  expect(stationCaptions(diffusionReport(), room).trial).toBe('\\tilde u')
  expect(stationCaptions(diffusionReport(), room).network).toBe('N')
})

test('the network loses its arguments, nothing else does', () => {
  expect(withoutArguments('(1 - t)\\sin(\\pi x) + x(1 - x) t N(x, t; \\theta)')).toBe('(1 - t)\\sin(\\pi x) + x(1 - x) t N')
})

test('commands count as what they show', () => {
  expect(shownLength('\\tilde{u}_{xx}')).toBe(3)
  expect(shownLength('\\sin(\\pi x)')).toBe(7)
})

test('below the trial solution stands what it does', () => {
  expect(trialWord(decayReport())).toBe('starts at 10')
  expect(trialWord(diffusionReport())).toBe('meets all conditions')
  const soft = { ...decayReport(), conditions: decayReport().conditions.map((one) => ({ ...one, how: 'soft' as const })) }
  expect(trialWord(soft)).toBe('learns the conditions')
})
