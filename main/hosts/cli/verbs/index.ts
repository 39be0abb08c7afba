import type { Family, Verb } from '../verb.ts'
import { bench } from './bench.ts'
import { check } from './check.ts'
import { evaluate } from './evaluate.ts'
import { exporting } from './export.ts'
import { derive } from './derive.ts'
import { problems } from './problems.ts'
import { run } from './runs.ts'
import { serve } from './serve.ts'
import { solve } from './solve.ts'
import { sweep } from './sweeps.ts'

/** Every verb, in the order of the help. */
export const VERBS: readonly (Verb | Family)[] = [derive, problems, check, solve, evaluate, sweep, run, exporting, serve, bench]
