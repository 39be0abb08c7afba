import { afterEach, expect, test, vi } from 'vitest'
import { engineInWords } from '../engine/make-engine.ts'
import { resolveExperiment, type Experiment } from './experiment.ts'
import { Session } from './session.ts'

/** From when on the compiled engine fails its test of the question. */
const planted = vi.hoisted((): { at: string } => ({ at: '' }))

vi.mock('../engine/wasm/self-test.ts', async (original) => {
  const real = await original<typeof import('../engine/wasm/self-test.ts')>()
  const mistrust: typeof real.mistrust = (plan, bindings, target, question) =>
    question === planted.at ? 'it is a test' : real.mistrust(plan, bindings, target, question)
  return { ...real, mistrust }
})

afterEach(() => {
  planted.at = ''
})

const PHASES = [{ optimizer: 'adam', learning_rate: 0.01, iterations: 3 }, { optimizer: 'lm', iterations: 3 }] // prettier-ignore

const decay = (training: object): Experiment =>
  resolveExperiment({
    source: `schema: ansatz.problem/1
name: Decay
variables: { t: [0, 2] }
unknowns: [g]
equations: ["g' = -g"]
conditions: ["g(0) = 1"]
`,
    settings: { network: { hidden: [6] }, points: { count: 20 }, training: { iterations: 6, ...training } }
  })

test('the record says nothing where the compiled engine computes throughout', () => {
  const session = new Session(decay({ phases: PHASES }))
  session.advance(6)
  expect(session.engine).toMatchObject({ name: 'compiled' })
  expect(session.engine.later).toBeUndefined()
})

test('the record names a fall-back from the beginning', () => {
  planted.at = 'rows'
  const session = new Session(decay({ phases: PHASES }))
  session.advance(6)
  expect(session.engine).toMatchObject({ name: 'interpreter', because: 'it is a test' })
  expect(session.engine.later).toBeUndefined()
})

test('the record names a fall-back of engines that are made later, when and why, and a restored run keeps it', () => {
  const experiment = decay({ phases: PHASES })
  // other points every iteration: each draw has an engine of its own, which is tested anew
  experiment.settings.points.resample = 1
  const session = new Session(experiment)
  session.advance(4)
  expect(session.engine.later).toBeUndefined()
  planted.at = 'rows'
  session.advance(1)
  const later = 'interpreter from iteration 5 on, because it is a test'
  expect(session.engine).toMatchObject({ name: 'compiled', later })
  expect(engineInWords(session.engine)).toBe(`compiled; ${later}`)
  session.advance(1)
  expect(session.engine.later).toBe(later)
  planted.at = ''
  expect(new Session(experiment, session.checkpoint()).engine.later).toBe(later)
})
