import { table } from '../table.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'
import { libraryNames, libraryText } from '../library.ts'

export const problems: Verb = {
  name: 'problems',
  usage: '[ID]',
  summary: 'the library; with an id one problem, as a file to start from',
  options: [],
  takes: [0, 1],
  run: ({ words, print }) => {
    const [id] = words.positionals
    if (id === undefined) {
      const all = libraryNames()
      const rows = all.map((each) => [each.id, each.name, each.group])
      print(all, () => table([{ head: 'id' }, { head: 'name' }, { head: 'group' }], rows))
    } else {
      const entry = libraryText(id)
      print(entry, () => entry.yaml)
    }
    return Promise.resolve(EXIT.done)
  }
}
