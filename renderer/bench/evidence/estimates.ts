import type { Settings } from '../../../core/training/settings.ts'
import type { SeedSpread } from '../../../main/api/types.ts'

/** What the seeds say of one of the numbers. */
export function estimateOf(spread: SeedSpread | null, name: string): SeedSpread['estimates'][number] | undefined {
  return spread?.estimates.find((one) => one.name === name)
}

/** So many seeds of the same generator that were not used yet, beginning after the present one. */
export function moreSeeds(seed: Settings['seed'], used: readonly string[], count: number): Settings['seed'][] {
  const lecture = typeof seed === 'string'
  const first = Number(String(seed).replace('lecture:', ''))
  const seeds: Settings['seed'][] = []
  for (let next = first + 1; seeds.length < count; next++) {
    const candidate = lecture ? `lecture:${next}` : next
    if (!used.includes(String(candidate))) seeds.push(candidate)
  }
  return seeds
}

/** A sweep file over seeds alone: the experiment as it is. */
export function seedSweep(name: string, iterations: number, seeds: readonly Settings['seed'][]): string {
  return [
    'schema: ansatz.sweep/1',
    `name: ${JSON.stringify(name.slice(0, 200))}`,
    'method: grid',
    'metric: { name: loss, goal: minimize }',
    'parameters:',
    `  iterations: { value: ${iterations} }`,
    `replicates: { seeds: [${seeds.join(', ')}] }`,
    ''
  ].join('\n')
}
