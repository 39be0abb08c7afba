import { spawn } from 'node:child_process'

export interface Finished {
  /** Exit code; null when a signal ended it or it could not be started. */
  code: number | null
  output: string
  timedOut: boolean
}

interface Options {
  limitMs: number
  /** Show the output as it comes instead of keeping it. */
  show?: boolean
  env?: NodeJS.ProcessEnv
}

/** Runs a program to its end or to its time limit, then ends it together with its children. Never throws for what the program does. */
export function run(program: string, args: readonly string[], { limitMs, show = false, env = process.env }: Options): Promise<Finished> {
  return new Promise((resolve) => {
    // A group of its own (not on Windows, which has none), so that an installer's downloader ends with it.
    const grouped = process.platform !== 'win32'
    const child = spawn(program, args, { env, detached: grouped, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let timedOut = false
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000)
      if (show) process.stderr.write(chunk)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const end = () => {
      if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      else child.kill('SIGKILL')
    }
    const timer = setTimeout(() => {
      timedOut = true
      end()
    }, limitMs)
    const interrupted = () => {
      end()
      process.exit(130)
    }
    process.once('SIGINT', interrupted)
    const finish = (code: number | null) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupted)
      resolve({ code, output, timedOut })
    }
    child.on('error', (error) => {
      output += error.message
      finish(null)
    })
    child.on('close', finish)
  })
}
