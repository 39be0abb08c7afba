export type TokenKind = 'number' | 'operator' | 'function' | 'declared' | 'name' | 'comment'

export interface Token {
  kind: TokenKind
  from: number
  to: number
}

const FUNCTIONS = new Set('exp log ln sqrt sin cos tan asin acos atan sinh cosh tanh erf abs sign min max if sum integral diff'.split(' '))
const WORDS = new Set(['in', 'and', 'or', 'not'])
const CONSTANTS = new Set(['pi', 'e'])

const PATTERN = /(?<comment>#.*)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>\p{L}[\p{L}\p{N}_]*'*)|(?<operator>[-+*/^=<>~]+)/gu

/** Names that a text declares: `x in [0, 1]`, `nu = 0.01`, and the unknowns that stand differentiated or under a condition. */
export function declaredNames(text: string): Set<string> {
  const names = new Set(CONSTANTS)
  for (const [, name] of text.matchAll(/(?:^|[,\n])\s*(\p{L}[\p{L}\p{N}_]*)\s+in\s*\[/gu)) if (name !== undefined) names.add(name)
  for (const [, name] of text.matchAll(/(?:^|[,\n])\s*(\p{L}[\p{L}\p{N}]*)\s*=(?!=)/gu)) if (name !== undefined) names.add(name)
  for (const [, name] of text.matchAll(/(\p{L}[\p{L}\p{N}]*)(?:'|_\p{L})/gu))
    if (name !== undefined && !FUNCTIONS.has(name)) names.add(name)
  return names
}

/** The tokens of one line; `offset` is where it starts in the text. Colouring only: what a name means, the lab says. */
export function tokensOf(line: string, declared: ReadonlySet<string>, offset = 0): Token[] {
  return [...line.matchAll(PATTERN)].map((match) => {
    const groups = match.groups ?? {}
    const from = offset + match.index
    return { kind: kindOf(groups, declared), from, to: from + match[0].length }
  })
}

function kindOf({ comment, number, operator, name = '' }: Record<string, string | undefined>, declared: ReadonlySet<string>): TokenKind {
  if (comment !== undefined) return 'comment'
  if (number !== undefined) return 'number'
  if (operator !== undefined) return 'operator'
  if (FUNCTIONS.has(name)) return 'function'
  if (WORDS.has(name)) return 'operator'
  return declared.has(name.split(/['_]/)[0] ?? '') || declared.has(name) ? 'declared' : 'name'
}
