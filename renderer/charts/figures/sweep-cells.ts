import type { SweepConfiguration, SweepDetail } from '../../../main/api/types.ts'

/** What one cell of a sweep's heatmap says. */
export interface Cell {
  x: number
  y: number
  /** null: diverged, or nothing finished yet */
  value: number | null
  state: 'value' | 'few' | 'diverged' | 'queued' | 'running'
  /** seeds that finished, of how many asked for */
  ok: number
  total: number
  /** in how many iterations it diverged, where that is known */
  iterations: number | null
  configs: string[]
  runs: string[]
}

const DONE = new Set(['FINISHED', 'PRUNED', 'DIVERGED', 'FAILED', 'CANCELLED', 'LOST'])
const FAILED = new Set(['DIVERGED', 'FAILED', 'LOST'])

/** Median where failures count as infinite; null when it falls on one. */
export function medianWithFailures(values: readonly number[], failures: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const total = sorted.length + failures
  if (total === 0) return null
  const low = sorted[Math.floor((total - 1) / 2)]
  const high = sorted[Math.floor(total / 2)]
  return low === undefined || high === undefined ? null : (low + high) / 2
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
  const finite = runs.flatMap(({ value, status }) => (value !== null && Number.isFinite(value) && !FAILED.has(status) ? [value] : []))
  const failed = runs.filter(({ status }) => FAILED.has(status))
  const done = runs.filter(({ status }) => DONE.has(status)).length
  const value =
    show === 'worst' ? (failed.length > 0 || finite.length === 0 ? null : Math.max(...finite)) : medianWithFailures(finite, failed.length)
  const state =
    value !== null
      ? finite.length < runs.length && aggregate
        ? 'few'
        : 'value'
      : failed.length > 0
        ? 'diverged'
        : done < runs.length && runs.some(({ status }) => status === 'RUNNING')
          ? 'running'
          : 'queued'
  return {
    x,
    y,
    value,
    state,
    ok: finite.length,
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
export function cellWord({ state, value, ok, total, iterations }: Cell, format: (value: number) => string): string {
  if (value !== null) return ok < total ? `${format(value)}, ${ok} of ${total} seeds` : format(value)
  if (state === 'diverged') return iterations === null ? `diverged, ${total - ok} of ${total} seeds` : `diverged at iteration ${iterations}`
  return state === 'running' ? 'running' : 'queued'
}
