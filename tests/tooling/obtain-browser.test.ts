import { expect, it } from 'vitest'
import { NoBrowser, obtainBrowser } from '../../scripts/obtain-browser.ts'
import type { Ways } from '../../scripts/obtain-browser.ts'

const fine = { code: 0, output: '', timedOut: false }
const offline = { code: 1, output: 'Error: getaddrinfo ENOTFOUND cdn.playwright.dev', timedOut: false }
const unused = () => Promise.reject(new Error('was not needed'))

/** Nothing is installed and nothing can be, but for what a test changes. */
const nowhere: Ways = {
  named: undefined,
  find: () => undefined,
  downloaded: () => Promise.resolve(undefined),
  download: () => Promise.resolve(offline),
  tryOut: () => Promise.resolve(fine),
  installPackage: undefined
}

it('takes an installed browser and asks no network', async () => {
  expect(await obtainBrowser({ ...nowhere, find: () => '/usr/bin/chromium', download: unused })).toBe('/usr/bin/chromium')
})

it('takes what was downloaded before, if it starts', async () => {
  expect(await obtainBrowser({ ...nowhere, downloaded: () => Promise.resolve('/cache/chrome'), download: unused })).toBe('/cache/chrome')
})

it('downloads one', async () => {
  let there = false
  const download = () => {
    there = true
    return Promise.resolve(fine)
  }
  const downloaded = () => Promise.resolve(there ? '/cache/chrome' : undefined)
  expect(await obtainBrowser({ ...nowhere, download, downloaded })).toBe('/cache/chrome')
})

it("installs Debian's package when the download does not start", async () => {
  let installed = false
  const installPackage = () => {
    installed = true
    return Promise.resolve(fine)
  }
  const ways: Ways = {
    ...nowhere,
    find: () => (installed ? '/usr/bin/chromium' : undefined),
    downloaded: () => Promise.resolve('/cache/chrome'),
    download: () => Promise.resolve(fine),
    tryOut: () => Promise.resolve({ ...fine, code: 127 }),
    installPackage
  }
  expect(await obtainBrowser(ways)).toBe('/usr/bin/chromium')
})

it('fails with the reason and the cure in one line', async () => {
  const failure = obtainBrowser(nowhere)
  await expect(failure).rejects.toThrow(NoBrowser)
  await expect(failure).rejects.toThrow(/^no browser for the tests \(.*ENOTFOUND.*\); install Chromium, .*ANSATZ_CHROMIUM.*$/)
  const slow = { ...nowhere, download: () => Promise.resolve({ code: null, output: '', timedOut: true }) }
  await expect(obtainBrowser(slow)).rejects.toThrow('it took too long')
})

it('does not replace a browser that was named and is not there', async () => {
  await expect(obtainBrowser({ ...nowhere, named: '/opt/none', download: unused })).rejects.toThrow('ANSATZ_CHROMIUM names /opt/none')
})
