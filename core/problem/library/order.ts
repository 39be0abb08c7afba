/** The ids of the built-in problems, in the order in which they are shown: group by group, each from easy to hard. */
export const ORDER = [
  ...['lecture-decay', 'lecture-decay-deep', 'lecture-logistic', 'lecture-poisson', 'lecture-diffusion', 'lecture-wave'],
  ...['decay-long', 'logistic-growth', 'lagaris-1', 'lagaris-2', 'pharmacokinetics', 'volterra'],
  ...['lagaris-3-initial', 'two-rates', 'harmonic-motion', 'oscillator', 'oscillator-critical', 'oscillator-over-damped'],
  ...['oscillator-under-damped', 'oscillator-family', 'pendulum', 'duffing', 'van-der-pol'],
  ...['lagaris-4', 'epidemic', 'lotka-volterra', 'springs', 'lorenz', 'robertson'],
  ...['lie-wrong-branch', 'lie-between-points', 'lie-half', 'lie-long-time', 'lie-coupled', 'lie-kinks', 'lie-two-solutions'],
  ...['lie-stiff', 'lie-transport', 'lie-front', 'lie-chaos'],
  ...['lagaris-3-boundary', 'poisson-harmonics', 'poisson-multiscale', 'bratu', 'bratu-upper', 'fokker-planck'],
  ...['beam-supported', 'beam-clamped', 'beam-cantilever', 'beam-vibrating'],
  ...[
    'poisson-2d',
    'poisson-2d-tilted',
    'poisson-2d-steep',
    'lagaris-5',
    'lagaris-6',
    'lagaris-7',
    'helmholtz',
    'liouville',
    'poisson-3d',
    'poisson-4d'
  ],
  ...['heat', 'heat-slow', 'heat-source', 'heat-insulated', 'diffusion-reaction', 'heat-2d', 'black-scholes'],
  ...['reaction', 'fisher', 'allen-cahn', 'burgers'],
  ...[
    'wave-travelling',
    'wave-standing',
    'wave-two-modes',
    'klein-gordon',
    'advection',
    'advection-fast',
    'soliton',
    'two-solitons',
    'schrodinger',
    'ginzburg-landau',
    'kuramoto-sivashinsky'
  ],
  ...['kovasznay', 'taylor-green', 'cavity'],
  ...['poisson-disc', 'torsion-ellipse', 'laplace-annulus', 'poisson-l-shape'],
  ...[
    'particle-in-a-box',
    'particle-in-a-box-excited',
    'particle-in-a-box-states',
    'particle-in-a-square',
    'drum',
    'quantum-oscillator',
    'quantum-oscillator-states',
    'eigenvalue-flow'
  ],
  ...['runge-fit'],
  ...['decay-inverse', 'rate-inverse', 'reaction-inverse', 'diffusion-inverse', 'lorenz-inverse']
]
