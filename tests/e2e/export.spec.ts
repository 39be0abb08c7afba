import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download, Page } from '@playwright/test'
import type { RunDetail } from '../../main/api/types.ts'
import { Bench } from './bench.ts'
import { expect, test } from './lab.ts'
import { parseCsv } from './tables.ts'

/** What the page hands over, by the ending of its name. */
async function downloads(page: Page, count: number, start: () => Promise<void>): Promise<Map<string, Buffer>> {
  const files: Download[] = []
  const note = (file: Download) => files.push(file)
  page.on('download', note)
  await start()
  await expect.poll(() => files.length).toBe(count)
  page.off('download', note)
  const read = files.map(async (file) => [file.suggestedFilename().replace(/^.*?_\d{8}/, ''), await readFile(await file.path())] as const)
  return new Map(await Promise.all(read))
}

async function tick(page: Page, wanted: readonly string[]): Promise<void> {
  for (const box of await page.getByRole('dialog', { name: 'Export' }).locator('label.tickbox').all()) {
    const label = await box.innerText()
    await box.getByRole('checkbox').setChecked(
      wanted.some((word) => label.startsWith(word)),
      { force: true }
    )
  }
}

test('figures and numbers leave the window as files, and the numbers are those of the store', async ({ page, lab }) => {
  const bench = new Bench(page)
  await bench.take('Exponential decay')
  await bench.setIterations(1000)
  await bench.key('Space')
  await bench.awaitVerdict(/digit|Not solved/)
  await expect(page.getByRole('contentinfo')).toContainText('lecture-decay-1')
  const run = await lab.json<RunDetail>('run', 'show', 'lecture-decay-1')

  let dots = 0
  const files = await downloads(page, 3, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: 'Export' })
    await sheet.getByRole('combobox', { name: 'Figure' }).selectOption({ label: 'Loss' })
    await sheet.getByRole('textbox', { name: 'Width' }).fill('90')
    dots = Number(/PNG (\d+) dpi/.exec(await sheet.innerText())?.[1])
    await tick(page, ['SVG', 'PNG', 'CSV'])
    await sheet.getByRole('button', { name: 'Export 3 files' }).click()
  })

  await test.step('the CSV holds the stored curve to the last bit', async () => {
    const rows = parseCsv(files.get('.csv')?.toString() ?? '')
    expect(rows[0]).toMatchObject({ iteration: '0', loss: String(run.loss.first) })
    expect(rows.at(-1)).toMatchObject({ iteration: '1000', loss: String(run.loss.last) })
    await lab.json('export', 'lecture-decay-1', '--data', 'csv', '--out', 'stored')
    const [name = ''] = (await lab.files('stored')).filter((file) => file.endsWith('curves_long.csv'))
    const stored = parseCsv(await readFile(join(lab.root, 'stored', name), 'utf8')).filter(({ metric }) => metric === 'loss')
    expect(rows.map(({ iteration, loss }) => [iteration, loss])).toEqual(stored.map(({ step, value }) => [step, value]))
  })

  await test.step('the SVG is a drawing with its text as text', () => {
    const svg = files.get('.svg')?.toString() ?? ''
    expect(svg).toMatch(/^<svg [^>]*width="90mm"|^<\?xml[\s\S]*<svg [^>]*width="90mm"/)
    expect(svg).toContain('iteration')
    expect(svg).not.toContain('http://127.0.0.1')
  })

  await test.step('the PNG is one, 90 mm wide at the dots an inch that were offered', () => {
    const png = files.get('.png') ?? Buffer.alloc(0)
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    expect(Math.abs(png.readUInt32BE(16) - (90 / 25.4) * dots)).toBeLessThan(2)
    expect(png.indexOf('pHYs')).toBeGreaterThan(0)
  })

  await test.step('what is stored of the run comes as CSV and JSON', async () => {
    const data = await downloads(page, 6, async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      await tick(page, ['Runs and curves'])
      await page.getByRole('button', { name: 'Export stored data' }).click()
    })
    const [row] = parseCsv(data.get('_runs.csv')?.toString() ?? '')
    expect(row).toMatchObject({
      run_id: 'lecture-decay-1',
      metrics_loss_last: String(run.loss.last),
      metrics_max_abs_error_last: String(run.metrics?.max_abs_error)
    })
  })
})
