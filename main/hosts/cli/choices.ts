import { badUsage } from './options.ts'
import type { Words } from './options.ts'

/** `--format svg,pdf`, also given more than once. */
export function choices<T extends string>(words: Words, name: string, from: readonly T[], otherwise: T[]): T[] {
  const given = words
    .all(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
  const wrong = given.find((word) => !from.some((each) => each === word))
  if (wrong !== undefined) throw badUsage(`--${name} ${wrong} is not one of ${from.join(', ')}.`, `Write --${name} ${from.join(',')}.`)
  return given.length === 0 ? otherwise : from.filter((each) => given.includes(each))
}
