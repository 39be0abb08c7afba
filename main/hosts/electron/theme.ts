import { nativeTheme } from 'electron'
import type { Handlers } from '../../api/contract.ts'

/** The key under which the page remembers its theme. */
const KEY = 'theme'
const CHOICES = ['light', 'dark', 'system'] as const

function apply(choice: unknown): void {
  const known = CHOICES.find((one) => one === choice)
  if (known !== undefined) nativeTheme.themeSource = known
}

/** Has the window's frame follow the theme chosen in the page, from before the first picture on. */
export async function followTheme(handlers: Handlers): Promise<Handlers> {
  apply(await handlers['lab.recall']({ key: KEY }))
  return {
    ...handlers,
    'lab.remember': async (input) => {
      const done = await handlers['lab.remember'](input)
      if (input.key === KEY) apply(input.value)
      return done
    }
  }
}
