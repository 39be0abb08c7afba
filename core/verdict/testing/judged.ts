import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { linspace } from '../../problem/points.ts'
import type { Fit } from '../../reference/equation.ts'
import { referenceNear } from '../../reference/nearby.ts'
import { referenceSolution } from '../../reference/solution.ts'
import type { ReferenceSolution } from '../../reference/solution.ts'
import { switchingPoints } from '../../reference/switches.ts'
import { numericSystem } from '../../reference/system.ts'
import { Settings } from '../../training/settings.ts'
import { curesOf } from '../cures.ts'
import { linearisedDefect } from '../defect.ts'
import { judge } from '../judge.ts'
import type { Verdict } from '../types.ts'
import { nodeField } from './fields.ts'

/** The verdict on a function that is handed over as the trained solution of a problem, whose closed form the judge does not know. */
export function judgedAs(lines: string, solution: string, reference?: Fit<ReferenceSolution>): Verdict {
  const stated = loadProblem(`schema: ansatz.problem/1\n${lines}\nexact: { y: "${solution}" }`)
  const problem = compileProblem(stated)
  const system = numericSystem(problem)
  const field = nodeField(
    system,
    system.exact.map((node) => node!)
  )
  const own = compileProblem(loadProblem(`schema: ansatz.problem/1\n${lines}`))
  const { from, to } = problem.variables[0]!
  const points = [linspace(from, to, 101)]
  const said = judge({
    ...{ problem, field, trained: [], nodes: points, dense: points, switches: switchingPoints(system) },
    defect: linearisedDefect(system, field),
    metrics: { max_abs_error: null, rel_l2: null, condition_violation: 0 },
    reference: reference ?? referenceNear(own, field, referenceSolution(own))
  })
  return { ...said, cures: curesOf(said, { problem, settings: Settings.parse({}) }) }
}
