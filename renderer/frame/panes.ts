const FOCUSABLE = 'button, a[href], input, select, textarea, [tabindex="0"], [contenteditable=true]'

/** Moves the focus to the next pane of the view (elements with `data-pane`), in reading order. */
export function nextPane(direction: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null)
  const here = panes.findIndex((pane) => pane.contains(document.activeElement))
  const start = here === -1 ? (direction === 1 ? 0 : panes.length - 1) : (here + direction + panes.length) % panes.length
  const pane = panes[start]
  if (pane === undefined) return
  const first = [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => element.offsetParent !== null && element.tabIndex >= 0)
  if (first === undefined) pane.tabIndex = -1
  ;(first ?? pane).focus()
}
