import { afterEach, expect, it } from 'vitest'
import { exercise } from '../../tests/doors/exercise.ts'
import { Methods } from '../api/contract.ts'
import { createLocalTransport } from '../api/local.ts'
import { closeLabs, openLab } from './testing/open-lab.ts'

afterEach(closeLabs)

it('the real lab keeps what every door is asked for', async () => {
  const { lab } = await openLab()
  await exercise(createLocalTransport(lab.handlers, lab.events))
})

it('every method of the contract is answered', async () => {
  const { handlers } = await openLab()
  expect(Object.keys(handlers).sort()).toEqual(Object.keys(Methods).sort())
})
