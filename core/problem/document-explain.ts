import { z } from 'zod'
import { LabError, type Place } from '../errors.ts'
import { nearest } from '../expression/nearest.ts'
import { otherKey } from './document-words.ts'

export type Path = readonly (string | number)[]

/** Finds the places of a document: of the value at a path, of the key at a path. */
export interface Locator {
  place(path: Path): Place
  placeOfKey(path: Path): Place
}

type Json = z.core.JSONSchema.BaseSchema
type Issue = z.core.$ZodIssue

const schemas = new WeakMap<z.ZodType, Json>()

/** The JSON Schema of what a user writes; made once, since an editor asks at every key. */
function inputSchema(schema: z.ZodType): Json {
  const made = schemas.get(schema) ?? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  schemas.set(schema, made)
  return made
}

/**
 * A LabError for the first thing that a schema finds wrong: what stands there, what may stand there, the nearest valid spelling.
 * @param raw the document as it was read
 * @param root what the document is called in sentences about its own keys
 */
export function explainIssue(schema: z.ZodType, issues: readonly Issue[], raw: unknown, locator: Locator, root: string): LabError {
  const json = inputSchema(schema)
  // unknown keys first: a misspelt key is also a missing one
  const all = issues.map((issue) => narrowed(issue))
  const issue = all.find((one) => one.code === 'unrecognized_keys') ?? all[0]
  if (issue === undefined) throw new Error('nothing is wrong')
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const parent = path.length === 0 ? root : dotted(path)
  if (issue.code === 'unrecognized_keys') return unknownKey(json, issue.keys[0]!, path, parent, locator)

  const found = valueAt(raw, path)
  const wanted = expected(schemaAt(json, path))
  const name = dotted(path)
  const slip = found === null ? unfinished(String(path.at(-1))) : undefined
  if (slip !== undefined) return new LabError('wrong-value', slip.message, slip.cure, locator.placeOfKey(path))
  if (found === undefined && path.length > 0) {
    const key = String(path.at(-1))
    const owner = path.length === 1 ? root : dotted(path.slice(0, -1))
    return new LabError('missing-key', `${key} is missing in ${owner}`, `Add ${key}: ${wanted}.`, locator.place(path.slice(0, -1)))
  }
  const place = locator.place(path)
  if (typeof found === 'number' && !Number.isFinite(found)) {
    return new LabError('not-finite', `${name} is ${found}, not a finite number`, `Give ${wanted}.`, place)
  }
  const subject = path.length === 0 ? root : name
  const choices = typeof found === 'string' ? enumeration(schemaAt(json, path)) : []
  const close = typeof found === 'string' ? nearest(found, choices) : undefined
  const hint = close === undefined ? '' : ` Is ${close.word} meant?`
  return new LabError(
    'wrong-value',
    `${subject} cannot be ${shown(found)}`,
    `Write ${wanted}.${hint}`,
    place,
    close?.sure === true ? close.word : undefined
  )
}

/** { gamma = 2 } and { gamma:2 }: keys without a value. */
function unfinished(key: string): { message: string; cure: string } | undefined {
  const [, name, sign, value] = /^([^\s:=]+)\s*([:=])\s*(.+)$/.exec(key) ?? []
  if (name === undefined || value === undefined) return undefined
  const message = sign === '=' ? `${key} is not read here: a key is followed by a colon` : `A blank is missing behind the colon of ${name}`
  return { message, cure: `Write ${name}: ${value}.` }
}

function unknownKey(json: Json, key: string, path: Path, parent: string, locator: Locator): LabError {
  const keys = keysOf(schemaAt(json, path))
  const close = nearest(key, keys)
  const other = close?.sure === true ? undefined : otherKey(key, keys)
  const cure = other ?? (close === undefined ? `Its keys are ${keys.join(' ')}.` : `Write ${close.word}.`)
  return new LabError(
    'unknown-key',
    `${key === '' ? 'A colon without a name before it' : key} is not a key of ${parent}`,
    cure,
    locator.placeOfKey([...path, key]),
    close?.sure === true ? close.word : undefined
  )
}

