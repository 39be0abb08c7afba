import type { IconName } from './icons.ts'

export type Tone = 'good' | 'warn' | 'bad' | 'run' | 'mute'
/** What stands before the word: an icon, a dot, a ring, or a sign of its own. */
export type Glyph = IconName | 'dot' | 'pulse' | 'ring' | '?'

export interface BadgeProps {
  tone: Tone
  glyph: Glyph
  word: string
  title?: string
}
