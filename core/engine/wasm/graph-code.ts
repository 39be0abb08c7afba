import { argumentsOf, isLeaf, type Graph, type Id, type Leaf } from '../../autodiff/graph.ts'
import type { OperationName } from '../../autodiff/operations/index.ts'
import { ELEMENTARY, pow, sincos, type Elementary, type ElementaryName } from './elementary/index.ts'
import { NotCompiled } from './not-compiled.ts'
import type { Emitted, VectorLanes } from './vector-lanes.ts'

/** Whole exponents up to this become products. */
const MOST_PRODUCTS = 16

/** Writes the code that loads a leaf, or a node that is known from elsewhere. */
export type Load = () => Emitted

/** Where values come from and go to. */
export interface Ends {
  /** undefined: the node is to be computed */
  load(id: Id, leaf: Leaf | undefined): Load | undefined
  /** whether it must be loaded before the first root is taken, because that may overwrite it */
  early?(leaf: Leaf): boolean
  /** gets a root as soon as it is computed */
  take(root: number, value: Emitted): void
}

/** Writes the code of roots of a graph, node after node, each for all vectors that are handled together. */
export function emitGraph(lanes: VectorLanes, graph: Graph, roots: readonly Id[], ends: Ends): void {
  new GraphCode(lanes, graph, roots, ends).write()
}

function elementary(op: OperationName): Elementary {
  if (Object.hasOwn(ELEMENTARY, op)) return ELEMENTARY[op as ElementaryName]
  throw new NotCompiled(`the operation ${op} has no compiled form`)
}

class GraphCode {
  private readonly lanes: VectorLanes
  private readonly graph: Graph
  private readonly roots: readonly Id[]
  private readonly ends: Ends
  private readonly values = new Map<Id, Emitted>()
  /** comparisons as masks: choices read these, numbers 0 and 1 are made only where someone asks for them */
  private readonly masks = new Map<Id, Emitted>()
  /** how often a node will still be read */
  private readonly uses = new Map<Id, number>()
  /** products that are written inside the one sum that reads them */
  private readonly fused = new Set<Id>()
  private readonly known = new Map<Id, Load>()

  constructor(lanes: VectorLanes, graph: Graph, roots: readonly Id[], ends: Ends) {
    this.lanes = lanes
    this.graph = graph
    this.roots = roots
    this.ends = ends
  }

  write(): void {
    const order = this.needed()
    for (const id of order) if (!this.known.has(id)) for (const arg of argumentsOf(this.graph.node(id))) this.count(arg)
    for (const root of this.roots) this.count(root)
    for (const id of order) this.findFused(id)
    for (const id of this.known.keys()) {
      const node = this.graph.node(id)
      if (isLeaf(node) && this.ends.early?.(node) === true) this.value(id)
    }
    for (const id of order) {
      if (this.fused.has(id)) continue
      const node = this.graph.node(id)
      if (!isLeaf(node) && !this.known.has(id)) this.compute(id, node.op, node.args)
      this.roots.forEach((root, k) => {
        if (root !== id) return
        this.ends.take(k, this.value(id))
        this.read(id)
      })
    }
  }

  /** Nodes to write, in topological order; what is known is loaded when it is first read. */
  private needed(): Id[] {
    const wanted = new Set<Id>(this.roots)
    const order: Id[] = []
    for (let id = Math.max(-1, ...this.roots); id >= 0; id--) {
      if (!wanted.has(id)) continue
      order.push(id)
      const node = this.graph.node(id)
      if (isLeaf(node) && node.op === 'constant') {
        this.values.set(id, this.lanes.constant(node.value))
        continue
      }
      const load = this.ends.load(id, isLeaf(node) ? node : undefined)
      if (load !== undefined) this.known.set(id, load)
      else for (const arg of argumentsOf(node)) wanted.add(arg)
    }
    return order.reverse()
  }

  private count(id: Id): void {
    this.uses.set(id, (this.uses.get(id) ?? 0) + 1)
  }

  /** One reader less; after the last the locals are free. */
  private read(id: Id): void {
    const left = this.uses.get(id)! - 1
    this.uses.set(id, left)
    if (left > 0) return
    for (const held of [this.values.get(id), this.masks.get(id)]) if (held !== undefined) this.lanes.release(held)
  }

  /** a*b + c and c - a*b, where nothing else reads the product. */
  private findFused(id: Id): void {
    const node = this.graph.node(id)
    if (isLeaf(node) || (node.op !== 'add' && node.op !== 'sub')) return
    const product = this.productOf(id)
    if (product !== undefined) this.fused.add(product)
  }

  private productOf(id: Id): Id | undefined {
    const node = this.graph.node(id)
    if (isLeaf(node) || this.known.has(id) || node.args[0] === node.args[1]) return undefined
    const candidates = node.op === 'add' ? [node.args[1]!, node.args[0]!] : node.op === 'sub' ? [node.args[1]!] : []
    return candidates.find((arg) => {
      const inner = this.graph.node(arg)
      return !isLeaf(inner) && inner.op === 'mul' && this.uses.get(arg) === 1 && !this.known.has(arg)
    })
  }

  private value(id: Id): Emitted {
    const known = this.values.get(id)
    if (known !== undefined) return known
    const mask = this.masks.get(id)
    const made = mask === undefined ? this.known.get(id)?.() : this.lanes.and(mask, this.lanes.constant(1))
    if (made === undefined) throw new RangeError(`Node ${id} has no value.`)
    this.values.set(id, made)
    return made
  }

