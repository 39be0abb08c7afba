import type { FlopItem, FlopRow, FlopVariant } from '../../core/autodiff/explore/report.ts'

/** Conventions under which operations are counted. */
export const COUNTINGS = [
  { value: 'explicit', label: 'Partials explicit', says: 'Every operation counts 1; in hardware exp and sqrt cost more.' },
  { value: 'tape', label: 'Literal tape', says: 'A tape multiplies along every edge, also by 1 and by the seed.' },
  { value: 'symbolic', label: 'Formula alone', says: 'Derivatives as formulas: SymPy counts a root as a power and a division.' }
] as const
export type Counting = (typeof COUNTINGS)[number]['value']

export const isCounting = (text: unknown): text is Counting => COUNTINGS.some(({ value }) => value === text)

const SHOWN: Record<Counting, readonly FlopVariant[]> = {
  explicit: ['tree', 'graph', 'graph_root_again', 'forward', 'reverse', 'tape'],
  tape: ['tree', 'graph', 'graph_root_again', 'tape_forward', 'tape'],
  symbolic: ['tree', 'derivative_alone', 'sympy', 'unsimplified']
}

/** The rows of the ledger under a convention, in the order of the table. */
export function rowsUnder(flops: readonly FlopRow[], counting: Counting): FlopRow[] {
  return SHOWN[counting].flatMap((variant) => flops.filter((row) => row.variant === variant))
}

/** Which row belongs to the sweep that is shown. */
export function rowOfMode(mode: 'evaluation' | 'forward' | 'reverse', counting: Counting): FlopVariant {
  if (mode === 'evaluation') return 'graph'
  if (counting === 'tape') return mode === 'forward' ? 'tape_forward' : 'tape'
  return mode
}

/** Who pays what, gathered by what it is paid for; equal entries of one part stand together with their number. */
export function bill(row: FlopRow): { part: FlopItem['part']; items: FlopItem[]; sum: number }[] {
  return (['f', 'df'] as const).flatMap((part) => {
    const items = row.items.filter((item) => item.part === part && item.cost > 0)
    return items.length === 0 ? [] : [{ part, items, sum: items.reduce((sum, { cost }) => sum + cost, 0) }]
  })
}

/** What every node pays under a row: for marks on the graph. */
export function paidBy(row: FlopRow | null): ReadonlyMap<string, number> {
  const paid = new Map<string, number>()
  for (const { node, cost } of row?.items ?? []) if (node !== null && cost > 0) paid.set(node, (paid.get(node) ?? 0) + cost)
  return paid
}
