import { splits } from '../expression/names.ts'
import type { Span } from '../expression/ast.ts'
import type { Path } from './document-explain.ts'
import { cleaned } from './document-schema.ts'
import { isUnknown, wordsOf, type Word } from './paper-names.ts'
import type { Source } from './yaml-source.ts'

/** One of the conditions for which a short spelling stands, with the pieces of the spelling that it is made of and where each begins in it; where it is of others, none. */
interface Meant {
  text: string
  pieces?: readonly { at: number; text: string; from: number }[]
}
interface Written {
  entry: unknown
  /** of the entry that it was written in */
  index: number
  meant?: Meant
}
interface Box {
  unknowns: readonly string[]
  variables: readonly string[]
  ends: Readonly<Record<string, readonly [string, string]>>
  equations: readonly string[]
  hasDomain: boolean
}

const PERIODIC = /^(?:([^\s=]+)\s+)?(?:is\s+)?periodic(?:\s+boundary\s+conditions?)?(?:\s+(?:in|along)\s+([^\s=]+))?$/

/** Whether a statement says that a solution repeats, in words: u periodic in x. */
export function saysPeriodic(text: string): boolean {
  return PERIODIC.test(text)
}

/**
 * A document whose conditions are written out one by one: u(0) = u(1) = 0 is two, u = 0 on the boundary of a box one for every side, and u periodic in x says that u and its
 * derivatives below the equations' order are the same at both ends. Places of what is written out are those of the short spelling.
 */
export function spelledOut(source: Source): Source {
  const { data } = source
  if (typeof data !== 'object' || data === null || !('conditions' in data) || !Array.isArray(data.conditions)) return source
  const box = boxOf(data)
  const list = (data.conditions as unknown[]).flatMap((entry, index): Written[] => {
    if (typeof entry === 'string') {
      const meant = meantBy(cleaned(entry), box, false)
      return meant?.map((each) => ({ entry: each.text, index, meant: each })) ?? [{ entry, index }]
    }
    if (typeof entry !== 'object' || entry === null || !('at' in entry) || typeof entry.at !== 'string') return [{ entry, index }]
    const meant = meantBy(cleaned(entry.at), box, 'on' in entry)
    if (meant === undefined) return [{ entry, index }]
    const { on, ...rest } = { on: undefined, ...entry }
    return meant.map((each, k) => {
      const id = 'id' in rest && typeof rest.id === 'string' ? { id: `${rest.id} ${k + 1}` } : {}
      const written = { ...rest, ...id, at: each.text, ...(box.hasDomain && on !== undefined ? { on } : {}) }
      return { entry: Object.keys(written).length === 1 ? each.text : written, index, meant: each }
    })
  })
  if (list.every(({ meant }) => meant === undefined)) return source
  const original = (path: Path): { path: Path; meant?: Meant | undefined } => {
    const [key, k, ...rest] = path
    const found = key === 'conditions' && typeof k === 'number' ? list[k] : undefined
    return found === undefined ? { path } : { path: ['conditions', found.index, ...rest], meant: found.meant }
  }
  return {
    ...source,
    data: { ...data, conditions: list.map(({ entry }) => entry) },
    place: (path, span) => {
      const { path: own, meant } = original(path)
      return source.place(own, span === undefined || meant === undefined ? span : spanIn(meant, span))
    },
    placeOfKey: (path) => source.placeOfKey(original(path).path)
  }
}

/** A span of what is meant as a span of the short spelling; undefined: all of it. */
function spanIn({ pieces = [] }: Meant, { start, length }: Span): Span | undefined {
  const piece = pieces.find(({ at, text }) => start >= at && start < at + text.length)
  return piece && { start: piece.from + start - piece.at, length: Math.min(length, piece.text.length - start + piece.at) }
}

function boxOf(given: object): Box {
  const data = given as Readonly<Record<string, unknown>>
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [])
  const intervals = typeof data.variables === 'object' && data.variables !== null ? Object.entries(data.variables) : []
  const ends = intervals.flatMap(([name, bounds]: [string, unknown]) =>
    Array.isArray(bounds) && bounds.length === 2 ? [[name, [String(bounds[0]), String(bounds[1])] as const] as const] : []
  )
  return {
    unknowns: texts(data.unknowns),
    variables: intervals.map(([name]) => name),
    ends: Object.fromEntries(ends),
    equations: texts(data.equations),
    hasDomain: data.domain !== undefined
  }
}

function meantBy(text: string, box: Box, onBoundary: boolean): Meant[] | undefined {
  const parts = chain(text, box)
  if (onBoundary && !box.hasDomain) {
    const sides = spaceOf(box).flatMap((variable) => (box.ends[variable] ?? []).map((end, k) => ({ variable, end, isLow: k === 0 })))
    if (sides.length === 0) return parts
    return (parts ?? [{ text }]).flatMap((each) => sides.map((side) => ({ text: onSide(each.text, box, side) })))
  }
  return parts ?? repeats(text, box)
}

/** Variables other than time, along which a box has sides. */
function spaceOf({ variables }: Box): string[] {
  return variables.filter((name) => name !== 't')
}

