import type { Snippet } from 'svelte'
import type { IconName } from './icons.ts'

export interface ButtonProps {
  /** Look */
  kind?: 'plain' | 'primary' | 'ghost'
  size?: 'normal' | 'small'
  icon?: IconName
  /** after the words: a chevron, say */
  after?: IconName
  /** what it is for, when words are missing or too short; shown on hover with the key */
  title?: string
  key?: string
  /** State: a reason means disabled, and is shown in place of the title */
  disabled?: string | false | null
  /** the verb while it works: "Starting", "Writing 3 files" */
  busy?: string | null
  pressed?: boolean
  expanded?: boolean
  haspopup?: 'menu' | 'listbox' | 'dialog'
  id?: string
  testid?: string
  /** Events */
  onclick?: (event: MouseEvent) => void
  children?: Snippet
}
