import type { ExportedFile } from '../../main/api/types.ts'
import { dataFile } from './data-file.svelte.ts'
import type { DataFile } from './data-file.svelte.ts'
import { attempt, report } from './failure.ts'
import { info } from './info.svelte.ts'
import { lab } from './lab.ts'
import { go } from './route.svelte.ts'
import { session } from './session.svelte.ts'
import { toast } from './toast.svelte.ts'

/** A problem is a page of text; a file larger than this is something else, and reading it would only stall the window. */
const LARGEST = 1_000_000
const ACCEPTED = '.yaml,.yml,.json,.txt,.csv,.tsv'

/** Lays a problem or experiment file on the bench. Faults in it are shown there, at their place. */
export function openText(name: string, text: string): void {
  session.place({ title: name.replace(/\.[^.]+$/, ''), problem: { source: text, file: name } })
  go('bench', 'file')
}

/** What the lab takes of one data file (see the contract). */
const LARGEST_DATA = 8_000_000
const isTable = (name: string) => /\.(csv|tsv)$/i.test(name)

/** Reads a CSV file for the problem on the bench; null, with a word about it, where it is too large. */
export async function readTable(file: File): Promise<DataFile | null> {
  if (file.size <= LARGEST_DATA) return { name: file.name, content: await file.text() }
  toast.say(`${file.name} is too large`, { tone: 'bad', detail: 'The lab takes 8 MB of data a file: leave out rows or columns.' })
  return null
}

/** Measured data go to the bench, where their columns are mapped. */
async function offerTable(file: File): Promise<void> {
  const table = await readTable(file)
  if (table === null) return
  dataFile.offer(table)
  if (!location.hash.startsWith('#/bench')) go('bench')
}

async function read(file: File): Promise<void> {
  if (isTable(file.name)) return offerTable(file)
  if (file.size > LARGEST) {
    toast.say(`${file.name} is too large for a problem file`, { tone: 'bad', detail: 'A problem is a page of YAML, JSON or paper form.' })
    return
  }
  openText(file.name, await file.text())
}

/** Asks for a file and opens it. */
export function openFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = ACCEPTED
  input.onchange = () => {
    const file = input.files?.[0]
    if (file !== undefined) read(file).catch(report)
  }
  input.click()
}

const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true

export function allowDrop(event: DragEvent): void {
  if (carriesFile(event)) event.preventDefault()
}

/** A file dropped anywhere on the window is opened; a table is data for the problem on the bench. */
export function dropFile(event: DragEvent): void {
  const file = event.dataTransfer?.files[0]
  if (file === undefined) return
  event.preventDefault()
  read(file).catch(report)
}

/** Saves files where the user says (desktop), or as downloads of the page. Says what it did. */
export async function saveFiles(files: readonly ExportedFile[]): Promise<void> {
  if (files.length === 0) return
  const what = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`
  if (info.current?.platform.saveFiles === true) {
    const saved = await attempt(() =>
      lab()['export.save']({ files: files.map(({ name, mime, bytes }) => ({ name, mime, bytes: new Uint8Array(bytes) })) })
    )
    if (typeof saved?.folder === 'string') toast.say(`Saved ${what} in ${saved.folder}`)
    return
  }
  for (const file of files) download(file)
  toast.say(`Downloaded ${what}`)
}

function download({ name, mime, bytes }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
