/** The world around a command: streams, terminal, environment. */
export interface Io {
  out: (text: string) => void
  err: (text: string) => void
  /** whether standard error is a terminal, on which a line may be drawn again */
  terminal: boolean
  columns: () => number
  /** folder against which the user's relative paths are meant */
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Ctrl-C and a polite request to end; returns how to stop listening */
  onInterrupt: (listener: () => void) => () => void
}

/** The process's own streams. npm changes the working folder and says in INIT_CWD where the user stood. */
export function processIo(): Io {
  const { stdout, stderr, env } = process
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    terminal: stderr.isTTY === true && env.TERM !== 'dumb',
    columns: () => (stderr.isTTY === true && stderr.columns > 0 ? stderr.columns : 80),
    cwd: env.INIT_CWD !== undefined && env.npm_lifecycle_event !== undefined ? env.INIT_CWD : process.cwd(),
    env,
    onInterrupt: (listener) => {
      const signals = ['SIGINT', 'SIGTERM'] as const
      for (const signal of signals) process.on(signal, listener)
      return () => signals.forEach((signal) => process.off(signal, listener))
    }
  }
}
