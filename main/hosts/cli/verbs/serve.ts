import { spawn } from 'node:child_process'
import { serveHttp } from '../../http/serve.ts'
import { wholeNumber } from '../options.ts'
import { rendererFolder } from '../renderer-folder.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'

/** Opens a browser where there is a screen; whether one comes is up to the machine. */
function openBrowser(url: string, env: Readonly<Record<string, string | undefined>>): void {
  const onScreen = process.platform !== 'linux' || (env.DISPLAY ?? env.WAYLAND_DISPLAY ?? '') !== ''
  if (!onScreen) return
  const [program, ...first] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  if (program === undefined) return
  const child = spawn(program, [...first, url], { stdio: 'ignore', detached: true })
  // The link is printed in any case.
  child.on('error', () => undefined)
  child.unref()
}

export const serve: Verb = {
  name: 'serve',
  usage: '[--port N] [--open]',
  summary: 'the lab in a browser, on the loopback address, behind a one-time link',
  options: [
    { name: 'port', value: 'N', help: 'the port to listen on (default: any free one)' },
    { name: 'open', help: 'opens a browser where there is a screen' },
    { name: 'workers', short: 'j', value: 'N', help: 'runs trained at a time (default: one a core)' }
  ],
  takes: [0, 0],
  run: async ({ words, io, lab, print }) => {
    const renderer = rendererFolder()
    const port = wholeNumber(words, 'port', 0, 65_535) ?? 0
    const { handlers, events } = await lab(wholeNumber(words, 'workers', 1, 256))
    const host = await serveHttp({ handlers, events, renderer, port })
    const { promise: over, resolve } = Promise.withResolvers<void>()
    const stopListening = io.onInterrupt(resolve)
    const url = host.url()
    print(
      { url, port: host.port },
      () => `The lab is at\n  ${url}\nThe link works once, within ten minutes. Ctrl-C ends the lab; runs are paused and kept.\n`
    )
    if (words.has('open')) openBrowser(url, io.env)
    await over
    stopListening()
    await host.close()
    return EXIT.done
  }
}
