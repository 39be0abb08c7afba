import type { StatusLine } from '../state/status.svelte.ts'
import { info } from '../state/info.svelte.ts'
import type { Bench } from './bench.svelte.ts'

/** The left part of the status bar: what the bench does now, and where its run is kept. */
export function statusOf({ status, training, summary, settings, report }: Bench): StatusLine {
  const workers = info.current?.workers ?? 1
  const facts = [
    ...(settings === null ? [] : [settings.engine === 'auto' ? settings.precision : `${settings.precision}, ${settings.engine} engine`]),
    ...(summary === undefined ? [] : [`Run ${summary.name}, every setting and curve saved`])
  ]
  if (training)
    return {
      tone: 'accent',
      pulse: true,
      word: status === 'QUEUED' ? 'Waiting for a worker' : 'Training',
      facts: [`on one of ${workers} workers`, ...facts]
    }
  if (report !== null && !report.ok) return { tone: 'bad', word: 'Cannot train yet', facts }
  if (status === null) return { tone: 'mute', word: 'Not trained', facts: [...facts, 'Nothing is stored before it trains'] }
  const words = {
    PAUSED: 'Paused',
    FINISHED: 'Finished',
    DIVERGED: 'Diverged',
    FAILED: 'Failed',
    CANCELLED: 'Cancelled',
    LOST: 'Lost',
    PRUNED: 'Pruned'
  } as const
  const tone = status === 'FINISHED' ? 'good' : status === 'DIVERGED' || status === 'FAILED' ? 'bad' : 'mute'
  return { tone, word: status in words ? words[status as keyof typeof words] : status, facts }
}
