import type { ExperimentInput } from '../../api/types.ts'

/** A decay whose rate is found from data, for tests: k = 2. */
export const INVERSE = `schema: ansatz.problem/1
name: Decay with an unknown rate
variables: { t: [0, 1] }
unknowns: [g]
equations: ["g' = -k*g"]
conditions: ["g(0) = 10"]
estimate: { k: { initial: 1, min: 0, max: 10 } }
data: { file: obs.csv, columns: { t: time_s, g: signal } }
`

const rows = Array.from({ length: 11 }, (_, k) => `${k / 10},${10 * Math.exp(-k / 5)}`)
export const OBSERVED = `time_s,signal\n${rows.join('\n')}\n`

export function inverse(iterations: number, files: Record<string, string> | undefined = { 'obs.csv': OBSERVED }): ExperimentInput {
  const settings = { network: { hidden: [10], activation: 'tanh' }, points: { count: 12 }, training: { iterations } }
  return { problem: { source: INVERSE }, settings, ...(files === undefined ? {} : { files }) }
}
