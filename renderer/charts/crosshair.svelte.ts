/** Where the pointer stands over one figure, told to all others with the same horizontal variable. */
interface Crosshair {
  /** the shared axis: `t`, `iteration` */
  axis: string
  value: number
  /** the figure under the pointer, which has its own hover box */
  source: symbol
}

let shown = $state.raw<Crosshair | null>(null)

export const crosshair = {
  get current(): Crosshair | null {
    return shown
  },
  at(axis: string, value: number, source: symbol): void {
    shown = { axis, value, source }
  },
  leave(source: symbol): void {
    if (shown?.source === source) shown = null
  }
}
