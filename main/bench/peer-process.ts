import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { PEER_SCRIPTS } from '../../core/engine/bench/peers.ts'
import { RESIDUALS, type Workload } from '../../core/engine/bench/workloads.ts'

/** Seconds until a peer must have compiled and run its first steps. */
const PATIENCE = 300

export interface PeerCommand {
  executable: string
  /** what follows the executable; the script and the folder of the workload are put in the places of their names */
  args: readonly ('SCRIPT' | 'FOLDER' | (string & {}))[]
  script: string
}

export interface PeerStart {
  version: string
  loss: number
  first_step_ms: number
}

export interface PeerTimes {
  ms: number
  cpu_ms: number
  steps: number
  peak_mb: number
}

/** Another framework in a process of its own, at the same workload, timed when asked. */
export class PeerProcess {
  readonly start: PeerStart
  readonly gradient: Float64Array
  private readonly child: ChildProcess
  private readonly lines: AsyncIterator<string, undefined>
  private readonly reader: Interface
  private readonly folder: string
  private readonly said: { text: string }

  private constructor(parts: Pick<PeerProcess, 'start' | 'gradient'> & Running) {
    this.start = parts.start
    this.gradient = parts.gradient
    this.child = parts.child
    this.lines = parts.lines
    this.reader = parts.reader
    this.folder = parts.folder
    this.said = parts.said
  }

  /** Rejects with what the peer last said where it cannot run. */
  static async launch(command: PeerCommand, workload: Workload): Promise<PeerProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'ansatz-bench-'))
    writeWorkload(folder, workload)
    for (const [name, text] of Object.entries(PEER_SCRIPTS)) writeFileSync(join(folder, name), text)
    const args = command.args.map((arg) => (arg === 'SCRIPT' ? join(folder, command.script) : arg === 'FOLDER' ? folder : arg))
    const child = spawn(command.executable, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const said = { text: '' }
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.text = (said.text + text).slice(-4000)))
    child.on('error', (error) => (said.text += error.message))
    // written to after it has gone: its going is what is reported
    child.stdin.on('error', (error) => (said.text += error.message))
    const reader = createInterface({ input: child.stdout })
    const running: Running = { child, reader, lines: reader[Symbol.asyncIterator](), folder, said }
    try {
      const start = (await answer(running)) as PeerStart
      const bytes = readFileSync(join(folder, 'gradient.f64'))
      const gradient = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
      return new PeerProcess({ start, gradient, ...running })
    } catch (error) {
      end(running)
      throw error
    }
  }

  async time(seconds: number): Promise<PeerTimes> {
    this.child.stdin!.write(`time ${seconds}\n`)
    return (await answer(this.running())) as PeerTimes
  }

  close(): void {
    end(this.running())
  }

  private running(): Running {
    return { child: this.child, lines: this.lines, reader: this.reader, folder: this.folder, said: this.said }
  }
}

interface Running {
  child: ChildProcess
  lines: AsyncIterator<string, undefined>
  reader: Interface
  folder: string
  said: { text: string }
}

/** The next line that is a document; libraries may print lines of their own. */
async function answer({ lines, said, child }: Running): Promise<unknown> {
  const timer = setTimeout(() => {
    said.text += `no answer within ${PATIENCE} s`
    child.kill()
  }, PATIENCE * 1e3)
  try {
    for (;;) {
      const next = await lines.next()
      if (next.done === true) throw new Error(complaint(said.text))
      if (next.value.startsWith('{')) return JSON.parse(next.value)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** The line that says what went wrong, else the last one. */
function complaint(text: string): string {
  const lines = text.trim().split('\n')
  const said = lines.findLast((line) => /error|cannot find|no module|no answer/i.test(line)) ?? lines.at(-1)
  return said === undefined || said === '' ? 'it ended without a word' : said.trim()
}

function end({ child, reader, folder }: Running): void {
  reader.close()
  child.kill()
  rmSync(folder, { recursive: true, force: true })
}

function writeWorkload(folder: string, { shape, plan, bindings }: Workload): void {
  const { axes, residual, hidden } = shape
  const plain = { precision: plan.precision, axes, widths: [...hidden, 1], residual, orders: RESIDUALS[residual].orders }
  writeFileSync(join(folder, 'workload.json'), JSON.stringify(plain))
  const write = (name: string, values: Float64Array): void =>
    writeFileSync(join(folder, `${name}.f64`), new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  write('parameters', bindings.parameters)
  bindings.points[0]!.forEach((values, k) => write(`x${k}`, values))
  write('f', bindings.columns[0] ?? new Float64Array(shape.points))
}
