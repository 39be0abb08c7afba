import { listed } from '../expression/nearest.ts'
import type { Level } from './levels.ts'

/** A parameter that varies, as sentences speak of it. */
export interface SpokenAxis {
  name: string
  label: string
}

const COUNTED: Record<string, string> = {
  width: 'nodes',
  depth: 'hidden layers',
  iterations: 'iterations',
  points: 'points'
}
const NOUN: Record<string, string> = { width: 'width', depth: 'depth', iterations: 'number of iterations', points: 'number of points' }
const PLAIN = ['activation', 'optimizer', 'network.activation', 'training.optimizer']

const short = (name: string) => name.slice(name.lastIndexOf('.') + 1)

/** "learning rate 0.01", "20 nodes", "tanh"; of several values "10, 20 and 50 nodes" */
export function spokenValue({ name, label }: SpokenAxis, ...values: Level[]): string {
  const all = listed(values.map(String))
  const counted = COUNTED[name === 'points.count' ? 'points' : short(name)]
  if (counted !== undefined) return `${all} ${counted}`
  return PLAIN.includes(name) ? all : `${decapitalised(label)} ${all}`
}

/** "at every width" */
export function spokenAxis({ name, label }: SpokenAxis): string {
  return NOUN[short(name)] ?? decapitalised(label)
}

/** "learning rate 0.01 with 20 nodes and tanh", only of the axes given. */
export function spokenValues(axes: readonly SpokenAxis[], values: Readonly<Record<string, Level>>): string {
  const [first = '', ...rest] = axes.map((axis) => spokenValue(axis, values[axis.name] ?? ''))
  return rest.length === 0 ? first : `${first} with ${listed(rest)}`
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Three significant digits; exponent form from 10,000 and below 0.001. */
export function threeDigits(value: number): string {
  const size = Math.abs(value)
  return size !== 0 && (size >= 1e4 || size < 1e-3) ? value.toExponential(2) : String(Number(value.toPrecision(3)))
}

/** Lower-case first letter, but "L2 error" and "w0" stay. */
function decapitalised(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

/** "seed 3", "lecture seed 15" */
export function spokenSeed(seed: string): string {
  return seed.startsWith('lecture:') ? `lecture seed ${seed.slice('lecture:'.length)}` : `seed ${seed}`
}
