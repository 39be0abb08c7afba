import { withData, withoutData } from '../../../core/problem/attach-data.ts'
import { parameterIntervals, parameterValues, variableIntervals } from '../../../core/problem/document-check.ts'
import { loadProblem, type LoadedProblem } from '../../../core/problem/document.ts'
import { toPaper } from '../../../core/problem/paper.ts'
import { describeTable } from '../../../core/problem/table.ts'
import type { ExperimentInput } from '../../api/types.ts'
import type { Answers } from '../context.ts'
import { problemSource } from './documents.ts'

/** Measured data beside a problem, before they are part of it. */
export function data(): Pick<Answers, 'data.describe' | 'data.attach'> {
  return {
    'data.describe': ({ experiment, file, content, columns }) => {
      const loaded = loadedOf(experiment)
      const { document } = loaded
      const values = parameterValues(document, loaded)
      const variables = [...variableIntervals(document, loaded, values), ...parameterIntervals(document, loaded, values)]
      return describeTable(file, content, { variables, unknowns: document.unknowns }, columns)
    },
    'data.attach': ({ experiment, entry, estimate = [], remove }) => {
      const loaded = loadedOf(experiment)
      const without = remove === undefined ? loaded : { ...loaded, document: withoutData(loaded, remove) }
      return { source: toPaper(entry === undefined ? without.document : withData(without, entry, estimate)) }
    }
  }
}

/** The problem of an experiment as it was read, with the values of parameters laid over its own. */
function loadedOf(experiment: ExperimentInput): LoadedProblem {
  const { source, file, parameters = {} } = problemSource(experiment)
  const loaded = loadProblem(source, file)
  if (Object.keys(parameters).length === 0) return loaded
  return { ...loaded, document: { ...loaded.document, parameters: { ...loaded.document.parameters, ...parameters } } }
}
