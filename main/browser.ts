import { existsSync } from 'node:fs'
import { posix, win32 } from 'node:path'

export interface Machine {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
}

const NAMES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'google-chrome-beta',
    'microsoft-edge-stable',
    'microsoft-edge',
    'brave-browser'
  ],
  darwin: ['chromium', 'google-chrome'],
  win32: ['chrome.exe', 'msedge.exe', 'chromium.exe']
}

const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const WINDOWS_PLACES = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe'
]

/** Paths at which a Chromium-family browser may lie on this machine, the most wanted first. Pure: nothing is looked at on disk. */
export function browserCandidates({ platform, env }: Machine): string[] {
  const path = platform === 'win32' ? win32 : posix
  const folders = (env.PATH ?? env.Path ?? '').split(platform === 'win32' ? ';' : ':').filter((folder) => folder !== '')
  const named = (NAMES[platform] ?? NAMES.linux ?? []).flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...named, ...usualPlaces({ platform, env })]
}

function usualPlaces({ platform, env }: Machine): string[] {
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env.HOME === undefined ? [] : [posix.join(env.HOME, 'Applications')])]
    return roots.flatMap((root) => MAC_APPLICATIONS.map((name) => posix.join(root, `${name}.app`, 'Contents', 'MacOS', name)))
  }
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined)
    return roots.flatMap((root) => WINDOWS_PLACES.map((place) => win32.join(root, place)))
  }
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge'
  ]
}

/**
 * The installed Chromium, Chrome or Edge that tests and figure export drive, or undefined when there is none.
 * `ANSATZ_CHROMIUM` decides alone when it is set: a wrong path there must not be papered over by another browser.
 */
export function findBrowser(machine: Machine = process, exists: (path: string) => boolean = existsSync): string | undefined {
  const named = machine.env.ANSATZ_CHROMIUM
  if (named !== undefined && named !== '') return exists(named) ? named : undefined
  return browserCandidates(machine).find((path) => exists(path))
}
