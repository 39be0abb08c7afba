import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LabError } from '../../../core/errors.ts'
import { describeFailure, exitCodeOf } from './failure.ts'
import { labFolder, userData } from './folders.ts'
import type { Io } from './io.ts'
import { Meter } from './meter.ts'
import { duration, six, table, three } from './table.ts'
import { findVersion } from './version.ts'

describe('an error', () => {
  it('is printed at its place with the line, carets and the cure', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ansatz-cli-'))
    const file = join(folder, 'decay.yaml')
    writeFileSync(file, 'name: Decay\nequations: ["g\' = -gama*g"]\n')
    const error = new LabError('unknown-name', 'The name gama is not declared.', 'Did you mean gamma?', {
      file,
      line: 2,
      column: 20,
      length: 4
    })
    expect(describeFailure(error, '/')).toBe(
      `${file}:2:20: The name gama is not declared.\n  equations: ["g' = -gama*g"]\n                     ^^^^\nDid you mean gamma?\n`
    )
    rmSync(folder, { recursive: true })
  })

  it('without a place is a sentence', () => {
    expect(describeFailure(new LabError('usage', 'Too much.', 'Write less.'), '/')).toBe('Too much.\nWrite less.\n')
  })

  it('whose file is a text of the library shows the text that it is given', () => {
    const error = new LabError('x', 'Wrong.', 'Mend it.', { line: 2, column: 1 })
    expect(describeFailure(error, '/', 'one\ntwo')).toContain('  two\n  ^\n')
    expect(describeFailure(new LabError('x', 'Wrong.', 'Mend it.', { file: 'no-such-file', line: 2, column: 1 }), '/')).toBe(
      'no-such-file:2:1: Wrong.\nMend it.\n'
    )
  })

  it('ends with 2 for bad input and 1 for what went wrong outside it', () => {
    expect(exitCodeOf(new LabError('store-newer', '', ''))).toBe(2)
    expect(exitCodeOf(new LabError('disk-full', '', ''))).toBe(1)
  })
})

describe('numbers', () => {
  it('have the digits that the lecture prints', () => {
    expect([367.010300334542, 0.06668065274, 0.0437499, 0.000417932, 22000, 0, NaN].map((value) => six(value))).toEqual([
      '367.01',
      '0.0666807',
      '0.0437499',
      '0.000417932',
      '22000',
      '0',
      'NaN'
    ])
    expect(six(null)).toBe('–')
    expect([0.0437499, 22000, 1e-5, 1.5].map((value) => three(value))).toEqual(['0.0437', '2.20e+4', '1.00e-5', '1.5'])
  })

  it('of seconds are spoken', () => {
    expect([0.84, 3.14, 42, 185, 7800].map(duration)).toEqual(['0.84 s', '3.1 s', '42 s', '3 min 5 s', '2 h 10 min'])
  })

  it('stand under each other', () => {
    expect(
      table(
        [{ head: 'run' }, { head: 'error', right: true }],
        [
          ['a', '0.5'],
          ['long-name', '12']
        ]
      )
    ).toBe('run        error\na            0.5\nlong-name     12\n')
  })
})

describe('folders', () => {
  it("are the desktop application's unless --lab names one", () => {
    expect(userData({}, 'linux', '/home/a')).toBe('/home/a/.config/Ansatz')
    expect(userData({ XDG_CONFIG_HOME: '/x' }, 'linux', '/home/a')).toBe('/x/Ansatz')
    expect(userData({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/Ansatz')
    expect(userData({ APPDATA: '/r' }, 'win32', '/u')).toBe('/r/Ansatz')
    expect(labFolder('mine', { cwd: '/where/i/am', env: {} })).toBe('/where/i/am/mine')
  })

  it('lead to the version of this program', () => {
    expect(findVersion()).toMatch(/^\d+\.\d+\.\d+/)
    expect(findVersion('/')).toBe('unknown')
  })
})

describe('the meter', () => {
  const io = (terminal: boolean): { io: Io; said: string[] } => {
    const said: string[] = []
    return {
      said,
      io: {
        out: () => undefined,
        err: (text) => void said.push(text),
        terminal,
        columns: () => 30,
        cwd: '/',
        env: {},
        onInterrupt: () => () => undefined
      }
    }
  }

  it('draws one line again on a terminal and takes it away', () => {
    const { io: terminal, said } = io(true)
    const meter = new Meter(terminal)
    meter.show('a long line')
    meter.show('short')
    meter.clear()
    expect(said).toEqual(['\ra long line', '\rshort      ', '\r     \r'])
  })

  it('writes a line now and then elsewhere', () => {
    const { io: file, said } = io(false)
    let now = 0
    const meter = new Meter(file, () => now)
    for (now = 0; now < 5; now += 0.5) meter.show(`at ${now}`)
    meter.clear()
    expect(said).toEqual(['at 0\n', 'at 2\n', 'at 4\n'])
  })
})
