import type {
  Derivation,
  EdgeReport,
  FlopItem,
  FlopRow,
  FlopVariant,
  NodeId,
  NodeReport,
  SweepStep
} from '../../../core/autodiff/explore/report.ts'

/*
 * The board's function sqrt(x^2 + exp(x^2)) at x = 2 as the Explorer reports it, with the numbers of the course
 * (printed to 15 digits there), written down by hand.
 */
const VALUES = [2, 4, 54.5981500331442, 58.5981500331442, 7.65494284976343]
const TANGENTS = [1, 4, 218.392600132577, 222.392600132577, 14.5260784108564]
const ADJOINTS = [14.5260784108564, 3.63151960271411, 0.0653172740558673, 0.0653172740558673, 1]
const LETTERS = ['x', 'a', 'b', 'c', 'd']
const OPERATIONS = ['x', 'x^{2}', '\\exp(a)', 'a + b', '\\sqrt{c}']
const OPS = ['input', 'pow', 'exp', 'add', 'sqrt'] as const
const KINDS = ['input', 'power', 'function', 'arithmetic', 'power'] as const
const COSTS = [
  [0, 0, 2],
  [1, 1, 2],
  [1, 1, 0],
  [1, 1, 2],
  [1, 3, 0]
]

const id = (k: number): NodeId => `x${k + 1}`
const edge = (from: number, to: number, argument: number, latex: string, partial: number): EdgeReport => ({
  ...{ from: id(from), to: id(to), argument, latex, partial, idle: false },
  tangent: partial * (TANGENTS[from] ?? 0),
  adjoint: partial * (ADJOINTS[to] ?? 0)
})
const EDGES = [
  edge(0, 1, 0, '2 x', 4),
  edge(1, 2, 0, 'b', 54.5981500331442),
  edge(1, 3, 0, '1', 1),
  edge(2, 3, 1, '1', 1),
  edge(3, 4, 0, '\\frac{1}{2 d}', 0.0653172740558673)
]

const nodes = LETTERS.map((name, k): NodeReport => {
  const uses = EDGES.flatMap(({ from }, use) => (from === id(k) ? [use] : [])).toReversed()
  const [value = 0, tangent = 0, adjoint = 0] = COSTS[k] ?? []
  return {
    id: id(k),
    name,
    latex: name,
    op: OPS[k] ?? 'input',
    kind: KINDS[k] ?? 'input',
    operation: OPERATIONS[k] ?? '',
    typed: ['', 'x^2', 'exp(a)', 'a + b', 'sqrt(c)'][k] ?? '',
    parents: [...new Set(EDGES.filter(({ to }) => to === id(k)).map(({ from }) => from))],
    value: VALUES[k] ?? null,
    tangent: TANGENTS[k] ?? null,
    adjoint: ADJOINTS[k] ?? null,
    adjointLatex: `\\bar{${name}}`,
    contributions: uses.map((use) => ({ from: EDGES[use]?.to ?? id(k), edge: use, value: EDGES[use]?.adjoint ?? null })),
    taken: true,
    flops: { value, tangent, adjoint },
    place: k === 0 ? null : { line: 1, column: [6, 6, 12, 6, 1][k] ?? 1, length: [1, 3, 8, 14, 20][k] ?? 1 }
  }
})

