import { checkProblem } from '../../../core/problem/check.ts'
import { Session } from '../../../core/training/session.ts'
import type { Answers, Context } from '../context.ts'
import { startFrom } from './beginnings.ts'
import { problemSource } from './documents.ts'
import { resolve } from './experiments.ts'

type Problems = Pick<Answers, 'problem.check' | 'experiment.settings' | 'experiment.preview'>

/** What can be said of an experiment before it is trained; nothing is stored. */
export function problems({ store }: Pick<Context, 'store'>): Problems {
  return {
    'problem.check': ({ experiment }) => checkProblem(problemSource(experiment)),
    'experiment.settings': ({ experiment }) => resolve(experiment).settings,
    'experiment.preview': ({ experiment, lens }) => {
      const resolved = resolve(experiment)
      return new Session(resolved, startFrom(store, resolved)?.checkpoint).snapshot(lens)
    }
  }
}
