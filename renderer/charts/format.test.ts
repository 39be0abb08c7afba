import { expect, test } from 'vitest'
import { countWord, duration, group, powerOfTen, printed, significant, spelled, stepped, superscript } from './format.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1001, '1\u2009001'],
  [10000, '10\u2009000'],
  [1234567, '1\u2009234\u2009567'],
  [-20000, '\u221220\u2009000']
])('group(%d) puts thin spaces between thousands', (value, text) => expect(group(value)).toBe(text))

test.each([
  [0.055222, 3, '0.0552'],
  [0.034, 3, '0.0340'],
  [8.14e-6, 3, '8.14×10⁻⁶'],
  [-0.06, 2, '\u22120.060'],
  [0.001, 2, '0.0010'],
  [0.00099999, 2, '0.0010'],
  [9999.6, 4, '1.000×10⁴'],
  [123456, 3, '1.23×10⁵'],
  [7.1e-14, 2, '7.1×10⁻¹⁴'],
  [0, 3, '0'],
  [Number.NaN, 3, 'NaN'],
  [Number.POSITIVE_INFINITY, 3, '∞']
])('significant(%d, %d) = %s', (value, digits, text) => expect(significant(value, digits)).toBe(text))

test.each([
  [367.010300334542, '367.01'],
  [0.06668065154, '0.0666807'],
  [0.196053, '0.196053'],
  [41.05505310046363, '41.0551'],
  [1, '1'],
  [2.3e-14, '2.3×10⁻¹⁴'],
  [1e-6, '1.0×10⁻⁶'],
  [0, '0']
])('printed(%d) gives the digits that the lecture prints', (value, text) => expect(printed(value)).toBe(text))

test.each([
  [0.2, 0.2, '0.2'],
  [1, 0.2, '1.0'],
  [0.25, 0.25, '0.25'],
  [-0.06, 0.02, '\u22120.06'],
  [0.30000000000000004, 0.1, '0.3'],
  [2500, 2500, '2\u2009500'],
  [10, 2, '10'],
  [-1e-17, 0.2, '0'],
  [3e-6, 1e-6, '3.0×10⁻⁶']
])('stepped(%d, %d) = %s', (value, step, text) => expect(stepped(value, step)).toBe(text))

test('exponents are raised', () => {
  expect(superscript(-12)).toBe('⁻¹²')
  expect(powerOfTen(-2)).toBe('10<sup>\u22122</sup>')
  expect(powerOfTen(3)).toBe('10<sup>3</sup>')
})

test.each([
  [0.31, '0.4 s'],
  [12.2, '12 s'],
  [59.9, '1 min'],
  [200, '3 min 20 s'],
  [900, '15 min'],
  [7500, '2 h 5 min']
])('duration(%d) = %s', (seconds, text) => expect(duration(seconds)).toBe(text))

test.each([
  ['no more than 2.7e-12, which is', 'no more than 2.7×10⁻¹², which is'],
  ['agrees to 3.8e-5.', 'agrees to 3.8×10⁻⁵.'],
  ['1e-12, 4e+5, -1.25e7', '1.0×10⁻¹², 4.0×10⁵, \u22121.25×10⁷'],
  ['(8.2e-2 away)', '(0.082 away)'],
  ['--set points.count=1e3x, u2e-3, 0x1e4, 12e-3', '--set points.count=1e3x, u2e-3, 0x1e4, 12e-3'],
  ['1e-3e and 1.2.3e4', '1e-3e and 1.2.3e4']
])('%s is spelled %s', (said, text) => expect(spelled(said)).toBe(text))

test('small counts are words', () => {
  expect(countWord(2)).toBe('two')
  expect(countWord(13)).toBe('13')
})
