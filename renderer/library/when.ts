const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** A moment as short as it can be said: today's by the time, this year's by day and time, others by date. */
export function when(iso: string, now = new Date()): string {
  const then = new Date(iso)
  if (Number.isNaN(then.getTime())) return ''
  if (then.toDateString() === now.toDateString()) return TIME.format(then)
  return then.getFullYear() === now.getFullYear() ? `${DAY.format(then)}, ${TIME.format(then)}` : YEAR.format(then)
}
