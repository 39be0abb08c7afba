import type { z } from 'zod'
import { asLabError, LabError } from '../../core/errors.ts'
import { Methods } from './contract.ts'
import type { Emit, Handlers, MethodName } from './contract.ts'

/** Where a door learns what the lab says unasked. */
export interface LabEvents {
  subscribe(listener: Emit): () => void
}

export type Dispatch = (method: string, input: unknown) => Promise<unknown>

type Issue = z.core.$ZodIssue

const joined = (path: readonly PropertyKey[]) =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('')

interface Fault {
  path: PropertyKey[]
  message: string
}

/** The first fault of an issue; within a union, that of the branch with the fewest faults, the one that was most likely meant. */
function faultOf(issue: Issue, above: readonly PropertyKey[] = []): Fault {
  const path = [...above, ...issue.path]
  const own = { path, message: issue.message }
  if (issue.code !== 'invalid_union') return own
  const [meant] = issue.errors.toSorted((a, b) => a.length - b.length)
  const inner = meant?.[0] === undefined ? own : faultOf(meant[0], path)
  // Branches that differ at the top (a text or a number) say nothing about what was meant: the union's own message does.
  return inner.path.length > path.length ? inner : own
}

function invalidInput(method: string, error: z.core.$ZodError): LabError {
  const faults = error.issues
    .map((issue) => faultOf(issue))
    .map(({ path, message }) => (path.length === 0 ? message : `${joined(path)}: ${message}`))
  const [first = 'the input does not fit', ...more] = faults
  const rest = more.length === 0 ? '' : ` (and ${more.length} more: ${more.slice(0, 3).join('; ')})`
  return new LabError(
    'invalid-input',
    `${method}: ${first}${rest}`,
    'Mend the named value; main/api/contract.ts says what each method takes.'
  )
}

const isMethod = (name: string): name is MethodName => Object.hasOwn(Methods, name)

/**
 * The lab's side of every door: looks the method up, validates its input, calls the handler.
 * @throws (by rejection) LabError only: `unknown-method`, `invalid-input` with the path, or what the handler said
 */
export function createDispatcher(handlers: Handlers): Dispatch {
  return async (method, input) => {
    if (typeof method !== 'string' || !isMethod(method)) {
      throw new LabError(
        'unknown-method',
        `the lab has no method ${String(method)}`,
        'Reload the page, so that it and the lab are of one version.'
      )
    }
    const parsed = Methods[method].in.safeParse(input)
    if (!parsed.success) throw invalidInput(method, parsed.error)
    const handler = handlers[method] as (input: unknown) => Promise<unknown>
    try {
      return await handler(parsed.data)
    } catch (error) {
      throw asLabError(error)
    }
  }
}
