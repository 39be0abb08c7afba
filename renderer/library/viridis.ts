const STOPS = ['440154', '472d7b', '3b528b', '2c728e', '21918c', '28ae80', '5ec962', 'addc30', 'fde725'].map((hex) =>
  [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
)

/** Red, green and blue of the viridis map at a share from 0 to 1 (the nine stops of tokens.css). */
export function viridis(share: number): [number, number, number] {
  const at = Math.min(1, Math.max(0, share)) * (STOPS.length - 1)
  const low = Math.min(STOPS.length - 2, Math.floor(at))
  const mix = (channel: number) => {
    const a = STOPS[low]?.[channel] ?? 0
    const b = STOPS[low + 1]?.[channel] ?? a
    return Math.round(a + (b - a) * (at - low))
  }
  return [mix(0), mix(1), mix(2)]
}
