import { describe, expect, it } from 'vitest'
import { refusal } from '../expression/testing.ts'
import { parseSettings } from '../training/parse-settings.ts'
import { loadExperiment } from './document-experiment.ts'

const LECTURE = `schema: ansatz.experiment/1
problem: lecture-decay                    # a library id or a path
network:  { hidden: [10], activation: sigmoid, initialization: normal, inputs: raw }
points:   { count: 10, layout: uniform }
training: { optimizer: gd, learning_rate: 1.0e-3, iterations: 10000, scale: none }
precision: float64
seed: lecture:15                          # the lecture's generator and draw order; a bare number is the lab's own
`

describe('an experiment', () => {
  it('names a problem and how to train for it', () => {
    const { problem, settings, ...locator } = loadExperiment(LECTURE)
    expect(problem).toBe('lecture-decay')
    expect(parseSettings(settings, locator)).toMatchObject({
      network: { hidden: [10], inputs: 'raw' },
      training: { learning_rate: 0.001, scale: 'none' },
      seed: 'lecture:15'
    })
  })

  it('may be the problem alone', () => {
    const { settings } = loadExperiment('schema: ansatz.experiment/1\nproblem: p.yaml\n')
    expect(parseSettings(settings).network.hidden).toEqual([20, 20])
  })

  it('may hold the problem, with places in the same file', () => {
    const text = `schema: ansatz.experiment/1\nproblem:\n  variables: { t: [0, 1] }\n  unknowns: [g]\n  equations: ["g' = -k*g"]\n  parameters: { k: 2 }\nseed: 3\n`
    const { problem, settings } = loadExperiment(text, 'e.yaml')
    if (typeof problem === 'string') throw new Error('the problem is stated in the file')
    expect(problem.document).toMatchObject({ schema: 'ansatz.problem/1', parameters: { k: 2 } })
    expect(problem.place(['equations', 0], { start: 6, length: 1 })).toEqual({ file: 'e.yaml', line: 5, column: 22, length: 1 })
    expect(settings).toEqual({ seed: 3 })
    const error = refusal(() => loadExperiment(text.replace('k: 2', 'k: q'), 'e.yaml'))
    expect(error.place).toEqual({ file: 'e.yaml', line: 6, column: 20, length: 1 })
  })

  it('may be a problem with settings, in YAML or on paper', () => {
    const yaml = `schema: ansatz.problem/1\nvariables: { t: [0, 1] }\nunknowns: [g]\nequations: ["g' = 1"]\nsettings: { seed: 3, training: { iterations: 0 } }\n`
    const paper = `g' = 1\nt in [0, 1]\n\n\nsettings: { seed: 3, training: { iterations: 0 } }\n`
    for (const text of [yaml, paper]) {
      const { settings, ...locator } = loadExperiment(text, 'f')
      const error = refusal(() => parseSettings(settings, locator))
      expect(error.place).toEqual({ file: 'f', line: 5, column: 46, length: 1 })
    }
  })

  it.each([
    ['lecture-decay  ', '', 2, 'no problem'],
    ['problem: lecture-decay', '#', 1, 'problem is missing in an experiment'],
    ['network:', 'netwrok:', 3, 'Write network.'],
    ['schema: ansatz.experiment/1', 'schema: ansatz.experiment/9', 1, 'another version'],
    ['lecture-decay', '{ variables: { t: [0, 1] } }', 2, 'unknowns is missing in a problem']
  ])('%s -> %s', (from, to, line, words) => {
    const error = refusal(() => loadExperiment(LECTURE.replace(from, to)))
    expect(`${error.message} ${error.cure}`).toContain(words)
    expect(error.place.line).toBe(line)
  })
})

describe('settings', () => {
  it.each<[unknown, string, string, string?]>([
    [{ network: { hidden: [10, 0] } }, 'network.hidden[1] cannot be 0', 'Write a whole number from 1 to 4096.'],
    [{ network: { hidden: { width: 0, depth: 2 } } }, 'network.hidden.width cannot be 0', 'Write a whole number from 1 to 4096.'],
    [{ network: { hidden: [] } }, 'network.hidden cannot be []', 'a list of whole numbers'],
    [{ network: { hidden: 10 } }, 'network.hidden cannot be 10', 'a list of whole numbers from 1 to 4096'],
    [{ training: { learning_rate: -1 } }, 'training.learning_rate cannot be -1', 'Write a number above 0.'],
    [{ training: { learning_rate: NaN } }, 'training.learning_rate is NaN, not a finite number', 'Give a number above 0.'],
    [{ training: { learning_rate: '1e-3x' } }, 'training.learning_rate cannot be "1e-3x"', 'Write a number above 0.'],
    [{ training: { optimizer: 'adma' } }, 'training.optimizer cannot be "adma"', 'Is adam meant?', 'adam'],
    [{ training: { optimizer: 'annealing' } }, 'training.optimizer cannot be "annealing"', 'auto, gd, momentum'],
    [{ training: { iteratons: 5 } }, 'iteratons is not a key of training', 'Write iterations.', 'iterations'],
    [{ training: { zzz: 5 } }, 'zzz is not a key of training', 'optimizer learning_rate'],
    [{ training: { iterations: 1.5 } }, 'training.iterations cannot be 1.5', 'a whole number from 1 to'],
    [{ network: { activation: 'tahn' } }, 'network.activation cannot be "tahn"', 'Is tanh meant?', 'tanh'],
    [{ network: { activation: ['tanh', 'relo'] } }, 'network.activation[1] cannot be "relo"', 'Is relu meant?', 'relu'],
    [{ points: { count: { x: 0 } } }, 'points.count.x cannot be 0', 'a whole number from 1'],
    [{ seed: 'lecture' }, 'seed cannot be "lecture"', 'lecture:15'],
    [{ precision: 'float16' }, 'precision cannot be "float16"', 'float64, float32'],
    ['tanh', 'the settings cannot be "tanh"', 'a mapping with network']
  ])('%j', (raw, message, cure, replacement) => {
    const error = refusal(() => parseSettings(raw))
    expect(error.message).toBe(message)
    expect(error.cure).toContain(cure)
    expect(error.replacement).toBe(replacement)
  })

  it('are refused where they stand in the file', () => {
    const { settings, ...locator } = loadExperiment(LECTURE.replace('learning_rate: 1.0e-3', 'learning_rate: -1'), 'e.yaml')
    expect(refusal(() => parseSettings(settings, locator)).place).toEqual({ file: 'e.yaml', line: 5, column: 43, length: 2 })
    const misspelt = loadExperiment(LECTURE.replace('inputs: raw', 'input: raw'), 'e.yaml')
    expect(refusal(() => parseSettings(misspelt.settings, misspelt)).place).toEqual({ file: 'e.yaml', line: 3, column: 72, length: 5 })
  })

  it('have a default everywhere', () => {
    expect(parseSettings(undefined)).toEqual(parseSettings({}))
  })
})
