import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from '../main.ts'

/** The command line in a folder of its own, for tests. */
export class TestTerminal {
  readonly folder = mkdtempSync(join(tmpdir(), 'ansatz-cli-'))
  #interrupt: () => void = () => undefined
  /** what the running command has said on standard error */
  said = ''

  async run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = ''
    this.said = ''
    const code = await main([...words, '--lab', 'lab'], {
      out: (text) => (out += text),
      err: (text) => (this.said += text),
      terminal: false,
      columns: () => 80,
      cwd: this.folder,
      env: {},
      onInterrupt: (listener) => {
        this.#interrupt = listener
        return () => (this.#interrupt = () => undefined)
      }
    })
    return { code, out, err: this.said }
  }

  /** runs with --json; what is printed must be one JSON document */
  async json(...words: string[]): Promise<{ code: number; document: unknown; err: string }> {
    const { code, out, err } = await this.run(...words, '--json')
    return { code, document: JSON.parse(out), err }
  }

  /** Ctrl-C, once the command has said so much */
  async interruptAfter(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.said)) await new Promise((resolve) => setTimeout(resolve, 20))
    this.#interrupt()
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
