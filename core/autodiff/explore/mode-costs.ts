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
  /** seconds of f alone, and of f with its Jacobian by either mode; null where nothing was measured */
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
      ...{ inputs, outputs, counted, measured },
      countedRatio: { forward: 1 + counted.forward / counted.f, reverse: 1 + counted.reverse / counted.f },
      measuredRatio: measured && { forward: measured.forward / measured.f, reverse: measured.reverse / measured.f }
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

/** The same values evaluated over and over: f, f with all tangents, f with all adjoints. */
function measure({ graph, inputs, outputs }: Subject, now: () => number): { f: number; forward: number; reverse: number } {
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
  const [f, forward, reverse] = quickest(
    [roots, [...roots, ...dots], [...roots, ...bars]].map((wantedRoots) => {
      const program = evaluator(graph, wantedRoots)
      return () => program(at)
    }),
    now
  )
  return { f: f!, forward: forward!, reverse: reverse! }
}

/**
 * Seconds of one call of each: the quickest of several short measurements, taken in turn, so that what else the machine does
 * touches all of them alike.
 */
function quickest(works: readonly (() => void)[], now: () => number): number[] {
  const calls = works.map((work) => {
    let count = 1
    while (timed(work, count, now) < LONG_ENOUGH && count < 1e6) count *= 2
    return count
  })
  const best = works.map(() => Infinity)
  for (let round = 0; round < ROUNDS; round++)
    works.forEach((work, k) => (best[k] = Math.min(best[k]!, timed(work, calls[k]!, now) / calls[k]!)))
  return best
}

function timed(work: () => void, calls: number, now: () => number): number {
  const start = now()
  for (let n = 0; n < calls; n++) work()
  return now() - start
}
