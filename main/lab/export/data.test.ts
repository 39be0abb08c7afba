import { describe, expect, test } from 'vitest'
import { summarise } from '../../../core/sweep/summarise.ts'
import { Settings } from '../../../core/training/settings.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import { RUN_STATUSES } from '../../api/types.ts'
import type { ExportedFile, RunCurve, RunDetail, RunStatus, SweepDetail } from '../../api/types.ts'
import { exportRuns, exportSweep } from './data.ts'
import { recordsOf } from './testing/parse-csv.ts'

const date = new Date('2026-11-23T23:30:00Z')
const text = (files: readonly ExportedFile[], name: string): string => {
  const file = files.find((file) => file.name === name)
  if (file === undefined) throw new Error(`${name} is not among ${files.map(({ name }) => name).join(', ')}`)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)
}

const YAML = `schema: ansatz.problem/1
name: Exponential decay
variables: { x: [0, 1], t: [0, 1] }
unknowns: [u]
equations: ["u_t = -2*u"]
`

function detail(run: string, more: Partial<RunDetail> = {}): RunDetail {
  const error = { max_abs_error: 0.1 + 0.2, max_abs_error_at_points: 0.25, rel_l2: 1e-7, condition_violation: 0, by_unknown: {} }
  return {
    run,
    name: `Decay, "${run}"`,
    problem: 'lecture-decay',
    problemName: 'Exponential decay',
    equation: "g' = -gamma*g",
    latex: '',
    axes: 1,
    status: 'FINISHED',
    settings: Settings.parse({ network: { hidden: [10, 20] }, training: { learning_rate: 0.001 }, seed: 'lecture:15' }),
    parameters: { gamma: 2, g0: 10 },
    seed: 'lecture:15',
    iterations: 4,
    loss: { first: 367.010300334542, last: 1 / 3, best: 0.25 },
    metrics: error,
    scale: 10,
    parameterCount: 31,
    seconds: 1.5,
    createdAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:00:02.000Z',
    sweep: null,
    config: null,
    tags: ['a', 'b'],
    pinned: false,
    trashed: false,
    reason: null,
    problemYaml: YAML,
    versions: { ansatz: '0.1.0', node: '24' },
    machine: { cores: 2 },
    engine: { name: 'interpreter' },
    startedAt: '2026-11-23T10:00:00.500Z',
    error: null,
    attempt: 1,
    repeats: null,
    ...more
  }
}
const curve = (run: string, ...loss: number[]): RunCurve => ({
  run,
  iteration: Float64Array.from(loss, (_, k) => k),
  loss: Float64Array.from(loss)
})
const snapshot = {
  iteration: 4,
  axes: [
    { name: 'x', values: Float64Array.of(0, 1) },
    { name: 't', values: Float64Array.of(0, 0.5, 1) }
  ],
  fields: [
    {
      unknown: 'u',
      network: new Float64Array(6),
      solution: Float64Array.of(1, 2, 3, 4, 5, 6),
      residual: Float64Array.of(0, 0, 0, 0, 0, NaN),
      exact: Float64Array.of(1, 2, 3, 4, 5, 5.5)
    }
  ],
  network: { weights: [{ rows: 1, columns: 2, values: Float64Array.of(0.1, -0.2) }] }
} as unknown as Snapshot

