/** Sizes on paper that are asked for again and again (research: Elsevier 90 and 190 mm, IEEE 88.9, A&A 88 and 180). */
export interface Preset {
  id: 'column' | 'page' | 'report' | 'slide' | 'own'
  label: string
  /** mm */
  width: number
  height: number
  /** text size in pt */
  points: number
}

export const PRESETS: readonly Preset[] = [
  { id: 'column', label: 'Journal, one column', width: 90, height: 60, points: 8 },
  { id: 'page', label: 'Journal, two columns', width: 180, height: 90, points: 8 },
  { id: 'report', label: 'Report, text width', width: 150, height: 90, points: 9 },
  { id: 'slide', label: 'Slide, 16 : 9', width: 254, height: 143, points: 18 }
]

export interface Size {
  width: number
  height: number
  points: number
}

/** The preset that a size is, or own. */
export function presetOf({ width, height, points }: Size): Preset['id'] {
  return PRESETS.find((preset) => preset.width === width && preset.height === height && preset.points === points)?.id ?? 'own'
}
