let shown = $state(false)

export const palette = {
  get shown(): boolean {
    return shown
  },
  open: () => void (shown = true),
  close: () => void (shown = false)
}
