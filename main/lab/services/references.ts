import { referenceMethods, solveReference } from '../../../core/reference/index.ts'
import type { Answers } from '../context.ts'
import { resolve } from './experiments.ts'

/** Classical methods beside the network. */
export function references(): Pick<Answers, 'reference.solve' | 'reference.methods'> {
  return {
    'reference.solve': ({ experiment, options }) => solveReference(resolve(experiment), options),
    'reference.methods': ({ experiment }) => referenceMethods(resolve(experiment))
  }
}
