import type { Plan } from '../engine/plan.ts'
import type { Seed, Settings } from '../training/settings.ts'
import { LectureGenerator, StreamGenerator, type Generator } from './random.ts'

/** The generator of a named stream for a seed; with `lecture:s` the initial weights come from the lecture's generator. */
export function generatorFor(seed: Seed, stream: string): Generator {
  const number = Number(String(seed).replace('lecture:', ''))
  return typeof seed === 'string' && stream === 'initialization' ? new LectureGenerator(number) : new StreamGenerator(number, stream)
}

/**
 * Initial parameters in the Plan's layout. Draw order is the lecture's: block by block, row by row, the bias first.
 * `normal` draws everything from N(0, 1), biases included; the others scale by fan-in n and fan-out m and start biases at 0:
 * xavier N(0, 2/(n+m)) (Glorot & Bengio 2010), he N(0, 2/n) (He et al. 2015), lecun N(0, 1/n), siren U(±sqrt(6/n)/w0), first
 * layer U(±1/n) (Sitzmann et al. 2020).
 */
export function initialParameters(plan: Plan, settings: Pick<Settings, 'network' | 'seed'>, length: number): Float64Array {
  const generator = generatorFor(settings.seed, 'initialization')
  const parameters = new Float64Array(length)
  const { initialization, w0 } = settings.network
  for (const network of plan.networks) {
    network.blocks.forEach((index, layer) => {
      const { offset, rows, columns } = plan.blocks[index]!
      const inputs = columns - 1
      for (let i = 0; i < rows; i++) {
        for (let k = 0; k < columns; k++) {
          const at = offset + i * columns + k
          if (initialization === 'normal') parameters[at] = generator.normal()
          else if (initialization === 'siren') {
            const bound = layer === 0 ? 1 / inputs : Math.sqrt(6 / inputs) / w0
            parameters[at] = (2 * generator.uniform() - 1) * bound
          } else if (k > 0) parameters[at] = generator.normal() * Math.sqrt(variance(initialization, inputs, rows))
        }
      }
    })
  }
  return parameters
}

function variance(initialization: 'xavier' | 'he' | 'lecun', inputs: number, outputs: number): number {
  if (initialization === 'xavier') return 2 / (inputs + outputs)
  return (initialization === 'he' ? 2 : 1) / inputs
}
