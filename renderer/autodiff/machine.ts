import type { Activation } from '../../core/training/settings.ts'
import type { Input } from '../../main/api/contract.ts'
import { ACTIVATIONS } from '../bench/edits.ts'

/** A small network with its cost at one sample. */
export interface NetworkMachine {
  kind: 'network'
  /** widths from the inputs to the outputs */
  layers: readonly number[]
  activation: Activation
  output: Activation | 'linear'
  cost: 'half_square' | 'mse' | 'none'
  seed: number
}
/** The residual of a problem's equation at one point, its trial solution put in. */
export interface ResidualMachine {
  kind: 'residual'
  /** id in the library; empty for a problem of one's own */
  problem: string
  /** the text of a problem of one's own */
  source?: string
  /** hidden neurons of the network that is written out; 0: N and its derivatives are inputs */
  width: number
  equation: number
  seed: number
}
/** A graph that is made from a choice instead of being typed. */
export type Machine = NetworkMachine | ResidualMachine

export const ONE_NEURON: NetworkMachine = {
  ...{ kind: 'network', layers: [1, 1], activation: 'sigmoid', output: 'sigmoid', cost: 'half_square', seed: 0 }
}
export const ONE_TWO_ONE: NetworkMachine = { ...ONE_NEURON, layers: [1, 2, 1], output: 'linear' }

export const COSTS = [
  { value: 'half_square', label: 'Half the squared error' },
  { value: 'mse', label: 'Mean squared error' },
  { value: 'none', label: 'None: the outputs' }
] as const
export const OUTPUTS = [{ value: 'linear', label: 'Linear' }, ...ACTIVATIONS] as const

/** `1-2-1` as widths, or what is wrong with it. */
export function readLayers(text: string): { layers: number[] } | { cure: string } {
  const layers = text.split(/[\s,x×–-]+/).filter((part) => part !== '')
  if (!layers.every((part) => /^\d+$/.test(part))) return { cure: 'numbers, as in 1-2-1' }
  const widths = layers.map(Number)
  if (widths.length < 2) return { cure: 'at least two, as in 1-1' }
  if (widths.length > 6) return { cure: 'at most six' }
  return widths.every((width) => width >= 1 && width <= 20) ? { layers: widths } : { cure: 'each from 1 to 20' }
}

const whole = (text: string | undefined): number | null => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null)

/** As it stands in a link: `network,1-2-1,sigmoid,linear,half_square,0` or `residual,lecture-decay,2,0,15`; the text of a problem of one's own stands apart. */
export function writeMachine(machine: Machine): string {
  return machine.kind === 'network'
    ? ['network', machine.layers.join('-'), machine.activation, machine.output, machine.cost, machine.seed].join(',')
    : ['residual', machine.problem, machine.width, machine.equation, machine.seed].join(',')
}

/** Null for anything that is no such link. `source`: the text that stands apart. */
export function readMachine(text: string, source: string | null = null): Machine | null {
  const [kind, first = '', ...rest] = text.split(',')
  if (kind === 'network') {
    const read = readLayers(first)
    const [activation, output, word, seed] = rest
    const inner = ACTIVATIONS.find(({ value }) => value === activation)?.value
    const last = OUTPUTS.find(({ value }) => value === output)?.value
    const cost = COSTS.find(({ value }) => value === word)?.value
    if ('cure' in read || inner === undefined || last === undefined || cost === undefined) return null
    return { kind, layers: read.layers, activation: inner, output: last, cost, seed: whole(seed) ?? 0 }
  }
  const [width, equation, seed] = rest.map(whole)
  if (kind !== 'residual' || width == null || width > 8) return null
  const residual = { kind, width, equation: Math.min(20, equation ?? 0), seed: seed ?? 15 } as const
  if (first !== '') return { ...residual, problem: first }
  return source === null ? null : { ...residual, problem: '', source }
}

/** What the lab is asked to explore. */
export function subjectOf(machine: Machine): Input<'autodiff.derive'>['subject'] {
  if (machine.kind === 'network') {
    const { layers, activation, output, cost, seed } = machine
    return { network: { layers: [...layers], activation, output, cost, seed } }
  }
  const { problem: id, source, width, equation, seed } = machine
  return { residual: { experiment: { problem: source === undefined ? { id } : { source } }, width, equation, seed } }
}

/** What a problem of one's own is called in its text. */
export const nameIn = (source: string): string => /^name:\s*(.+?)\s*$/m.exec(source)?.[1] ?? 'your problem'

/** The input by which tangents are taken first: a weight of a network, the coordinate of a residual. */
export function firstAim(machine: Machine): string | null {
  if (machine.kind === 'residual') return null
  const [from = 1, to = 1] = machine.layers
  return from * to === 1 ? 'w1' : 'w1_11'
}
