export interface Span {
  first: number
  /** one past the last */
  end: number
}

/** Which of `count` rows of equal height a scrolled box shows, and some more on both sides, so that scrolling meets no gap. */
export function visibleSpan(count: number, rowHeight: number, scrollTop: number, height: number, extra = 8): Span {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - extra)
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + extra)
  return { first, end: Math.max(first, end) }
}

/** Where to scroll so that a row is seen whole; unchanged when it is. `header` is the height of what lies over the top. */
export function scrollToShow(row: number, rowHeight: number, scrollTop: number, height: number, header = 0): number {
  const top = row * rowHeight
  if (top < scrollTop) return top
  const bottom = top + rowHeight + header
  return bottom > scrollTop + height ? bottom - height : scrollTop
}
