import { followRun } from '../follow.ts'
import { describeOutcome, exitCodeOfRun, outcomeDocument } from '../outcome.ts'
import { badUsage } from '../options.ts'
import { describeSeeds, seedsDocument, solveSeeds } from '../solve-seeds.ts'
import { experimentFrom, withSettings } from '../subject.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isInteger(count) || count < 2 || count > 100)
    throw badUsage(`--seeds ${text} is no number of seeds.`, 'Write a whole number from 2 to 100, for example --seeds 5.')
  return count
}

export const solve: Verb = {
  name: 'solve',
  usage: 'FILE|ID [--set PATH=YAML]… [--seed S] [--seeds N]',
  summary: 'trains one run, stores it and prints the result',
  options: [
    { name: 'set', value: 'PATH=YAML', many: true, help: 'a setting, e.g. training.learning_rate=1e-2 or problem.parameters.nu=0.01' },
    { name: 'seed', value: 'S', help: 'a number, or lecture:15 for the generator of the lecture' },
    { name: 'seeds', value: 'N', help: 'so many runs from seeds one after another, and how far their solutions lie apart' },
    { name: 'name', value: 'NAME', help: 'what the run is called' },
    { name: 'quiet', help: 'no progress' }
  ],
  takes: [1, 1],
  run: async ({ words, io, lab, print }) => {
    const [subject = ''] = words.positionals
    const experiment = withSettings(experimentFrom(subject, io), words.all('set'), words.one('seed'))
    const name = words.one('name')
    const open = await lab(1)
    const seeds = countOf(words.one('seeds'))
    if (seeds !== undefined) {
      const details = await solveSeeds(open, io, { experiment, seeds, quiet: words.has('quiet'), ...(name === undefined ? {} : { name }) })
      print(seedsDocument(details), () => describeSeeds(details))
      return Math.max(...details.runs.map(({ detail }) => exitCodeOfRun(detail)), details.said?.disagree === true ? EXIT.failed : EXIT.done)
    }
    const { run } = await open.handlers['run.start']({ experiment, ...(name === undefined ? {} : { name }) })
    await followRun(open, io, run, words.has('quiet'))
    const detail = await open.handlers['run.get']({ run })
    print(outcomeDocument(detail), () => describeOutcome(detail))
    return exitCodeOfRun(detail)
  }
}
