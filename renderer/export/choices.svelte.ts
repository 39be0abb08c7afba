import { Remembered } from '../state/remembered.svelte.ts'
import { PRESETS } from './presets.ts'
import type { Preset, Size } from './presets.ts'
import { FORMATS } from './write.ts'
import type { Format } from './write.ts'

/** Dots per inch of a PNG: what journals ask of line art with halftones. */
const DPI = 600

const isSize = (value: unknown): value is { width: number; height: number; points: number } =>
  typeof value === 'object' &&
  value !== null &&
  ['width', 'height', 'points'].every((key) => key in value && Number.isFinite((value as Record<string, unknown>)[key]))
const isFormats = (value: unknown): value is Format[] =>
  Array.isArray(value) && value.every((one) => FORMATS.some((format) => format === one))

const size = new Remembered<{ width: number; height: number; points: number }>('export.size', { width: 90, height: 60, points: 8 }, isSize)
const formats = new Remembered<Format[]>('export.formats', ['svg', 'png', 'csv'], isFormats)

/** How the user wrote files last: the next sheet begins there. */
export const choices = {
  get size(): Size & { dpi: number } {
    return { ...size.current, dpi: DPI }
  },
  get formats(): readonly Format[] {
    return formats.current
  },
  resize(change: Partial<Size>): void {
    size.current = { ...size.current, ...change }
  },
  usePreset(id: Preset['id']): void {
    const preset = PRESETS.find((one) => one.id === id)
    if (preset !== undefined) size.current = { width: preset.width, height: preset.height, points: preset.points }
  },
  toggle(format: Format): void {
    formats.current = formats.current.includes(format) ? formats.current.filter((one) => one !== format) : [...formats.current, format]
  }
}
