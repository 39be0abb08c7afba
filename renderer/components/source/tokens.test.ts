import { describe, expect, it } from 'vitest'
import { declaredNames, tokensOf } from './tokens.ts'

const BURGERS = 'u_t + u*u_x = nu*u_xx\nu(x, 0) = -sin(pi*x)\nx in [-1, 1], t in [0, 1]\nnu = 0.01/pi # water'
const read = (line: string) => tokensOf(line, declaredNames(BURGERS)).map(({ kind, from, to }) => `${kind} ${line.slice(from, to)}`)

describe('the colours of a source', () => {
  it('tell numbers, operators, functions and names apart', () => {
    expect(read('u(x, 0) = -sin(pi*x)')).toEqual([
      'declared u',
      'declared x',
      'number 0',
      'operator =',
      'operator -',
      'function sin',
      'declared pi',
      'operator *',
      'declared x'
    ])
  })
  it('know derivatives of what is declared, and what is not', () => {
    expect(read('u_xx')).toEqual(['declared u_xx'])
    expect(read('v_x')).toEqual(['name v_x'])
    expect(tokensOf("g''", declaredNames("g'' = -g")).map(({ kind, to }) => [kind, to])).toEqual([['declared', 3]])
  })
  it('read numbers whole, words of the language, and comments to the end', () => {
    expect(read('1.5e-3 .5 x in [0, 1]')).toEqual(['number 1.5e-3', 'number .5', 'declared x', 'operator in', 'number 0', 'number 1'])
    expect(read('nu = 1 # u = 2')).toEqual(['declared nu', 'operator =', 'number 1', 'comment # u = 2'])
  })
})
