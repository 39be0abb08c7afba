/** The best largest error that is published for a problem of the library at a small network's size, or printed in the course. */
export interface Published {
  error: number
  /** of what, where it is not the largest error, and by whom */
  by: string
}

const COURSE = 'the course, gradient descent'
const LAGARIS = 'Lagaris, Likas & Fotiadis 1998'

/** Figures of their sources; those of Lagaris, Müller and Raissi as they are commonly quoted. Problems without one are left out. */
export const PUBLISHED: Readonly<Record<string, Published>> = {
  'lecture-logistic': { error: 4.249e-3, by: COURSE },
  'lecture-poisson': { error: 4.64e-4, by: COURSE },
  'lecture-diffusion': { error: 7.5e-3, by: COURSE },
  'lecture-wave': { error: 5.9e-3, by: COURSE },
  'lagaris-1': { error: 5e-7, by: LAGARIS },
  'lagaris-2': { error: 5e-7, by: LAGARIS },
  'lagaris-3-initial': { error: 5e-7, by: LAGARIS },
  'lagaris-3-boundary': { error: 5e-7, by: LAGARIS },
  'lagaris-5': { error: 5e-7, by: LAGARIS },
  'lagaris-6': { error: 1.5e-3, by: LAGARIS },
  'lagaris-7': { error: 6e-6, by: LAGARIS },
  'poisson-2d': { error: 2e-7, by: 'Müller & Zeinhofer 2023' },
  'poisson-2d-tilted': { error: 6e-5, by: 'neurodiffeq, introduction' },
  burgers: { error: 6.7e-4, by: 'rel. L2, Raissi et al. 2019' },
  'allen-cahn': { error: 1.52e-2, by: 'rel. L2, DeepXDE, pull request 526' },
  'advection-fast': { error: 1.1, by: 'Krishnapriyan et al. 2021, plain' },
  reaction: { error: 0.13, by: 'rel. L2, pinnsformer, issue 6' },
  schrodinger: { error: 1.97e-3, by: 'rel. L2, Raissi et al. 2019' }
}
