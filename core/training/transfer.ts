import { supplyOf } from '../problem/networks.ts'
import type { Network, Plan } from '../engine/plan.ts'
import { transformed, untransformed } from '../engine/transform.ts'
import { LabError } from '../errors.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { bindExperiment } from '../problem/prepare.ts'
import type { Experiment } from './experiment.ts'
import type { Checkpoint } from './session.ts'
import type { Settings } from './settings.ts'
import { shapedExperiment, type SolutionForm } from './solution-form.ts'

/** A stored run whose weights another one begins with. */
export interface Origin {
  run: string
  experiment: Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>
  parameters: Float64Array
  form?: SolutionForm | undefined
}

/**
 * What a run begins with under `training.from`: iteration 0 and a fresh optimiser, with the origin's weights. Its output layer is multiplied by the ratio of the
 * two problems' scales, so that the network contributes the same function to the solution; estimated numbers go over by name where their
 * bounds allow it. Throws a LabError where the networks differ in inputs, layers or outputs.
 */
export function transferred(experiment: Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>, origin: Origin): Checkpoint {
  if (origin.form?.windows !== undefined)
    throw new LabError(
      'from-windows',
      `${origin.run} is solved in ${origin.form.windows.length} windows in time: it has no one network`,
      'Begin with a run that was trained as a whole, for example with optimizer: gauss_newton.'
    )
  const own = bindExperiment(experiment)
  const other = bindExperiment(shapedExperiment(origin.experiment, origin.form))
  const here = shapeOf(own.built.plan, experiment.settings)
  const there = shapeOf(other.built.plan, origin.experiment.settings)
  if (here !== there)
    throw new LabError(
      'from-misfit',
      `The network of ${origin.run} does not fit: it is ${there}, this one is ${here}`,
      experiment.settings.network.features === undefined
        ? 'Give both the same hidden layers, activation and inputs, and as many variables and unknowns.'
        : 'Give both the same network, as many variables and unknowns, and the same seed: the frequencies of the features follow from it.'
    )
  const parameters = own.bindings.parameters.slice()
  const { networks, blocks } = own.built.plan
  const { from: supplies } = supplyOf(own.problem, experiment.settings.network.separate ?? false)
  networks.forEach((network, n) =>
    network.blocks.forEach((index, layer) => {
      const { offset, rows, columns } = blocks[index]!
      const isOutput = layer === network.blocks.length - 1
      for (let row = 0; row < rows; row++) {
        const supplied = supplies.findIndex((from) => from.network === n && from.output === row)
        const factor = isOutput ? scaleOf(other, supplied) / scaleOf(own, supplied) : 1
        for (let k = offset + row * columns; k < offset + (row + 1) * columns; k++) parameters[k] = factor * origin.parameters[k]!
      }
    })
  )
  for (const { offset, name, ...kind } of own.built.plan.trainables) {
    const same = other.built.plan.trainables.find((trainable) => trainable.name === name)
    if (same === undefined) continue
    const { offset: from, name: _, ...before } = same
    const stored = untransformed(kind, transformed(before, origin.parameters[from]!).value)
    if (Number.isFinite(stored)) parameters[offset] = stored
  }
  return { iteration: 0, parameters, history: { iteration: new Float64Array(0), loss: new Float64Array(0) }, best: Infinity }
}

/** The size that a network supplies for an unknown or an unknown function; 1 where nothing is scaled. */
function scaleOf({ built, bindings }: BoundProblem, unknown: number): number {
  return bindings.scalars[built.scalars.networkScale[unknown]!] ?? 1
}

/** 1 raw × 10 sigmoid × 1: inputs, layers with their activations, outputs; of Fourier features all that fixes their frequencies. */
function shapeOf({ networks, blocks }: Plan, settings: Pick<Settings, 'network' | 'seed'>): string {
  return networks.map((network) => networkShape(network, blocks, settings)).join(' and ')
}

function networkShape(
  { layers, outputs, blocks: own, w0 }: Network,
  blocks: Plan['blocks'],
  { network, seed }: Pick<Settings, 'network' | 'seed'>
): string {
  const hidden = layers.map(({ width, activation, skipFrom }) => {
    const frequency = activation === 'sine' && w0 !== 1 ? ` (w0 = ${w0})` : ''
    return `${width} ${activation}${frequency}${skipFrom === undefined ? '' : ' with a skip'}`
  })
  const { fourier } = network.features ?? {}
  const features = fourier === undefined ? '' : ` in ${fourier.count} frequencies (sigma ${fourier.sigma}, seed ${seed})`
  return [`${blocks[own[0]!]!.columns - 1} ${network.inputs}${features}`, ...hidden, outputs].join(' × ')
}
