import type { LabError } from '../errors.ts'
import { trouble } from './trouble.ts'
import { dotCure } from './unknown-name.ts'

/** Signs from word processors, TeX and other languages -> the spelling that is meant here. */
const SPELLING: ReadonlyMap<string, string> = new Map([
  ['\u2212', '-'],
  ['\u2013', '-'],
  ['\u2014', '-'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u00b7', '*'],
  ['\u22c5', '*'],
  ['\u2219', '*'],
  ['\u00d7', '*'],
  ['\u2217', '*'],
  ['\u2022', '*'],
  ['\u00f7', '/'],
  ['\u2215', '/'],
  ['\u2044', '/'],
  ['\u2264', '<='],
  ['\u2265', '>='],
  ['\u2260', '!='],
  ['\uff1d', '='],
  ['\u2032', "'"],
  ['\u2019', "'"],
  ['\u2018', "'"],
  ['\u02b9', "'"],
  ['\u0374', "'"],
  ['\u00b4', "'"],
  ['`', "'"],
  ['\u2033', "''"],
  ['\u201d', "''"],
  ['\u201c', "''"],
  ['"', "''"],
  ['\u2034', "'''"],
  ['\u221a', 'sqrt'],
  ['\u2211', 'sum'],
  ['\u222b', 'integral'],
  ['\u2227', 'and'],
  ['\u2228', 'or'],
  ['\u00ac', 'not'],
  ['\u00b5', '\u03bc'],
  ['\u00bd', '(1/2)'],
  ['\u00bc', '(1/4)'],
  ['\u00be', '(3/4)'],
  ['\u2153', '(1/3)'],
  ['\uff08', '('],
  ['\uff09', ')'],
  ['\uff0c', ','],
  ['**', '^'],
  ['&&', 'and'],
  ['||', 'or'],
  ['=>', '>='],
  ['=<', '<='],
  ['<>', '!='],
  [':=', '=']
])

const DIGITS = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079'
const RAISED_AT = new RegExp(`[\u207a\u207b]?[${DIGITS}]+`, 'y')
const LOWERED_AT = /[\u2080-\u2089]+/y

const CURLY_QUOTES = '\u201c\u201d\u201e\u201f\u00ab\u00bb'

/** The error for a sign that the language does not have, when it is known what is meant by it. */
export function foreignSign(text: string, at: number): LabError | undefined {
  if (CURLY_QUOTES.includes(text[at]!) && text.slice(0, at).trim() === '') {
    return trouble(
      text,
      { start: at, length: 1 },
      'sign',
      `${text[at]!} is part of the text here, not a quote`,
      'Put straight quotes (") around it.'
    )
  }
  const pair = text.slice(at, at + 2)
  const found = SPELLING.has(pair) ? pair : text[at]!
  const span = { start: at, length: found.length }
  const meant = SPELLING.get(found)
  if (meant !== undefined) return trouble(text, span, 'sign', `${found} is not read here`, `Write ${meant}.`, meant)

  RAISED_AT.lastIndex = at
  const raised = RAISED_AT.exec(text)?.[0]
  if (raised !== undefined) {
    const digits = [...raised].map((digit) => (digit === '\u207b' ? '-' : digit === '\u207a' ? '' : String(DIGITS.indexOf(digit)))).join('')
    const power = digits.startsWith('-') ? `^(${digits})` : `^${digits}`
    return trouble(text, { start: at, length: raised.length }, 'sign', `A raised ${raised} is not read here`, `Write ${power}.`, power)
  }
  LOWERED_AT.lastIndex = at
  const lowered = LOWERED_AT.exec(text)?.[0]
  if (lowered !== undefined) {
    const digits = [...lowered].map((digit) => digit.charCodeAt(0) - 0x2080).join('')
    return trouble(text, { start: at, length: lowered.length }, 'sign', `A lowered ${lowered} is not read here`, `Write ${digits}.`, digits)
  }
  return shaped(text, at)
}

/** Signs whose meaning depends on what stands around them. */
function shaped(text: string, at: number): LabError | undefined {
  const one = { start: at, length: 1 }
  switch (text[at]) {
    case '[':
    case ']':
      return trouble(
        text,
        one,
        'sign',
        'Square brackets are not read in an expression',
        'Write round brackets.',
        text[at] === '[' ? '(' : ')'
      )
    case '{':
    case '}':
      if (text[at - 1] === '_' || text[at - 1] === '^') return braces(text, at)
      return trouble(
        text,
        one,
        'sign',
        'Curly brackets are not read in an expression',
        'Write round brackets.',
        text[at] === '{' ? '(' : ')'
      )
    case '|':
      return trouble(text, one, 'sign', '| is not read here', 'Write abs(x) for the absolute value, and the word or between conditions.')
    case '&':
      return trouble(text, one, 'sign', '& is not read here', 'Write and.', 'and')
    case '!':
      if (text[at + 1] === '=') return undefined
      return trouble(text, one, 'sign', '! is not read here', 'Write not (…) for a negation; factorials are not part of the language.')
    case '%':
      return trouble(text, one, 'sign', '% is not read here', 'Write 0.05 for 5 per cent.')
    case '\\':
      return trouble(text, one, 'sign', 'TeX is not read here', 'Write gamma for \\gamma, a/b for \\frac{a}{b}, sqrt(x) for \\sqrt{x}.')
    case '\u2202':
      return trouble(text, one, 'sign', '\u2202 is not read here', 'Write u_x or diff(u, x).')
    case '\u221e':
      return trouble(
        text,
        one,
        'sign',
        '\u221e is not a number',
        'Write a finite number that is large enough: x in [0, 10] and u(10) = 0 for a solution that is at rest there.'
      )
    case '\u2207':
    case '\u2206':
      return trouble(text, one, 'sign', `${text[at]} is not read here`, 'Write the derivatives out: u_xx + u_yy.')
    case '?':
      return trouble(text, one, 'sign', '? is not read here', 'Write if(condition, a, b).')
    case ';':
      return trouble(text, one, 'sign', '; is not read here', 'Write one expression; arguments are separated by commas.')
    case ':':
      return trouble(text, one, 'sign', ': is not read here', 'Write / for a division.')
    default: {
      // a letter with a dot above it, in one sign or in two
      const dotted = /(\p{L})[\u0307\u0308]+$/u.exec(text.slice(0, at + 1).normalize('NFD'))
      if (dotted === null) return undefined
      return trouble(text, one, 'sign', `A dot over ${dotted[1]!} is not read here`, dotCure(dotted[0], dotted[1]!))
    }
  }
}

/** u_{xx} and x^{2}, as in TeX. */
function braces(text: string, at: number): LabError {
  const inside = /^\{([^{}]*)\}/.exec(text.slice(at))
  if (inside === null)
    return trouble(text, { start: at, length: 1 }, 'sign', 'Curly brackets are not read', 'Write u_xx, or x^(2) with round brackets.')
  const body = inside[1]!.trim()
  const meant = text[at - 1] === '_' ? body.replaceAll(/\s/g, '') : /^\w+$/.test(body) ? body : `(${body})`
  const stem = /[^\s+\-*/(),=]*$/.exec(text.slice(0, at))![0]
  return trouble(text, { start: at, length: inside[0].length }, 'sign', 'Curly brackets are not read', `Write ${stem}${meant}.`, meant)
}
