import { PROBLEM_KEYS, PROBLEM_SCHEMA, ProblemDocument } from './document-schema.ts'
import { readPaper } from './paper-read.ts'
import { inFlow, yamlEntry } from './yaml.ts'
import { loadFrom, type LoadedProblem } from './document.ts'

export { toYaml } from './yaml.ts'

/** Keys that statements take the place of. */
const STATED = ['schema', 'variables', 'unknowns', 'parameters', 'equations', 'conditions']

/**
 * A problem as one statement a line: equations, conditions, intervals, parameters; all other keys follow as `key: value` lines of
 * YAML. Where a statement would be read as something else, a word says what it is (`equation: u = 2`). loadProblem of the result
 * gives the same document.
 */
export function toPaper(document: ProblemDocument): string {
  const short = written(document, false)
  return isSame(short, document) ? short : written(document, true)
}

/** Reads a paper form. Throws a LabError with line and column. */
export function fromPaper(text: string, file?: string): LoadedProblem {
  return loadFrom(readPaper(text, file))
}

function written(document: ProblemDocument, explicit: boolean): string {
  const say = (kind: string): string => (explicit ? `${kind}: ` : '')
  const conditions = (document.conditions ?? []).map((condition) =>
    typeof condition === 'string'
      ? say('condition') + condition
      : Object.keys(condition).sort().join() === 'at,on'
        ? explicit
          ? `boundary: ${condition.at}`
          : `${condition.at} on the boundary`
        : inFlow(condition, true)
  )
  const interval = (name: string, [from, to]: readonly [string | number, string | number]): string => `${name} in [${from}, ${to}]`
  const variables = Object.entries(document.variables).map(([name, bounds]) => interval(name, bounds))
  const parameters = Object.entries(document.parameters ?? {}).map(([name, value]) =>
    Array.isArray(value) ? `${name} = [${value.join(', ')}]` : `${name} = ${value}`
  )
  const lines = [
    ...document.equations.map((equation) => say('equation') + equation),
    ...conditions,
    variables.join(', '),
    ...(explicit ? [] : parameters.length > 0 ? [parameters.join(', ')] : []),
    ...(explicit ? [`unknowns: ${inFlow(document.unknowns, false)}`] : []),
    ...(explicit && document.parameters !== undefined ? [`parameters: ${inFlow(document.parameters, false)}`] : []),
    ...PROBLEM_KEYS.filter((key) => !STATED.includes(key)).flatMap((key) => {
      const value: unknown = document[key as keyof ProblemDocument]
      return value === undefined ? [] : [yamlEntry(key, value)]
    })
  ]
  return `${lines.join('\n')}\n`
}

/** Whether the text says the same as the document, the order of keys apart. */
function isSame(text: string, document: ProblemDocument): boolean {
  const read = ProblemDocument.safeParse(readSafely(text))
  return read.success && canonical(read.data) === canonical({ ...document, schema: PROBLEM_SCHEMA })
}

function readSafely(text: string): unknown {
  try {
    return readPaper(text).data
  } catch {
    // a document with faulty statements: only the explicit spelling can hold it
    return undefined
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const pairs = Object.entries(inner).filter(([, part]) => part !== undefined)
    const ordered = key === 'variables' ? pairs : pairs.sort(([a], [b]) => (a < b ? -1 : 1))
    return ordered.map(([name, part]): [string, unknown] => [name, part])
  })
}
