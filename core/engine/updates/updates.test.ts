import { expect, test } from 'vitest'
import { StreamGenerator } from '../../network/random.ts'
import { updateByRows } from './by-rows.ts'
import { compiledUpdate } from './compiled.ts'
import { memoriesOf, type Update, type UpdateName } from './index.ts'
import { UPDATE_RULES } from './rules.ts'

const NAMES = Object.keys(UPDATE_RULES) as UpdateName[]
const RATE = 0.01
const MOMENTUM = 0.9
const EPOCH = 4

interface Run {
  update: Update
  parameters: Float64Array
  memories: Float64Array[]
  step: number
}

function start(name: UpdateName, size: number, compiled: boolean): Run {
  const generator = new StreamGenerator(3, name)
  const memories = Array.from({ length: memoriesOf(name) }, () => new Float64Array(size))
  const update = compiled ? compiledUpdate(name, memories, size) : updateByRows(UPDATE_RULES[name], memories, size)
  return { update, memories, parameters: Float64Array.from({ length: size }, () => generator.normal()), step: 0 }
}

/** The gradient of a bowl whose curvature grows along the axes. */
function advance(run: Run, steps: number): void {
  for (let k = 0; k < steps; k++)
    run.update.run(
      run.parameters,
      run.parameters.map((x, i) => (1 + i) * x + 0.1),
      { rate: RATE, momentum: MOMENTUM, step: ++run.step, epoch: EPOCH }
    )
}

/** The rules as their papers have them, a parameter at a time. */
const PAPERS: Readonly<Record<UpdateName, (x: number, g: number, m: number[], t: number) => number>> = {
  gd: (x, g) => x - RATE * g,
  momentum: (x, g, m) => x - RATE * (m[0] = MOMENTUM * m[0]! + g),
  adagrad: (x, g, m) => x - (RATE * g) / (Math.sqrt((m[0] = m[0]! + g ** 2)) + 1e-8),
  rmsprop: (x, g, m) => x - (RATE * g) / (Math.sqrt((m[0] = 0.9 * m[0]! + 0.1 * g ** 2)) + 1e-8),
  adam: (x, g, m, t) => {
    m[0] = 0.9 * m[0]! + 0.1 * g
    m[1] = 0.999 * m[1]! + 0.001 * g ** 2
    return x - (RATE * m[0]) / (1 - 0.9 ** t) / (Math.sqrt(m[1] / (1 - 0.999 ** t)) + 1e-8)
  },
  adam_course: (x, g, m, t) => {
    // the course's reset() after every epoch
    if (t % EPOCH === 1) m.fill(0)
    const epochs = Math.floor((t - 1) / EPOCH) + 1
    m[0] = 0.9 * m[0]! + 0.1 * g
    m[1] = 0.999 * m[1]! + 0.001 * g * g
    return x - (RATE * (m[0] / (1 - 0.9 ** epochs))) / Math.sqrt(m[1] / (1 - 0.999 ** epochs) + 1e-8)
  }
}

test.each(NAMES)('%s is what its paper says', (name) => {
  const run = start(name, 5, true)
  const expected = [...run.parameters]
  const memories = expected.map(() => [0, 0])
  for (let t = 1; t <= 30; t++) expected.forEach((x, i) => (expected[i] = PAPERS[name](x, (1 + i) * x + 0.1, memories[i]!, t)))
  advance(run, 30)
  expected.forEach((x, i) => expect(run.parameters[i]).toBeCloseTo(x, 12))
})

test.each(NAMES)('%s has the same bits compiled and by rows', (name) => {
  for (const size of [1, 4, 37]) {
    const [compiled, rows] = [start(name, size, true), start(name, size, false)]
    for (const run of [compiled, rows]) advance(run, 20)
    expect(compiled.parameters).toEqual(rows.parameters)
    expect(compiled.update.memories()).toEqual(rows.update.memories())
  }
})

test('runs that take turns keep what is theirs', () => {
  const alone = NAMES.map((name, k) => start(name, 3 + 5000 * k, false))
  const together = NAMES.map((name, k) => start(name, 3 + 5000 * k, true))
  for (const run of alone) advance(run, 6)
  for (let round = 0; round < 3; round++) for (const run of together) advance(run, 2)
  together.forEach((run, k) => {
    expect(run.parameters).toEqual(alone[k]!.parameters)
    expect(run.update.memories()).toEqual(alone[k]!.update.memories())
  })
})
