type Mapping = Record<string, unknown>
const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What phases say themselves: laid over a method of training, they take its place. */
const METHOD = ['iterations', 'optimizer', 'learning_rate', 'schedule']

/** `over` laid over `under`: mappings key by key, anything else replaced. */
export function overlay(under: unknown, over: unknown): unknown {
  if (over === undefined) return under
  if (!isMapping(under) || !isMapping(over)) return over
  const phased = Object.hasOwn(over, 'phases')
  return Object.fromEntries([
    ...Object.entries(under).filter(([key]) => !phased || !METHOD.includes(key)),
    ...Object.entries(over).map(([key, value]): [string, unknown] => [key, Object.hasOwn(under, key) ? overlay(under[key], value) : value])
  ])
}

/** Whether something is given at a path of nested mappings. */
export function given(value: unknown, path: readonly (string | number)[]): boolean {
  let inner = value
  for (const key of path) {
    if (!isMapping(inner) || !Object.hasOwn(inner, key)) return false
    inner = inner[key]
  }
  return inner !== undefined
}
