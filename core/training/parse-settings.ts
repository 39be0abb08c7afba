import { explainIssue, type Path } from '../problem/document-explain.ts'
import type { Place } from '../errors.ts'
import { Settings } from './settings.ts'

/** Finds the places of settings in the file that they come from. */
export interface SettingsLocator {
  place?: (path: Path) => Place
  placeOfKey?: (path: Path) => Place
}

/**
 * Settings with every default filled in. Throws a LabError that says which setting is wrong, what it may be and the nearest valid
 * spelling, with its place in the file where the locator knows it.
 */
export function parseSettings(raw: unknown, locator: SettingsLocator = {}): Settings {
  const parsed = Settings.safeParse(raw ?? {})
  if (parsed.success) return parsed.data
  const place = locator.place ?? ((): Place => ({}))
  throw explainIssue(Settings, parsed.error.issues, raw, { place, placeOfKey: locator.placeOfKey ?? place }, 'the settings')
}
