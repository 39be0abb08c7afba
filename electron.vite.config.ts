import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { RPC_PATH, SESSION_PATH } from './main/api/messages.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

// scripts/build.ts builds only what is stale: the command line does not need the renderer.
const wanted = (process.env.ANSATZ_BUILD ?? 'main,preload,renderer').split(',')

// Everything else is bundled, so that the packed application carries one native package and nothing more.
const external = ['electron', 'better-sqlite3', 'playwright-core', 'bufferutil', 'utf-8-validate']

const main = {
  build: {
    outDir: at('out/main'),
    sourcemap: true,
    externalizeDeps: false,
    rollupOptions: { input: { index: at('main/index.ts'), cli: at('main/cli.ts') }, external }
  }
}

// A sandboxed preload script must be CommonJS.
const preload = {
  build: {
    outDir: at('out/preload'),
    externalizeDeps: false,
    rollupOptions: {
      input: { index: at('main/preload.ts') },
      external,
      output: { format: 'cjs' as const, entryFileNames: '[name].cjs' }
    }
  }
}

// An object: electron-vite would merge a list with its own default, the empty string.
const pages = Object.fromEntries(
  ['index', 'figure'].map((name) => [name, at(`renderer/${name}.html`)] as const).filter(([, page]) => existsSync(page))
)

// In development without Electron (scripts/dev.ts) Vite serves the page and hands the lab's own addresses on to the host. The
// Host header stays the page's, so that the host's check of the origin holds as it does without a proxy.
const { ANSATZ_PAGE_PORT: pagePort, ANSATZ_HOST_PORT: hostPort } = process.env
const target = `http://127.0.0.1:${hostPort}`
const server = hostPort !== undefined && {
  host: '127.0.0.1',
  port: Number(pagePort),
  strictPort: true,
  proxy: { [SESSION_PATH]: { target }, [RPC_PATH]: { target, ws: true } }
}

const renderer = {
  root: at('renderer'),
  ...(server && { server }),
  build: {
    outDir: at('out/renderer'),
    minify: true,
    rollupOptions: { input: pages }
  },
  // The plugin would otherwise look for it in the renderer's root.
  plugins: [svelte({ configFile: at('svelte.config.js') })]
}

export default defineConfig({
  ...(wanted.includes('main') && { main }),
  ...(wanted.includes('preload') && { preload }),
  ...(wanted.includes('renderer') && { renderer })
})
