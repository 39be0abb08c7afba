import type { Scope } from './ast.ts'
import { diffSpelling, meaning, shortSpelling } from './names.ts'
import { trouble } from './trouble.ts'

const N = '[A-Za-z0-9_\\u00c0-\\u02af\\u0370-\\u0373\\u0376-\\u037d\\u0386-\\u03ff]'
const BOTTOM = `[d\\u2202]\\s*${N}+(?:\\s*(?:\\^\\s*\\d|[\\u00b2\\u00b3]))?`
const FRACTION = new RegExp(
  `(?<!${N}|')([d\\u2202])\\s*(?:\\^?\\s*([2-9\\u00b2\\u00b3]))?\\s*\\*?\\s*(?:\\(\\s*(${N}+)\\s*\\)|(${N}+)?)\\s*/\\s*(${BOTTOM}(?:\\s*\\*?\\s*${BOTTOM})*|\\(\\s*${BOTTOM}(?:\\s*\\*?\\s*${BOTTOM})*\\s*\\))`,
  'g'
)

/** Refuses derivatives written as fractions (dg/dt, d^2u/dx^2, d/dt(g)) where their names are not declared as such. */
export function refuseFractions(text: string, scope: Scope): void {
  for (const found of text.matchAll(FRACTION)) {
    const [whole, , , bracketed, bare, bottom] = found
    const top = whole.slice(0, whole.indexOf('/')).replaceAll(/[\s^*()]/g, '')
    const order = denominator(bottom!.replaceAll(/[\s*()]/g, ''), scope)
    if (order === undefined || meaning(top, scope) !== undefined || meaning(firstName(bottom!), scope) !== undefined) continue
    const owner = bracketed ?? bare
    const rest = text.slice(found.index + whole.length)
    if (owner === undefined) throw operatorForm(text, found.index, whole, rest, order, scope)
    const what = meaning(owner, scope)
    if (what?.kind !== 'unknown') continue
    const total = what.order.map((count, axis) => count + order[axis]!)
    const short = shortSpelling(what.name, total, scope.variables)
    throw trouble(
      text,
      { start: found.index, length: whole.length },
      'derivative',
      `${whole} would be a quotient, not a derivative`,
      `Write ${short} or ${diffSpelling(what.name, total, scope.variables)}.`,
      short
    )
  }
}

const firstName = (bottom: string): string => new RegExp(`[d]${N}+`).exec(bottom.replaceAll(/\s/g, ''))?.[0] ?? ''

/** Orders of dx^2, dxdt or dt2; undefined where that is not what stands there. */
function denominator(letters: string, scope: Scope): number[] | undefined {
  if (letters === '') return scope.variables.map(() => 0)
  if (!/^[d\u2202]/.test(letters)) return undefined
  for (const variable of [...scope.variables].sort((a, b) => b.length - a.length)) {
    if (!letters.startsWith(variable, 1)) continue
    const after = letters.slice(1 + variable.length)
    const power = /^\^?(\d)|^([\u00b2\u00b3])/.exec(after)
    const rest = denominator(after.slice(power?.[0].length ?? 0), scope)
    if (rest === undefined) continue
    const count = power === null ? 1 : power[2] === '\u00b2' ? 2 : power[2] === '\u00b3' ? 3 : Number(power[1])
    return rest.map((others, axis) => (scope.variables[axis] === variable ? others + count : others))
  }
  return undefined
}

/** d/dt(g) and d/dt g: the operator in front of what it differentiates. */
function operatorForm(text: string, start: number, whole: string, rest: string, order: readonly number[], scope: Scope): Error {
  const inside = balanced(rest) ?? new RegExp(`^\\s*(${N}+'*)`).exec(rest)
  const message = `${whole} would be a quotient, not a derivative`
  if (inside === null) {
    const meant = diffSpelling('…', order, scope.variables)
    return trouble(text, { start, length: whole.length }, 'derivative', message, `Write ${meant} around what is differentiated.`)
  }
  const meant = diffSpelling(inside[1].trim(), order, scope.variables)
  return trouble(text, { start, length: whole.length + inside[0].length }, 'derivative', message, `Write ${meant}.`, meant)
}

function balanced(rest: string): [string, string] | undefined {
  const lead = /^\s*\(/.exec(rest)
  if (lead === null) return undefined
  let depth = 0
  for (let k = lead[0].length - 1; k < rest.length; k++) {
    if (rest[k] === '(') depth++
    else if (rest[k] === ')' && --depth === 0) return [rest.slice(0, k + 1), rest.slice(lead[0].length, k)]
  }
  return undefined
}
