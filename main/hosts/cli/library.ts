import { parse } from 'yaml'
import { LIBRARY } from '../../../core/problem/library/index.ts'
import { libraryProblem } from '../../lab/services/documents.ts'

interface Heading {
  name?: string
  about?: { group?: string }
}

/** The library as a list. */
export function libraryNames(): { id: string; name: string; group: string }[] {
  return LIBRARY.map(({ id, yaml }) => {
    const { name, about } = parse(yaml) as Heading
    return { id, name: name ?? id, group: about?.group ?? '' }
  })
}

/** One problem of the library with its file's text. */
export function libraryText(id: string): { id: string; name: string; yaml: string } {
  const { yaml } = libraryProblem(id)
  return { id, name: (parse(yaml) as Heading).name ?? id, yaml }
}
