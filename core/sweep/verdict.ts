import { listed } from '../expression/nearest.ts'
import { rankTest } from './rank-test.ts'
import type { RankTest } from './rank-test.ts'
import { capitalised, spokenAxis, spokenSeed, spokenValue, spokenValues, threeDigits } from './speak.ts'
import type { SpokenAxis } from './speak.ts'
import { judged } from './summarise.ts'
import type { ConfigurationSummary, Goal } from './summarise.ts'

export interface Verdict {
  word: 'Running' | 'One draw' | 'No clear winner' | 'Clear' | 'All diverged'
  sentence: string
}

export interface VerdictContext {
  /** the parameters that vary */
  axes: readonly SpokenAxis[]
  goal: Goal
  /** what the configurations are judged by, e.g. "Largest error" */
  metric: string
}

const OPEN = ['QUEUED', 'RUNNING', 'PAUSED']
/**
 * Two-sided level of each comparison. "Clear" asks for every other configuration to be worse at this level (an intersection-union test, so
 * that the number of comparisons needs no correction).
 */
const LEVEL = 0.05

/**
 * What a sweep's seeds allow one to say, and no more. `configurations` as summarise() orders them. Configurations are compared over the
 * seeds that both have been judged with, every seed of one against every seed of the other (Mann-Whitney).
 */
export function verdict(configurations: readonly ConfigurationSummary[], context: VerdictContext): Verdict {
  const runs = configurations.flatMap((configuration) => configuration.runs)
  const open = runs.filter(({ status }) => OPEN.includes(status)).length
  const known = configurations.filter(({ n }) => n > 0)
  const [leader, ...rivals] = known
  const failed = known.reduce((sum, configuration) => sum + configuration.failed, 0)
  if (open > 0) return { word: 'Running', sentence: soFar(runs.length - open, runs.length, leader, context) }
  if (leader === undefined) return { word: 'No clear winner', sentence: 'No run was finished.' }
  const judgedRuns = known.reduce((sum, { n }) => sum + n, 0)
  if (failed === judgedRuns) return { word: 'All diverged', sentence: allDiverged(failed, known, context) }
  if (known.every(({ n }) => n === 1)) return { word: 'One draw', sentence: oneDraw(leader, rivals, failed, context) }
  if (leader.median === null || leader.over) {
    return { word: 'No clear winner', sentence: 'In every configuration at least half of the seeds failed.' }
  }
  if (rivals.length === 0) {
    return {
      word: 'No clear winner',
      sentence: `There is one configuration, with a median of ${threeDigits(leader.median)} over ${leader.n} seeds: nothing to compare it with.`
    }
  }
  const compared = rivals.map((rival) => ({ rival, test: compare(leader, rival, context.goal) }))
  const level = compared.filter(({ test }) => test.p > LEVEL || test.better <= test.worse)
  return level.length === 0
    ? { word: 'Clear', sentence: clear(leader, compared, context) }
    : { word: 'No clear winner', sentence: noClearWinner(leader, level, known, context) }
}

type Compared = { rival: ConfigurationSummary; test: RankTest }

function compare(a: ConfigurationSummary, b: ConfigurationSummary, goal: Goal): RankTest {
  const bySeed = (configuration: ConfigurationSummary) =>
    new Map(configuration.runs.map((run) => [run.seed, judged(run, goal)] as const).filter(([, value]) => value !== undefined))
  const [ofA, ofB] = [bySeed(a), bySeed(b)]
  const common = [...ofA.keys()].filter((seed) => ofB.has(seed))
  return rankTest(
    common.map((seed) => ofA.get(seed) ?? NaN),
    common.map((seed) => ofB.get(seed) ?? NaN)
  )
}

const name = (configuration: ConfigurationSummary, axes: readonly SpokenAxis[]) =>
  axes.length === 0 ? configuration.config : spokenValues(axes, configuration.values)
const superlative = (goal: Goal) => (goal === 'minimize' ? 'lowest' : 'highest')
const inPairs = ({ better, pairs, p }: RankTest) =>
  `better in ${better} of ${pairs} pairs of seeds, p ${p < 0.001 ? '< 0.001' : `= ${Number(p.toPrecision(2))}`}`

function soFar(done: number, total: number, leader: ConfigurationSummary | undefined, { axes, goal, metric }: VerdictContext): string {
  const count = `${done} of ${total} runs are done`
  if (leader === undefined || leader.median === null) return `${count}.`
  const value = `${leader.over ? 'over ' : ''}${threeDigits(leader.median)}`
  return `${count}. So far ${name(leader, axes)} has the ${superlative(goal)} median (${metric.toLowerCase()} ${value}).`
}

function allDiverged(failed: number, known: readonly ConfigurationSummary[], { axes }: VerdictContext): string {
  const rate = axes.find(({ name }) => name === 'learning_rate' || name === 'training.learning_rate')
  const rates = rate === undefined ? [] : known.map(({ values }) => Number(values[rate.name]))
  const smallest = rates.length === 0 ? '' : `, down to learning rate ${Math.min(...rates)}: try smaller ones`
  return `${failed === 1 ? 'The only run' : `All ${failed} runs`} diverged or failed${smallest}.`
}

