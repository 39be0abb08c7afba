import type { FigureSize } from '../../main/api/figures.ts'
import { pngBytes } from '../charts/export.ts'
import type { Printed } from '../charts/export.ts'
import type { NumberTable } from '../charts/table.ts'
import { toast } from '../state/toast.svelte.ts'

/** Dots per inch of a picture on the clipboard: sharp in a document, and small enough for every program that takes it. */
const DPI = 300

/** The figure as a picture. */
export async function copyPicture({ svg }: Printed, size: FigureSize): Promise<void> {
  const bytes = await pngBytes(svg, { ...size, dpi: DPI })
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })])
  toast.say('Copied the picture')
}

/** The numbers as a spreadsheet takes them: columns apart by tabs. */
export async function copyNumbers({ columns, rows }: NumberTable): Promise<void> {
  const lines = [columns, ...rows.map((row) => row.map((value) => (value === null ? '' : String(value))))]
  await copyText(lines.map((line) => line.join('\t')).join('\n'), 'Copied the numbers')
}

export async function copyText(text: string, said: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  toast.say(said)
}
