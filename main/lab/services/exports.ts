import type { Answers, Context } from '../context.ts'

/** Files of runs and sweeps. */
export function exports(_context: Context): Pick<Answers, 'export.data' | 'export.save'> {
  return {
    'export.data': () => [],
    // Only a door with a file dialogue can save; it lays its own handler over this one.
    'export.save': () => ({ folder: null })
  }
}
