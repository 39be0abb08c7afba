import { resolve } from 'node:path'

/** The folder that `--lab DIR` or `--lab=DIR` names, as an absolute path; undefined without the flag. */
export function labFlag(args: readonly string[], from: string): string | undefined {
  for (const [index, arg] of args.entries()) {
    const folder = arg === '--lab' ? args[index + 1] : arg.startsWith('--lab=') ? arg.slice('--lab='.length) : undefined
    if (folder !== undefined && folder !== '' && !folder.startsWith('--')) return resolve(from, folder)
  }
  return undefined
}
