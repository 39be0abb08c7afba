import { LectureGenerator } from '../../network/random.ts'
import { adjoints, tangents } from '../differentiate.ts'
import { evaluator } from '../evaluator.ts'
import { Graph, type Id } from '../graph.ts'
import { evaluationCharges, forwardCharges, reverseCharges, total } from './costs.ts'
import { networkNodes } from './network-subject.ts'
import type { Subject } from './subject.ts'
import { sweep } from './sweeps.ts'

/** What a whole Jacobian costs, as a multiple of what the function itself costs. */
export interface ModeCost {
  inputs: number
  outputs: number
  /** FLOPs of f, of n forward sweeps and of m reverse sweeps over it */
  counted: { f: number; forward: number; reverse: number }
  /** (f + derivatives) / f */
  countedRatio: { forward: number; reverse: number }
  /** seconds of f alone, and of f with its Jacobian by either mode, medians; null where nothing was measured */
  measured: { f: number; forward: number; reverse: number } | null
  measuredRatio: { forward: number; reverse: number } | null
}

/** Width of the two hidden layers: wide enough that they, which every sweep passes, are most of the work. */
const HIDDEN = 12
/** Seconds that one measurement lasts, about; and how many are taken. */
const LONG_ENOUGH = 0.0005
const ROUNDS = 9

/**
 * Forward against reverse mode on a function from n inputs to m outputs: a network n-12-12-m with tanh. Forward mode takes a sweep
 * for every input, reverse mode one for every output.
 * @param now a clock in seconds, or null where only operations are counted
 */
export function modeCosts(sizes: readonly { inputs: number; outputs: number }[], now: (() => number) | null): ModeCost[] {
  return sizes.map(({ inputs, outputs }) => {
    const subject = wideNetwork(inputs, outputs)
    const swept = sweep(subject)
    const wanted = subject.inputs.map((_, k) => k)
    const counted = {
      f: total(evaluationCharges(swept)),
      forward: wanted.reduce((sum, input) => sum + total(forwardCharges(swept, input)), 0),
      reverse: subject.outputs.reduce((sum, _, output) => sum + total(reverseCharges(swept, output, wanted)), 0)
    }
    const measured = now === null ? null : measure(subject, now)
    return {
      ...{ inputs, outputs, counted, measured: measured && measured.seconds },
      countedRatio: { forward: 1 + counted.forward / counted.f, reverse: 1 + counted.reverse / counted.f },
      measuredRatio: measured && measured.ratio
    }
  })
}

function wideNetwork(inputs: number, outputs: number): Subject {
  const graph = new Graph()
  const random = new LectureGenerator(2025)
  const named = Array.from({ length: inputs }, (_, axis) => ({
    ...{ name: `x${axis + 1}`, latex: `x_{${axis + 1}}`, value: random.normal(), id: graph.coordinate(axis) }
  }))
  const { outputs: roots, labels } = networkNodes(
    graph,
    { layers: [inputs, HIDDEN, HIDDEN, outputs], activation: 'tanh', output: 'linear' },
    named.map(({ id }) => id),
    () => graph.constant(random.normal() / Math.sqrt(HIDDEN))
  )
  return {
    graph,
    inputs: named,
    outputs: roots.map((id, k) => ({ text: `f${k + 1}`, latex: `f_{${k + 1}}`, id })),
    labels,
    spans: new Map(),
    text: ''
  }
}

interface Measured {
  seconds: NonNullable<ModeCost['measured']>
  ratio: NonNullable<ModeCost['measuredRatio']>
}

/** The same values evaluated over and over: f, f with all tangents, f with all adjoints. */
function measure({ graph, inputs, outputs }: Subject, now: () => number): Measured {
  const roots = outputs.map(({ id }) => id)
  const at = Float64Array.from(inputs, ({ value }) => value)
  const one = graph.constant(1)
  const dots = inputs.flatMap((_, axis) =>
    tangents(graph, roots, (leaf) => (leaf.op === 'coordinate' && leaf.axis === axis ? one : undefined))
  )
  const wanted = inputs.map(({ id }) => id)
  const bars = roots.flatMap((id) => {
    const found = adjoints(graph, [{ id, adjoint: one }], wanted)
    return wanted.map((input): Id => found.get(input) ?? graph.constant(0))
  })
  const rounds = timings(
    [roots, [...roots, ...dots], [...roots, ...bars]].map((wantedRoots) => {
      const program = evaluator(graph, wantedRoots)
      return () => program(at)
    }),
    now
  )
  const of = (number: (round: number[]) => number): number => median(rounds.map(number))
  return {
    seconds: { f: of((round) => round[0]!), forward: of((round) => round[1]!), reverse: of((round) => round[2]!) },
    // Within a round the machine's load is the same for all.
    ratio: { forward: of(([f, forward]) => forward! / f!), reverse: of(([f, , reverse]) => reverse! / f!) }
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

/** Seconds of one call of each, round by round: taken in turn, so that what else the machine does touches all of them alike. */
function timings(works: readonly (() => void)[], now: () => number): number[][] {
  const calls = works.map((work) => {
    let count = 1
    while (timed(work, count, now) < LONG_ENOUGH && count < 1e6) count *= 2
    return count
  })
  return Array.from({ length: ROUNDS }, () => works.map((work, k) => timed(work, calls[k]!, now) / calls[k]!))
}

function timed(work: () => void, calls: number, now: () => number): number {
  const start = now()
  for (let n = 0; n < calls; n++) work()
  return now() - start
}
