const GREEK = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega pi Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'.split(
    ' '
  )
)
const LETTERS: ReadonlyMap<string, string> = new Map(
  [...'αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ'].map((letter, k): [string, string] => [
    letter,
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'.split(
      ' '
    )[k]!
  ])
)

/** The parts of a name: letter or word, and what stands below it: g0 -> g, 0; alpha_max -> alpha, max. */
export function nameParts(name: string): { stem: string; below: string } {
  const underscored = name.indexOf('_', 1)
  if (underscored > 0 && underscored < name.length - 1) return { stem: name.slice(0, underscored), below: name.slice(underscored + 1) }
  const numbered = /^(\D+?)(\d+)$/.exec(name)
  return numbered === null ? { stem: name, below: '' } : { stem: numbered[1]!, below: numbered[2]! }
}

/** A word as mathematics: gamma -> \gamma, a letter in italics, several letters upright. */
export function latexWord(word: string): string {
  const greek = GREEK.has(word) ? word : LETTERS.get(word)
  if (greek === 'epsilon') return '\\varepsilon'
  if (greek === 'phi') return '\\varphi'
  if (greek !== undefined) return `\\${greek}`
  if (/^\d+$/.test(word) || [...word].length === 1) return word
  return `\\mathrm{${word.replaceAll('_', '\\_')}}`
}

/** A whole name, with more to put below it if need be: g0 -> g_0, u1 with xx -> u_{1,\,xx}. */
export function latexName(name: string, alsoBelow = ''): string {
  const { stem, below } = nameParts(name)
  const parts = [below === '' ? '' : latexBelow(below), alsoBelow].filter((part) => part !== '')
  if (parts.length === 0) return latexWord(stem)
  const joined = parts.join(',\\,')
  return `${latexWord(stem)}_${/^\w$/.test(joined) ? joined : `{${joined}}`}`
}

const latexBelow = (below: string): string => below.split('_').map(latexWord).join(',\\,')
