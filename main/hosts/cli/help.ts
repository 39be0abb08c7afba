import type { Option } from './options.ts'
import type { Family, Verb } from './verb.ts'

export const COMMON: readonly Option[] = [
  { name: 'json', help: 'one JSON document on standard output, progress on standard error' },
  { name: 'lab', value: 'DIR', help: "where the database lives (default: the desktop application's folder)" },
  { name: 'help', short: 'h', help: 'this text' }
]

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')
}

function optionRow({ name, short, value, help }: Option): [string, string] {
  return [`${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`, help]
}

export function helpForAll(verbs: readonly (Verb | Family)[]): string {
  const rows = verbs.flatMap((verb): [string, string][] =>
    'verbs' in verb ? verb.verbs.map((each) => [`${verb.name} ${each.name}`, each.summary]) : [[verb.name, verb.summary]]
  )
  return `ansatz VERB …: differential equations solved by neural networks\n\n${columns(rows)}\nansatz VERB --help says more. Exit: 0 done, 1 ran and failed, 2 bad input, 130 cancelled.\n`
}

export function helpForFamily({ name, summary, verbs }: Family): string {
  return `ansatz ${name} VERB …: ${summary}\n\n${columns(verbs.map((verb) => [`${verb.name} ${verb.usage}`, verb.summary]))}`
}

export function helpForVerb(verb: Verb, family?: Family): string {
  const name = family === undefined ? verb.name : `${family.name} ${verb.name}`
  return `ansatz ${name} ${verb.usage}\n\n${verb.summary}\n\n${columns([...verb.options, ...COMMON].map(optionRow))}`
}
