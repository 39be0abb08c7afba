import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const MIN_WIDTH = 1024
export const MIN_HEIGHT = 680
const DEFAULT = { width: 1440, height: 900 }
/** As much of the title bar must lie on a screen, in pixels, for the window to be found and dragged. */
const HANDLE = 100

const Saved = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive(), maximized: z.boolean() })
export type SavedBounds = z.output<typeof Saved>
export type Area = Pick<SavedBounds, 'x' | 'y' | 'width' | 'height'>
export interface Placement {
  /** absent: the system chooses the place */
  x?: number
  y?: number
  width: number
  height: number
  maximized: boolean
}

/** Whether the middle of a window's upper edge can be seen and taken hold of. */
const isReachable = ({ x, y, width }: Area, screen: Area) =>
  x + width - HANDLE > screen.x && x + HANDLE < screen.x + screen.width && y >= screen.y && y + HANDLE < screen.y + screen.height

/**
 * Where to open the window: as it was left, if that place still lies on a screen (it may have been unplugged).
 * @param saved what was kept, or null
 * @param screens the parts of the screens that windows may cover; the first is the main one
 */
export function placeWindow(saved: SavedBounds | null, screens: readonly Area[]): Placement {
  const [main] = screens
  const screen = saved === null ? undefined : screens.find((one) => isReachable(saved, one))
  const room = screen ?? main ?? { width: Infinity, height: Infinity }
  const size = (wanted: number, least: number, most: number) => Math.max(least, Math.min(wanted, most))
  const { width, height } = saved ?? DEFAULT
  return {
    ...(saved !== null && screen !== undefined && { x: saved.x, y: saved.y }),
    width: size(width, MIN_WIDTH, room.width),
    height: size(height, MIN_HEIGHT, room.height),
    maximized: saved?.maximized ?? false
  }
}

/** The bounds kept in a file; null where there are none, or none that make sense. */
export function readBounds(file: string): SavedBounds | null {
  if (!existsSync(file)) return null
  try {
    return Saved.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // A window's place is not worth a message: a file cut short by a power cut is as good as none.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** Keeps bounds, whole or not at all. */
export function writeBounds(file: string, bounds: SavedBounds): void {
  const part = `${file}.part`
  writeFileSync(part, JSON.stringify(bounds))
  renameSync(part, file)
}
