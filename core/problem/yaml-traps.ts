import { isMap, isScalar, isSeq, visit, type Document, type Scalar } from 'yaml'
import { LabError, type LabErrorJson, type Place } from '../errors.ts'

type PlaceAt = (start: number, end: number) => Place

const depth = (text: string): number => [...text].reduce((open, sign) => open + (sign === '(' ? 1 : sign === ')' ? -1 : 0), 0)

/** Refuses lists and mappings without quotes that YAML has split at a comma inside a bracket: [u(x,0) = 1]. */
export function refuseTraps(text: string, document: Document.Parsed, placeAt: PlaceAt): void {
  const refuse = (parts: readonly Scalar[]): void => {
    parts.forEach((part, k) => {
      if (part.type !== 'PLAIN' || !part.range || depth(String(part.value)) <= 0) return
      const rest = parts.slice(k)
      const close = rest.findIndex((_, n) => rest.slice(0, n + 1).reduce((sum, one) => sum + depth(String(one.value)), 0) === 0)
      const last = close < 0 ? undefined : rest[close]
      if (last?.range == null) return
      const whole = text.slice(part.range[0], last.range[1]).trim()
      const quoted = JSON.stringify(whole)
      throw new LabError(
        'yaml-comma',
        `Without quotes the comma in ${whole} ends the value`,
        `Write ${quoted}.`,
        placeAt(part.range[0], part.range[0] + whole.length),
        quoted
      )
    })
  }
  visit(document, {
    Seq: (_, node) => {
      if (node.flow === true) refuse(node.items.filter((item) => isScalar(item)))
    },
    Map: (_, node) => {
      if (node.flow !== true) return
      // { u: max(x, 0) } is read as { u: "max(x", "0)": null }
      const empty = (value: unknown): boolean => value === null || (isScalar(value) && value.value === null)
      refuse(node.items.map((pair): unknown => (empty(pair.value) ? pair.key : pair.value)).filter((part) => isScalar(part)))
    }
  })
}

const EXPRESSIONS = ['equations', 'conditions', 'exact', 'trial', 'where', 'invariants']

/** Warns where single quotes make one prime of two: 'g'' = -g' is g' = -g. */
export function quoteWarnings(text: string, document: Document.Parsed, placeAt: PlaceAt): LabErrorJson[] {
  const warnings: LabErrorJson[] = []
  const contents = document.contents
  if (!isMap(contents)) return warnings
  for (const pair of contents.items) {
    if (!isScalar(pair.key) || !EXPRESSIONS.includes(String(pair.key.value)) || !(isMap(pair.value) || isSeq(pair.value))) continue
    visit(pair.value, {
      Scalar: (_, node) => {
        if (node.type !== 'QUOTE_SINGLE' || !node.range) return
        const source = text.slice(node.range[0], node.range[1])
        if (!source.slice(1, -1).includes("''")) return
        const meant = `"${source.slice(1, -1)}"`
        const message = `In single quotes '' is one prime: this reads ${String(node.value)}`
        const cure = `Write "${String(node.value)}", or ${meant} if the second derivative is meant.`
        warnings.push(new LabError('yaml-quotes', message, cure, placeAt(node.range[0], node.range[1])).toJSON())
      }
    })
  }
  return warnings
}
