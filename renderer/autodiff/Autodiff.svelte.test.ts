import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { cleanup } from 'vitest-browser-svelte'
import { boardDerivation } from '../testing/fake/derivation.ts'
import { openPage } from '../testing/page.ts'

let close = () => undefined as void
const LINK = '#/autodiff?f=sqrt(x^2 %2B exp(x^2))&at=x=2'
async function open(hash = LINK, options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(hash, options)
  close = opened.close
  // The page's root is as high as the window; the frame of the test is not.
  for (const frame of document.querySelectorAll<HTMLElement>('body > div')) frame.style.height = '100%'
  return opened
}
beforeEach(() => page.viewport(1280, 800))
afterEach(() => {
  close()
  cleanup()
})

const press = (keys: string) => userEvent.keyboard(keys)
const steps = () => page.getByTestId('steps')
const card = (node: string) => page.elementLocator(document.querySelector(`[data-node=${node}]`) ?? document.body)
const lit = () => document.querySelector('.node.on')?.getAttribute('data-node') ?? null
const drawn = () => expect.poll(() => document.querySelectorAll('[data-node]').length, { timeout: 30_000 }).toBe(5)
const rule = () => page.getByRole('region', { name: 'The rule of this step' })

describe('the explorer', () => {
  it('draws the graph with all its numbers and says the result', async () => {
    await open()
    await drawn()
    await expect.element(page.getByTestId('value')).toHaveTextContent('7.65494284976343')
    await expect.element(page.getByTestId('derivative')).toHaveTextContent('14.5260784108564')
    await expect.element(card('x2')).toHaveAccessibleName('x2, a, power or root: value 4, tangent 4, adjoint 3.63152')
    await expect.element(page.getByText('Forward, reverse and Taylor mode agree')).toBeVisible()
  })

  it('lights x5, x4, x3, x2, x1 in turn, by the arrow keys alone', async () => {
    await open()
    await drawn()
    const seen: (string | null)[] = []
    for (let k = 0; k < 5; k++) {
      await press('{ArrowRight}')
      await expect.element(steps()).toMatchTextContent(new RegExp(`^${k + 1} of\\s+5$`))
      seen.push(lit())
    }
    expect(seen).toEqual(['x5', 'x4', 'x3', 'x2', 'x1'])
    await press('{ArrowRight}')
    await expect.element(steps()).toMatchTextContent(/5 of\s+5/)
    await press('{Home}')
    await expect.element(steps()).toMatchTextContent(/0 of\s+5/)
  })

  it('lists contributions that add up at a node apart, in full digits', async () => {
    await open(`${LINK}&step=4`)
    const shares = page.getByRole('table', { name: 'Contributions that add up at a' })
    await expect.element(shares).toMatchTextContent(/0\.0653172740558673.*3\.5662023286\d+.*3\.63151960271411/)
    await expect.element(rule()).toMatchTextContent(/is used twice/)
  })

  it('shows numbers only once their sweep has reached them', async () => {
    await open(`${LINK}&step=4`)
    await drawn()
    await expect.element(card('x1')).toHaveAccessibleName(/adjoint next/)
    await press('v')
    await expect.element(card('x2')).toHaveAccessibleName(/value 4, tangent not yet, adjoint not yet/)
    await press('f')
    await expect.element(card('x2')).toHaveAccessibleName(/tangent 4, adjoint not yet/)
  })

  it('keeps its state in the link, which opens it again', async () => {
    await open()
    await drawn()
    await press('f{ArrowRight}{ArrowRight}')
    await expect.poll(() => location.hash).toContain('mode=forward&step=2')
    close()
    cleanup()
    await open(location.hash)
    await expect.element(steps()).toMatchTextContent(/2 of\s+5/)
    await expect.element(page.getByRole('radio', { name: 'Forward' })).toBeChecked()
  })

  it('shows who pays what while a row of the ledger has the focus, and counts as chosen', async () => {
    await open()
    await drawn()
    document.querySelector<HTMLElement>('tr[data-variant=reverse]')?.focus()
    await expect.element(page.getByRole('tooltip')).toMatchTextContent(/Reverse mode: who pays what/)
    await expect.poll(() => document.querySelectorAll('.pays').length).toBe(5)
    await page.getByRole('button', { name: 'Partials explicit' }).click()
    await page.getByText('Literal tape', { exact: true }).last().click()
    await expect.element(page.getByRole('row', { name: /^Literal tape 4 9 13$/ })).toBeVisible()
  })

  it('says what is wrong under the character, and keeps the last graph', async () => {
    const wrong = Object.assign(new Error('There is no function sqr.'), {
      ...{ code: 'unknown-symbol', cure: 'Write sqrt.', place: { line: 1, column: 1, length: 3 }, replacement: 'sqrt' }
    })
    let fails = false
    await open(LINK, {
      methods: {
        'autodiff.read': ({ expression }) =>
          fails && expression.startsWith('sqr(') ? Promise.reject(wrong) : Promise.resolve({ inputs: ['x'], latex: [] })
      }
    })
    await drawn()
    fails = true
    await press('/')
    await press('sqr(x)')
    await expect.poll(() => document.querySelector('.cm-content')?.textContent).toBe('sqr(x)')
    await expect.element(page.getByText(/There is no function sqr/)).toBeVisible()
    await expect.poll(() => document.querySelector('.cm-lintRange-error')?.textContent).toBe('sqr')
    expect(document.querySelectorAll('[data-node]')).toHaveLength(5)
    await press('{Tab}')
    await expect.poll(() => document.querySelector('.cm-content')?.textContent).toBe('sqrt(x)')
    await expect.element(page.getByText(/There is no function sqr/)).not.toBeInTheDocument()
  })

  it('invents no number where there is none', async () => {
    const board = boardDerivation()
    const note = { code: 'not-differentiable', concerns: 'derivative', node: 'x2', place: null } as const
    const kink = {
      ...board,
      outputs: board.outputs.map((output) => ({ ...output, gradient: [null] })),
      notes: [{ ...note, sentence: 'At a: the absolute value has a kink at 0.', cure: 'Choose a point beside it.' }]
    }
    await open(LINK, { methods: { 'autodiff.derive': () => Promise.resolve(kink) } })
    await expect.element(page.getByTestId('derivative')).toHaveTextContent('–')
    await expect.element(page.getByText(/the absolute value has a kink at 0/)).toBeVisible()
    await expect.element(page.getByText('No derivative at this point')).toBeVisible()
  })

  it('fills the window for a lecture, by keys alone', async () => {
    await open(`${LINK}&present=1`)
    const hall = page.getByRole('dialog', { name: 'Presentation' })
    await expect.element(hall).toBeVisible()
    await press('{ArrowRight}')
    await expect.element(hall).toMatchTextContent(/1 of\s+5/)
    await press('f')
    await expect.element(hall).toMatchTextContent(/Forward/)
    await press('{Escape}')
    await expect.element(hall).not.toBeInTheDocument()
  })

  it('offers the examples, and lays the chosen one out', async () => {
    const { calls } = await open()
    await drawn()
    await page.getByRole('button', { name: 'Examples' }).click()
    await page.getByRole('button', { name: /^f5, a branch/ }).click()
    await expect
      .poll(() => calls.filter(({ method }) => method === 'autodiff.derive').at(-1)?.input)
      .toMatchObject({
        ...{ subject: { expression: 'if(x >= 0, x^2, -3*x + 1)' }, at: { x: 2.7 } }
      })
    await page.getByRole('button', { name: 'Examples' }).click()
    await page.getByRole('button', { name: /^A 1-2-1 network/ }).click()
    await expect
      .poll(() => calls.filter(({ method }) => method === 'autodiff.derive').at(-1)?.input)
      .toMatchObject({
        subject: { network: { layers: [1, 2, 1], output: 'linear' } }
      })
    await expect.element(page.getByTestId('machine')).toMatchTextContent(/Network 1-2-1/)
  })
})
