import type { Brackets } from './brackets.ts'
import type { Token } from './scan.ts'
import { covering, trouble } from './trouble.ts'
import { FUNCTIONS } from './vocabulary.ts'

/** Refuses functions that are not followed by their bracket: sin x, sin^2(x), sin'(x). */
export function refuseBareFunctions(text: string, tokens: readonly Token[], brackets: Brackets): void {
  tokens.forEach((token, index) => {
    if (token.kind !== 'name' || !FUNCTIONS.has(token.text)) return
    const name = token.text
    const next = tokens[index + 1]
    if (token.primes > 0) {
      throw trouble(text, token, 'prime', `${name} is a function, not an unknown`, `Write diff(${name}(…), x) for its derivative.`)
    }
    if (next?.kind === 'open') return
    if (next?.kind === 'operator' && next.text === '^') throw poweredName(text, tokens, index, brackets)
    if (next?.kind !== 'name' && next?.kind !== 'number') {
      throw trouble(text, token, 'function', `${name} is a function and needs a bracket`, `Write ${FUNCTIONS.get(name)!}.`)
    }
    const after = tokens[index + 2]
    const alone =
      after === undefined || ['close', 'comma', 'equal'].includes(after.kind) || (after.kind === 'operator' && !'^*/'.includes(after.text))
    const argument = text.slice(next.start, next.start + next.length)
    const call = `${name}(${argument})`
    if (alone) throw trouble(text, covering(token, next), 'function', `${name} needs a bracket`, `Write ${call}.`, call)
    const longer = runOf(text, tokens, index + 1, brackets)
    throw trouble(
      text,
      token,
      'function',
      `${name} needs a bracket: it is unclear what belongs to it`,
      `Write ${call} or ${name}(${longer}).`
    )
  })
}

/** sin^2(x) is sin(x)^2; sin^(-1)(x) can be meant in two ways. */
function poweredName(text: string, tokens: readonly Token[], index: number, brackets: Brackets): Error {
  const token = tokens[index]!
  const [power, open] = [tokens[index + 2], tokens[index + 3]]
  const pair = brackets.get(index + 3)
  if (power?.kind === 'number' && open?.kind === 'open' && pair !== undefined) {
    const close = tokens[pair.close]!
    const meant = `${token.text}${text.slice(open.start, close.start + 1)}^${power.text}`
    return trouble(text, covering(token, close), 'function', `The power of a function stands behind its bracket`, `Write ${meant}.`, meant)
  }
  if (power?.kind === 'number' && (open?.kind === 'name' || open?.kind === 'number')) {
    const meant = `${token.text}(${text.slice(open.start, open.start + open.length)})^${power.text}`
    return trouble(text, covering(token, open), 'function', `${token.text} needs a bracket, its power stands behind it`, `Write ${meant}.`)
  }
  const inverse = ['sin', 'cos', 'tan'].includes(token.text) ? `a${token.text}(x) for the inverse function, ` : ''
  return trouble(
    text,
    token,
    'function',
    `The power of a function stands behind its bracket`,
    `Write ${inverse}${token.text}(x)^n for a power.`
  )
}

/** The text from a word to the end of the product that it begins. */
function runOf(text: string, tokens: readonly Token[], from: number, brackets: Brackets): string {
  let last = from
  for (let k = from; k < tokens.length; k++) {
    const token = tokens[k]!
    if (token.kind === 'open') k = brackets.get(k)!.close
    else if (token.kind !== 'name' && token.kind !== 'number' && !(token.kind === 'operator' && '^*/'.includes(token.text))) break
    last = k
  }
  return text.slice(tokens[from]!.start, tokens[last]!.start + tokens[last]!.length)
}
