import { posix, win32 } from 'node:path'

export interface Home {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** the user's home folder */
  home: string
}

/** Where the lab keeps its database unless told otherwise; the same for the window and the command line. Pure. */
export function defaultLabFolder({ platform, env, home }: Home): string {
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Ansatz')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Ansatz')
  return posix.join(env.XDG_CONFIG_HOME || posix.join(home, '.config'), 'Ansatz')
}
