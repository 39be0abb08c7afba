import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const CLI = resolve(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')
const START_LIMIT_MS = 60_000
const END_LIMIT_MS = 20_000

/** What a command printed and how it ended. */
export interface Said {
  code: number
  out: string
  err: string
}

/** The built lab in a process of its own, over a folder of its own: what `ansatz serve` gives to a user. */
export class LabServer {
  /** everything of this test: the lab's folder and what is exported */
  readonly root: string
  /** the one-time link that it printed last */
  url = ''
  #child: ChildProcess | null = null

  constructor(root: string) {
    this.root = root
  }

  static async open(): Promise<LabServer> {
    const server = new LabServer(await mkdtemp(join(tmpdir(), 'ansatz-e2e-')))
    await server.start()
    return server
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [CLI, 'serve', '--json', '--lab', join(this.root, 'lab')], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    let [out, err] = ['', '']
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    this.url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`The lab did not start: ${why}\n${out}${err}`))
      const timer = setTimeout(() => fail(`nothing after ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS)
      child.once('exit', (code) => fail(`it ended with ${code ?? 'a signal'}`))
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        const [, url] = /"url": "([^"]+)"/.exec(out) ?? []
        if (url === undefined) return
        clearTimeout(timer)
        child.removeAllListeners('exit')
        resolve(url)
      })
    })
  }

  /** Ends it as Ctrl-C does. Throws when it does not end, or not with 0. */
  async stop(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null) return
    const ended = once(child, 'exit') as Promise<[number | null]>
    child.kill('SIGINT')
    const timer = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS)
    const [code] = await ended
    clearTimeout(timer)
    if (code !== 0) throw new Error(`The lab ended with ${code ?? 'a signal'}.`)
  }

  /** Close and open again: another process over the same folder, with another link. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  async close(): Promise<void> {
    try {
      await this.stop()
    } finally {
      await rm(this.root, { recursive: true, force: true })
    }
  }

  /** names of the files in a folder of this test */
  files(folder: string): Promise<string[]> {
    return readdir(join(this.root, folder))
  }

  /** The command line over the same lab, as a process of its own, called from the lab's folder; the last word may be settings of its environment. */
  run(...words: (string | NodeJS.ProcessEnv)[]): Promise<Said> {
    return this.begin(...words).said
  }

  /** The same, to be interrupted. */
  begin(...words: (string | NodeJS.ProcessEnv)[]): { child: ChildProcess; said: Promise<Said> } {
    const args = [CLI, ...words.filter((word) => typeof word === 'string'), '--lab', join(this.root, 'lab')]
    const env = Object.assign(
      {},
      process.env,
      { INIT_CWD: this.root },
      ...words.filter((word) => typeof word !== 'string')
    ) as NodeJS.ProcessEnv
    const child = spawn(process.execPath, args, { cwd: this.root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const said = once(child, 'close').then(([code]) => ({ code: typeof code === 'number' ? code : -1, out, err }))
    return { child, said }
  }

  /** The same with --json; throws when it did not succeed. */
  async json<T>(...words: string[]): Promise<T> {
    const { code, out, err } = await this.run(...words, '--json')
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${out}${err}`)
    return JSON.parse(out) as T
  }
}
