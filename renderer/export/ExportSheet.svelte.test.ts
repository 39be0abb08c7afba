import '../styles/index.css'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { drawing } from '../charts/figures/index.ts'
import { decaySnapshot } from '../charts/samples.ts'
import { info } from '../state/info.svelte.ts'
import { useLab } from '../state/lab.ts'
import { fakeLab } from '../testing/fake-lab.ts'
import { openExport } from './open.ts'
import type { ExportRequest } from './request.ts'

type Saved = { files: { name: string; mime: string; bytes: Uint8Array }[] }

const snapshot = decaySnapshot()
const loss = { iteration: Float64Array.of(0, 1, 2), loss: Float64Array.of(367.01, 1, 0.0667) }
const request: ExportRequest = {
  slug: 'Decay × 15',
  plots: [
    { plot: 'solutions', label: 'Solutions', drawing: drawing('solution_overlay', { runs: [{ label: 'Network', snapshot }] }) },
    { plot: 'loss', label: 'Loss', drawing: drawing('loss_overlay', { runs: [{ label: 'Network', curve: loss, status: 'FINISHED' }] }) }
  ],
  table: {
    columns: [
      { label: 'Solution', align: 'left' },
      { label: 'Largest error', align: 'right' }
    ],
    rows: [['Network', 0.0437499]],
    caption: 'Decay.'
  },
  data: { runs: ['run-00001'] }
}
const lab = fakeLab({
  methods: {
    'lab.info': async () => ({
      version: '0.1.0',
      versions: { ansatz: '0.1.0' },
      workers: 2,
      dataDir: '/tmp',
      machine: {},
      platform: { door: 'test', saveFiles: true }
    })
  }
})
const saved = () => (lab.calls.findLast(({ method }) => method === 'export.save')?.input as Saved | undefined)?.files ?? []
const textOf = (name: RegExp) => new TextDecoder().decode(saved().find((file) => name.test(file.name))?.bytes)
const day = () => {
  const now = new Date()
  return `${now.getFullYear()}${String(now.getMonth() + 1).padStart(2, '0')}${String(now.getDate()).padStart(2, '0')}`
}

beforeEach(async () => {
  useLab(lab.client)
  await info.refresh()
  openExport(request)
  await expect.element(page.getByRole('img', { name: /^Solutions g of 1 runs/ })).toBeVisible()
})
afterEach(async () => {
  if (document.querySelector('dialog') !== null) await userEvent.keyboard('{Escape}')
  await expect.poll(() => document.querySelector('dialog')).toBeNull()
})

it('writes the picture and exactly the numbers drawn, named by what it is and the day', async () => {
  await page.getByRole('button', { name: 'Export 3 files' }).click()
  await expect
    .poll(() => saved().map(({ name }) => name))
    .toEqual(['svg', 'png', 'csv'].map((end) => `decay-x-15_solutions_${day()}.${end}`))
  const svg = textOf(/\.svg$/)
  expect(svg).toContain('width="90mm"')
  expect(svg).toContain('height="60mm"')
  const [header, ...rows] = textOf(/\.csv$/)
    .trim()
    .split('\n')
  expect(header).toBe('t,network,exact')
  expect(rows).toHaveLength(201)
  expect(rows[0]).toBe('0,10,10')
  expect(Number(rows[200]?.split(',')[2])).toBeCloseTo(10 * Math.exp(-2), 12)
  const png = saved().find(({ name }) => name.endsWith('.png'))?.bytes ?? new Uint8Array(32)
  // 90 mm at 600 dots per inch
  expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(2126)
})

it('another figure at another size, with its table and what is stored', async () => {
  await page.getByLabelText('Figure').selectOptions('Loss')
  await expect.element(page.getByRole('img', { name: /^Loss of 1 runs/ })).toBeVisible()
  await page.getByLabelText('Preset').selectOptions('Slide, 16 : 9')
  await expect.element(page.getByLabelText('Width')).toHaveValue('254')
  for (const box of ['SVG', 'PNG 600 dpi', 'JSON', 'LaTeX table']) await page.getByRole('checkbox', { name: box }).click({ force: true })
  await page.getByRole('checkbox', { name: /Runs and curves/ }).click({ force: true })
  await userEvent.fill(page.getByLabelText('Name'), 'figure 3')
  await userEvent.keyboard('{Tab}')
  await page.getByRole('button', { name: /^Export 3 files and data/ }).click()
  await expect
    .poll(() => saved().map(({ name }) => name))
    .toEqual(['figure 3.csv', 'figure 3.json', 'figure 3.tex', 'runs.csv', 'runs.json'])
  expect(textOf(/\.csv$/)).toBe('iteration,network\n0,367.01\n1,1\n2,0.0667\n')
  expect(JSON.parse(textOf(/figure 3\.json$/))).toMatchObject({
    figure: 'loss',
    width_mm: 254,
    versions: { ansatz: '0.1.0' },
    rows: [
      [0, 367.01],
      [1, 1],
      [2, 0.0667]
    ]
  })
  expect(textOf(/\.tex$/)).toContain('Network & $0.0437$ \\\\')
})

it('tells the cure of a size that no paper has, and writes nothing by it', async () => {
  await page.getByLabelText('Width').fill('5')
  await expect.element(page.getByText('must be at least 30')).toBeVisible()
  // The first Esc takes back what was typed, the second closes the sheet.
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByText('must be at least 30')).not.toBeInTheDocument()
})
