import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { LabError } from '../../../core/errors.ts'
import type { DrawnFigure, FigureRequest } from '../../api/figures.ts'
import type { ExportedFile } from '../../api/types.ts'

export interface DrawOptions {
  /** path of a Chromium, Chrome or Edge; undefined when the machine has none */
  browser: string | undefined
  /** folder of the built window: the same code draws on screen and here */
  rendererDir: string
}

// Nothing listens here: every request of the page is answered from the folder.
const ORIGIN = 'http://figure.ansatz.invalid'

/**
 * Draws figures into files with the browser found on this machine, by the very functions that draw them on screen.
 * Each request gives its formats and, unless `csv` is false, the CSV of exactly the numbers drawn.
 * Throws a LabError without a browser, without the built window, and for a figure that cannot be drawn.
 */
export function drawFigures(requests: readonly FigureRequest[], options: DrawOptions): Promise<ExportedFile[]> {
  if (requests.length === 0) return Promise.resolve([])
  return onPage(options, async (page) => {
    const files: ExportedFile[] = []
    for (const request of requests) files.push(...(await filesOf(page, request)))
    return files
  })
}

/** Does work on the page that draws, in a browser of its own. Throws a LabError without a browser, and without the built window. */
export async function onPage<T>(options: DrawOptions, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await launch(options.browser)
  try {
    return await work(await openPage(browser, options.rendererDir))
  } finally {
    await browser.close()
  }
}

async function launch(path: string | undefined): Promise<Browser> {
  const cure =
    'Install Chromium, Chrome or Edge (Debian: apt-get install chromium), or name one in ANSATZ_CHROMIUM. Numbers can be exported without: --data csv.'
  if (path === undefined) throw new LabError('no-browser', 'Figures are drawn by a browser, and none was found on this machine.', cure)
  try {
    const { chromium } = await import('playwright-core')
    return await chromium.launch({ executablePath: path, headless: true })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new LabError('browser-failed', `The browser ${path} did not start: ${reason}`, cure)
  }
}

async function openPage(browser: Browser, folder: string): Promise<Page> {
  const page = await browser.newPage()
  await page.route('**/*', (route) => answer(route, folder))
  const response = await page.goto(`${ORIGIN}/figure.html`)
  if (response?.ok() !== true) {
    throw new LabError('not-built', `The page that draws figures is not in ${folder}.`, 'Build it: npm run build.')
  }
  await page.waitForFunction(() => 'ansatzFigure' in window)
  return page
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf'
}
// As in every door of the lab: the page's own scripts, styles and fonts, and nothing else.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'"

async function answer(route: Route, folder: string): Promise<void> {
  const url = new URL(route.request().url())
  const path = normalize(join(folder, decodeURIComponent(url.pathname)))
  if (url.origin !== ORIGIN || !path.startsWith(normalize(folder) + sep)) return route.fulfill({ status: 404, body: '' })
  try {
    const body = await readFile(path)
    await route.fulfill({
      body,
      headers: { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'content-security-policy': POLICY }
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await route.fulfill({ status: 404, body: '' })
  }
}

async function filesOf(page: Page, request: FigureRequest): Promise<ExportedFile[]> {
  const { kind, data, size, name, formats } = request
  const drawn = await inPage(page, { kind, data, size, svg: formats.includes('svg'), png: formats.includes('png') }, name)
  const files: ExportedFile[] = []
  const text = new TextEncoder()
  if (drawn.svg !== null) files.push({ name: `${name}.svg`, mime: 'image/svg+xml', bytes: text.encode(drawn.svg) })
  if (drawn.png !== null) files.push({ name: `${name}.png`, mime: 'image/png', bytes: new Uint8Array(Buffer.from(drawn.png, 'base64')) })
  if (formats.includes('pdf')) {
    const bytes = await page.pdf({ width: `${size.width}mm`, height: `${size.height}mm`, printBackground: true, pageRanges: '1' })
    files.push({ name: `${name}.pdf`, mime: 'application/pdf', bytes: new Uint8Array(bytes) })
  }
  if (request.csv !== false) files.push({ name: `${name}.csv`, mime: 'text/csv', bytes: text.encode(drawn.csv) })
  return files
}

interface Asked {
  kind: string
  data: unknown
  size: FigureRequest['size']
  svg: boolean
  png: boolean
}

async function inPage(page: Page, asked: Asked, name: string): Promise<DrawnFigure> {
  try {
    return await page.evaluate(async (wanted) => {
      const drawer = (window as unknown as { ansatzFigure: { draw(wanted: unknown): Promise<DrawnFigure> } }).ansatzFigure
      return drawer.draw(wanted)
    }, asked)
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new LabError(
      'figure',
      `The figure ${name} could not be drawn: ${reason.replace(/^page\.evaluate: (Error: )?/, '')}`,
      'Export its numbers instead: --data csv.'
    )
  }
}
