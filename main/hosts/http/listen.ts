import { unlink } from 'node:fs/promises'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { LabError } from '../../../core/errors.ts'

export interface Address {
  /** on 127.0.0.1; 0 or absent: any free one */
  port?: number | undefined
  /** a Unix socket instead, for machines that several people share: `ssh -L 8123:PATH node` */
  socketPath?: string | undefined
}

function explain(error: NodeJS.ErrnoException, { port, socketPath }: Address): unknown {
  const where = socketPath ?? `127.0.0.1:${port ?? 0}`
  if (error.code === 'EADDRINUSE') {
    const cure =
      socketPath === undefined ? 'Choose another with --port, or leave --port out for a free one.' : 'Use the lab that runs there.'
    return new LabError('address-in-use', `another program listens on ${where}`, cure)
  }
  if (error.code === 'EACCES' || error.code === 'ENOENT' || error.code === 'EINVAL') {
    return new LabError('cannot-listen', `cannot listen on ${where}: ${error.message}`, 'Choose another port or path.')
  }
  return error
}

/** Whether somebody answers at a socket; one whose program died stays behind as a file that nobody answers at. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path)
    probe.once('connect', () => resolve(true)).once('error', () => resolve(false))
    probe.once('connect', () => probe.destroy())
  })
}

function bind(server: Server, { port = 0, socketPath }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    if (socketPath === undefined) {
      server.listen({ host: '127.0.0.1', port })
      return
    }
    // The file is made within listen(), with this mask: at no moment may another user connect.
    const mask = process.umask(0o177)
    try {
      server.listen({ path: socketPath })
    } finally {
      process.umask(mask)
    }
  })
}

/**
 * Listens on the loopback address or on a Unix socket that only its owner may use, never on the network.
 * @returns the port, null for a socket
 * @throws LabError `address-in-use` or `cannot-listen`
 */
export async function listenLocally(server: Server, address: Address): Promise<number | null> {
  const { port, socketPath } = address
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new LabError('cannot-listen', `${port} is not a port`, 'A port is a whole number from 0 to 65535; 0 takes a free one.')
  }
  try {
    await bind(server, address)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' || socketPath === undefined || (await isAnswered(socketPath))) {
      throw explain(error as NodeJS.ErrnoException, address)
    }
    await unlink(socketPath)
    await bind(server, address)
  }
  const bound = server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : null
}
