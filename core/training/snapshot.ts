import type { Verdict } from '../verdict/types.ts'

/** Error measures of a trial solution against the exact or reference solution, worst of several unknowns. */
export interface Metrics {
  /** over a dense grid that training never saw; null where nothing is known to compare with */
  max_abs_error: number | null
  /** the same at the training points */
  max_abs_error_at_points: number | null
  /** relative L2 error over the dense grid */
  rel_l2: number | null
  condition_violation: number
  /** values of what training finds beside the network: estimated parameters, eigenvalues */
  estimates?: Record<string, number>
  /** by its text, how far each invariant is at most from its value at the beginning, over the dense grid */
  invariants?: Record<string, number>
  /** of the unknowns, and of the unknown functions whose exact form is known */
  by_unknown: Record<string, { max_abs_error: number | null; rel_l2: number | null }>
  /** what the lab says of a finished run: its error by the residual alone, by a classical solution, and how far either may be trusted */
  verdict?: Verdict
}

/** A network as a bench draws it. */
export interface NetworkPicture {
  inputs: string[]
  /** activations over a coarse grid (1-D: 25 points, 2-D: 13 x 13), tiles[unit * tilePoints + point] */
  layers: { width: number; activation: string; tiles: Float64Array }[]
  tilePoints: number
  /** one matrix per layer, rows = units, column 0 = bias: the lecture's layout, also the store's */
  weights: { rows: number; columns: number; values: Float64Array }[]
  /** how many numbers are trained in all */
  parameters: number
}

/** Everything that a bench shows of a network at one iteration. Grids are row-major, the first variable slowest. */
export interface Snapshot {
  iteration: number
  loss: number
  metrics: Metrics
  /** the point of the dense grid where the first unknown's error is largest, and the signed error (network - exact) there */
  worst: { at: number[]; error: number } | null
  /** scale of the solution on the dense grid: max |u| of the exact solution, else of the network's */
  scale: number
  /** what is drawn: 201 points along one variable, or 61 x 61 over two */
  axes: { name: string; values: Float64Array }[]
  /** units of variables, unknowns and parameters, where the problem says them */
  units?: Record<string, string>
  /** the other variables, and where they stand on the grid of axes */
  fixed?: { name: string; value: number }[]
  /** the boundary of a domain given by inequalities, in the plane of two axes: one array per axis, NaN between lines that do not join */
  outline?: Float64Array[]
  /** per unknown, over the grid of axes */
  fields: {
    unknown: string
    network: Float64Array
    solution: Float64Array
    residual: Float64Array
    exact: Float64Array | null
    /** the parts of the trial solution h1 + h2 N, where they were asked for; null where it has no such part */
    h1?: Float64Array | null
    h2?: Float64Array | null
  }[]
  /** the collocation points, one array per variable, and what stands there */
  points: { at: Float64Array[]; solution: Float64Array; residual: Float64Array; exact: Float64Array | null }
  /** where the loss looks beside them: points of conditions that are trained, and measured values of an unknown */
  places?: (
    | { kind: 'condition'; name: string; text: string; at: Float64Array[] }
    | { kind: 'data'; name: string; unknown: string; at: Float64Array[]; values: Float64Array }
  )[]
  /** the unknown functions that training finds, over the grid of axes */
  functions?: { name: string; values: Float64Array; exact: Float64Array | null }[]
  /** the network of the unknowns; the first one, where there are several */
  network: NetworkPicture
  /** all of them with what they supply, where there are several */
  networks?: { name: string; network: NetworkPicture }[]
}
