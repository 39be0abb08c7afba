import { isLeaf, type Graph, type Id, type Leaf } from '../../autodiff/graph.ts'
import { OPERATIONS, type OperationName } from '../../autodiff/operations/index.ts'

/** How each operation is written in Python. */
export type Spelling = Record<OperationName, (...args: string[]) => string>

/** Over NumPy arrays; `erf`, `sigmoid` and `softplus` are functions of the script. np.power keeps to real numbers, as the lab does. */
export const NUMPY = Object.fromEntries(Object.values(OPERATIONS).map(({ name, numpy }) => [name, numpy])) as Spelling

/** Above this an expression gets a name of its own, so that lines stay readable. */
const LONGEST = 70

/**
 * Statements that compute what several expressions share, and an expression for each root.
 * @param leaf how a leaf is written
 * @param prefix of the names of shared values
 */
export function pythonCode(
  graph: Graph,
  roots: readonly Id[],
  leaf: (leaf: Leaf) => string,
  prefix: string,
  spelling: Spelling = NUMPY
): { lines: string[]; roots: string[] } {
  const uses = new Map<Id, number>()
  const order = graph.reachable(roots)
  for (const id of order) {
    const node = graph.node(id)
    if (!isLeaf(node)) for (const arg of node.args) uses.set(arg, (uses.get(arg) ?? 0) + 1)
  }
  const texts = new Map<Id, string>()
  const lines: string[] = []
  for (const id of order) {
    const node = graph.node(id)
    if (isLeaf(node)) {
      texts.set(id, node.op === 'constant' ? pythonNumber(node.value) : leaf(node))
      continue
    }
    const text = spelling[node.op](...node.args.map((arg) => texts.get(arg)!))
    if ((uses.get(id) ?? 0) > 1 || text.length > LONGEST) {
      const name = `${prefix}${lines.length + 1}`
      lines.push(`${name} = ${unwrapped(text)}`)
      texts.set(id, name)
    } else texts.set(id, text)
  }
  return { lines, roots: roots.map((root) => unwrapped(texts.get(root)!)) }
}

/** A number that Python reads back as the same float. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'np.nan'
  if (!Number.isFinite(value)) return value > 0 ? 'np.inf' : '(-np.inf)'
  const text = Object.is(value, -0) ? '-0' : String(value)
  const float = /[.e]/.test(text) ? text : `${text}.0`
  return float.startsWith('-') ? `(${float})` : float
}

/** Without the outer brackets, where they belong together. */
function unwrapped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text
  let depth = 0
  for (let k = 0; k < text.length - 1; k++) {
    if (text[k] === '(') depth++
    if (text[k] === ')' && --depth === 0) return text
  }
  return text.slice(1, -1)
}

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield print range zip'.split(
    ' '
  )

/** Names of Python for names of a problem: letters, digits and _, none taken twice or by the script itself. */
export class PythonNames {
  private readonly taken: Set<string>
  private readonly names = new Map<string, string>()

  constructor(reserved: readonly string[]) {
    this.taken = new Set([...KEYWORDS, ...reserved])
  }

  /** The same name for the same words. */
  of(words: string): string {
    const known = this.names.get(words)
    if (known !== undefined) return known
    const plain = words.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_')
    let name = plain === '' ? '_' : plain
    while (this.taken.has(name) || /^[cvzN]\d+$/.test(name)) name += '_'
    this.taken.add(name)
    this.names.set(words, name)
    return name
  }
}

/** Text inside a docstring. */
export function docText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"""', "'''").replaceAll('\0', '')
}
