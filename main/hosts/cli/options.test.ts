import { describe, expect, it } from 'vitest'
import { readWords, wholeNumber } from './options.ts'
import type { Option } from './options.ts'

const OPTIONS: readonly Option[] = [
  { name: 'set', value: 'PATH=YAML', many: true, help: '' },
  { name: 'workers', short: 'j', value: 'N', help: '' },
  { name: 'json', help: '' }
]
const read = (...words: string[]) => readWords(words, OPTIONS)

describe('words after a verb', () => {
  it('are options with values and the rest, in any order', () => {
    const words = read('decay', '--set', 'a=1', '-j', '4', '--set=b=[1, 2]', '--json', '-', '-3')
    expect(words.positionals).toEqual(['decay', '-', '-3'])
    expect(words.all('set')).toEqual(['a=1', 'b=[1, 2]'])
    expect(words.one('workers')).toBe('4')
    expect(words.has('json')).toBe(true)
    expect(words.one('lab')).toBeUndefined()
  })

  it('are names after --', () => {
    expect(read('--', '--json').positionals).toEqual(['--json'])
  })

  it.each([
    [['--jsno'], 'There is no option --jsno.', 'Did you mean --json?'],
    [['--set'], '--set needs a value.', 'Write --set PATH=YAML.'],
    [['--json=yes'], '--json takes no value.', 'Write --json alone.'],
    [['-j', '1', '-j', '2'], '-j is given twice.', 'Give it once.'],
    [['-q'], 'There is no option -q.', 'See --help.']
  ])('%j are refused', (words, message, cure) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ code: 'usage', message, cure }))
  })

  it('are whole numbers where numbers are meant', () => {
    expect(wholeNumber(read('-j', '4'), 'workers', 1)).toBe(4)
    expect(wholeNumber(read(), 'workers', 1)).toBeUndefined()
    for (const bad of ['0', '1.5', 'two', '-1', '1e3'])
      expect(() => wholeNumber(read('--workers', bad), 'workers', 1)).toThrow('not a whole number')
  })
})
