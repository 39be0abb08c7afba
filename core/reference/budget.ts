/** Multiplications that all methods of one reference may still take, counted as they go and not timed, so that the answer does not depend on the machine. */
export interface Budget {
  left: number
}

/** Some seconds, of all methods together: a run waits for its reference. The method of lines may take it whole, the others a share. */
export const MOST_WORK = 1.5e10
export const SHARE = 6e9

export const budgetOf = (left: number): Budget => ({ left })
