/** A table for print: columns, and rows of numbers and words. */
export interface PrintTable {
  columns: { label: string; align: 'left' | 'right' }[]
  /** a missing value is null; a number that is not finite says so */
  rows: (number | string | null)[][]
  caption: string
}

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '×': '$\\times$',
  '≈': '$\\approx$',
  '∞': '$\\infty$',
  '−': '$-$',
  '\u2009': '\\,',
  '\u202f': '\\,'
}

/** Text in which nothing is a command to TeX. */
export function escaped(text: string): string {
  return [...text].map((letter) => SPECIAL[letter] ?? letter).join('')
}

/** Three significant digits as mathematics: $0.0271$, $1.01\times10^{-8}$, diverged values as words. */
export function latexNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '$\\mathrm{NaN}$'
  if (!Number.isFinite(value)) return value > 0 ? '$\\infty$' : '$-\\infty$'
  if (value === 0 || (Number.isInteger(value) && Math.abs(value) < 1e6)) return `$${value}$`
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e')
  const exponent = Number(power)
  if (exponent >= 4 || exponent < -3) return `$${mantissa}\\times10^{${exponent}}$`
  return `$${value.toFixed(Math.max(0, digits - 1 - exponent))}$`
}

/** A table in the manner of booktabs, to be included with \input. */
export function latexTable({ columns, rows, caption }: PrintTable): string {
  const cell = (value: number | string | null) => (value === null ? '--' : typeof value === 'number' ? latexNumber(value) : escaped(value))
  const line = (cells: readonly string[]) => `    ${cells.join(' & ')} \\\\`
  return [
    '% needs \\usepackage{booktabs}',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${escaped(caption)}}`,
    `  \\begin{tabular}{${columns.map(({ align }) => align[0]).join('')}}`,
    '    \\toprule',
    line(columns.map(({ label }) => escaped(label))),
    '    \\midrule',
    ...rows.map((row) => line(row.map(cell))),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    ''
  ].join('\n')
}
