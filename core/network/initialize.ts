import type { Plan } from '../engine/plan.ts'
import type { Seed, Settings } from '../training/settings.ts'
import { LectureGenerator, StreamGenerator, type Generator } from './random.ts'
import { bandwidthOf, randomFeatures, spreadFirstLayer } from './spread.ts'

/** The generator of a named stream for a seed; with `lecture:s` the initial weights come from the lecture's generator. */
export function generatorFor(seed: Seed, stream: string): Generator {
  const number = Number(String(seed).replace('lecture:', ''))
  return typeof seed === 'string' && stream === 'initialization' ? new LectureGenerator(number) : new StreamGenerator(number, stream)
}

/**
 * Initial parameters in the Plan's layout. Of several networks each draws from a stream of its own, so that one more does not shift the others;
 * the lecture's generator goes on from one to the next. Draw order is the lecture's: block by block, row by row, the bias first.
 * `normal` draws everything from N(0, 1), biases included; the others scale by fan-in n and fan-out m and start biases at 0:
 * xavier N(0, 2/(n+m)) (Glorot & Bengio 2010), he N(0, 2/n) (He et al. 2015), lecun N(0, 1/n), siren U(±sqrt(6/n)/w0), first
 * layer U(±1/n) (Sitzmann et al. 2020); spread has a first layer whose units share the domain among them, the others are xavier (spread.ts);
 * random_features has a first layer of random frequencies and phases, and an output layer of zeros, for the instant solve.
 * @param restart the k-th fresh beginning of a run draws from streams of its own; 0: the first
 */
export function initialParameters(plan: Plan, settings: Pick<Settings, 'network' | 'seed'>, length: number, restart = 0): Float64Array {
  const stream = restart === 0 ? 'initialization' : `restart ${restart}`
  const lecture = typeof settings.seed === 'string' ? generatorFor(settings.seed, stream) : undefined
  const parameters = new Float64Array(length)
  const { initialization, w0 } = settings.network
  plan.networks.forEach((network, n) => {
    const generator = lecture ?? generatorFor(settings.seed, n === 0 ? stream : `${stream} ${n + 1}`)
    network.blocks.forEach((index, layer) => {
      const { offset, rows, columns } = plan.blocks[index]!
      const inputs = columns - 1
      if (initialization === 'spread' && layer === 0) return spreadFirstLayer(parameters, offset, rows, columns, generator)
      if (initialization === 'random_features' && layer === 0)
        return randomFeatures(parameters, offset, rows, columns, generator, frequenciesOf(plan, n, rows))
      if (initialization === 'random_features' && layer === network.blocks.length - 1) return
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
  })
  return parameters
}

/** Largest frequency of every input; of a cosine or sine, which runs through a whole period, as many waves as along an interval. */
function frequenciesOf(plan: Plan, n: number, units: number): number[] {
  const { coordinates, embedding } = plan.networks[n]!
  const most = bandwidthOf(coordinates.length, units)
  return embedding.map((id) => {
    const { op } = plan.nodes[id]!
    return op === 'cos' || op === 'sin' ? most / (2 * Math.PI) : most
  })
}

function variance(initialization: 'xavier' | 'spread' | 'he' | 'lecun' | 'random_features', inputs: number, outputs: number): number {
  if (initialization === 'xavier' || initialization === 'spread' || initialization === 'random_features') return 2 / (inputs + outputs)
  return (initialization === 'he' ? 2 : 1) / inputs
}

/**
 * Frequencies of a network's Fourier features, N(0, sigma^2), from a stream of their own: the same whatever else is drawn.
 * @param index of the network
 */
export function featureFrequencies({ features }: Settings['network'], seed: Seed, index: number, length: number): Float64Array {
  const generator = generatorFor(seed, index === 0 ? 'features' : `features ${index + 1}`)
  const sigma = features?.fourier.sigma ?? 1
  return Float64Array.from({ length }, () => sigma * generator.normal())
}
