import { expect, it } from 'vitest'
import { LabError } from '../errors.ts'
import { randomNumbers } from '../expression/testing.ts'
import { loadExperiment } from './document-experiment.ts'
import { loadProblem } from './document.ts'
import { LIBRARY } from './library/index.ts'
import { toPaper, toYaml } from './paper.ts'

const TEXTS = [
  ...LIBRARY.map(({ yaml }) => yaml),
  ...LIBRARY.map(({ yaml }) => toPaper(loadProblem(yaml).document)),
  JSON.stringify(loadProblem(LIBRARY[0]!.yaml).document, null, 1),
  `schema: ansatz.experiment/1\nproblem: lecture-decay\nnetwork: { hidden: [10] }\n`
]
const PIECES = [
  `'`,
  `"`,
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '- ',
  '#',
  '*a',
  '&a ',
  '|',
  '>',
  '  ',
  '\t',
  '=',
  '(',
  ')',
  '.nan',
  'null',
  '!!str ',
  '? ',
  '%',
  '@',
  '\u2028',
  'in [',
  '<<: ',
  '---\n',
  '\\',
  '__proto__'
]

it('answers every damaged document with a document or a LabError that lies in the text', () => {
  const random = randomNumbers(13)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  let refused = 0
  for (let k = 0; k < 800; k++) {
    let text = pick(TEXTS)
    for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
      const at = Math.floor(random() * text.length)
      text =
        random() < 0.5
          ? text.slice(0, at) + pick(PIECES) + text.slice(at)
          : text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 6))
    }
    try {
      const loaded = text.includes('experiment/1') ? loadExperiment(text) : loadProblem(text)
      if ('document' in loaded) {
        const { document } = loaded
        expect(loadProblem(toYaml(document)).document, text).toEqual(document)
        expect(loadProblem(toPaper(document)).document, text).toEqual(document)
      }
    } catch (thrown) {
      if (!(thrown instanceof LabError)) throw new Error(`not a LabError: ${JSON.stringify(text)}`, { cause: thrown })
      const { line, column, length } = thrown.place
      const lines = text.replaceAll('\r\n', '\n').split('\n')
      expect(line, text).toBeGreaterThan(0)
      expect(line, text).toBeLessThanOrEqual(lines.length + 1)
      expect(column! - 1 + length!, `${text}\n${thrown.message}`).toBeLessThanOrEqual((lines[line! - 1]?.length ?? 0) + 1)
      expect(`${thrown.message}${thrown.cure}`).not.toMatch(/undefined|\[object/)
      refused++
    }
  }
  expect(refused).toBeGreaterThan(300)
  expect(refused).toBeLessThan(780)
})
