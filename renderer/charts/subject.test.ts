import { expect, test } from 'vitest'
import { orientationOf } from './subject.ts'

const axis = (name: string) => ({ name, values: Float64Array.of(0, 1) })

test('time runs to the right where it is drawn; of a plane at one moment the first variable does', () => {
  const across = (axes: string[], fixed: string[], kind: 'evolution' | 'elliptic') =>
    orientationOf({ axes: axes.map(axis), fixed: fixed.map((name) => ({ name, value: 0 })) }, kind).h.name
  expect(across(['x', 't'], [], 'evolution')).toBe('t')
  expect(across(['x', 'tau'], [], 'evolution')).toBe('tau')
  expect(across(['x', 'y'], ['t'], 'evolution')).toBe('x')
  expect(across(['y', 't'], ['x'], 'evolution')).toBe('t')
  expect(across(['t', 'D'], ['x'], 'evolution')).toBe('t')
  expect(across(['x', 'y'], [], 'elliptic')).toBe('x')
})
