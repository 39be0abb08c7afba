let shown = $state(false)

export const keysSheet = {
  get shown(): boolean {
    return shown
  },
  open: () => void (shown = true),
  close: () => void (shown = false)
}
