import decay from './lecture-decay.yaml?raw'
import decayDeep from './lecture-decay-deep.yaml?raw'
import diffusion from './lecture-diffusion.yaml?raw'
import logistic from './lecture-logistic.yaml?raw'
import poisson from './lecture-poisson.yaml?raw'
import wave from './lecture-wave.yaml?raw'

/** The built-in problems, in the users' own format, in the order in which they are shown. */
export const LIBRARY: readonly { id: string; yaml: string }[] = [
  { id: 'lecture-decay', yaml: decay },
  { id: 'lecture-decay-deep', yaml: decayDeep },
  { id: 'lecture-logistic', yaml: logistic },
  { id: 'lecture-poisson', yaml: poisson },
  { id: 'lecture-diffusion', yaml: diffusion },
  { id: 'lecture-wave', yaml: wave }
]
