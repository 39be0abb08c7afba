import { resolve } from 'node:path'
import type { FigureFormat, FigureSize } from '../../../api/figures.ts'
import { findBrowser } from '../../../browser.ts'
import { drawFigures } from '../../../lab/export/figures.ts'
import type { Lab } from '../../../lab/lab.ts'
import { choices } from '../choices.ts'
import { figureRequest } from '../figures.ts'
import type { Drawn } from '../figures.ts'
import { badUsage } from '../options.ts'
import type { Words } from '../options.ts'
import { rendererFolder } from '../renderer-folder.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'
import { writeFiles } from '../write-files.ts'

const FIGURE_FORMATS = ['svg', 'pdf', 'png'] as const
const DATA_FORMATS = ['csv', 'json'] as const

const MM: Readonly<Record<string, number>> = { mm: 1, cm: 10, in: 25.4, pt: 25.4 / 72 }

/** 90mm, 9cm, 3.5in, 255pt; a bare number is millimetres. */
function length(words: Words, name: string): number | undefined {
  const text = words.one(name)
  if (text === undefined) return undefined
  const [, number, unit = 'mm'] = /^(\d+(?:\.\d+)?)(mm|cm|in|pt)?$/.exec(text) ?? []
  const millimetres = Number(number) * (MM[unit] ?? NaN)
  if (millimetres >= 20 && millimetres <= 1000) return Math.round(millimetres * 100) / 100
  throw badUsage(`--${name} ${text} is not a length from 20mm to 1000mm.`, `Write --${name} 90mm.`)
}

async function drawnFrom(handlers: Lab['handlers'], ids: readonly string[]): Promise<{ drawn: Drawn; stem: string }> {
  const [first = ''] = ids
  const sweeps = await handlers['sweep.list']({})
  if (sweeps.some(({ sweep }) => sweep === first)) {
    if (ids.length > 1) throw badUsage('One sweep at a time.', `Write ansatz export ${first}.`)
    return { drawn: { sweep: await handlers['sweep.get']({ sweep: first }) }, stem: first }
  }
  const runs = await Promise.all(ids.map((run) => handlers['run.get']({ run })))
  return { drawn: { runs }, stem: runs.length === 1 ? first : 'runs' }
}

export const exporting: Verb = {
  name: 'export',
  usage: 'ID… [--data csv,json] [--python] [--fig NAME]… [--format svg,pdf,png] [--width 90mm] [--out DIR]',
  summary: 'writes files of runs or of a sweep, and says which',
  options: [
    { name: 'data', value: 'csv,json', many: true, help: 'tables and documents (default: csv, where nothing else is asked for)' },
    {
      name: 'python',
      help: 'of runs: a script for NumPy that computes the solution from the weights, and one that states the problem for DeepXDE'
    },
    {
      name: 'fig',
      value: 'NAME',
      many: true,
      help: 'of a run: solution, together, phase, error, residual, anatomy, loss, estimates, field, slice; of several: loss, solution; of a sweep: heatmap, seeds, loss'
    },
    {
      name: 'unknown',
      value: 'NAME,…',
      many: true,
      help: 'which unknowns of a run are drawn (default: the first; of a phase portrait two)'
    },
    { name: 'format', value: 'svg,pdf,png', many: true, help: 'what figures are written as (default: svg)' },
    { name: 'width', value: '90mm', help: 'of figures; mm, cm, in or pt' },
    { name: 'height', value: '60mm', help: 'of figures (default: two thirds of the width)' },
    { name: 'out', value: 'DIR', help: 'where the files go (default: here)' },
    { name: 'force', help: 'replaces files that are there' }
  ],
  takes: [1, 1000],
  run: async ({ words, io, lab, print }) => {
    const names = words.all('fig').flatMap((text) => text.split(','))
    const unknowns = words.all('unknown').flatMap((text) => text.split(','))
    const data = choices(words, 'data', DATA_FORMATS, names.length === 0 && !words.has('python') ? ['csv'] : [])
    const formats: FigureFormat[] = choices(words, 'format', FIGURE_FORMATS, ['svg'])
    const width = length(words, 'width') ?? 90
    const size: FigureSize = { width, height: length(words, 'height') ?? Math.round((width * 200) / 3) / 100 }
    const { handlers } = await lab(1)
    const { drawn, stem } = await drawnFrom(handlers, words.positionals)
    const of = 'sweep' in drawn ? { sweep: drawn.sweep.sweep } : { runs: drawn.runs.map(({ run }) => run) }
    const files = data.length === 0 ? [] : await handlers['export.data']({ ...of, formats: data })
    if (words.has('python')) {
      if (of.runs === undefined) throw badUsage('A sweep has no solution of its own.', 'Name runs: ansatz export RUN --python')
      const scripts = await handlers['export.python']({ runs: of.runs })
      files.push(...scripts.files)
      for (const note of scripts.notes) io.err(`${note}\n`)
    }
    if (names.length > 0) {
      const requests = []
      for (const name of names) requests.push(await figureRequest(handlers, drawn, name, stem, size, formats, unknowns))
      const browser = findBrowser()
      files.push(...(await drawFigures(requests, { browser, rendererDir: browser === undefined ? '' : rendererFolder() })))
    }
    const folder = resolve(io.cwd, words.one('out') ?? '.')
    const written = writeFiles(files, folder, words.has('force'))
    print({ files: written }, () => written.map((path) => `${path}\n`).join(''))
    return EXIT.done
  }
}
