import { expect, test } from 'vitest'
import { adjoints, tangents } from './differentiate.ts'
import { evaluate } from './evaluate.ts'
import { Graph, type Id, type Leaf } from './graph.ts'

/** f(x) = sqrt(x^2 + exp(x^2)), as on the board: x1 = x, x2 = a = x^2, x3 = b = exp a, x4 = c = a + b, x5 = d = sqrt c. */
function board() {
  const graph = new Graph()
  const x = graph.coordinate(0)
  const square = () => graph.apply('pow', x, graph.constant(2))
  const a = square()
  const b = graph.apply('exp', square())
  const c = graph.apply('add', square(), b)
  const d = graph.apply('sqrt', c)
  return { graph, x, a, b, c, d }
}
const at = (x: number) => (leaf: Leaf) => (leaf.op === 'coordinate' ? x : NaN)

test('identical sub-expressions are one node', () => {
  const { graph, x } = board()
  expect(graph.nodes.filter((node) => 'args' in node)).toHaveLength(4)
  expect(graph.apply('pow', x, graph.constant(2))).toBe(graph.apply('pow', x, graph.constant(2)))
  expect(graph.apply('mul', x, graph.constant(2))).not.toBe(graph.apply('mul', graph.constant(2), x))
})

test('reverse mode gives the adjoints of the board at x = 2 (course.md 5.5)', () => {
  const { graph, x, a, b, c, d } = board()
  const bars = adjoints(graph, [{ id: d, adjoint: graph.constant(1) }], [x])
  const values = evaluate(graph, [d, bars.get(c)!, bars.get(b)!, bars.get(a)!, bars.get(x)!], at(2))
  const printed = [7.65494284976343, 0.0653172740558673, 0.0653172740558673, 3.63151960271411, 14.5260784108564]
  values.forEach((value, k) => expect(value / printed[k]!).toBeCloseTo(1, 13))
})

test('forward mode gives the tangents of the board at x = 2 (course.md 5.4)', () => {
  const { graph, a, b, c, d } = board()
  const dots = tangents(graph, [a, b, c, d], (leaf) => (leaf.op === 'coordinate' ? graph.constant(1) : undefined))
  const printed = [4, 218.392600132577, 222.392600132577, 14.5260784108564]
  evaluate(graph, dots, at(2)).forEach((value, k) => expect(value / printed[k]!).toBeCloseTo(1, 13))
})

test.each([
  [0.5, 1.6760309414386624],
  [1, 2.8193781227987425],
  [2, 36.757478379952126]
])('second derivative, forward over reverse, at %f (course.md J7)', (x0, expected) => {
  const { graph, x, d } = board()
  const first = adjoints(graph, [{ id: d, adjoint: graph.constant(1) }], [x]).get(x)!
  const [second] = tangents(graph, [first], (leaf) => (leaf.op === 'coordinate' ? graph.constant(1) : undefined))
  expect(evaluate(graph, [second!], at(x0))[0]! / expected).toBeCloseTo(1, 12)
})

test('a node used twice collects both contributions; unreached leaves have no adjoint', () => {
  const graph = new Graph()
  const x = graph.coordinate(0)
  const y = graph.coordinate(1)
  const product: Id = graph.apply('mul', x, x)
  const bars = adjoints(graph, [{ id: product, adjoint: graph.constant(1) }], [x, y])
  expect(evaluate(graph, [bars.get(x)!], at(3))).toEqual([6])
  expect(bars.get(y)).toBeUndefined()
})
