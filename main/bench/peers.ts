import type { PeerCommand } from './peer-process.ts'
import type { Precision } from './peaks.ts'

/** A framework that the lab's engine is compared with. */
export interface Peer {
  name: string
  title: string
  precisions: readonly Precision[]
  command: PeerCommand
}

const BOTH: readonly Precision[] = ['float32', 'float64']

/** @param python the interpreter that has them; @param from folder whose node_modules may hold TensorFlow.js */
export function knownPeers(python: string, from: string): Peer[] {
  const inPython = (script: string, ...more: string[]): PeerCommand => ({ executable: python, args: ['SCRIPT', 'FOLDER', ...more], script })
  return [
    { name: 'jax', title: 'JAX jit', precisions: BOTH, command: inPython('jax_peer.py') },
    { name: 'torch', title: 'PyTorch eager', precisions: BOTH, command: inPython('torch_peer.py') },
    { name: 'torch_compile', title: 'PyTorch compiled', precisions: BOTH, command: inPython('torch_peer.py', 'compile') },
    {
      name: 'tfjs',
      title: 'TensorFlow.js',
      precisions: ['float32'],
      command: { executable: process.execPath, args: ['SCRIPT', 'FOLDER', from], script: 'tfjs_peer.mjs' }
    }
  ]
}
