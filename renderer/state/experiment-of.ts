import type { ExperimentInput, RunDetail } from '../../main/api/types.ts'
import { lab } from './lab.ts'
import { library } from './library.svelte.ts'

/** The experiment of a run. What the library still holds is named, so that runs of one problem stay together; the data of any other come with it. */
export async function experimentOf(detail: RunDetail): Promise<ExperimentInput> {
  const { run, problem: id, problemYaml, settings, parameters } = detail
  const source = { source: problemYaml }
  if (library.find(id) !== undefined && (await isSame({ id }, source))) return { problem: { id }, settings, parameters }
  const files = detail.files === undefined || detail.files.length === 0 ? undefined : await lab()['run.files']({ run })
  return { problem: source, settings, parameters, ...(files === undefined ? {} : { files }) }
}

/** Whether two problems are written alike but for the values of parameters: a stored one is spelt as the lab spells it, not as its author did. */
async function isSame(...problems: [ExperimentInput['problem'], ExperimentInput['problem']]): Promise<boolean> {
  const [one, other] = await Promise.all(problems.map((problem) => lab()['problem.check']({ experiment: { problem } })))
  return one !== undefined && other !== undefined && withoutParameters(one.yaml) === withoutParameters(other.yaml)
}

const withoutParameters = (yaml: string) => yaml.replace(/^parameters:.*\n(?:[ \t]+.*\n)*/m, '')
