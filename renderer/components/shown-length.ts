/** About how many letters a formula shows. */
export function shownLength(latex: string): number {
  return latex
    .replace(/\\(?:mathrm|tilde|dot|bar|hat|text|operatorname|left|right|,|;|!|quad)\b ?|\\[,;!]/g, '')
    .replace(/\\(sin|cos|tan|exp|log|ln|sinh|cosh|tanh)\b/g, '$1')
    .replace(/\\[a-zA-Z]+/g, 'x')
    .replace(/[{}^_\s&]/g, '').length
}