describe('runs', () => {
  const details = [
    detail('decay-1'),
    detail('decay-2', {
      status: 'DIVERGED',
      metrics: null,
      loss: { first: 1, last: Infinity, best: 1 },
      reason: 'loss is infinite',
      tags: []
    })
  ]
  const curves = [curve('decay-1', 367.010300334542, 2, 0.25, 1 / 3), curve('decay-2', 1, 9)]

  test('one row per run, every number back to the bit', () => {
    const files = exportRuns(details, curves, ['csv'], { date })
    expect(files.map(({ name }) => name)).toEqual([
      'runs_20261123_runs.csv',
      'runs_20261123_curves_long.csv',
      'runs_20261123_curves_wide.csv',
      'runs_20261123.meta.json'
    ])
    const [first, second] = recordsOf(text(files, 'runs_20261123_runs.csv'))
    expect(first).toMatchObject({
      run_id: 'decay-1',
      sweep_id: '',
      name: 'Decay, "decay-1"',
      seed: 'lecture:15',
      status: 'FINISHED',
      params_network_hidden: '[10,20]',
      params_training_learning_rate: '0.001',
      params_problem_parameters_gamma: '2',
      metrics_loss_min_step: '2',
      duration_s: '1.5',
      started_at: '2026-11-23T10:00:00.500Z',
      app_version: '0.1.0',
      tags: 'a;b'
    })
    expect(Number(first?.metrics_max_abs_error_last)).toBe(0.1 + 0.2)
    expect(Number(first?.metrics_loss_last)).toBe(1 / 3)
    expect(Number(first?.metrics_loss_first)).toBe(367.010300334542)
    expect(second).toMatchObject({
      status: 'DIVERGED',
      metrics_loss_last: 'Inf',
      metrics_rel_l2_last: '',
      reason: 'loss is infinite',
      tags: ''
    })
  })

  test('curves, long and wide', () => {
    const files = exportRuns(details, curves, ['csv'], { date })
    expect(recordsOf(text(files, 'runs_20261123_curves_long.csv'))).toHaveLength(6)
    expect(recordsOf(text(files, 'runs_20261123_curves_long.csv'))[5]).toEqual({
      run_id: 'decay-2',
      config_id: '',
      seed: 'lecture:15',
      step: '1',
      time_s: '',
      metric: 'loss',
      value: '9'
    })
    expect(text(files, 'runs_20261123_curves_wide.csv')).toBe(
      'step,decay_1_loss,decay_2_loss\n0,367.010300334542,1\n1,2,9\n2,0.25,\n3,0.3333333333333333,\n'
    )
  })

  test('one run is named after itself; its solution and its weights come with it', () => {
    const files = exportRuns([detail('decay-1')], curves, ['csv', 'json'], { date, snapshots: new Map([['decay-1', snapshot]]) })
    expect(files.map(({ name }) => name)).toEqual([
      'decay-1_20261123_runs.csv',
      'decay-1_20261123_curves_long.csv',
      'decay-1_20261123_curves_wide.csv',
      'decay-1_20261123_solution.csv',
      'decay-1_20261123.meta.json',
      'decay-1_20261123.json'
    ])
    expect(text(files, 'decay-1_20261123_solution.csv')).toBe(
      'x,t,network,exact,error,residual\n0,0,1,1,0,0\n0,0.5,2,2,0,0\n0,1,3,3,0,0\n1,0,4,4,0,0\n1,0.5,5,5,0,0\n1,1,6,5.5,0.5,NaN\n'
    )
    expect(JSON.parse(text(files, 'decay-1_20261123.json'))).toMatchObject({
      schema: 'ansatz.run/1',
      run: 'decay-1',
      seed: 'lecture:15',
      problem: { id: 'lecture-decay', yaml: YAML },
      settings: { network: { hidden: [10, 20] } },
      versions: { ansatz: '0.1.0' },
      metrics: { rel_l2: 1e-7 },
      loss_history: { iteration: [0, 1, 2, 3], loss: [367.010300334542, 2, 0.25, 1 / 3] },
      weights: [{ rows: 1, columns: 2, values: [0.1, -0.2] }]
    })
  })

  test('units stand in the heads of the solution and in the sidecar', () => {
    const given = detail('decay-1', { problemYaml: `${YAML}units: { x: m, t: s, u: m/s }\n` })
    const files = exportRuns([given], curves, ['csv'], { date, snapshots: new Map([['decay-1', snapshot]]) })
    expect(text(files, 'decay-1_20261123_solution.csv').split('\n')[0]).toBe('x_m,t_s,network_m_s,exact_m_s,error_m_s,residual')
    expect(JSON.parse(text(files, 'decay-1_20261123.meta.json'))).toMatchObject({ units: { 'decay-1': { x: 'm', t: 's', u: 'm/s' } } })
  })

  test('the terms of a loss stand beside it in the long table', () => {
    const parts = [
      { name: 'equation 1', weight: 1, loss: Float64Array.of(3, 1) },
      { name: 'c1', weight: 2, loss: Float64Array.of(0.5, 0.25) }
    ]
    const files = exportRuns([detail('decay-1')], [{ ...curve('decay-1', 4, 1.5), parts }], ['csv'], { date })
    const records = recordsOf(text(files, 'decay-1_20261123_curves_long.csv'))
    expect(records.map(({ step, metric, value }) => [step, metric, value])).toEqual([
      ['0', 'loss', '4'],
      ['1', 'loss', '1.5'],
      ['0', 'loss equation 1', '3'],
      ['1', 'loss equation 1', '1'],
      ['0', 'loss c1', '0.5'],
      ['1', 'loss c1', '0.25']
    ])
  })

  test('the sidecar names every column of every table', () => {
    const files = exportRuns(details, curves, ['csv'], { date })
    const meta = JSON.parse(text(files, 'runs_20261123.meta.json')) as {
      files: { file: string; rows: number; columns: { name: string; meaning: string }[] }[]
    }
    expect(meta.files.map(({ file }) => file)).toEqual(files.slice(0, 3).map(({ name }) => name))
    for (const { file, rows, columns } of meta.files) {
      const records = recordsOf(text(files, file))
      expect(records).toHaveLength(rows)
      expect(Object.keys(records[0] ?? {})).toEqual(columns.map(({ name }) => name))
      expect(columns.every(({ meaning }) => meaning !== '')).toBe(true)
    }
  })

  test('a long history is thinned evenly, and that is said', () => {
    const long = Array.from({ length: 40 }, (_, k) => curve(`r${k}`, ...Array.from({ length: 20_000 }, (_, i) => i)))
    const files = exportRuns(
      long.map(({ run }) => detail(run)),
      long,
      ['csv'],
      { date }
    )
    const records = recordsOf(text(files, 'runs_20261123_curves_long.csv')).filter(({ run_id }) => run_id === 'r0')
    expect(records[0]?.step).toBe('0')
    expect(records[1]?.step).toBe('2')
    expect(records.at(-1)?.step).toBe('19999')
    expect(text(files, 'runs_20261123.meta.json')).toContain('one of 2 kept iterations')
  })
})