/** Of a value that fits none of several forms, the complaint of the form that it comes nearest to. */
function narrowed(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const forms = issue.errors.map((errors) => errors.map((inner) => narrowed({ ...inner, path: [...issue.path, ...inner.path] })))
  // a form that agrees on the outside complains about something inside
  const inside = forms
    .filter((errors) => errors.every((inner) => inner.path.length > issue.path.length || inner.code === 'unrecognized_keys'))
    .sort((a, b) => a.length - b.length)[0]
  return inside?.find((inner) => inner.code === 'unrecognized_keys') ?? inside?.[0] ?? issue
}

export function dotted(path: Path): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`), '')
}

export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined),
    raw
  )
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'empty'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function isSchema(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function options(json: Json): Json[] {
  return [...(json.anyOf ?? []), ...(json.oneOf ?? [])].filter(isSchema)
}

/** The part of a JSON Schema that describes the value at a path; the first form that has such a path, where there are several. */
function schemaAt(json: Json | undefined, path: Path): Json | undefined {
  const [step, ...rest] = path
  if (json === undefined || step === undefined) return json
  for (const form of options(json)) {
    const found = schemaAt(form, path)
    if (found !== undefined) return found
  }
  if (typeof step === 'number') {
    const items = json.prefixItems ?? json.items
    const item: unknown = Array.isArray(items) ? items[step] : items
    return isSchema(item) ? schemaAt(item, rest) : undefined
  }
  const property: unknown = json.properties?.[step] ?? json.additionalProperties
  return isSchema(property) ? schemaAt(property, rest) : undefined
}

function keysOf(json: Json | undefined): string[] {
  if (json === undefined) return []
  return [...new Set([...Object.keys(json.properties ?? {}), ...options(json).flatMap(keysOf)])]
}

function enumeration(json: Json | undefined): string[] {
  if (json === undefined) return []
  const own = [...(json.enum ?? []), ...(json.const === undefined ? [] : [json.const])].filter((value) => typeof value === 'string')
  return [...own, ...options(json).flatMap(enumeration), ...(isSchema(json.items) ? enumeration(json.items) : [])]
}

/** What may stand at a place, in words. */
export function expected(json: Json | undefined): string {
  if (json === undefined) return 'a value'
  if (json.description !== undefined) return json.description
  if (json.const !== undefined) return String(json.const)
  if (json.enum !== undefined) return json.enum.length === 1 ? String(json.enum[0]) : `one of ${json.enum.join(', ')}`
  const forms = [...new Set(options(json).map(expected))]
  const [one, many] = forms
  if (forms.length === 2 && many === `a list of ${plural(one!)}`) return `${one!}, or a list of them`
  if (forms.length > 0) return forms.join(' or ')
  switch (json.type) {
    case 'integer':
    case 'number':
      return numberWords(json)
    case 'string':
      return json.pattern === undefined
        ? 'text'
        : `text such as ${json.pattern.replaceAll(/^\^|\$$/g, '').replaceAll(/\\d(\{[^}]*\})?/g, '15')}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return isSchema(json.items) ? `a list of ${plural(expected(json.items))}` : 'a list'
    case 'object': {
      const keys = Object.keys(json.properties ?? {})
      return keys.length > 0 ? `a mapping with ${keys.join(', ')}` : 'a mapping'
    }
    default:
      return 'a value'
  }
}

const plural = (words: string): string => words.replace(/^an? (whole )?number/, '$1numbers').replace(/^one of/, 'words out of')

function numberWords(json: Json): string {
  const noun = json.type === 'integer' ? 'a whole number' : 'a number'
  const limits: string[] = []
  const safe = Number.MAX_SAFE_INTEGER
  if (json.exclusiveMinimum !== undefined) limits.push(`above ${json.exclusiveMinimum}`)
  else if (json.minimum !== undefined && json.minimum > -safe) limits.push(`from ${json.minimum}`)
  if (json.exclusiveMaximum !== undefined) limits.push(`below ${json.exclusiveMaximum}`)
  else if (json.maximum !== undefined && json.maximum < safe) limits.push(`to ${json.maximum}`)
  return [noun, ...limits].join(' ')
}
