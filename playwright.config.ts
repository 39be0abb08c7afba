import { defineConfig } from '@playwright/test'
import { findBrowser } from './main/browser.ts'

/** End to end: every test drives the built lab (`node out/main/cli.js serve`) in a real Chromium. `npm test` builds it first. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 30_000,
    launchOptions: { executablePath: findBrowser() },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure'
  }
})