const step = (k: number, edges: number[], value: number, rule: string, numbers: string, sentence: string, cost: number): SweepStep => ({
  ...{ node: id(k), edges, value, rule, numbers, sentence, cost }
})
const evaluation = [
  step(0, [], 2, 'x_{1} = x', 'x = 2', '$x$ is given.', 0),
  step(1, [0], VALUES[1] ?? 0, 'a = x^{2}', '2^{2} = 4', '$a$ is computed from $x$.', 1),
  step(2, [1], VALUES[2] ?? 0, 'b = \\exp(a)', '\\exp(4) = 54.59815', '$b$ is computed from $a$.', 1),
  step(3, [2, 3], VALUES[3] ?? 0, 'c = a + b', '4 + 54.59815 = 58.59815', '$c$ is computed from $a$ and $b$.', 1),
  step(4, [4], VALUES[4] ?? 0, 'd = \\sqrt{c}', '\\sqrt{58.59815} = 7.6549428', '$d$ is computed from $c$, and is the result.', 1)
]
const forward = [
  step(0, [], 1, '\\dot{x} = 1', '1', 'The sweep starts with the derivative of $x$ by itself.', 0),
  step(1, [0], 4, '\\dot{a} = 2 x \\cdot \\dot{x}', '4 \\cdot 1 = 4', '$a$ has one parent.', 1),
  step(2, [1], TANGENTS[2] ?? 0, '\\dot{b} = b \\cdot \\dot{a}', '54.59815 \\cdot 4 = 218.3926', '$b$ has one parent.', 1),
  step(
    3,
    [2, 3],
    TANGENTS[3] ?? 0,
    '\\dot{c} = \\dot{a} + \\dot{b}',
    '4 + 218.3926 = 222.3926',
    '$c$ has two parents, whose shares add.',
    1
  ),
  step(
    4,
    [4],
    TANGENTS[4] ?? 0,
    '\\dot{d} = \\frac{1}{2 d} \\cdot \\dot{c}',
    '0.065317274 \\cdot 222.3926 = 14.526078',
    '$d$ is the result.',
    3
  )
]
const reverse = [
  step(4, [], 1, '\\bar{d} = 1', '1', 'The sweep starts at the result, with its derivative by itself.', 0),
  step(
    3,
    [4],
    ADJOINTS[3] ?? 0,
    '\\bar{c} = \\bar{d} \\cdot \\frac{1}{2 d}',
    '1 \\cdot 0.065317274 = 0.065317274',
    '$c$ is used once, in $d = \\sqrt{c}$.',
    2
  ),
  step(2, [3], ADJOINTS[2] ?? 0, '\\bar{b} = \\bar{c} \\cdot 1', '0.065317274', '$b$ is used once, in $c = a + b$.', 0),
  step(
    1,
    [1, 2],
    ADJOINTS[1] ?? 0,
    '\\bar{a} = \\bar{c} \\cdot 1 + \\bar{b} \\cdot b',
    '0.065317274 + 3.5662023 = 3.6315196',
    '$a$ is used twice, in $b = \\exp(a)$ and in $c = a + b$. Each use sends back its share, and the shares add:',
    2
  ),
  step(0, [0], ADJOINTS[0] ?? 0, '\\bar{x} = \\bar{a} \\cdot 2 x', '3.6315196 \\cdot 4 = 14.526078', '$x$ is used once, in $a = x^{2}$.', 2)
]

const item = (part: 'f' | 'df', what: FlopItem['what'], latex: string, k: number): FlopItem => ({
  ...{ part, what, latex, cost: 1, node: id(k), edge: null }
})
const GRAPH = [
  item('f', 'operation', 'a = x^{2}', 1),
  item('f', 'operation', 'b = \\exp(a)', 2),
  item('f', 'operation', 'c = a + b', 3),
  item('f', 'operation', 'd = \\sqrt{c}', 4)
]
const REVERSE = [
  item('df', 'partial', '2 d', 3),
  item('df', 'partial', '\\frac{1}{2 d}', 3),
  item('df', 'multiplication', '\\bar{b} \\cdot b', 1),
  item('df', 'addition', '\\bar{c} + \\bar{b} b', 1),
  item('df', 'partial', '2 x', 0),
  item('df', 'multiplication', '\\bar{a} \\cdot 2 x', 0)
]
const row = (variant: FlopVariant, label: string, f: number, df: number, items: FlopItem[] = []): FlopRow => ({
  ...{ variant, label, about: `How ${label.toLowerCase()} is counted.`, f, df, total: f + df, items }
})

