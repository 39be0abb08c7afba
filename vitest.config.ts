import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findBrowser } from './main/browser.ts'

const maxWorkers = Math.max(1, Math.min(4, availableParallelism()))

const bundled = [
  'plotly.js-dist',
  'katex',
  'zod',
  '@codemirror/state',
  '@codemirror/view',
  '@codemirror/commands',
  '@codemirror/lint',
  '@dagrejs/dagre'
]

export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        plugins: [svelte()],
        test: {
          name: 'node',
          include: ['{core,main,renderer,tests,scripts}/**/*.test.ts'],
          exclude: ['**/*.svelte.test.ts'],
          environment: 'node',
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000
        }
      },
      {
        plugins: [svelte()],
        // Found in the middle of a run they would be prepared then, and the page reloaded under the test.
        optimizeDeps: { include: bundled },
        test: {
          name: 'browser',
          include: ['renderer/**/*.svelte.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({ launchOptions: { executablePath: findBrowser() } }),
            instances: [{ browser: 'chromium' }]
          }
        }
      }
    ]
  }
})
