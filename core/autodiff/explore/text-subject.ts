import { latex } from '../../expression/latex.ts'
import { latexName } from '../../expression/latex-name.ts'
import { Graph } from '../graph.ts'
import { Builder } from './build.ts'
import { readExpressions, valuesAt, type Point } from './read.ts'
import type { Subject } from './subject.ts'

/** Typed expressions at a point. Throws a LabError with the place of what is wrong, or for an input without a value. */
export function textSubject(text: string, point: Point): Subject {
  const reading = readExpressions(text, point)
  const values = valuesAt(reading, point)
  const graph = new Graph()
  const inputs = reading.inputs.map((name, axis) => ({ name, latex: latexName(name), value: values[axis]!, id: graph.coordinate(axis) }))
  const builder = new Builder(graph, text, new Map(inputs.map(({ name, id }) => [name, id])))
  const outputs = reading.outputs.map(({ text: own, ast }) => ({
    text: own,
    latex: latex(ast, { variables: reading.inputs }),
    id: builder.build(ast)
  }))
  return { graph, inputs, outputs, labels: new Map(), spans: builder.spans, text }
}