describe('a sweep', () => {
  const outcomes: [string, number, (number | null)[]][] = [
    ['c1', 10, [0.1, 0.2, 0.4]],
    ['c2', 20, [0.3, null, null]],
    ['c3', 50, [0.5, null]]
  ]
  const details = outcomes.flatMap(([config, width, values]) =>
    values.map((value, seed) =>
      detail(`${config}-${seed}`, {
        sweep: 'lecture-decay-s1',
        config,
        seed: String(seed),
        status: value === null ? 'DIVERGED' : 'FINISHED',
        settings: Settings.parse({ network: { hidden: [width] }, seed })
      })
    )
  )
  const configurations = summarise<RunStatus>(
    outcomes.map(([config, width, values]) => ({
      config,
      values: { width, 'training.learning_rate': 0.001 },
      runs: values.map((value, seed) => ({
        run: `${config}-${seed}`,
        seed: String(seed),
        status: value === null ? 'DIVERGED' : 'FINISHED',
        value,
        iterations: 4,
        reason: null
      }))
    })),
    'minimize'
  )
  const sweep: SweepDetail = {
    sweep: 'lecture-decay-s1',
    name: 'Decay: nodes',
    problem: 'lecture-decay',
    status: 'FINISHED',
    metric: 'max_abs_error',
    goal: 'minimize',
    axes: [{ name: 'width', label: 'Nodes', values: [10, 20, 50] }],
    seeds: ['0', '1', '2'],
    counts: Object.fromEntries(RUN_STATUSES.map((status) => [status, 0])) as Record<RunStatus, number>,
    total: 8,
    secondsElapsed: 3,
    secondsLeft: null,
    createdAt: '2026-11-23T10:00:00.000Z',
    trashed: false,
    document: 'method: grid\n',
    configurations,
    verdict: { word: 'No clear winner', sentence: 'With 3 seeds …' }
  }
  const curves = details.map(({ run }, k) => curve(run, 8 + k, 4 + k, ...(k === 0 ? [] : [2 + k])))

  test('configurations with the statistics of their seeds', () => {
    const files = exportSweep(sweep, details, curves, ['csv', 'json'], { date })
    expect(files.map(({ name }) => name)).toEqual([
      'lecture-decay-s1_20261123_runs.csv',
      'lecture-decay-s1_20261123_configs.csv',
      'lecture-decay-s1_20261123_curves_long.csv',
      'lecture-decay-s1_20261123_curves_wide.csv',
      'lecture-decay-s1_20261123.meta.json',
      'lecture-decay-s1_20261123.json'
    ])
    const [best, half, dead] = recordsOf(text(files, 'lecture-decay-s1_20261123_configs.csv'))
    expect(best).toMatchObject({
      config_id: 'c1',
      params_width: '10',
      params_training_learning_rate: '0.001',
      n: '3',
      n_ok: '3',
      n_failed: '0',
      metric: 'max_abs_error',
      median: '0.2',
      median_over: 'false',
      min: '0.1',
      max: '0.4',
      ci_method: 't on log10'
    })
    expect(Number(best?.gmean)).toBeCloseTo(0.2, 12)
    expect(Number(best?.gmean_lo95)).toBeLessThan(0.1)
    expect(half).toMatchObject({ config_id: 'c3', median: '0.5', median_over: 'true', q75: 'Inf', max: 'Inf', gmean: '', ci_method: '' })
    expect(dead).toMatchObject({ config_id: 'c2', median: 'Inf', median_over: 'false', q25: 'Inf', min: '0.3', n_failed: '2' })
    expect(JSON.parse(text(files, 'lecture-decay-s1_20261123.meta.json'))).toMatchObject({
      document: 'method: grid\n',
      metric: 'max_abs_error'
    })
    expect(JSON.parse(text(files, 'lecture-decay-s1_20261123.json'))).toMatchObject({
      schema: 'ansatz.sweep-result/1',
      sweep: 'lecture-decay-s1',
      results: [{ run: 'c1-0' }, {}, {}, {}, {}, {}, {}, {}]
    })
  })

  test('runs carry the values of their configuration', () => {
    const [first] = recordsOf(text(exportSweep(sweep, details, curves, ['csv'], { date }), 'lecture-decay-s1_20261123_runs.csv'))
    expect(first).toMatchObject({
      sweep_id: 'lecture-decay-s1',
      config_id: 'c1',
      params_width: '10',
      params_network_hidden: '[10]',
      seed: '0'
    })
  })

  test('median curves; runs that ended are not carried on, and n says so', () => {
    const wide = recordsOf(text(exportSweep(sweep, details, curves, ['csv'], { date }), 'lecture-decay-s1_20261123_curves_wide.csv'))
    expect(wide).toHaveLength(3)
    expect(wide[0]).toMatchObject({ step: '0', c1_median: '9', c1_q25: '8.5', c1_q75: '9.5', c1_n: '3' })
    expect(wide[2]).toMatchObject({ step: '2', c1_median: '3.5', c1_n: '2', c3_n: '2' })
  })
})
