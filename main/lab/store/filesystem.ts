import { statfsSync } from 'node:fs'

/** Magic numbers of Linux's statfs(2) for file systems whose locks or shared memory cannot carry a write-ahead log. */
const NETWORK: Readonly<Record<number, string>> = {
  0x6969: 'nfs',
  0x517b: 'smb',
  0xfe534d42: 'smb2',
  0xff534d42: 'cifs',
  0x5346414f: 'afs',
  0x0bd00bd0: 'lustre',
  0x01021997: '9p',
  0x00c36400: 'ceph',
  0x47504653: 'gpfs',
  0x19830326: 'beegfs',
  0x65735546: 'fuse'
}

/** The name of the network file system on which a folder lies, or null where it lies on a local one or cannot be told cheaply. */
export function networkFileSystem(folder: string, platform: NodeJS.Platform = process.platform): string | null {
  if (platform === 'win32') return /^[\\/]{2}/.test(folder) ? 'smb' : null
  if (platform !== 'linux') return null
  // statfs gives the type as a signed 32-bit number on some machines.
  return NETWORK[statfsSync(folder).type >>> 0] ?? null
}
