import { toD } from './path.ts'
import type { Scene } from './scene.ts'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const number = (value: number): string => String(Math.round(value * 100) / 100)

/** The scene as an SVG document in px; text is outlines, so that it looks the same in every program. */
export function sceneSvg({ width, height, marks, alt }: Scene): string {
  const paths = marks.map(({ path, fill, stroke, width: thickness = 1, dash }) => {
    const line =
      stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${number(thickness)}" stroke-linecap="round" stroke-linejoin="round"`
    const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash.join(' ')}"`
    return `<path d="${toD(path)}" fill="${fill ?? 'none'}"${line}${dashes}/>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}" role="img">`,
    `<title>${escaped(alt)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...paths,
    '</svg>',
    ''
  ].join('\n')
}
