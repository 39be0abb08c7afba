import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileProblem } from '../../core/problem/compile.ts'
import { loadProblem } from '../../core/problem/document.ts'
import { LIBRARY } from '../../core/problem/library/index.ts'

const page = readFileSync(new URL('../../docs/catalogue.md', import.meta.url), 'utf8')
const [, entries = '', errors = '', further = ''] = page.split(/^## .*$/m)
const rowsOf = (part: string): string[][] =>
  part
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
    )
const named = (text: string): string[] => [...text.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id!)
const ids: string[] = LIBRARY.map(({ id }) => id)

/** The numbers of the catalogue, parts of one entry apart; the stars mark the thirty to begin with. */
const NUMBERS =
  '1* 2* 3* 4* 5* 6* 7 8* 9* 10* 11* 12* 13* 14* 15* 16* 16b 16c* 16d* 16e 17* 18* 19* 20* 21* 22a* 22b* 22c 22d 23a* 23b 23c* 23d 23e 23f ' +
  '24a* 24b 24c 24d 24L 25* 26* 26b 27* 28 29a 29b 29c* 30 31a 31b 31c* 32* 33* 34 35 36 37 38 39 40 41 42 43 44*'

describe('the catalogue of classical problems', () => {
  it('answers for every entry: a file of the library, or the reason why there is none', () => {
    const rows = rowsOf(entries)
    expect(rows.map(([number]) => number).join(' ')).toBe(NUMBERS)
    for (const [number, , files = '', missing = ''] of rows) {
      if (number!.endsWith('*')) expect(named(files), number).not.toEqual([])
      expect(named(files).length > 0 || missing.length > 20, number).toBe(true)
    }
  })

  it('names no file that does not exist and leaves none out', () => {
    const listed = [
      ...named(
        rowsOf(entries)
          .map(([, , files]) => files)
          .join(' ')
      ),
      ...named(further)
    ]
    expect([...new Set(listed)].sort()).toEqual([...ids].sort())
  })

  it('states for every file how far off it ends', () => {
    const rows = rowsOf(errors)
    expect(rows.map(([file]) => named(file!)[0]).sort()).toEqual([...ids].sort())
    for (const [file, error = ''] of rows) expect(error, file).toMatch(/^(\d\.\de-?\d+|no single error: .{20,}|wrong on purpose)$/)
  })

  it('names files that load', () => {
    for (const { yaml, files } of LIBRARY) expect(compileProblem(loadProblem(yaml), {}, files).unknowns.length).toBeGreaterThan(0)
  })
})
