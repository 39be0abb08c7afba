import { mount, unmount } from 'svelte'
import ExportSheet from './ExportSheet.svelte'
import type { ExportRequest } from './request.ts'

/** Opens the export sheet over the view. Esc closes it, and the focus returns to where it was. */
export function openExport(request: ExportRequest): void {
  const sheet = mount(ExportSheet, { target: document.body, props: { request, onclose: () => void unmount(sheet) } })
}
