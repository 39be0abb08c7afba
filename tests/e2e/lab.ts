import { test as base } from '@playwright/test'
import { LabServer } from './server.ts'

export { expect } from '@playwright/test'

interface Fixtures {
  /** a lab of this test's own */
  lab: LabServer
  /** what the page must not have said by the end: errors of its scripts, and errors on its console */
  complaints: string[]
}

/** A test with the lab open in `page`. A page that complains fails it. */
export const test = base.extend<Fixtures>({
  lab: async ({ viewport: _ }, use) => {
    const server = await LabServer.open()
    await use(server)
    await server.close()
  },
  complaints: async ({ viewport: _ }, use) => {
    const heard: string[] = []
    await use(heard)
    base.expect(heard, 'errors in the page').toEqual([])
  },
  page: async ({ page, lab, complaints }, use) => {
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(lab.url)
    await use(page)
  }
})
