import { experimentOf } from '../state/experiment-of.ts'
import { lab } from '../state/lab.ts'
import { go } from '../state/route.svelte.ts'
import { session } from '../state/session.svelte.ts'

/** Lays a run's problem and settings on the bench, to be changed there: the run itself stays as it is. */
export async function duplicate(run: string): Promise<void> {
  const detail = await lab()['run.get']({ run })
  const { problem, files = {} } = await experimentOf(detail)
  session.place({ title: `${detail.problemName}, copy`, problem, settings: detail.settings, parameters: detail.parameters, files })
  go('bench', 'file')
}
