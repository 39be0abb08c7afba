import { ORDER } from './order.ts'

/** A built-in problem in the users' own format, with the contents of its data files by name. */
export interface LibraryProblem {
  id: string
  yaml: string
  files: Readonly<Record<string, string>>
}

const problems = import.meta.glob<string>('./*.yaml', { query: '?raw', import: 'default', eager: true })
const data = import.meta.glob<string>('./*.csv', { query: '?raw', import: 'default', eager: true })

/** The built-in problems, in the order in which they are shown. */
export const LIBRARY: readonly LibraryProblem[] = ORDER.map((id) => {
  const yaml = problems[`./${id}.yaml`]
  if (yaml === undefined) throw new Error(`the library has no file ${id}.yaml`)
  const measured = data[`./${id}.csv`]
  return { id, yaml, files: measured === undefined ? {} : { [`${id}.csv`]: measured } }
})
