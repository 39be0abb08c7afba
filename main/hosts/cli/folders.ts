import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Io } from './io.ts'

/** Where the desktop application keeps its data: Electron's `userData` for the name "Ansatz". */
export function userData(env: Io['env'], platform: NodeJS.Platform = process.platform, home = homedir()): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Ansatz')
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Ansatz')
  const config = env.XDG_CONFIG_HOME
  return join(config === undefined || config === '' ? join(home, '.config') : config, 'Ansatz')
}

/** The folder of the database: what --lab says, else the desktop application's. */
export function labFolder(named: string | undefined, { cwd, env }: Pick<Io, 'cwd' | 'env'>): string {
  return named === undefined ? userData(env) : resolve(cwd, named)
}
