import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { obtainBrowser } from './obtain-browser.ts'
import { at } from './paths.ts'

// build/icon.png from build/icon.svg, after a change of the drawing: node scripts/launch.cjs icon
const SIDE = 1024

const browser = await chromium.launch({ executablePath: await obtainBrowser() })
const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } })
const svg = readFileSync(at('build', 'icon.svg'), 'utf8')
await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${SIDE}px }</style>${svg}`)
writeFileSync(at('build', 'icon.png'), await page.screenshot({ omitBackground: true }))
await browser.close()