  /** Non-zero as a mask. */
  private mask(id: Id): { mask: Emitted; own: boolean } {
    const known = this.masks.get(id)
    if (known !== undefined) return { mask: known, own: false }
    return { mask: this.lanes.ne(this.value(id), this.lanes.constant(0)), own: true }
  }

  private compute(id: Id, op: OperationName, args: readonly Id[]): void {
    const { lanes } = this
    const product = args.find((arg) => this.fused.has(arg))
    if (product !== undefined && (op === 'add' || op === 'sub')) {
      const other = args[0] === product ? args[1]! : args[0]!
      const [a, b] = (this.graph.node(product) as { args: readonly Id[] }).args as [Id, Id]
      const make = op === 'add' ? lanes.fma : lanes.fnma
      this.values.set(id, make(this.value(a), this.value(b), this.value(other)))
      for (const arg of [a, b, other]) this.read(arg)
      return
    }
    const compared = this.comparison(op, args)
    if (compared !== undefined) this.masks.set(id, compared)
    else if (op === 'if') {
      const { mask, own } = this.mask(args[0]!)
      this.values.set(id, lanes.select(mask, this.value(args[1]!), this.value(args[2]!)))
      if (own) lanes.release(mask)
    } else if ((op === 'sin' || op === 'cos') && this.values.get(id) !== undefined) {
      // written with its partner
    } else if (op === 'sin' || op === 'cos') this.circular(id, op, args[0]!)
    else this.values.set(id, this.arithmetic(op, args))
    for (const arg of args) this.read(arg)
  }

  /** sin and cos of the same argument cost little more together than one alone. */
  private circular(id: Id, op: 'sin' | 'cos', arg: Id): void {
    const { lanes } = this
    const partner = [...this.uses.keys()].find((other) => {
      const node = this.graph.node(other)
      return other > id && !isLeaf(node) && node.op === (op === 'sin' ? 'cos' : 'sin') && node.args[0] === arg && !this.known.has(other)
    })
    const x = this.value(arg)
    if (partner === undefined) {
      this.values.set(
        id,
        lanes.scope(() => ELEMENTARY[op](lanes, x))
      )
      return
    }
    const made: Emitted[] = []
    lanes.scope(() => {
      const both = sincos<Emitted>(lanes, x)
      made.push(both.sin, both.cos)
      return both.sin
    }, made)
    this.values.set(op === 'sin' ? id : partner, made[0]!)
    this.values.set(op === 'sin' ? partner : id, made[1]!)
  }

  private comparison(op: OperationName, args: readonly Id[]): Emitted | undefined {
    const { lanes } = this
    const [a, b] = args as [Id, Id]
    switch (op) {
      case 'lt':
        return lanes.lt(this.value(a), this.value(b))
      case 'le':
        return lanes.le(this.value(a), this.value(b))
      case 'gt':
        return lanes.lt(this.value(b), this.value(a))
      case 'ge':
        return lanes.le(this.value(b), this.value(a))
      case 'eq':
        return lanes.eq(this.value(a), this.value(b))
      case 'ne':
        return lanes.ne(this.value(a), this.value(b))
      case 'not':
        return lanes.eq(this.value(a), lanes.constant(0))
      case 'and':
      case 'or': {
        const [first, second] = [this.mask(a), this.mask(b)]
        const both = op === 'and' ? lanes.and(first.mask, second.mask) : lanes.or(first.mask, second.mask)
        for (const { mask, own } of [first, second]) if (own) lanes.release(mask)
        return both
      }
      default:
        return undefined
    }
  }

  private arithmetic(op: OperationName, args: readonly Id[]): Emitted {
    const { lanes } = this
    const a = this.value(args[0]!)
    const b = args[1] === undefined ? a : this.value(args[1])
    switch (op) {
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
      case 'min':
      case 'max':
        return lanes[op](a, b)
      case 'neg':
      case 'sqrt':
      case 'abs':
        return lanes[op](a)
      case 'sign':
        return lanes.scope(() => {
          const zero = lanes.constant(0)
          const negative = lanes.select(lanes.lt(a, zero), lanes.constant(-1), a)
          return lanes.select(lanes.lt(zero, a), lanes.constant(1), negative)
        })
      case 'pow':
        return lanes.scope(() => this.power(a, b, this.graph.constantValue(args[1]!)))
      default:
        return lanes.scope(() => elementary(op)(lanes, a))
    }
  }

  /** Whole powers as products, halves by the square root, as autodiff/special.ts does it. */
  private power(a: Emitted, b: Emitted, exponent: number | undefined): Emitted {
    const { lanes } = this
    if (exponent === 1) return lanes.or(a, a)
    if (exponent === 0.5) return lanes.sqrt(a)
    if (exponent === undefined || !Number.isInteger(exponent) || Math.abs(exponent) > MOST_PRODUCTS || exponent === 0)
      return pow(lanes, a, b)
    let square = a
    let result: Emitted | undefined
    for (let n = Math.abs(exponent); n > 0; n >>= 1) {
      if (n & 1) result = result === undefined ? square : lanes.mul(result, square)
      if (n > 1) square = lanes.mul(square, square)
    }
    return exponent < 0 ? lanes.div(lanes.constant(1), result!) : result!
  }
}
