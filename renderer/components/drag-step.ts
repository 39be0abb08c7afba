/** One tenth of the leading digit: 2 -> 0.1, 0.35 -> 0.01, 120 -> 10; 0 -> 0.1. What an arrow key or a few pixels add. */
export function stepFor(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0.1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
}

/** `steps` steps away, times ten with Shift and a tenth with Alt, on the grid of the step, so that 0.1 + 0.2 is 0.3. */
export function stepped(value: number, steps: number, step: number, held: { shiftKey: boolean; altKey: boolean }): number {
  const size = step * (held.shiftKey ? 10 : 1) * (held.altKey ? 0.1 : 1)
  const decimals = Math.max(0, Math.min(15, Math.ceil(-Math.log10(size)) + 1))
  const next = Number((value + steps * size).toFixed(decimals))
  return Object.is(next, -0) ? 0 : next
}
