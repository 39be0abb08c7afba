import type { CheckReport } from '../../../core/problem/report.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'

/** One of the networks of a snapshot, with what it supplies. */
export interface Shown {
  /** names of what it gives, as the lab lists them */
  name: string
  network: Snapshot['network']
  /** an unknown, several, or an unknown function */
  what: 'unknown' | 'unknowns' | 'function'
  /** trained numbers of its own */
  parameters: number
  /** 2 → 20 → 20 → 1: what the first layer reads, the widths, the outputs */
  widths: number[]
  /** activations of its layers, each named once */
  activation: string
}

/** One of the outputs of a network: what it gives, and which of the last layer's rows it is. */
export interface Output {
  gives: string
  shown: Shown
  row: number
}

/** Every output of every network, in the order of the lab's list. */
export function outputsOf(networks: readonly Shown[]): Output[] {
  return networks.flatMap((shown) => shown.name.split(', ').map((gives, row) => ({ gives, shown, row })))
}

/** Every network of a snapshot in words and numbers, those of the unknowns first. */
export function networksOf(snapshot: Pick<Snapshot, 'network' | 'networks'>, report: Pick<CheckReport, 'unknowns'>): Shown[] {
  const all = snapshot.networks ?? [{ name: report.unknowns.join(', '), network: snapshot.network }]
  return all.map(({ name, network }) => {
    const known = name.split(', ').every((one) => report.unknowns.includes(one))
    const { weights, layers } = network
    return {
      name,
      network,
      what: !known ? 'function' : name.includes(',') ? 'unknowns' : 'unknown',
      parameters: weights.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
      widths: [(weights[0]?.columns ?? 1) - 1, ...weights.map(({ rows }) => rows)],
      activation: [...new Set(layers.map(({ activation }) => activation))].join(', ')
    }
  })
}