/** a = b = c, where two of them are what is asked of the unknown: each with what stands for the value, which is the last, or the first. */
function chain(text: string, { unknowns, variables }: Box): Meant[] | undefined {
  const parts: { text: string; from: number }[] = []
  let from = 0
  for (const part of text.split(/(?<![<>=!])=(?!=)/)) {
    parts.push({ text: part.trim(), from: from + part.length - part.trimStart().length })
    from += part.length + 1
  }
  if (parts.length < 3 || parts.some(({ text }) => text === '')) return undefined
  const isValue = (part: { text: string } | undefined): boolean =>
    part !== undefined && !wordsOf(part.text).some(({ name }) => isUnknown(name, unknowns, variables))
  const value = !isValue(parts.at(-1)) && isValue(parts[0]) ? 0 : parts.length - 1
  return parts.flatMap((part, k): Meant[] => {
    if (k === value) return []
    const [left, right] = k < value ? [part, parts[value]!] : [parts[value]!, part]
    return [
      {
        text: `${left.text} = ${right.text}`,
        pieces: [
          { at: 0, ...left },
          { at: left.text.length + 3, ...right }
        ]
      }
    ]
  })
}

/** A statement about the boundary as it is on one side of a box. u_n, du/dn in books, is the derivative outwards. */
function onSide(text: string, box: Box, side: { variable: string; end: string; isLow: boolean }): string {
  const { unknowns, variables } = box
  const at = `(${variables.map((name) => (name === side.variable ? side.end : name)).join(', ')})`
  let result = ''
  let done = 0
  const put = (word: Word, replacement: string, end = word.end): void => {
    result += text.slice(done, word.start) + replacement
    done = end
  }
  for (const word of wordsOf(text)) {
    if (word.start < done) continue
    const own =
      word.bracket
        ?.split(',')
        .map((each) => each.trim())
        .join() === variables.join()
    const end = own ? text.indexOf('(', word.end) + word.bracket!.length + 2 : word.end
    const normal = unknowns.find((unknown) => word.name === `${unknown}_n` && !variables.includes('n'))
    const derivative = normal === undefined ? undefined : `${normal}${variables.length === 1 ? "'" : `_${side.variable}`}${at}`
    if (derivative !== undefined) put(word, side.isLow ? `(-${derivative})` : derivative, end)
    else if (isUnknown(word.name, unknowns, variables) && (word.bracket === undefined || own))
      put(word, text.slice(word.start, word.end) + at, end)
    else if (word.name === side.variable) {
      const isBare =
        /^\d+(\.\d+)?$/.test(side.end) && !/[\w).]\s*$/.test(text.slice(0, word.start)) && !/^\s*[\w(]/.test(text.slice(word.end))
      put(word, isBare ? side.end : `(${side.end})`)
    }
  }
  return (result + text.slice(done)).replace(/^\(-([^=()]*\([^()]*\))\)\s*=\s*0$/, '$1 = 0')
}

function repeats(text: string, box: Box): Meant[] | undefined {
  const found = PERIODIC.exec(text)
  if (found === null) return undefined
  const [, unknown, variable] = found
  const named = unknown === undefined ? box.unknowns : [unknown]
  const along = variable === undefined ? (box.variables.length === 1 ? box.variables : spaceOf(box)) : [variable]
  if (!named.every((name) => box.unknowns.includes(name)) || !along.every((name) => box.variables.includes(name))) return undefined
  return named.flatMap((name) =>
    along.flatMap((axis) =>
      Array.from({ length: Math.max(1, orderOf(name, axis, box)) }, (_, k): Meant => {
        const derivative = k === 0 ? name : box.variables.length === 1 ? name + "'".repeat(k) : `${name}_${axis.repeat(k)}`
        const [left, right] = (box.ends[axis] ?? ['', '']).map(
          (end) => `${derivative}(${box.variables.map((other) => (other === axis ? end : other)).join(', ')})`
        )
        return { text: `${left} = ${right}` }
      })
    )
  )
}

/** The highest derivative of an unknown by a variable that is written in the equations. */
function orderOf(unknown: string, variable: string, { equations, variables }: Box): number {
  const orders = equations.flatMap((equation) => [
    ...wordsOf(equation).flatMap(({ name, primes }) => {
      if (name === unknown) return [primes]
      if (!name.startsWith(`${unknown}_`)) return []
      const [order] = splits(name.slice(unknown.length + 1), variables)
      return [order?.[variables.indexOf(variable)] ?? 0]
    }),
    ...[...equation.matchAll(/\bdiff\(([^()]*)\)/g)].map(([, inside]) => {
      const [of, ...by] = inside!.split(',').map((each) => each.trim())
      const times = by.map((each, k) => (each !== variable ? 0 : /^\d+$/.test(by[k + 1] ?? '') ? Number(by[k + 1]) : 1))
      return of === unknown ? times.reduce((sum, n) => sum + n, 0) : 0
    })
  ])
  return Math.max(0, ...orders)
}
