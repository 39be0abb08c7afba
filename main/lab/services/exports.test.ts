import { afterEach, expect, test } from 'vitest'
import { recordsOf } from '../export/testing/parse-csv.ts'
import { closeLabs, openLab } from '../testing/open-lab.ts'

afterEach(closeLabs)

const text = (files: { name: string; bytes: Uint8Array }[], ending: string) =>
  new TextDecoder().decode(files.find(({ name }) => name.endsWith(ending))?.bytes)

test('a stored run as files: its numbers are those of the lab, its weights give its solution', async () => {
  const lab = await openLab()
  const run = await lab.start({ problem: { id: 'lecture-decay' }, settings: { training: { iterations: 200 } } })
  const detail = await lab.run(run, 'FINISHED')
  const files = await lab.handlers['export.data']({ runs: [run], formats: ['csv', 'json'] })
  expect(files.map(({ name }) => name.replace(/\d{8}/, 'DAY'))).toEqual([
    `${run}_DAY_runs.csv`,
    `${run}_DAY_curves_long.csv`,
    `${run}_DAY_curves_wide.csv`,
    `${run}_DAY_solution.csv`,
    `${run}_DAY.meta.json`,
    `${run}_DAY.json`
  ])
  const [row] = recordsOf(text(files, '_runs.csv'))
  expect(Number(row?.metrics_loss_last)).toBe(detail.loss.last)
  expect(row?.params_training_learning_rate).toBe('0.001')
  const curve = recordsOf(text(files, '_curves_long.csv'))
  expect(curve).toHaveLength(201)
  expect(Number(curve[0]?.value)).toBe(detail.loss.first)
  const solution = recordsOf(text(files, '_solution.csv'))
  expect(solution[0]).toMatchObject({ t: '0', network: '10', exact: '10', error: '0' })
  const json = JSON.parse(text(files, '.meta.json')) as { schema: string }
  expect(json.schema).toBe('ansatz.export/1')
  const { weights, seed } = JSON.parse(new TextDecoder().decode(files.at(-1)?.bytes)) as {
    weights: { rows: number; columns: number; values: number[] }[]
    seed: string
  }
  expect(seed).toBe('lecture:15')
  expect(weights.map(({ rows, columns }) => [rows, columns])).toEqual([
    [10, 2],
    [1, 11]
  ])
  // the exported weights, bias first, through the lecture's trial solution g0 + t N, against the exported solution
  const [hidden = [], output = []] = weights.map(({ values }) => values)
  const last = solution.at(-1)
  const t = Number(last?.t)
  const units = Array.from({ length: 10 }, (_, i) => 1 / (1 + Math.exp(-((hidden[2 * i] ?? NaN) + (hidden[2 * i + 1] ?? NaN) * t))))
  const network = units.reduce((sum, unit, i) => sum + unit * (output[i + 1] ?? NaN), output[0] ?? NaN)
  expect(10 + t * network).toBeCloseTo(Number(last?.network), 10)
})

test('a sweep as files, and nothing chosen', async () => {
  const lab = await openLab()
  const document =
    'method: grid\nexperiment: lecture-decay\nparameters: { width: { values: [2, 3] }, iterations: { value: 20 } }\nreplicates: { count: 2 }\n'
  const { sweep } = await lab.handlers['sweep.start']({ document })
  await lab.sweep(sweep, 'FINISHED')
  const files = await lab.handlers['export.data']({ sweep, formats: ['csv'] })
  expect(recordsOf(text(files, '_runs.csv')).map(({ config_id, params_width, seed }) => [config_id, params_width, seed])).toEqual([
    ['c1', '2', '0'],
    ['c1', '2', '1'],
    ['c2', '3', '0'],
    ['c2', '3', '1']
  ])
  expect(recordsOf(text(files, '_configs.csv'))).toHaveLength(2)
  expect(recordsOf(text(files, '_curves_wide.csv'))).toHaveLength(21)
  expect(text(files, '.meta.json')).toContain('lecture-decay')
  await expect(lab.handlers['export.data']({ formats: ['csv'] })).rejects.toThrow('Nothing was chosen')
})
