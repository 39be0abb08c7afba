import { first } from './001.ts'
import { second } from './002.ts'
import { third } from './003.ts'

/** SQL that leads from version i to version i + 1 of the database; only ever appended to. */
export const MIGRATIONS: readonly string[] = [first, second, third]
