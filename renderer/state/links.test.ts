import { describe, expect, it } from 'vitest'
import { linkTo, parseRoute } from './links.ts'

describe('links', () => {
  it('lead to views, ids and queries', () => {
    expect(parseRoute('#/library')).toMatchObject({ view: 'library', id: null })
    expect(parseRoute('#/bench/lecture-decay?train=1')).toMatchObject({ view: 'bench', id: 'lecture-decay' })
    expect(parseRoute('#/bench/lecture-decay?train=1').query.get('train')).toBe('1')
    expect(parseRoute('#/compare?runs=a,b').query.get('runs')).toBe('a,b')
  })

  it('open the library where they name nothing of ours', () => {
    for (const hash of ['', '#', '#/', '#ticket=abc', '#/elsewhere', '#/nowhere/x']) expect(parseRoute(hash).view).toBe('library')
  })

  it('come back as they went, whatever an id holds', () => {
    for (const id of ['a', 'a/b', 'tag:Fronts, 2', 'Grüße 100%', 'a?b#c'])
      expect(parseRoute(linkTo('sweeps', id))).toMatchObject({ view: 'sweeps', id })
    expect(parseRoute(linkTo('compare', null, { runs: 'a,b&c' })).query.get('runs')).toBe('a,b&c')
  })

  it('survive a stray percent sign', () => {
    expect(parseRoute('#/bench/100%').id).toBe('100%')
  })
})
