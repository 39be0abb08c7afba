import { followRun } from '../follow.ts'
import { describeOutcome, exitCodeOfRun, outcomeDocument } from '../outcome.ts'
import { experimentFrom, withSettings } from '../subject.ts'
import type { Verb } from '../verb.ts'

export const solve: Verb = {
  name: 'solve',
  usage: 'FILE|ID [--set PATH=YAML]… [--seed S]',
  summary: 'trains one run, stores it and prints the result',
  options: [
    { name: 'set', value: 'PATH=YAML', many: true, help: 'a setting, e.g. training.learning_rate=1e-2 or problem.parameters.nu=0.01' },
    { name: 'seed', value: 'S', help: 'a number, or lecture:15 for the generator of the lecture' },
    { name: 'name', value: 'NAME', help: 'what the run is called' },
    { name: 'quiet', help: 'no progress' }
  ],
  takes: [1, 1],
  run: async ({ words, io, lab, print }) => {
    const [subject = ''] = words.positionals
    const experiment = withSettings(experimentFrom(subject, io), words.all('set'), words.one('seed'))
    const name = words.one('name')
    const open = await lab(1)
    const { run } = await open.handlers['run.start']({ experiment, ...(name === undefined ? {} : { name }) })
    await followRun(open, io, run, words.has('quiet'))
    const detail = await open.handlers['run.get']({ run })
    print(outcomeDocument(detail), () => describeOutcome(detail))
    return exitCodeOfRun(detail)
  }
}
