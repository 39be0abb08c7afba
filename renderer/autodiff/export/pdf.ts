import type { Path } from './path.ts'
import type { Scene } from './scene.ts'

/** pt per px: 72 / 96 */
const PT = 0.75

const number = (value: number): string => String(Math.round(value * 1000) / 1000)

/** The scene as a PDF of one page as large as it, all of it vectors (PDF 1.4: ISO 32000-1, 7.5 and 8.5). */
export async function scenePdf(scene: Scene): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, alt } = scene
  const content = await deflated(new TextEncoder().encode(contentOf(scene)))
  const title = [...alt].map((sign) => (/[\\()]/.test(sign) ? `\\${sign}` : sign.charCodeAt(0) < 127 ? sign : '?')).join('')
  const objects: (string | [string, Uint8Array])[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${number(width * PT)} ${number(height * PT)}] /Contents 4 0 R /Resources << >> >>`,
    [`<< /Length ${content.length} /Filter /FlateDecode >>`, content],
    `<< /Title (${title}) /Producer (Ansatz) >>`
  ]
  return assembled(objects)
}

function assembled(objects: readonly (string | [string, Uint8Array])[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const pieces: Uint8Array[] = []
  let length = 0
  const add = (piece: string | Uint8Array) => {
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece
    pieces.push(bytes)
    length += bytes.length
  }
  // Bytes above 127 in a comment tell programs that the file is not text.
  add('%PDF-1.4\n%')
  add(new Uint8Array([0xe2, 0xe3, 0xcf, 0xd3, 0x0a]))
  const places = objects.map((object, k) => {
    const at = length
    add(`${k + 1} 0 obj\n`)
    if (typeof object === 'string') add(object)
    else {
      add(`${object[0]}\nstream\n`)
      add(object[1])
      add('\nendstream')
    }
    add('\nendobj\n')
    return at
  })
  const start = length
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`)
  for (const at of places) add(`${String(at).padStart(10, '0')} 00000 n \n`)
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  const out = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}

function contentOf({ width, height, marks }: Scene): string {
  const lines = [`${PT} 0 0 ${-PT} 0 ${number(height * PT)} cm`, '1 J 1 j', `1 1 1 rg 0 0 ${number(width)} ${number(height)} re f`]
  for (const { path, fill, stroke, width: thickness = 1, dash } of marks) {
    if (fill !== undefined) lines.push(`${rgb(fill)} rg`)
    if (stroke !== undefined) lines.push(`${rgb(stroke)} RG ${number(thickness)} w [${(dash ?? []).join(' ')}] 0 d`)
    lines.push(operators(path), fill !== undefined ? (stroke !== undefined ? 'B' : 'f') : 'S')
  }
  return lines.join('\n')
}

const rgb = (colour: string): string => [1, 3, 5].map((at) => number(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ')

/** A path in PDF's operators, which know cubic curves only. */
function operators(path: Path): string {
  let [x, y] = [0, 0]
  return path
    .map((segment) => {
      if (segment.to === 'Z') return 'h'
      const [toX, toY] = segment.at
      const [fromX, fromY] = [x, y]
      ;[x, y] = segment.at
      if (!('by' in segment)) return `${number(toX)} ${number(toY)} ${segment.to.toLowerCase()}`
      const by =
        segment.to === 'C'
          ? segment.by
          : [
              fromX + (2 / 3) * (segment.by[0] - fromX),
              fromY + (2 / 3) * (segment.by[1] - fromY),
              toX + (2 / 3) * (segment.by[0] - toX),
              toY + (2 / 3) * (segment.by[1] - toY)
            ]
      return `${[...by, toX, toY].map(number).join(' ')} c`
    })
    .join('\n')
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
