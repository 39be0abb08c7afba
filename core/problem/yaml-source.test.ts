import { describe, expect, it } from 'vitest'
import { readYaml } from './yaml-source.ts'

/** Every way in which YAML can hold the text; the place of a word in it must be where the word stands in the file. */
const TEXT = `g'' + 2*g' = sin(pi*t) - k`
const BLOCK = `  ${TEXT.slice(0, 11)}\n  ${TEXT.slice(11)}`
const SPELLINGS: [string, string][] = [
  ['plain', `equations: [g'' + 2*g' = sin(pi*t) - k]`],
  ['double quotes', `equations: ["${TEXT}"]`],
  ['single quotes', `equations: ['${TEXT.replaceAll("'", "''")}']`],
  ['escapes', `equations: ["${TEXT.replace('+', '\\x2b').replace('s', '\\u0073').replace("'", '\\x27')}"]`],
  ['a list', `equations:\n  - ${TEXT}`],
  ['a list in double quotes', `equations:\n- "${TEXT}"   # comment`],
  ['a literal block', `equations:\n- |\n  ${TEXT}\n`],
  ['a folded block', `equations:\n- >\n${BLOCK}\n`],
  ['folded quotes', `equations:\n  - "${TEXT.slice(0, 11).trim()}\n    ${TEXT.slice(11)}"`],
  ['a folded plain value', `equations:\n  - ${TEXT.slice(0, 11).trim()}\n    ${TEXT.slice(11)}`],
  ['an escaped line break', `equations:\n  - "${TEXT.slice(0, 11)}\\\n    ${TEXT.slice(11)}"`],
  ['JSON', JSON.stringify({ equations: [TEXT] }, null, 2)],
  ['blanks around it', `equations: ["  ${TEXT} "]`]
]

describe('the place of a part of a value', () => {
  it.each(SPELLINGS)('in %s', (_, source) => {
    const { data, place } = readYaml(source, 'p.yaml')
    const value = (data as { equations: string[] }).equations[0]!.replaceAll(/\s/g, ' ').trim()
    expect(value.replaceAll(/ +/g, ' ')).toBe(TEXT)
    for (const word of ["g''", 'sin', 'pi', 'k']) {
      const at = place(['equations', 0], { start: value.indexOf(word), length: word.length })
      expect(at.file).toBe('p.yaml')
      const found = source.split('\n')[at.line! - 1]!.slice(at.column! - 1, at.column! - 1 + at.length!)
      const plain = found
        .replaceAll(/\\u0073/g, 's')
        .replaceAll(/\\x27/g, "'")
        .replaceAll("''''", "''")
      expect(plain).toBe(word)
    }
  })

  it('is the whole value without a part, and what holds it where nothing is there', () => {
    const { place, placeOfKey } = readYaml(`a: { b: [1, "two"] }\nc: |\n  text\n`)
    expect(place(['a', 'b', 1])).toEqual({ line: 1, column: 13, length: 5 })
    expect(place(['a', 'b'])).toEqual({ line: 1, column: 9, length: 10 })
    expect(place(['a', 'b', 7])).toEqual({ line: 1, column: 6, length: 1 })
    expect(place(['a', 'x', 'y'])).toEqual({ line: 1, column: 1, length: 1 })
    expect(placeOfKey(['a', 'b'])).toEqual({ line: 1, column: 6, length: 1 })
    expect(place([])).toMatchObject({ line: 1, column: 1 })
    expect(place(['c'])).toMatchObject({ line: 2, column: 4 })
  })

  it('is found through an alias', () => {
    const { place } = readYaml('a: &k { b: 12 }\nc: *k')
    expect(place(['c', 'b'])).toEqual({ line: 1, column: 12, length: 2 })
  })
})