function oneDraw(leader: ConfigurationSummary, rivals: readonly ConfigurationSummary[], failed: number, context: VerdictContext): string {
  const { axes, goal, metric } = context
  const seed = leader.runs.find((run) => judged(run, goal) !== undefined)?.seed ?? ''
  const best = `${capitalised(name(leader, axes))} comes first by ${metric.toLowerCase()}, ${threeDigits(leader.median ?? NaN)}, with ${spokenSeed(seed)} alone`
  const failures = failed === 0 ? '' : ` ${failed} of ${rivals.length + 1} runs diverged or failed.`
  return `${best}. One seed is one draw: another may put another configuration first.${failures}`
}

function clear(leader: ConfigurationSummary, compared: readonly Compared[], { axes, metric }: VerdictContext): string {
  const [next] = compared
  const against = next === undefined ? '' : `: ${inPairs(next.test)} against the next, ${name(next.rival, axes)}`
  const failures = leader.failed === 0 ? '' : ` ${leader.failed} of its ${leader.n} seeds failed.`
  return `${capitalised(name(leader, axes))} is best, with a median ${metric.toLowerCase()} of ${threeDigits(leader.median ?? NaN)} over ${leader.n} seeds${against}.${failures}`
}

function noClearWinner(
  leader: ConfigurationSummary,
  level: readonly Compared[],
  known: readonly ConfigurationSummary[],
  context: VerdictContext
): string {
  const { axes, goal } = context
  const together = [leader, ...level.map(({ rival }) => rival)]
  const settled = axes.find((axis) => isBestEverywhere(axis, leader, together, known, axes))
  const others = settled === undefined ? axes : axes.filter((axis) => axis !== settled)
  const [other] = others
  const main =
    settled === undefined || other === undefined
      ? ''
      : `${capitalised(spokenValue(settled, leader.values[settled.name] ?? ''))} has the ${superlative(goal)} median at every ${others.length === 1 ? spokenAxis(other) : 'other setting'}. `
  const [closest] = level
  const pair = closest === undefined ? '' : ` (${against(leader, closest.rival, others)}: ${inPairs(closest.test)})`
  return `${main}Between ${enumerated(together, others)} there is no clear difference${pair}.${fewSeeds(level)}${firstSeed(leader, known, context)}`
}

/** "10, 20 and 50 nodes" where one parameter is left to tell them apart, else each in full, at most four. */
function enumerated(configurations: readonly ConfigurationSummary[], axes: readonly SpokenAxis[]): string {
  const [axis] = axes
  if (axis !== undefined && axes.length === 1) {
    const values = configurations.map(({ values }) => values[axis.name] ?? '')
    return spokenValue(axis, ...values.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0)))
  }
  const names = configurations.map((configuration) => name(configuration, axes))
  return listed(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} others`] : names)
}

/** "50 against 10" where one parameter is left to tell them apart. */
function against(a: ConfigurationSummary, b: ConfigurationSummary, axes: readonly SpokenAxis[]): string {
  const [axis] = axes
  const say = (one: ConfigurationSummary) => (axis !== undefined && axes.length === 1 ? String(one.values[axis.name]) : name(one, axes))
  return `${say(a)} against ${say(b)}`
}

/** One value of this axis has the best median at every combination of the others, and nothing that is level with the leader has another. */
function isBestEverywhere(
  axis: SpokenAxis,
  leader: ConfigurationSummary,
  together: readonly ConfigurationSummary[],
  known: readonly ConfigurationSummary[],
  axes: readonly SpokenAxis[]
): boolean {
  const value = leader.values[axis.name]
  if (known.every(({ values }) => values[axis.name] === value)) return false
  if (axes.length < 2 || together.some(({ values }) => values[axis.name] !== value)) return false
  const best = new Map<string, ConfigurationSummary>()
  for (const configuration of known) {
    const key = JSON.stringify(axes.filter((other) => other !== axis).map((other) => configuration.values[other.name]))
    // `known` is ordered: the first of each group has its best median
    if (!best.has(key)) best.set(key, configuration)
  }
  return best.size > 1 && [...best.values()].every(({ values }) => values[axis.name] === value)
}

function fewSeeds(level: readonly Compared[]): string {
  const seeds = Math.min(...level.map(({ test }) => Math.round(Math.sqrt(test.pairs))))
  return seeds < 4 ? ` With ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} in common no difference can be shown; from 4 on it can.` : ''
}

function firstSeed(leader: ConfigurationSummary, known: readonly ConfigurationSummary[], { axes, goal }: VerdictContext): string {
  const seed = leader.runs[0]?.seed
  let named: { configuration: ConfigurationSummary; value: number } | undefined
  for (const configuration of known) {
    const run = configuration.runs.find((run) => run.seed === seed)
    const value = run === undefined ? undefined : judged(run, goal)
    if (value !== undefined && (named === undefined || value < named.value)) named = { configuration, value }
  }
  if (seed === undefined || named === undefined || named.configuration === leader) return ''
  const { values } = named.configuration
  const differing = axes.filter((axis) => values[axis.name] !== leader.values[axis.name])
  return ` ${capitalised(spokenSeed(seed))} alone would have named ${spokenValues(differing, values)}.`
}
