import { asLabError, LabError, type LabErrorJson } from '../errors.ts'
import { latex, latexEquation, trialName } from '../expression/latex.ts'
import { latexName } from '../expression/latex-name.ts'
import { mul, sub } from '../expression/simplify.ts'
import type { Expression } from '../expression/ast.ts'
import type { Settings } from '../training/settings.ts'
import type { ExperimentSource } from '../training/experiment.ts'
import { isLinear, problemKind, totalOrders } from './classify.ts'
import { compileProblem, type CompiledProblem } from './compile.ts'
import { conditionFaults, conditionWarnings } from './conditions.ts'
import { jumps } from './corners.ts'
import { loadProblem } from './document.ts'
import { toPaper } from './paper.ts'
import { graphOf } from '../engine/group-runner.ts'
import { withoutNetworks } from '../engine/hoisted.ts'
import { Interpreter } from '../engine/interpreter.ts'
import { evaluateGroup, type BoundProblem } from './bound.ts'
import { denseAxes } from './bind.ts'
import { boundaryPoints, hasCorners, insideOf } from './domain.ts'
import { tensor } from './points.ts'
import { bindProblem } from './prepare.ts'
import type { CheckReport, ConditionReport } from './report.ts'
import { integralReport, withQuadrature } from './integrals.ts'
import { lint } from './lint.ts'
import { pinned } from './lint-pinned.ts'
import { settingsOf } from './settings-of.ts'
import { networkName, trialForm, type TrialForm } from './trial.ts'
import { toYaml } from './yaml.ts'
import { notMet, verifyConditions } from './verify.ts'

/** A problem that has been looked at from all sides: what was found, and what was built on the way. */
export interface Examined {
  report: CheckReport
  problem: CompiledProblem | undefined
  settings: Settings | undefined
}

/** What `check` says of a problem. Never throws on a faulty problem: the faults are in the report. */
export function checkProblem(source: ExperimentSource): CheckReport {
  return examine(source).report
}

/**
 * Parses a problem, checks its settings, checks its conditions against its order, builds the trial solution and verifies it
 * at random weights; nothing is trained. Faults are collected in the report, never thrown.
 */
export function examine(source: ExperimentSource): Examined {
  const report = emptyReport()
  const faults = (errors: readonly LabError[]): void => void report.errors.push(...errors.map((error) => error.toJSON()))
  let problem: CompiledProblem | undefined
  let settings: Settings | undefined
  try {
    const loaded = loadProblem(source.source, source.file)
    report.warnings.push(...loaded.warnings)
    report.name = loaded.document.name ?? 'Untitled'
    report.yaml = toYaml(loaded.document)
    report.paper = toPaper(loaded.document)
    problem = compileProblem(loaded, source.parameters, source.files)
    report.warnings.push(...problem.warnings)
    describe(problem, report)
    settings = settingsOf(problem, source)
    faults(conditionFaults(problem))
    if (report.errors.length === 0) {
      report.warnings.push(...conditionWarnings(problem).map((warning) => warning.toJSON()))
      const form = trialForm(problem)
      describeTrial(problem, form, report)
      verify(problem, form, settings, report, faults)
      if (report.errors.length === 0)
        describeIntegrals(problem, settings, report, (points) => withQuadrature(loaded, points, source.parameters, source.files))
    }
  } catch (error) {
    faults([asLabError(error)])
  }
  report.ok = report.errors.length === 0
  return { report, problem, settings }
}

/** The first error of a report, as it is thrown where a faulty problem cannot go on. */
export function throwFirst(errors: readonly LabErrorJson[]): void {
  const [first] = errors
  if (first !== undefined) throw LabError.fromJSON(first)
}

