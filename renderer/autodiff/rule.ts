/** Longer than this a rule and its numbers stand under each other. */
const ONE_LINE = 64

/**
 * The rule of a step and the same with its numbers, as one chain of equalities: both are given as "left = right", with the same
 * left side. In two lines, aligned, where one would be too long.
 */
export function chain(rule: string, numbers: string): string {
  const [left, right] = parted(rule)
  const [same, value] = parted(numbers)
  if (right === '') return numbers === '' ? rule : numbers
  const rest = same === left || value === '' ? value || same : numbers
  if (rest === '' || rest === right) return rule
  if (visible(rule) + visible(rest) <= ONE_LINE) return `${rule} = ${rest}`
  return `\\begin{aligned}${left} &= ${right} \\\\ &= ${rest}\\end{aligned}`
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
