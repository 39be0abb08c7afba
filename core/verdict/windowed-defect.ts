import type { Field } from '../reference/collocation/rows.ts'
import type { NumericSystem } from '../reference/system.ts'
import { linearisedDefect } from './defect.ts'
import type { Carried, Defect } from './defect.ts'

/** A window in time: its own problem, with one condition per start value, and the solution on it. */
export interface WindowSolution {
  system: NumericSystem
  field: Field
}

/**
 * The linearised defect of a solution in windows: each window's error begins with that at the end of the window before, since its start values were taken over from
 * there. The whole is trusted where every window is.
 */
export function windowedDefect(windows: readonly WindowSolution[]): Defect {
  let carried: Carried = { shifts: [], draws: [] }
  const parts: Defect[] = []
  for (const { system, field } of windows) {
    const part = linearisedDefect(system, field, [], carried)
    parts.push(part)
    const { correction } = part
    if (correction === null) break
    const end = [Float64Array.of(system.variables[0]!.to)]
    const atEnd = (of: Field): number[] => system.conditions.map(({ reads: [read] }) => of(read!.unknown, read!.order, end)[0]!)
    carried = { shifts: atEnd(correction), draws: part.draws.map(atEnd), ...(part.slack === null ? {} : { slack: atEnd(part.slack) }) }
  }
  const scale = Math.max(...parts.map((part) => part.scale))
  const residual = Math.max(...parts.map((part) => part.residual))
  const floor = Math.max(...parts.map((part) => part.floor))
  const failed = parts.find((part) => part.error === null)
  if (failed !== undefined) return { ...failed, scale }
  const error = Math.max(...parts.map((part) => part.error!))
  // in windows where the error is round-off nothing is left to be followed
  const why = parts.find((part) => !part.trusted && part.error! > 10 * floor)?.why ?? null
  const lengths = windows.map(({ system: { variables } }) => variables[0]!.to - variables[0]!.from)
  const square = (of: (part: Defect) => number): number => parts.reduce((sum, part, k) => sum + lengths[k]! * of(part) ** 2, 0)
  return {
    error,
    relative: Math.sqrt(square((part) => part.relative! * part.scale) / (square((part) => part.scale) || 1)),
    byUnknown: parts[0]!.byUnknown.map((_, k) => Math.max(...parts.map((part) => part.byUnknown[k]!))),
    residual,
    amplification: residual > 0 ? error / residual : null,
    trusted: why === null,
    why,
    bound: parts.some((part) => part.bound !== null) ? Math.max(...parts.map((part) => part.bound ?? part.error!)) : null,
    slack: null,
    floor,
    roundOff: Math.max(...parts.map((part) => part.roundOff)),
    share: parts.reduce<number | null>((most, { share }) => (share === null ? most : Math.max(most ?? 0, share)), null),
    undetermined: null,
    free: [],
    draws: [],
    scale,
    correction: null
  }
}
