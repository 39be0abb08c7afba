import { expect, test } from 'vitest'
import { labFlag } from './flags.ts'

test.each([
  [['.', '--lab', 'runs'], '/home/ada/runs'],
  [['.', '--lab=runs/today'], '/home/ada/runs/today'],
  [['--lab', '/data/lab', '.'], '/data/lab'],
  [['--lab=/data/a=b'], '/data/a=b'],
  [['--enable-logging', '--lab', '/data/lab'], '/data/lab']
])('%j names %s', (args, folder) => {
  expect(labFlag(args, '/home/ada')).toBe(folder)
})

test.each([[[]], [['.']], [['--lab']], [['--lab=']], [['--lab', '--no-sandbox']], [['--label', 'x']], [['lab', 'x']]])(
  '%j names none',
  (args) => {
    expect(labFlag(args, '/home/ada')).toBeUndefined()
  }
)
