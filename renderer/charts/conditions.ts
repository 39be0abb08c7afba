import type { CheckReport } from '../../core/problem/report.ts'

/** Where a condition fixes a value: one entry a variable, null where the condition holds for all of it. */
export interface Anchor {
  unknown: string
  at: (number | null)[]
  how: 'hard' | 'soft'
}

/** The conditions that fix a value (not a derivative) at a point or along an edge, in the order they are written. */
export function anchorsOf(report: CheckReport): Anchor[] {
  const anchors: Anchor[] = []
  for (const condition of report.conditions) {
    const [left = '', right = ''] = condition.text.split('=')
    // u(0, t) = u(1, t) says that two values agree, not what they are.
    if (report.unknowns.some((name) => new RegExp(`\\b${name}[\\w']*\\s*\\(`).test(right))) continue
    const call = /^\s*([A-Za-z]\w*)\s*\(([^()]*)\)\s*$/.exec(left)
    const [, unknown, list] = call ?? []
    if (unknown === undefined || list === undefined || !report.unknowns.includes(unknown)) continue
    const at = list.split(',').map((argument) => constant(argument.trim(), report))
    // A parameter given as an interval is read by the network but stands in no condition.
    const independent = report.variables.filter(({ role }) => role !== 'parameter').length
    if (at.length !== independent || at.every((value) => value === null)) continue
    anchors.push({ unknown, at: report.variables.map((_, axis) => at[axis] ?? null), how: condition.how })
  }
  return anchors
}

/** The value of an argument that is a number, pi or a parameter; null for anything else, a variable among it. */
function constant(text: string, report: CheckReport): number | null {
  if (report.variables.some(({ name }) => name === text)) return null
  const value = text === 'pi' ? Math.PI : (report.parameters.find(({ name }) => name === text)?.value ?? Number(text))
  return text !== '' && Number.isFinite(value) ? value : null
}
