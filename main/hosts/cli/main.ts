import { asLabError } from '../../../core/errors.ts'
import { nearest } from '../../../core/expression/nearest.ts'
import type { Lab } from '../../lab/lab.ts'
import { createLab } from '../../lab/lab.ts'
import { describeFailure, exitCodeOf, failureDocument } from './failure.ts'
import { labFolder } from './folders.ts'
import { COMMON, helpForAll, helpForFamily, helpForVerb } from './help.ts'
import type { Io } from './io.ts'
import { badUsage, readWords } from './options.ts'
import { EXIT } from './verb.ts'
import type { Call, Family, Verb } from './verb.ts'
import { VERBS } from './verbs/index.ts'
import { findVersion } from './version.ts'

/** Runs one command; returns its exit code. Nothing is thrown: what goes wrong is printed. */
export async function main(words: readonly string[], io: Io): Promise<number> {
  const json = words.includes('--json')
  try {
    return await run(words, io)
  } catch (thrown) {
    const error = asLabError(thrown)
    if (json) io.out(`${JSON.stringify(failureDocument(error), null, 2)}\n`)
    else io.err(`ansatz: ${describeFailure(error, io.cwd)}`)
    if (error.code === 'internal' && thrown instanceof Error) io.err(`${thrown.stack ?? ''}\n`)
    return exitCodeOf(error)
  }
}

function isHelp(word: string | undefined): boolean {
  return word === undefined || word === '--help' || word === '-h' || word === 'help'
}

function choose<T extends { name: string }>(word: string, from: readonly T[], before: string, cure: string): T {
  const found = from.find(({ name }) => name === word)
  if (found !== undefined) return found
  const meant = nearest(
    word,
    from.map(({ name }) => name)
  )
  throw badUsage(`There is no verb "${before}${word}".`, meant === undefined ? cure : `Did you mean ${meant.word}? ${cure}`)
}

async function run([first, ...rest]: readonly string[], io: Io): Promise<number> {
  if (first === '--version') {
    io.out(`${findVersion()}\n`)
    return EXIT.done
  }
  if (first === undefined || isHelp(first)) {
    io.out(helpForAll(VERBS))
    return EXIT.done
  }
  const chosen = choose(first, VERBS, '', `There are ${VERBS.map(({ name }) => name).join(', ')}.`)
  if (!('verbs' in chosen)) return call(chosen, rest, io)
  const [second, ...others] = rest
  if (second === undefined || isHelp(second)) {
    io.out(helpForFamily(chosen))
    return EXIT.done
  }
  const verb = choose(second, chosen.verbs, `${chosen.name} `, `There are ${chosen.verbs.map(({ name }) => name).join(', ')}.`)
  return call(verb, others, io, chosen)
}

async function call(verb: Verb, rest: readonly string[], io: Io, family?: Family): Promise<number> {
  const words = readWords(rest, [...verb.options, ...COMMON])
  if (words.has('help')) {
    io.out(helpForVerb(verb, family))
    return EXIT.done
  }
  const [least, most] = verb.takes
  const count = words.positionals.length
  const usage = `ansatz ${family === undefined ? '' : `${family.name} `}${verb.name} ${verb.usage}`
  if (count < least)
    throw badUsage(`Something is missing after ${family === undefined ? '' : `${family.name} `}${verb.name}.`, `Write ${usage}`)
  if (count > most) throw badUsage(`"${words.positionals[most] ?? ''}" is one word too many.`, `Write ${usage}`)
  const json = words.has('json')
  let lab: Lab | undefined
  const open: Call['lab'] = async (workers) => {
    const options = { dataDir: labFolder(words.one('lab'), io), version: findVersion(), ...(workers === undefined ? {} : { workers }) }
    lab ??= await createLab({ ...options, platform: { door: 'http', saveFiles: false } })
    return lab
  }
  const print: Call['print'] = (document, text) => io.out(json ? `${JSON.stringify(document, null, 2)}\n` : text())
  try {
    return await verb.run({ words, io, json, lab: open, print })
  } finally {
    await lab?.close()
  }
}
