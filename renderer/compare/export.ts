import { drawing } from '../charts/figures/index.ts'
import type { ExportRequest } from '../export/request.ts'
import type { Comparing } from './comparing.svelte.ts'
import { lossLines, solutionLines } from './figures.ts'
import { printTable } from './rows.ts'

/** The figures of a comparison with their table, for the export sheet; null while nothing is compared. */
export function exportOf({ compared, lines, choice, rows, shown, among }: Comparing, plot?: 'solutions' | 'loss'): ExportRequest | null {
  const [first] = compared
  if (first === undefined) return null
  const solutions = solutionLines(lines, choice.show).lines
  const losses = lossLines(lines)
  const runs = solutions.map(({ label, style, drawn: snapshot }) => ({ label, style, snapshot }))
  const at = choice.at === null ? {} : { at: choice.at }
  return {
    slug: first.problem,
    plots: [
      ...(runs.length === 0
        ? []
        : [
            {
              plot: choice.show === 'error' ? 'errors' : 'solutions',
              label: choice.show === 'error' ? 'Errors' : 'Solutions',
              drawing: drawing('solution_overlay', {
                runs,
                units: runs.find(({ snapshot }) => snapshot.units !== undefined)?.snapshot.units,
                ...at
              })
            }
          ]),
      ...(losses.length === 0 ? [] : [{ plot: 'loss', label: 'Loss', drawing: drawing('loss_overlay', { runs: losses }) }])
    ],
    ...(plot === undefined ? {} : { plot: plot === 'solutions' && choice.show === 'error' ? 'errors' : plot }),
    table: printTable(
      rows.filter(({ key }) => shown.has(key)),
      among.varying
    ),
    data: { runs: compared.map(({ run }) => run) }
  }
}
