import { LabError, type Place } from '../errors.ts'
import type { Span } from '../expression/ast.ts'
import { NAME } from '../expression/vocabulary.ts'
import type { Path } from './document-explain.ts'
import { PROBLEM_SCHEMA } from './document-schema.ts'
import { pairOf, readInterval, type Interval, type Placed } from './paper-interval.ts'
import { takeApart, type Statement } from './paper-lines.ts'
import { inferUnknowns, isUnknown, wordsOf } from './paper-names.ts'
import { saysPeriodic } from './spelled-out.ts'
import { placer, readYaml, type Source } from './yaml-source.ts'

const YAML_KEY = /^(schema|variables|equations|conditions|problem)[ \t]*:(\s|$)/m

/** Whether a text is one statement a line rather than YAML or JSON. */
export function looksLikePaper(text: string): boolean {
  if (YAML_KEY.test(text) || /^\s*[{[]\s*"/.test(text) || /^---/.test(text)) return false
  return text.split('\n').some((line) => {
    const bare = line.replace(/#.*$/, '')
    return !/^[A-Za-z_]+[ \t]*:/.test(bare) && !/^\s*-\s/.test(bare) && (bare.includes('=') || /\bin\s*\[/.test(bare))
  })
}

/**
 * Reads the paper form: `x in [0, 1]` makes a variable, a name = a constant a parameter, an evaluation a condition, the rest
 * equations; other keys stand as `key: value` lines of YAML. Unknowns are read off the statements unless `unknowns:` names them.
 */
export function readPaper(text: string, file?: string): Source {
  const placeAt = placer(text, file)
  const { statements: written, yaml } = takeApart(text, placeAt)
  const rest: Source = yaml.trim() === '' ? { ...readYaml('{}', file), data: {} } : readYaml(yaml, file)
  if (typeof rest.data !== 'object' || rest.data === null) throw new Error('the keys of a paper form are a mapping')
  const keys = rest.data as Record<string, unknown>

  const places = new Map<string, Placed>()
  const remember = (path: Path, placed: Placed): void => void places.set(JSON.stringify(path), placed)
  const trouble = (statement: Placed, message: string, cure: string, replacement?: string): LabError =>
    new LabError('statement', message, cure, placeAt(statement.start, statement.start + statement.text.length), replacement)

  const statements = written.flatMap(eachName)
  const variables: Record<string, [string, string]> = {}
  const relations: Statement[] = []
  const intervals = statements.map((statement) => (statement.kind === undefined ? readInterval(statement, new Set()) : undefined))
  const given = new Set(intervals.flatMap((interval) => (interval !== undefined && 'name' in interval ? [interval.name] : [])))
  statements.forEach((statement, k) => {
    const interval = statement.kind === undefined ? readInterval(statement, given) : undefined
    if (interval === undefined) {
      // x, y in [0, 1]
      const shared = NAME.test(statement.text) ? sharing(text, statements, intervals, k) : undefined
      if (shared === undefined) relations.push(statement)
      else add(statement, statement.text, shared)
    } else if ('faulty' in interval) throw trouble(statement, interval.faulty, interval.cure)
    else add(statement, interval.name, interval.bounds)
  })
  function add(statement: Statement, name: string, bounds: readonly [Placed, Placed]): void {
    if (Object.hasOwn(variables, name)) throw trouble(statement, `The interval of ${name} is given twice`, 'Remove one of them.')
    variables[name] = [bounds[0].text, bounds[1].text]
    remember(['variables', name], statement)
    remember(['variables', name, 'key'], { text: name, start: statement.start + statement.text.indexOf(name) })
    bounds.forEach((bound, k) => remember(['variables', name, k], bound))
  }
  const domain = relations.find((statement) => isInequality(statement))
  if (domain !== undefined && keys.domain === undefined) {
    relations.splice(relations.indexOf(domain), 1)
    keys.domain = withAnd(domain.text)
    remember(['domain'], domain)
  }
  const { equations, conditions, parameters, unknowns } = sort(relations, Object.keys(variables), keys, trouble, remember)
  const missing = (what: string, cure: string): LabError => new LabError('missing-key', what, cure, place([]))
  if (Object.keys(variables).length === 0) {
    const within = domain === undefined ? ['t in [0, 1]'] : [...new Set(wordsOf(domain.text).map(({ name }) => `${name} in [-1, 1]`))]
    throw missing('No interval is given', `Add a line such as ${within.join(', ')}.`)
  }
  if (equations.length === 0 && keys.data === undefined) throw missing('There is no equation', "Add a line such as g' = -2*g.")
  if (Array.isArray(unknowns) && unknowns.length === 0)
    throw missing('There is no unknown', "Write its derivative as g', u_x or diff(u, x).")
  const data = {
    schema: PROBLEM_SCHEMA,
    ...keys,
    variables,
    unknowns,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    equations,
    ...(conditions.length === 0 ? {} : { conditions })
  }
  function place(path: Path, span?: Span): Place {
    const placed = places.get(JSON.stringify(path))
    if (placed !== undefined) {
      const start = placed.start + (span?.start ?? 0)
      return placeAt(start, span === undefined ? placed.start + placed.text.length : start + Math.max(1, span.length))
    }
    const [key] = path
    if (typeof key === 'string' && (key in keys || path.length === 0)) return rest.place(path, span)
    return path.length > 1 ? place(path.slice(0, -1)) : placeAt(0, Math.max(1, text.split('\n')[0]!.length))
  }
  const placeOfKey = (path: Path): Place => {
    const placed = places.get(JSON.stringify([...path, 'key']))
    return placed === undefined ? (path[0] !== undefined && path[0] in keys ? rest.placeOfKey(path) : place(path)) : place([...path, 'key'])
  }
  return { data, format: 'paper', place, placeOfKey, warnings: rest.warnings }
}

type Trouble = (statement: Placed, message: string, cure: string, replacement?: string) => LabError

/** a = b = 2 as a statement for every name, each in its place. */
function eachName(statement: Statement): Statement[] {
  const parts = statement.text.split('=')
  const value = parts.at(-1)!
  if (statement.kind !== undefined || parts.length < 3 || !parts.slice(0, -1).every((part) => NAME.test(part.trim()))) return [statement]
  let at = 0
  return parts.slice(0, -1).map((part) => {
    const from = at + part.length - part.trimStart().length
    at += part.length + 1
    const between = ' '.repeat(statement.text.length - value.length - 1 - from - part.trim().length)
    return { text: `${part.trim()}${between}=${value}`, start: statement.start + from }
  })
}

/** The interval that follows a name and a comma on its line, maybe after further names. */
function sharing(
  text: string,
  statements: readonly Statement[],
  intervals: readonly (Interval | undefined)[],
  k: number
): readonly [Placed, Placed] | undefined {
  const [here, next] = [statements[k]!, statements[k + 1]]
  if (next === undefined || !/^[ \t]*,[ \t]*$/.test(text.slice(here.start + here.text.length, next.start))) return undefined
  const interval = intervals[k + 1]
  if (interval === undefined) return NAME.test(next.text) ? sharing(text, statements, intervals, k + 1) : undefined
  return 'name' in interval ? interval.bounds : undefined
}

/** x^2 + y^2 < 1: where the problem is stated. */
function isInequality({ text, kind }: Statement): boolean {
  return kind === undefined && equalSign(text) < 0 && /[<>\u2264\u2265]/.test(text)
}

/** 1 < r < 2 as two inequalities. */
function withAnd(text: string): string {
  const [, a, first, b, second, c] = /^([^<>]+)([<>]=?)([^<>]+)([<>]=?)([^<>]+)$/.exec(text) ?? []
  return a === undefined ? text : `${a.trim()} ${first} ${b!.trim()} and ${b!.trim()} ${second} ${c!.trim()}`
}

interface Sorted {
  equations: string[]
  conditions: unknown[]
  parameters: Record<string, unknown>
  unknowns: unknown
}

/** Which of the statements with = are parameters, conditions and equations. */
function sort(
  statements: readonly Statement[],
  variables: readonly string[],
  keys: Record<string, unknown>,
  trouble: Trouble,
  remember: (path: Path, placed: Placed) => void
): Sorted {
  const parts = statements.map((statement) => {
    if (statement.text.startsWith('{')) return { statement, left: '', right: '', at: 0 }
    refusePlaceInWords(statement, trouble)
    if (saysPeriodic(statement.text)) return { statement: { ...statement, kind: 'condition' as const }, left: '', right: '', at: 0 }
    const at = equalSign(statement.text)
    const [, sought] = /^(\S+)\s+(?:is\s+)?(?:an?\s+)?(?:unknown|free|eigenvalue|to be found)$/.exec(statement.text) ?? []
    if (sought !== undefined && NAME.test(sought)) {
      const cure = `Write eigenvalue: { ${sought}: { initial: 1 } } for an eigenvalue, estimate: { ${sought}: { initial: 1 } } for a number that data tell.`
      throw trouble(
        statement,
        `What is to be found beside the solution is said by a key: ${sought}`,
        cure,
        `eigenvalue: { ${sought}: { initial: 1 } }`
      )
    }
    if (at < 0 && statement.kind === undefined) {
      throw trouble(
        statement,
        'This is neither an equation, a condition, an interval nor a parameter',
        `Write g' = -g, g(0) = 1, t in [0, 1] or a = 2.`
      )
    }
    return { statement, left: statement.text.slice(0, at).trim(), right: statement.text.slice(at + 1).trim(), at }
  })
  const bare = new Set(parts.filter(({ statement, left }) => statement.kind === undefined && NAME.test(left)).map(({ left }) => left))
  const named = new Set([
    ...bare,
    ...Object.keys((keys.parameters as object | undefined) ?? {}),
    ...Object.keys((keys.where as object | undefined) ?? {})
  ])
  const unknowns =
    declaredUnknowns(keys) ??
    inferred(
      parts.map(({ statement }) => conditionText(statement)),
      variables,
      named,
      keys,
      parts.flatMap(({ statement, left }) => (statement.onBoundary === true && NAME.test(left) && !left.includes('_') ? [left] : []))
    )

  const sorted: Sorted = {
    equations: [],
    conditions: [],
    parameters: { ...(keys.parameters as object | undefined) },
    unknowns: keys.unknowns ?? unknowns
  }
  for (const { statement, left, right, at } of parts) {
    const words = wordsOf(conditionText(statement))
    const about = words.filter(({ name }) => isUnknown(name, unknowns, variables))
    const constant = about.length === 0 && !words.some(({ name }) => variables.includes(name))
    if (statement.kind === undefined && bare.has(left) && !unknowns.includes(left) && !variables.includes(left)) {
      if (!constant && about.length === 0) {
        const cure = `Name it under where: { ${left}: ${JSON.stringify(right)} }.`
        throw trouble(statement, `${left} depends on ${variables.join(' or ')}: a parameter is a constant`, cure)
      }
      if (constant) {
        if (Object.hasOwn(sorted.parameters, left)) throw trouble(statement, `The parameter ${left} is given twice`, 'Remove one of them.')
        const lead = statement.text.length - right.length
        const interval = right.startsWith('[') && right.endsWith(']') ? pairOf(right, 1, statement.start + lead) : undefined
        sorted.parameters[left] = interval === undefined ? right : interval.map(({ text }) => text)
        remember(['parameters', left], { text: right, start: statement.start + lead })
        remember(['parameters', left, 'key'], { text: left, start: statement.start })
        interval?.forEach((bound, k) => remember(['parameters', left, k], bound))
        continue
      }
    }
    const evaluated = ({ bracket, inIntegral }: (typeof about)[number]): boolean =>
      inIntegral ||
      (bracket !== undefined &&
        bracket
          .split(',')
          .map((place) => place.trim())
          .join() !== variables.join())
    const isCondition = statement.text.startsWith('{') || (about.length > 0 && about.every(evaluated) && at >= 0)
    if ((statement.kind ?? (isCondition ? 'condition' : 'equation')) === 'condition') {
      const path = ['conditions', sorted.conditions.length]
      if (statement.onBoundary) remember([...path, 'at'], statement)
      sorted.conditions.push(statement.onBoundary ? { at: statement.text, on: 'boundary' } : longForm(statement, path, trouble, remember))
      remember(path, statement)
    } else {
      remember(['equations', sorted.equations.length], statement)
      sorted.equations.push(statement.text)
    }
  }
  return sorted
}

/** u = 0 at x = 0, u = 0 on the circle: where a condition holds stands in the bracket, or is the boundary. */
function refusePlaceInWords(statement: Statement, trouble: Trouble): void {
  const found = /^(.*=.*?)\s+(at|on|for|when|where|along)\s+(.+)$/.exec(statement.text)
  if (found === null) return
  const [, condition, word, where] = found as unknown as [string, string, string, string]
  const read = /^\s*([^\s=(]+)/.exec(condition)![1]!
  const place = /^([A-Za-z]\w*)\s*=\s*(\S+)$/.exec(where)
  const cure =
    place === null
      ? `Write ${condition} on the boundary for the whole boundary of a domain, or ${read}(0) = 1 for a place.`
      : `Write ${read}(…) with ${place[2]!} in the place of ${place[1]!}, as in ${read}(0, y) = 1.`
  throw trouble(statement, `${word} ${where} is not read: where a condition holds stands in the bracket of what it is about`, cure)
}

/** The = that is not part of <=, >=, ==, !=. */
function equalSign(text: string): number {
  return /(?<![<>=!])=(?!=)/.exec(text)?.index ?? -1
}

function declaredUnknowns(keys: Record<string, unknown>): string[] | undefined {
  return Array.isArray(keys.unknowns) ? keys.unknowns.filter((name) => typeof name === 'string') : undefined
}

function inferred(
  texts: readonly string[],
  variables: readonly string[],
  named: ReadonlySet<string>,
  keys: Record<string, unknown>,
  onBoundary: readonly string[]
): string[] {
  const found = [...new Set([...inferUnknowns(texts, variables, named), ...onBoundary])]
  if (found.length > 0) return found
  const exact = Object.keys((keys.exact as object | undefined) ?? {})
  if (exact.length > 0) return exact
  // u = x^2: a left side that depends on a variable
  return texts
    .filter((text) => wordsOf(text.slice(equalSign(text) + 1)).some(({ name }) => variables.includes(name)))
    .map((text) => text.slice(0, equalSign(text)).trim())
    .filter((left) => NAME.test(left) && !variables.includes(left))
    .slice(0, 1)
}

/** The condition inside { id: left, at: "u(0) = 1" }, else the statement. */
function conditionText({ text }: Statement): string {
  if (!text.startsWith('{')) return text
  return /\bat\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? ''
}

function longForm(statement: Statement, path: Path, trouble: Trouble, remember: (path: Path, placed: Placed) => void): unknown {
  if (!statement.text.startsWith('{')) return statement.text
  let source: Source
  try {
    source = readYaml(statement.text)
  } catch (thrown) {
    if (thrown instanceof LabError) throw trouble(statement, thrown.message, thrown.cure)
    throw thrown
  }
  const data = source.data
  if (typeof data !== 'object' || data === null)
    throw trouble(statement, 'This is not a condition', 'Write { id: left, at: "u(0, t) = 0", weight: 10 }.')
  for (const [key, value] of Object.entries(data)) {
    const { column = 1, length = 1 } = source.place([key], typeof value === 'string' ? { start: 0, length: value.length } : undefined)
    const begin = column - 1
    remember([...path, key], { text: statement.text.slice(begin, begin + length), start: statement.start + begin })
    const { column: keyColumn = 1, length: keyLength = 1 } = source.placeOfKey([key])
    remember([...path, key, 'key'], { text: key.slice(0, keyLength), start: statement.start + keyColumn - 1 })
  }
  return data
}
