import { z } from 'zod'
import { Settings } from '../training/settings.ts'

/** What others call it -> the key here. */
const OTHER_KEYS: ReadonlyMap<string, string> = new Map([
  ...['params', 'param', 'constants', 'coefficients'].map((word) => [word, 'parameters'] as const),
  ...['vars', 'domain_bounds', 'coordinates', 'independent'].map((word) => [word, 'variables'] as const),
  ...['functions', 'dependent', 'fields', 'outputs'].map((word) => [word, 'unknowns'] as const),
  ...['eq', 'eqs', 'eqn', 'ode', 'pde', 'odes', 'pdes', 'residual'].map((word) => [word, 'equations'] as const),
  ...['bc', 'bcs', 'ic', 'ics', 'boundary', 'initial', 'boundary_conditions', 'initial_conditions', 'constraints'].map(
    (word) => [word, 'conditions'] as const
  ),
  ...['solution', 'analytic', 'analytical', 'true', 'exact_solution'].map((word) => [word, 'exact'] as const),
  ...['ansatz', 'trial_solution', 'hard'].map((word) => [word, 'trial'] as const),
  ...['title', 'id'].map((word) => [word, 'name'] as const),
  ...['description', 'comment', 'notes'].map((word) => [word, 'about'] as const),
  ...['layers', 'neurons', 'nodes', 'units', 'sizes', 'width', 'depth'].map((word) => [word, 'hidden'] as const),
  ...['act', 'nonlinearity'].map((word) => [word, 'activation'] as const),
  ...['init', 'initializer', 'weights_init'].map((word) => [word, 'initialization'] as const),
  ...['lr', 'rate', 'eta', 'step_size'].map((word) => [word, 'learning_rate'] as const),
  ...['epochs', 'steps', 'its', 'max_iter', 'n_iter'].map((word) => [word, 'iterations'] as const),
  ...['method', 'algorithm'].map((word) => [word, 'optimizer'] as const),
  ...['n', 'number', 'num', 'n_points', 'size'].map((word) => [word, 'count'] as const),
  ...['sampling', 'distribution', 'grid', 'sampler'].map((word) => [word, 'layout'] as const),
  ...['fourier', 'fourier_features', 'feature', 'rff'].map((word) => [word, 'features'] as const),
  ...['skips', 'skip_connections', 'resnet'].map((word) => [word, 'skip'] as const),
  ...['parallel', 'pfnn', 'networks'].map((word) => [word, 'separate'] as const),
  ...['rad', 'rar', 'refine', 'refinement'].map((word) => [word, 'adaptive'] as const),
  ...['depends', 'depends_on', 'variables_of', 'function_of'].map((word) => [word, 'of'] as const),
  ...['random_seed', 'rng'].map((word) => [word, 'seed'] as const),
  ...['dtype', 'float'].map((word) => [word, 'precision'] as const),
  ...['tolerance', 'max_error', 'error'].map((word) => [word, 'max_abs_error'] as const)
])

type Json = z.core.JSONSchema.BaseSchema

/** Keys of a mapping, whichever of several forms it has. */
function properties(json: Json): [string, Json][] {
  const forms = [...(json.anyOf ?? []), ...(json.oneOf ?? []), ...(json.allOf ?? [])]
  const inner = forms.flatMap((form) => (typeof form === 'object' ? properties(form) : []))
  return [
    ...Object.entries(json.properties ?? {}).flatMap(([key, value]): [string, Json][] => (typeof value === 'object' ? [[key, value]] : [])),
    ...inner
  ]
}

/** Keys of a run's settings, with the mappings that hold them. */
const SETTINGS = properties(z.toJSONSchema(Settings, { io: 'input', unrepresentable: 'any' })).flatMap(([key, value]) => [
  { name: key, holders: ['settings'] },
  ...properties(value).map(([name]) => ({ name, holders: ['settings', key] }))
])

/** The cure for a key that is called otherwise here, or stands too high in the document. */
export function otherKey(key: string, keys: readonly string[]): string | undefined {
  const called = OTHER_KEYS.get(key.toLowerCase().replaceAll(/[\s-]/g, '_'))
  if (called !== undefined && keys.includes(called)) return `Write ${called}.`
  for (const { name, holders } of SETTINGS) {
    const from = holders.findIndex((holder) => keys.includes(holder))
    if ((name === key || name === called) && from >= 0) return `Put ${name} under ${holders.slice(from).join(', ')}.`
  }
  return undefined
}
