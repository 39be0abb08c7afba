import type { Flow } from '../../../core/reference/flow.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import type { ExperimentInput } from '../../../main/api/types.ts'
import { extent, padded } from '../../charts/scale.ts'
import { attempt } from '../../state/failure.ts'
import { lab } from '../../state/lab.ts'

/** Steps in which the window of a direction field grows, so that it is not asked for anew with every picture of a training run. */
const STEPS = 8

let known: { key: string; flow: Flow | null } | null = null

/** The direction field behind a phase portrait; null where the system has none. The newest one is kept. */
export async function directionsOf(experiment: ExperimentInput, snapshot: Snapshot, plane: { x: string; y: string }): Promise<Flow | null> {
  const side = (unknown: string) => {
    const field = snapshot.fields.find((one) => one.unknown === unknown)
    const [from, to] = padded(extent(field === undefined ? [] : [field.solution, field.exact ?? []]) ?? [0, 1], 0.1)
    const step = 2 ** Math.ceil(Math.log2(to - from)) / STEPS
    return { unknown, from: step * Math.floor(from / step), to: step * Math.ceil(to / step) }
  }
  const asked = { x: side(plane.x), y: side(plane.y), estimates: snapshot.metrics.estimates ?? {} }
  if (!(asked.x.to > asked.x.from) || !(asked.y.to > asked.y.from)) return null
  const { problem, parameters, settings: _, ...rest } = experiment
  const key = JSON.stringify([problem, parameters, asked])
  if (known?.key === key) return known.flow
  const answer = await attempt(() => lab()['reference.directions']({ experiment: { problem, parameters, ...rest }, ...asked, points: 20 }))
  known = { key, flow: answer?.flow ?? null }
  return known.flow
}
