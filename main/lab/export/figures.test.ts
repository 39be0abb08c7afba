import { expect, test } from 'vitest'
import { drawFigures } from './figures.ts'

const size = { width: 90, height: 60 }
const loss = {
  kind: 'loss',
  name: 'a',
  size,
  formats: ['svg'],
  data: { curve: { iteration: [0, 1], loss: [2, 1] }, planned: 1, status: 'FINISHED' }
} as const

test('without a browser the cure is said', async () => {
  const drawing = drawFigures([{ ...loss, formats: [...loss.formats] }], { browser: undefined, rendererDir: '/nowhere' })
  await expect(drawing).rejects.toMatchObject({ code: 'no-browser', cure: expect.stringContaining('ANSATZ_CHROMIUM') as string })
})

test('a browser that does not start is named', async () => {
  const drawing = drawFigures([{ ...loss, formats: [...loss.formats] }], { browser: '/bin/false', rendererDir: '/nowhere' })
  await expect(drawing).rejects.toMatchObject({ code: 'browser-failed', message: expect.stringContaining('/bin/false') as string })
})

test('nothing asked, nothing started', async () => {
  expect(await drawFigures([], { browser: '/bin/false', rendererDir: '/nowhere' })).toEqual([])
})
