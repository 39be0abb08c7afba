import { compileProblem } from '../../../core/problem/compile.ts'
import { loadProblem } from '../../../core/problem/document.ts'
import { directionField } from '../../../core/reference/flow.ts'
import { referenceMethods, solveReference } from '../../../core/reference/index.ts'
import type { Answers } from '../context.ts'
import { resolve } from './experiments.ts'

/** Classical methods beside the network. */
export function references(): Pick<Answers, 'reference.solve' | 'reference.methods' | 'reference.directions'> {
  return {
    'reference.directions': ({ experiment, x, y, points, estimates }) => {
      const { yaml, parameters, files } = resolve(experiment)
      const problem = compileProblem(loadProblem(yaml), parameters, files)
      const { fit = null, reason = null } = directionField(problem, { x, y, points }, estimates)
      return { flow: fit, reason }
    },
    'reference.solve': ({ experiment, options }) => solveReference(resolve(experiment), options),
    'reference.methods': ({ experiment }) => referenceMethods(resolve(experiment))
  }
}
