import { isNode, LineCounter, parseDocument } from 'yaml'
import { LabError } from '../errors.ts'
import type { Place } from '../errors.ts'

/** A YAML or JSON text as a plain value that still knows where each of its parts stands. */
export interface Source {
  value: unknown
  /** where the part at this path stands; of a part that is missing, where its nearest enclosing part stands */
  place(path: readonly PropertyKey[]): Place
}

/** Parses YAML (of which JSON is a part). Throws LabError `sweep-yaml` at the line and column where the text stops being YAML. */
export function readSource(text: string, file?: string): Source {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const at = ([start, end]: readonly [number, number, ...number[]]): Place => {
    const { line, col } = lines.linePos(start)
    return { ...(file === undefined ? {} : { file }), line, column: col, length: Math.max(1, end - start) }
  }
  const [fault] = document.errors
  if (fault !== undefined) {
    throw new LabError(
      'sweep-yaml',
      `The sweep is not valid YAML: ${fault.message}`,
      'Check the indentation, brackets and quotes there.',
      at(fault.pos)
    )
  }
  return {
    value: document.toJS({ maxAliasCount: 100 }) as unknown,
    place(path) {
      for (let depth = path.length; depth >= 0; depth--) {
        const node = document.getIn(path.slice(0, depth), true)
        if (isNode(node) && node.range) return at([node.range[0], node.range[1]])
      }
      return file === undefined ? {} : { file }
    }
  }
}
