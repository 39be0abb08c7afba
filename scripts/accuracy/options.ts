/** The value after `--name` on the command line. */
export function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

export const has = (name: string): boolean => process.argv.includes(`--${name}`)

/** The problems that `--only a,b` names, all where it is left out; ends the process where there is no such problem. */
export function chosen(known: readonly string[], standard: readonly string[] = known): readonly string[] {
  const only = option('only')?.split(',')
  if (only === undefined) return standard
  const unknown = only.filter((id) => !known.includes(id))
  if (unknown.length > 0) refuse(`there is no problem ${unknown.join(', ')}; there are ${known.join(', ')}`)
  return only
}

/** A whole number from 1 on. */
export function count(name: string, standard: number): number {
  const value = Number(option(name) ?? standard)
  if (!Number.isInteger(value) || value < 1) refuse(`--${name} takes a whole number from 1 on`)
  return value
}

function refuse(line: string): never {
  process.stderr.write(`ansatz: ${line}\n`)
  process.exit(2)
}
