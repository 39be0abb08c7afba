import type { AnatomyInput } from '../../../main/api/figures.ts'
import type { Figure, Frame } from '../figure.ts'
import { significant } from '../format.ts'
import { plain, subjectOf, type Subject } from '../subject.ts'
import { inBrackets } from '../units.ts'
import { anatomyCurves } from './anatomy-curves.ts'
import { anatomyMaps } from './anatomy-maps.ts'

/** One station on the way from the conditions to the residual. */
export interface Part {
  /** as its plot is called */
  title: string
  column: string
  values: ArrayLike<number>
  /** drawn thin on top: what it should be */
  truth?: ArrayLike<number> | null
  tone: 'given' | 'network' | 'error'
}

/** What the trial solution is made of, in the order in which it is formed; a part that it does not have is left out. */
export function partsOf({ field, symbol, unknown }: Subject, units: AnatomyInput['report']['units']): Part[] {
  const unit = inBrackets(units, unknown)
  const { h1, h2, network, solution, residual, exact } = field
  const split = h1 != null && h2 != null
  const rest = h1 == null ? null : Float64Array.from(solution, (value, p) => value - (h1[p] ?? Number.NaN))
  return [
    ...(h1 == null ? [] : [{ title: `h<sub>1</sub>${unit}`, column: 'h1', values: h1, tone: 'given' as const }]),
    { title: 'N', column: 'network', values: network, tone: 'network' },
    ...(split ? [{ title: 'h<sub>2</sub>', column: 'h2', values: h2, tone: 'given' as const }] : []),
    ...(split || rest === null
      ? []
      : [{ title: `${symbol} − h<sub>1</sub>${unit}`, column: 'without_h1', values: rest, tone: 'network' as const }]),
    {
      title: `${split ? 'h<sub>1</sub> + h<sub>2</sub> N' : symbol}${unit}`,
      column: 'solution',
      values: solution,
      truth: exact,
      tone: 'network'
    },
    { title: 'residual', column: 'residual', values: residual, tone: 'error' }
  ]
}

/** The parts of a trial solution on linked axes: curves one above the other with one axis below, or maps side by side. */
export function anatomyFigure(input: AnatomyInput, frame: Frame): Figure {
  const subject = subjectOf(input.snapshot, input.unknown)
  const parts = partsOf(subject, input.report.units)
  const drawn = subject.axes.length > 1 ? anatomyMaps(input, parts, frame) : anatomyCurves(input, parts, frame)
  const largest = (values: ArrayLike<number>) =>
    Math.max(0, ...Array.from(values, (value) => (Number.isFinite(value) ? Math.abs(value) : 0)))
  return {
    ...drawn,
    alt: `Parts of the trial solution of ${plain(subject.symbol)}, largest value of each: ${parts
      .map(({ title, values }) => `${plain(title)} ${significant(largest(values))}`)
      .join('; ')}.`,
    hidden: 0
  }
}
