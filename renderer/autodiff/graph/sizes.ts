import type { NodeReport } from '../../../core/autodiff/explore/report.ts'
import type { Size, Sizes } from './layout.ts'
import { formulaSize } from './measure.ts'
import type { Link, Part } from './parts.ts'

/** What is written how large: on the desk, and on the screen of a lecture hall, where letters stand for words. Sizes in px. */
export interface Density {
  name: number
  operation: number
  edge: number
  card: { width: number; widest: number; height: number }
  /** room beside name and operation, and room of six digits under a local derivative */
  padding: number
  number: number
}
export const DESK: Density = {
  ...{ name: 15, operation: 13, edge: 12.5, padding: 36, number: 56 },
  card: { width: 142, widest: 260, height: 94 }
}
export const HALL: Density = {
  ...{ name: 18, operation: 16, edge: 16, padding: 40, number: 70 },
  card: { width: 138, widest: 280, height: 112 }
}
const GROUP: Size = { width: 132, height: 62 }

export const nameOf = (node: NodeReport): string => (node.id === node.name ? node.latex : `x_{${node.id.slice(1)}} = ${node.latex}`)

/** An operation as it stands on a card, in one line: fractions of two letters with a stroke, choices as a clause. */
export const operationOf = ({ operation }: NodeReport): string =>
  operation
    .replace(/^\\frac\{([^{}]*)\}\{([^{}]*)\}$/, '$1/$2')
    .replace(
      /^\\begin\{cases\}\s*(.*?)\s*&\s*\\text\{if ?\}\s*(.*?)\s*\\\\\s*(.*?)\s*&\s*\\text\{otherwise\}\s*\\end\{cases\}$/,
      '\\text{if }$2\\text{: }$1\\text{, else }$3'
    )

/** A local derivative as it is set on its edge: six digits, fractions as large as what stands beside them. */
export function edgeLatex(latex: string): string {
  const short = latex.replace(/\d+\.\d{6,}/g, (number) => String(Number(Number(number).toPrecision(6))))
  return short.includes('\\frac') ? `\\displaystyle ${short}` : short
}

export function sizesOf({ name, operation, edge, card, padding, number }: Density): Sizes {
  return {
    part({ node }: Part): Size {
      if (node === null) return GROUP
      const left = formulaSize(nameOf(node), name).width
      const right = node.op === 'input' || node.op === 'constant' ? 48 : formulaSize(operationOf(node), operation).width
      return { width: Math.min(card.widest, Math.max(card.width, left + right + padding)), height: card.height }
    },
    label(link: Link): Size {
      if (link.edge === null) return { width: 30, height: 20 }
      const { width, height } = formulaSize(edgeLatex(link.edge.latex), edge)
      return { width: Math.min(160, Math.max(width, number) + 14), height: height + 1.6 * edge }
    }
  }
}

/** Whether a local derivative is a plain number, which needs no other under it. */
export const isPlain = (latex: string): boolean => /^[-+]?[\d.]+$/.test(latex.trim())
