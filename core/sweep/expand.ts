import { LabError } from '../errors.ts'
import type { Seed } from '../training/settings.ts'
import type { Level } from './levels.ts'
import type { Sweep } from './parse.ts'

/** A parameter that varies, with its values in the order of the document. */
export interface SweepAxis {
  name: string
  path: string
  label: string
  values: Level[]
}

export interface Expansion {
  axes: SweepAxis[]
  /** `config` is c1, c2, … with leading zeros; `values` holds every parameter of the sweep, constants too */
  configurations: { config: string; values: Record<string, Level> }[]
  seeds: Seed[]
}

/** More than anyone would wait for, and about what fits into memory. */
const MOST_RUNS = 100_000

/**
 * The configurations of a sweep: the product of all lists of values (those under `zip`, and all of a `list`, go in step), without those that break a
 * constraint; the last parameter varies fastest. `ownSeed` is the experiment's, for a sweep that names none. Throws LabError when nothing is left or too much is.
 */
export function expandSweep(sweep: Sweep, ownSeed: Seed = 1): Expansion {
  const groups = groupsOf(sweep)
  const seeds = sweep.seeds ?? [ownSeed]
  const product = groups.reduce((count, [first]) => count * (first?.levels.length ?? 1), 1)
  if (product > MOST_RUNS) {
    throw new LabError(
      'sweep-size',
      `The sweep has ${product} combinations of values.`,
      `Give fewer values or points; at most ${MOST_RUNS} runs are possible.`
    )
  }
  let rows: Record<string, Level>[] = [{}]
  for (const group of groups) {
    const count = group[0]?.levels.length ?? 0
    rows = rows.flatMap((row) =>
      Array.from({ length: count }, (_, k) => ({ ...row, ...Object.fromEntries(group.map(({ name, levels }) => [name, levels[k] ?? ''])) }))
    )
  }
  const order = sweep.parameters.map(({ name }) => name)
  const kept = rows
    .filter((row) => sweep.constraints.every((constraint) => constraint.holds(row)))
    .map((row) => Object.fromEntries(order.map((name) => [name, row[name] ?? ''])))
  checkSize(sweep, kept.length, seeds.length)
  const digits = String(kept.length).length
  return {
    axes: sweep.parameters
      .filter(({ levels }) => levels.length > 1)
      .map(({ name, path, label, levels }) => ({ name, path, label, values: [...new Set(levels)] })),
    configurations: kept.map((values, k) => ({ config: `c${String(k + 1).padStart(digits, '0')}`, values })),
    seeds
  }
}

type Parameter = Sweep['parameters'][number]

/** Parameters that go in step, as one group; every other parameter alone. In the order of the document. */
function groupsOf({ method, parameters, zip }: Sweep): Parameter[][] {
  const together = method === 'list' ? [parameters.filter(({ levels }) => levels.length > 1).map(({ name }) => name)] : zip
  return parameters.flatMap((parameter) => {
    const names = together.find((group) => group.includes(parameter.name))
    if (names === undefined) return [[parameter]]
    const members = parameters.filter(({ name }) => names.includes(name))
    return members[0] === parameter ? [members] : []
  })
}

function checkSize({ constraints, runCap }: Sweep, configurations: number, seeds: number): void {
  if (configurations === 0) {
    throw new LabError(
      'sweep-empty',
      `No combination of values satisfies ${constraints.map(({ text }) => text).join(' and ')}.`,
      'Loosen the constraints or change the values.'
    )
  }
  const runs = configurations * seeds
  const size = `The sweep has ${configurations} configurations × ${seeds} seeds = ${runs} runs`
  if (runs > MOST_RUNS) throw new LabError('sweep-size', `${size}; at most ${MOST_RUNS} are possible.`, 'Give fewer values or seeds.')
  if (runCap !== null && runs > runCap) {
    throw new LabError(
      'sweep-run-cap',
      `${size}, more than its run_cap of ${runCap}.`,
      `Write run_cap: ${runs}, or give fewer values or seeds.`
    )
  }
}
