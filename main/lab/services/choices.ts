import type { Answers, Context } from '../context.ts'

/** What the lab is, and what the window asked it to remember. */
export function choices({ store, info }: Context): Pick<Answers, 'lab.info' | 'lab.remember' | 'lab.recall'> {
  return {
    'lab.info': () => info,
    'lab.remember': ({ key, value }) => {
      store.choices.remember(key, value)
      return null
    },
    'lab.recall': ({ key }) => store.choices.recall(key)
  }
}
