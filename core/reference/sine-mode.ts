/** u[i] = amplitude * sin(mode * pi * i / cells). */
export interface SineMode {
  mode: number
  amplitude: number
}

/**
 * The one sine mode that these grid values are, or null. The discrete sine transform of an exact mode has one entry; what the others may
 * hold is roundoff.
 */
export function sineMode(u: Float64Array): SineMode | null {
  const cells = u.length - 1
  let best: SineMode = { mode: 0, amplitude: 0 }
  for (let mode = 1; mode < cells; mode++) {
    let sum = 0
    for (let i = 1; i < cells; i++) sum += (u[i] ?? NaN) * Math.sin((mode * i * Math.PI) / cells)
    const amplitude = (2 * sum) / cells
    if (Math.abs(amplitude) > Math.abs(best.amplitude)) best = { mode, amplitude }
  }
  if (best.mode === 0) return null
  const { mode, amplitude } = best
  const off = u.some((u, i) => !(Math.abs(u - amplitude * Math.sin((mode * i * Math.PI) / cells)) <= 1e-13 * cells * Math.abs(amplitude)))
  return off ? null : best
}
