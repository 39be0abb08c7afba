import type { ProblemDocument } from './document-schema.ts'

/** Names of the states of an unknown or an eigenvalue: u_1, u_2, … */
export function stateNames(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, k) => `${name}_${k + 1}`)
}

/** Which eigenvalue a document asks several states of, and how many. */
export function severalStates({ eigenvalue = {} }: Pick<ProblemDocument, 'eigenvalue'>): { name: string; count: number } | undefined {
  const [found] = Object.entries(eigenvalue).filter(([, { states = 1 }]) => states > 1)
  return found && { name: found[0], count: found[1].states! }
}
