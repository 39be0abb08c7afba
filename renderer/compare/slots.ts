/**
 * The house's line styles in the order in which runs take them: green belongs to classical solvers, vermilion to errors and black to the exact
 * solution, so these come last.
 */
const ORDER = [0, 1, 3, 4, 5, 6, 2] as const
/** the style of the first classical solver */
export const CLASSICAL = 2

/** Styles by run. A run keeps its style for as long as the window is open, whatever else is shown or sorted. */
export type Slots = Readonly<Record<string, number>>

/** The styles with new runs added: each takes one that no run of those shown has, or the one that fewest have. */
export function withSlots(slots: Slots, shown: readonly string[]): Slots {
  const next: Record<string, number> = { ...slots }
  for (const run of shown) {
    if (next[run] !== undefined) continue
    const uses = (style: number) => shown.filter((other) => next[other] === style).length
    next[run] = ORDER.reduce<number>((best, style) => (uses(style) < uses(best) ? style : best), ORDER[0])
  }
  return next
}
