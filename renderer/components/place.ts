const GAP = 5
const EDGE = 8

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** Upper left corner of a box beside an anchor: below it, above where there is no room, and never out of the window. */
export function placeBeside(
  anchor: Box,
  size: { width: number; height: number },
  room: { width: number; height: number },
  align: 'start' | 'middle' | 'end'
): { x: number; y: number } {
  const wish = {
    start: anchor.left,
    middle: (anchor.left + anchor.right - size.width) / 2,
    end: anchor.right - size.width
  }[align]
  const below = anchor.bottom + GAP
  const fits = below + size.height <= room.height - EDGE || anchor.top - GAP - size.height < EDGE
  const y = fits ? below : anchor.top - GAP - size.height
  const within = (value: number, length: number, space: number) => Math.max(EDGE, Math.min(value, space - length - EDGE))
  return { x: Math.round(within(wish, size.width, room.width)), y: Math.round(within(y, size.height, room.height)) }
}

export function placeNear(box: HTMLElement, anchor: Box, align: 'start' | 'middle' | 'end'): void {
  const { x, y } = placeBeside(
    anchor,
    { width: box.offsetWidth, height: box.offsetHeight },
    { width: innerWidth, height: innerHeight },
    align
  )
  box.style.left = `${x}px`
  box.style.top = `${y}px`
}
