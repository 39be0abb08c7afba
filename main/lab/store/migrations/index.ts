import { first } from './001.ts'

/** SQL that leads from version i to version i + 1 of the database; only ever appended to. */
export const MIGRATIONS: readonly string[] = [first]
