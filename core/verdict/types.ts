/** How much a solution may be trusted; never from its loss alone. */
export type Level = 'sound' | 'rough' | 'wrong' | 'not certified'

/** What is suspicious about a solution, and what mends it. */
export interface Suspicion {
  code:
    | 'no-solution'
    | 'blow-up'
    | 'not-unique'
    | 'switches'
    | 'kinked'
    | 'over-fitted'
    | 'uncovered'
    | 'sensitive'
    | 'disagrees'
    | 'another-solution'
    | 'exact-disagrees'
    | 'as-large'
    | 'seeds-differ'
    | 'conditions'
  message: string
  cure: string
}

/** A change that is likely to mend a solution: what a button does, and what is written to do the same. */
export interface Cure {
  /** what the button says */
  label: string
  /** values that take the place of a setting's (`training.windows`), or of a line of the problem's (`problem.trial`) */
  changes: { path: string; value: unknown }[]
}

/** The judgement of a trained solution: plain data, stored with the run. Errors are in the solution's own units. */
export interface Verdict {
  level: Level
  /** one or two sentences in words */
  sentence: string
  /** largest error by the best that is known: the exact solution, else the classical one, else a certified estimate */
  error: number | null
  /** largest |u|, to judge the error by */
  scale: number
  /** largest error by the linearised defect; null where it cannot be had */
  estimated_error: number | null
  estimated_rel_l2: number | null
  /** the error is no larger, where the residual is too rough to tell it closer; left out where the estimate tells it */
  error_bound?: number
  /** whether the estimate is within a factor of two, or the bound holds */
  certified: boolean
  /** why it is not, in words */
  why: string | null
  /** largest error that a residual of one would cost */
  amplification: number | null
  /** residual between the collocation points over the residual at them, root mean squares */
  residual_ratio: number | null
  /** the largest residual between the collocation points over their root mean square; null where it vanishes, left out of older verdicts */
  residual_peak?: number | null
  /** share of the domain without collocation points; null where there are too few to say */
  empty_share: number | null
  /** half the largest distance between solutions from several seeds; null for one */
  seed_spread: number | null
  /** the classical solution beside it */
  reference: {
    method: string
    label: string
    /** its own stated error */
    stated_error: number
    seconds: number
    /** largest distance of the trained solution from it, and the relative L2 norm of that */
    max_abs_error: number
    rel_l2: number
    /** how far another solution is that the method finds when it does not begin at the trained one; left out where there is none */
    another?: number
  } | null
  /** why there is none, in words */
  no_reference: string | null
  suspicions: Suspicion[]
  /** what may mend it, the best remedy first; left out of older verdicts */
  cures?: Cure[]
}
