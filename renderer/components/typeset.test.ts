import { expect, it } from 'vitest'
import { typeset } from './typeset.ts'

it('sets mathematics for eyes and for screen readers', () => {
  const html = typeset("g' = -\\gamma\\,g", false)
  expect(html).toContain('<math')
  expect(html).toContain('katex-html')
})

it('says that it cannot set what is not LaTeX', () => {
  expect(typeset('\\frac{1}{', false)).toBeNull()
  expect(typeset('\\notacommand', false)).toBeNull()
})

it('lets no markup and no link through', () => {
  expect(typeset('\\text{<img src=x onerror=alert(1)>}', false)).not.toContain('<img')
  expect(typeset('\\href{javascript:alert(1)}{x}', false) ?? '').not.toContain('href=')
})
