/**
 * The rule of a step and the same with its numbers, as one chain of equalities: both are given as "left = right", with the same
 * left side. In two lines, aligned, where one would be too long for `room` signs; where even that is too long, without the products,
 * so that the sum of the contributions stays in sight.
 */
export function chain(rule: string, numbers: string, room = 64): string {
  const [left, right] = parted(rule)
  const [same, value] = parted(numbers)
  if (right === '') return numbers === '' ? rule : numbers
  const all = same === left || value === '' ? value || same : numbers
  const rest = visible(all) > room ? sums(all) : all
  if (rest === '' || rest === right) return rule
  if (visible(rule) + visible(rest) <= room) return `${rule} = ${rest}`
  return `\\begin{aligned}${left} &= ${right} \\\\ &= ${rest}\\end{aligned}`
}

/** The last two members of a chain of equalities: the contributions, and what they add up to. */
function sums(numbers: string): string {
  const members = numbers.split(' = ')
  return members.length > 2 ? members.slice(-2).join(' = ') : numbers
}

/** Parts of an equation about its first equals sign outside of braces. */
function parted(equation: string): [string, string] {
  let depth = 0
  for (let at = 0; at < equation.length; at++) {
    const sign = equation[at]
    if (sign === '{') depth++
    else if (sign === '}') depth--
    else if (sign === '=' && depth === 0) return [equation.slice(0, at).trim(), equation.slice(at + 1).trim()]
  }
  return [equation.trim(), '']
}

/** About how many signs a reader sees. */
export function visible(latex: string): number {
  return latex
    .replace(/\\frac\{[^{}]*\}\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:left|right|,|;|!)/g, '')
    .replace(/\\[a-zA-Z]+/g, 'x')
    .replace(/[{}\s^_]/g, '').length
}