function verify(
  problem: CompiledProblem,
  form: TrialForm,
  settings: Settings,
  report: CheckReport,
  faults: (errors: readonly LabError[]) => void
): void {
  if (problem.domain !== undefined && insideOf(problem, tensor(denseAxes(problem, settings.points)))[0]!.length === 0) {
    throw new LabError(
      'domain-empty',
      `No point of the intervals lies in ${problem.domain.text}`,
      'Change the inequality or the intervals.',
      problem.loaded.place(['domain'])
    )
  }
  const bound = bindProblem(problem, form, settings)
  const { built, bindings } = bound
  const jumping = jumps(problem)
  verifyConditions(problem, built, bindings).forEach(({ met, violation }, k) => {
    const condition = report.conditions[k]!
    condition.met = met
    condition.violation = violation
    const why = form.soft.get(k)
    if (why !== undefined) {
      condition.how = 'soft'
      const trained = `trained as a term of the loss with weight ${built.terms.find(({ name }) => name === condition.id)?.weight ?? 1}`
      const message = `${condition.text} is not held exactly: ${why}. It is ${trained}`
      const jump = jumping.get(k)
      if (jump !== undefined)
        report.warnings.push(
          new LabError(
            'corners-disagree',
            `${jump}. The solution jumps there: ${condition.text} is ${trained}, and near that place it is missed`,
            'Change one of them so that both give the same value there; where both are meant, trust the solution away from there alone.',
            problem.loaded.place(['conditions', k])
          ).toJSON()
        )
      else if (form.mode === 'auto' && !problem.loaded.supplied.has(k))
        report.warnings.push(
          new LabError(
            'soft-condition',
            message,
            'Raise its weight, or write your own trial solution.',
            problem.loaded.place(['conditions', k])
          ).toJSON()
        )
    } else if (!met) faults([notMet(problem, problem.conditions[k]!, violation)])
  })
  if (report.errors.length === 0) faults(undefinedAt(bound))
  if (report.errors.length === 0) report.warnings.push(...lint(bound, settings), ...pinned(problem, form))
  if (problem.domain !== undefined && hasCorners(problem, boundaryPoints(problem, 200))) {
    const message =
      'The boundary of the domain has corners: the trial solution is not smooth there, and errors near 0.01 are to be expected'
    report.warnings.push(
      new LabError(
        'domain-corners',
        message,
        'Round the corners, or state the problem on a box.',
        problem.loaded.place(['domain'])
      ).toJSON()
    )
  }
}

/** A rule that half as many points more change by more than this, relative to what the integrals stand in, is worth a word. */
const ROUGH = 1e-6

function describeIntegrals(
  problem: CompiledProblem,
  settings: Settings,
  report: CheckReport,
  again: (points: number) => CompiledProblem
): void {
  const integrals = integralReport(problem, settings, again)
  if (integrals === undefined) return
  report.integrals = integrals
  if (integrals.change === null || !(integrals.change > ROUGH)) return
  const points = Math.min(200, 2 * Math.max(...integrals.rules.map((rule) => rule.points)))
  const message = `The integrals are rough: half as many points more change the problem by ${integrals.change.toExponential(1)} of its size`
  report.warnings.push(
    new LabError('rough-integral', message, `Write quadrature: ${points}.`, problem.loaded.place(['quadrature'])).toJSON()
  )
}

/** Points at which the networks are looked at as well, before training. */
const MOST_LOOKED_AT = 10_000

/**
 * An equation that is not a number at a training point cannot be trained on: division by zero, a logarithm of a negative. Looked at without the
 * networks at all points, and with them at up to so many.
 */
function undefinedAt({ problem, built, bindings }: BoundProblem): LabError[] {
  const { interior } = built.groups
  const all = bindings.points[interior]!
  const count = all[0]!.length
  const bare = withoutNetworks(built.plan, graphOf(built.plan), interior, bindings).slice(problem.unknowns.length)
  const stride = Math.ceil(count / MOST_LOOKED_AT)
  const looked = Array.from({ length: count }, (_, p) => p).filter(
    (p) => p % stride === 0 || bare.some((values) => !Number.isFinite(values[p]!))
  )
  const points = all.map((axis) => Float64Array.from(looked, (p) => axis[p]!))
  const own = { ...bindings, points: bindings.points.map((group, k) => (k === interior ? points : group)) }
  const engine = new Interpreter(built.plan, own)
  const residuals = evaluateGroup({ problem, built, bindings: own, engine }, interior).slice(problem.unknowns.length)
  return residuals.flatMap((values, k) => {
    const p = values.findIndex((value) => !Number.isFinite(value))
    if (p < 0) return []
    const at = problem.variables.map(({ name }, axis) => `${name} = ${Number(points[axis]![p]!.toPrecision(6))}`).join(', ')
    const count = values.filter((value) => !Number.isFinite(value)).length
    // where it is one without the network, other weights may do
    const drawn = bare[k]!.every(Number.isFinite)
    const message = `${drawn ? 'With its first weights the' : 'The'} equation is not a number at ${at}${count === 1 ? '' : ` and ${count - 1} more training point${count === 2 ? '' : 's'}`}`
    const cure = drawn
      ? 'Begin from another seed, shorten the interval, or write what is defined everywhere, such as sqrt(abs(u)) for sqrt(u).'
      : 'Change the interval or the points so that it is defined everywhere, or multiply the equation by what vanishes.'
    return [new LabError('undefined-residual', message, cure, problem.loaded.place(['equations', k]))]
  })
}

