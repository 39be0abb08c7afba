/** A choice among rows: the keys chosen, and where a range with Shift starts. */
export interface Selection {
  keys: ReadonlySet<string>
  anchor: string | null
}

export const NOTHING: Selection = { keys: new Set(), anchor: null }

/** What a press on `key` chooses: alone, with Ctrl added or taken away, with Shift everything from the anchor to it. */
export function choose(selection: Selection, order: readonly string[], key: string, held: { ctrl: boolean; shift: boolean }): Selection {
  if (held.shift && selection.anchor !== null) {
    const [a, b] = [order.indexOf(selection.anchor), order.indexOf(key)]
    if (a !== -1 && b !== -1) return { keys: new Set(order.slice(Math.min(a, b), Math.max(a, b) + 1)), anchor: selection.anchor }
  }
  if (!held.ctrl) return { keys: new Set([key]), anchor: key }
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, anchor: key }
}
