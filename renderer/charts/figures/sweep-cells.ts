import type { SweepConfiguration, SweepDetail } from '../../../main/api/types.ts'

/** What one cell of a sweep's heatmap says. */
export interface Cell {
  x: number
  y: number
  /** null: diverged, or nothing finished yet */
  value: number | null
  /** over: half of the seeds failed, and all that is known of the median is that it lies above `low` */
  state: 'value' | 'few' | 'over' | 'diverged' | 'queued' | 'running'
  low: number | null
  /** seeds that finished, that failed, and that were asked for */
  ok: number
  failed: number
  total: number
  /** what is said in place of a value: an engine that failed did not diverge */
  word: 'diverged' | 'failed'
  /** in how many iterations it diverged, where that is known */
  iterations: number | null
  configs: string[]
  runs: string[]
}

/** What a configuration's runs say of it; pruned, cancelled and lost ones say nothing. */
const FAILED = new Set(['DIVERGED', 'FAILED'])

/** Median where failures count as infinite. With half of them failed it lies `over` the largest finite value; with more it is infinite: null. */
export function medianWithFailures(values: readonly number[], failures: number): { median: number | null; over: number | null } {
  const sorted = [...values].sort((a, b) => a - b)
  const total = sorted.length + failures
  if (total === 0) return { median: null, over: null }
  const low = sorted[Math.floor((total - 1) / 2)]
  const high = sorted[Math.floor(total / 2)]
  if (low !== undefined && high === undefined) return { median: null, over: low }
  return { median: low === undefined || high === undefined ? null : (low + high) / 2, over: null }
}

/** The cells over two parameters, one for each pair of their values; `show` is 'median', 'worst' or a seed. */
export function cellsOf(sweep: SweepDetail, xName: string, yName: string, show: string): { x: string[]; y: string[]; cells: Cell[] } {
  const values = (name: string) => sweep.axes.find((axis) => axis.name === name)?.values ?? []
  const xs = values(xName)
  const ys = values(yName)
  const cells = ys.flatMap((yValue, y) =>
    xs.map((xValue, x) =>
      cellOf(
        sweep.configurations.filter(({ values: at }) => at[xName] === xValue && at[yName] === yValue),
        x,
        y,
        show
      )
    )
  )
  return { x: xs.map(String), y: ys.map(String), cells }
}

function cellOf(configurations: readonly SweepConfiguration[], x: number, y: number, show: string): Cell {
  const aggregate = show === 'median' || show === 'worst'
  const runs = configurations.flatMap((configuration) => configuration.runs).filter(({ seed }) => aggregate || seed === show)
  const finished = runs.filter(({ status }) => status === 'FINISHED')
  const finite = finished.flatMap(({ value }) => (value !== null && Number.isFinite(value) ? [value] : []))
  const failed = runs.filter(
    ({ status, value }) => FAILED.has(status) || (status === 'FINISHED' && value !== null && !Number.isFinite(value))
  )
  const { median, over } = medianWithFailures(finite, failed.length)
  const value = show !== 'worst' ? median : failed.length > 0 || finite.length === 0 ? null : Math.max(...finite)
  const unknown = runs.some(({ status }) => status === 'RUNNING') ? 'running' : 'queued'
  const bad = show === 'median' && over !== null ? 'over' : 'diverged'
  const known = aggregate && finite.length < runs.length ? 'few' : 'value'
  return {
    x,
    y,
    value,
    state: value !== null ? known : failed.length > 0 ? bad : unknown,
    low: show === 'median' ? over : null,
    ok: finite.length,
    failed: failed.length,
    word: failed.length > 0 && failed.every(({ status }) => status === 'FAILED') ? 'failed' : 'diverged',
    total: runs.length,
    iterations: failed.length === 1 ? (failed[0]?.iterations ?? null) : null,
    configs: configurations.map(({ config }) => config),
    runs: runs.flatMap(({ run }) => (run === null ? [] : [run]))
  }
}

/** The cell with the smallest (or largest, where the sweep maximises) value. */
export function bestCell(cells: readonly Cell[], goal: SweepDetail['goal']): Cell | null {
  const known = cells.filter(({ value }) => value !== null)
  const better = (a: number, b: number) => (goal === 'minimize' ? a < b : a > b)
  return known.reduce<Cell | null>((best, cell) => (best === null || better(cell.value ?? 0, best.value ?? 0) ? cell : best), null)
}

/** What a pointer or a screen reader is told about a cell. */
export function cellWord(cell: Cell, format: (value: number) => string): string {
  const { state, value, low, iterations, word } = cell
  if (value !== null) return [format(value), seedsWord(cell)].filter((word) => word !== '').join(', ')
  if (state === 'over' && low !== null) return `over ${format(low)}, ${seedsWord(cell)}`
  if (state === 'diverged') return iterations === null ? `${word}, ${seedsWord(cell)}` : `${word} at iteration ${iterations}`
  return state
}

/** How many seeds count: `2 of 4 failed`, `4 of 5 seeds` while some are missing, nothing where all are there. */
export function seedsWord({ ok, failed, total }: Cell): string {
  if (failed > 0) return `${failed} of ${ok + failed} failed`
  return ok < total ? `${ok} of ${total} seeds` : ''
}