const STEPS = Array.from({ length: 12 }, (_, k) => 10 ** -(k + 1))

export function boardDerivation(): Derivation {
  const derivative = ADJOINTS[0] ?? 0
  return {
    expression: 'sqrt(x^2 + exp(x^2))',
    latex: 'f(x) = \\sqrt{x^{2} + \\mathrm{e}^{x^{2}}}',
    inputs: [{ name: 'x', latex: 'x', value: 2, node: 'x1' }],
    outputs: [
      {
        expression: 'sqrt(x^2 + exp(x^2))',
        latex: '\\sqrt{x^{2} + \\mathrm{e}^{x^{2}}}',
        node: 'x5',
        value: VALUES[4] ?? 0,
        gradient: [derivative]
      }
    ],
    output: 0,
    wrt: 0,
    nodes,
    edges: EDGES,
    value: VALUES[4] ?? 0,
    derivatives: { x: derivative },
    modes: (['forward', 'reverse', 'taylor', 'symbolic', 'complex'] as const).map((mode) => ({
      ...{ mode, derivatives: { x: derivative }, reason: null }
    })),
    agreement: { difference: 1.8e-15, bound: 1.3e-14, agree: true },
    sweeps: {
      rules: {
        evaluation: 'x_i = g_i(x_{\\mathrm{Pa}(x_i)})',
        forward: '\\dot{x}_i = \\sum_{j \\in \\mathrm{Pa}(i)} \\frac{\\partial x_i}{\\partial x_j}\\,\\dot{x}_j',
        reverse:
          '\\frac{\\partial f}{\\partial x_i} = \\sum_{j\\,:\\,i \\in \\mathrm{Pa}(j)} \\frac{\\partial f}{\\partial x_j}\\,\\frac{\\partial x_j}{\\partial x_i}'
      },
      evaluation,
      forward,
      reverse
    },
    flops: [
      row('tree', 'As written', 5, 10),
      row('graph', 'Reuse, all stored', 4, 3, GRAPH),
      row('graph_root_again', 'Reuse, root taken again', 4, 4),
      row('forward', 'Forward mode', 4, 6),
      row('reverse', 'Reverse mode', 4, 6, [...GRAPH, ...REVERSE]),
      row('tape', 'Literal tape', 4, 9),
      row('tape_forward', 'Literal tape, forward', 4, 9),
      row('sympy', 'SymPy’s count', 6, 11)
    ],
    operators: { written: 5, graph: 4 },
    symbolic: [
      {
        output: 0,
        input: 0,
        by: 'mathjs',
        reason: null,
        text: 'x * (1 + exp(x ^ 2)) / sqrt(x ^ 2 + exp(x ^ 2))',
        latex: '\\frac{x\\left(1+\\mathrm{e}^{x^2}\\right)}{\\sqrt{x^2+\\mathrm{e}^{x^2}}}',
        value: derivative,
        operators: 10,
        unsimplified: 13
      }
    ],
    orders: {
      rows: [1, 2].map((order) => {
        const value = order === 1 ? derivative : 36.757478379952126
        return { order, forwardOverReverse: value, taylor: value, difference: 0, nodes: 5 * order }
      }),
      reason: null
    },
    differences: {
      rows: STEPS.map((h) => ({
        ...{ step: h, forward: derivative + 18.4 * h, central: derivative + 17.4 * h * h, complex: derivative },
        ...{ forwardError: 18.4 * h + 1e-15 / h, centralError: 17.4 * h * h + 4e-16 / h, complexError: 0 }
      })),
      reference: derivative,
      automaticError: 3.6e-15,
      slopes: { forward: 1, central: 2 },
      best: { forward: { step: 1e-8, error: 6e-8 }, central: { step: 1e-6, error: 4e-10 } }
    },
    jacobian: [[derivative]],
    hessian: [[36.757478379952126]],
    hessianVector: { along: [1], product: [36.757478379952126] },
    notes: [],
    groups: []
  }
}
