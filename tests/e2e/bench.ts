import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** A table of numbers as the page shows it, by the names of its columns. */
export type Numbers = Record<string, (number | null)[]>

/** The bench as a user sees it. */
export class Bench {
  readonly page: Page
  readonly play: Locator
  readonly iteration: Locator
  readonly verdict: Locator
  readonly maxError: Locator

  constructor(page: Page) {
    this.page = page
    this.play = page.getByTestId('play')
    this.iteration = page.getByTestId('iteration')
    this.verdict = page.getByTestId('verdict')
    this.maxError = page.getByTestId('max-error')
  }

  /** From anywhere: the library's built-in problems, then the card of that name. */
  async take(name: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Library', exact: true }).click()
    await this.page
      .getByRole('main')
      .getByRole('link', { name: /problems/i })
      .first()
      .click()
    await this.page
      .getByRole('gridcell')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .getByRole('link')
      .click()
    await expect(this.page.getByRole('region', { name: 'Problem' })).toContainText(name)
  }

  /** a pane by its title */
  pane(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true })
  }

  /** what a figure says in words, to those who do not see it */
  alt(title: string): Promise<string> {
    return this.pane(title)
      .locator('[role="img"]')
      .getAttribute('aria-label')
      .then((text) => text ?? '')
  }

  async iterations(): Promise<number> {
    return Number((await this.iteration.innerText()).replaceAll(/\s/g, ''))
  }

  /** A key that belongs to the bench: a focused button would keep Space for itself. */
  async key(key: string): Promise<void> {
    await this.verdict.click({ position: { x: 4, y: 4 } })
    await this.page.keyboard.press(key)
  }

  async choose(field: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: field }).selectOption({ label: option })
  }

  async setNumber(field: string, value: string): Promise<void> {
    const input = this.page.getByRole('textbox', { name: field })
    await input.fill(value)
    await input.press('Enter')
  }

  async setIterations(count: number): Promise<void> {
    await this.page.getByTitle('Change the number of iterations').click()
    const input = this.page.getByRole('textbox', { name: 'Iterations' })
    await input.fill(String(count))
    await input.press('Enter')
  }

  /** Turns a figure into the table of its numbers. */
  async showNumbers(title: string): Promise<Locator> {
    const pane = this.pane(title)
    await pane.getByRole('button', { name: `${title}: numbers, export` }).click()
    await this.page.getByRole('menuitem', { name: 'Show numbers' }).click()
    const table = pane.getByRole('table')
    await expect(table).toBeVisible()
    return table
  }

  /** Puts a classical method beside the network. */
  async classical(method: string): Promise<void> {
    await this.page
      .getByTitle('A classical method beside the network')
      .or(this.page.getByRole('button', { name: 'Classical' }))
      .first()
      .click()
    await this.page.getByRole('menuitemradio', { name: method }).click()
  }

  /** The largest error of the classical method beside the network, with so many points. */
  async classicalError(method: string, variable: string, points: number): Promise<number> {
    await this.page.getByRole('button', { name: /settings and checks/ }).click()
    const settings = this.page.getByRole('dialog', { name: method })
    const count = settings.getByRole('textbox', { name: `points along ${variable}` })
    const said = settings.getByRole('definition').nth(1)
    const before = await said.innerText()
    const other = (await count.inputValue()) !== String(points)
    await count.fill(String(points))
    await count.press('Enter')
    if (other) await expect(said).not.toHaveText(before)
    const error = await said.innerText()
    await this.page.keyboard.press('Escape')
    return numberIn(error)
  }

  async export(): Promise<void> {
    await this.page.getByRole('button', { name: 'Export', exact: true }).click()
  }

  async awaitVerdict(word: string | RegExp, timeout = 60_000): Promise<void> {
    await expect(this.verdict).toContainText(word, { timeout })
  }
}

/** The rows that a table shows now; a list of numbers draws only those that are scrolled to. */
export async function numbersOf(table: Locator): Promise<Numbers> {
  return byColumn(table, await rowsOf(table))
}

/** All rows of a list of numbers, from its first to its last, as they are written. */
export async function allRows(table: Locator): Promise<string[][]> {
  const total = Number(await table.getAttribute('aria-rowcount')) - 1
  const list = table.locator('..')
  const rows = new Map<string, string[]>()
  await list.evaluate((box) => (box.scrollTop = 0))
  await expect(async () => {
    for (const row of await rowsOf(table)) rows.set(row.join('\t'), row)
    const atEnd = await list.evaluate((box) => {
      const before = box.scrollTop
      box.scrollBy(0, Math.max(48, box.clientHeight - 72))
      return box.scrollTop === before
    })
    const complete = rows.size === total
    // The numbers changed while they were read: once more from the top.
    if (!complete && (atEnd || rows.size > total)) {
      rows.clear()
      await list.evaluate((box) => (box.scrollTop = 0))
    }
    expect(complete).toBe(true)
  }).toPass({ intervals: [20], timeout: 60_000 })
  return [...rows.values()]
}

/** All numbers of a list, ordered by its first column. */
export async function allNumbers(table: Locator): Promise<Numbers> {
  const rows = await allRows(table)
  return byColumn(
    table,
    rows.sort(([a], [b]) => Number(a) - Number(b))
  )
}

async function byColumn(table: Locator, rows: readonly string[][]): Promise<Numbers> {
  const columns = await table.getByRole('columnheader').allInnerTexts()
  const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text))
  return Object.fromEntries(columns.map((column, at) => [column, rows.map((row) => number(row[at]))]))
}

function rowsOf(table: Locator): Promise<string[][]> {
  return table
    .locator('tbody tr:not([aria-hidden])')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim())))
}

/** The largest of the values that are there, by size. */
export function largest(values: readonly (number | null)[] | undefined): number {
  return Math.max(...(values ?? []).map((value) => Math.abs(value ?? 0)))
}

/** A number as the page writes it: 5.40674×10⁻⁴ */
export function numberIn(text: string): number {
  const [mantissa = '', exponent = ''] = text.split('×10')
  const digits = exponent.replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))).replace('⁻', '-')
  return Number(`${mantissa.replace('−', '-')}${digits === '' ? '' : `e${digits}`}`)
}