function describe(problem: CompiledProblem, report: CheckReport): void {
  const { variables, parameters, unknowns } = problem
  const options = { variables: problem.scope.variables }
  report.variables = variables.map(({ name, from, to, role }) => ({ name, from, to, ...(role === 'parameter' ? { role } : {}) }))
  report.unknowns = [...unknowns]
  if (problem.document.units !== undefined) report.units = { ...problem.document.units }
  report.parameters = parameters.map(({ name, text, value }) => ({ name, text, value, latex: latexName(name) }))
  report.problem = { orders: totalOrders(problem), linear: isLinear(problem), kind: problemKind(problem) }
  report.equations = problem.equations.map(({ ast }) => ({
    text: ast.text,
    latex: latexEquation(ast, { ...options, derivative: 'fraction' })
  }))
  report.conditions = problem.conditions.map(({ id, text, ast }): ConditionReport => ({
    id,
    text,
    latex: latexEquation(ast, options),
    how: 'hard',
    met: false,
    violation: NaN
  }))
  report.exact = Object.fromEntries(
    [...problem.exact].map(([unknown, { ast }]) => [unknown, { text: problem.document.exact![unknown]!, latex: latex(ast, options) }])
  )
}

function describeTrial(problem: CompiledProblem, form: TrialForm, report: CheckReport): void {
  const { variables } = problem.scope
  const network = networkLatex(problem)
  report.trialMode = form.mode
  for (const { name, text, ast, split } of form.unknowns) {
    report.trial[name] = text
    const written = (expression: Expression): string => latex(expression, { variables, network, derivative: 'prime' })
    const h2 =
      split &&
      mul(split.h2, { kind: 'unknown', name: networkName(problem, name), order: variables.map(() => 0), span: { start: 0, length: 0 } })
    report.trialLatex.push({
      unknown: name,
      left: `${trialName(name, variables)}(${variables.map((variable) => latexName(variable)).join(', ')})`,
      right: written(ast),
      ...(split && h2 ? { h1: written(split.h1), h2: written(h2) } : {})
    })
  }
  problem.functions.forEach(({ name, axes }, k) => {
    const { text, ast } = form.functions[k]!
    const own = axes.map((axis) => latexName(problem.variables[axis]!.name)).join(', ')
    report.trial[name] = text
    report.trialLatex.push({
      unknown: name,
      left: `${trialName(name, variables)}(${own})`,
      right: latex(ast, { variables, network: `N_{${latexName(name)}}(${own}; \\theta)`, derivative: 'prime' })
    })
  })
  const unknown = (name: string): string => trialName(name, variables)
  report.residualLatex = problem.equations.map(({ ast }) => latex(sub(ast.left, ast.right), { variables, unknown }))
}

function networkLatex(problem: CompiledProblem): string {
  return `N(${problem.variables.map(({ name }) => latexName(name)).join(', ')}; \\theta)`
}

function emptyReport(): CheckReport {
  return {
    ok: false,
    name: '',
    problem: { orders: {}, linear: false, kind: 'other' },
    variables: [],
    unknowns: [],
    parameters: [],
    equations: [],
    conditions: [],
    trial: {},
    trialMode: 'auto',
    trialLatex: [],
    exact: {},
    residualLatex: [],
    errors: [],
    warnings: [],
    yaml: '',
    paper: ''
  }
}
