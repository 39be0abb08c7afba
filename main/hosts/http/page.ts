import { readFile, realpath } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm'
}
// Vite's names: assets/<name>-<hash of eight>.<ext>; a source map carries its script's hash.
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+(\.map)?$/

export interface PageFile {
  type: string
  hashed: boolean
  body: Buffer<ArrayBuffer>
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'])

const isWithin = (folder: string, path: string) => {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** The name of a file that an address asks for, or null for one that cannot name a file. */
function nameOf(pathname: string): string | null {
  try {
    const name = decodeURIComponent(pathname)
    // A backslash separates folders on Windows; no file of ours has one in its name.
    return name.includes('\0') || name.includes('\\') ? null : name
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

/**
 * A file of the built page, or null where there is none. Nothing outside `folder` is ever read, whatever the address holds and
 * wherever a link within the folder points.
 * @param folder absolute path of the built page
 * @param pathname path of the address, still percent-encoded, beginning with `/`
 */
export async function readPage(folder: string, pathname: string): Promise<PageFile | null> {
  const name = nameOf(pathname === '/' ? '/index.html' : pathname)
  if (name === null) return null
  try {
    // Resolved on both sides, so that neither `..` nor a link leads out, however it is spelt.
    const real = await realpath(join(folder, name))
    if (!isWithin(await realpath(folder), real)) return null
    const body = await readFile(real)
    return { type: TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream', hashed: HASHED.test(name), body }
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}
