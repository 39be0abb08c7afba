import type { Handlers, MethodName } from '../api/contract.ts'
import type { Answers } from './context.ts'
import { storeFault } from './store/faults.ts'

/** The answers as handlers: what SQLite and the disk throw is put into words. */
export function guarded(answers: Answers, file: string): Handlers {
  const guard = (name: MethodName) => async (input: never) => {
    try {
      return await answers[name](input)
    } catch (thrown) {
      throw storeFault(thrown, file)
    }
  }
  return Object.fromEntries((Object.keys(answers) as MethodName[]).map((name) => [name, guard(name)])) as unknown as Handlers
}
