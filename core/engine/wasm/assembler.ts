import { Bytes } from './bytes.ts'
import { FunctionBuilder } from './function-builder.ts'
import { TYPES, type ValueType } from './opcodes.ts'

export { FunctionBuilder } from './function-builder.ts'
export type { LaneName, MemoryName, PlainName, ValueType, VectorName } from './opcodes.ts'

const PAGE = 65536

/** A WebAssembly module, written directly as bytes (core specification 3.0, section 5.5). Imported functions come first. */
export class ModuleBuilder {
  private readonly types: string[] = []
  private readonly imports: { module: string; name: string; type: number }[] = []
  private readonly functions: { builder: FunctionBuilder; type: number }[] = []
  private readonly exports: { name: string; index: number }[] = []
  private readonly data: { offset: number; bytes: Uint8Array }[] = []
  private memory: { pages: number; imported?: { module: string; name: string }; exported?: string } | undefined

  /** The memory comes from outside; `pages` of 64 KiB at least. */
  importMemory(module: string, name: string, pages: number): void {
    this.memory = { pages, imported: { module, name } }
  }

  /** The module's own memory of so many bytes, exported under a name. */
  ownMemory(bytes: number, name: string): void {
    this.memory = { pages: Math.ceil(bytes / PAGE), exported: name }
  }

  /** Index of an imported function, for `call`. All imports come before the first `function`. */
  importFunction(module: string, name: string, parameters: readonly ValueType[], results: readonly ValueType[]): number {
    if (this.functions.length > 0) throw new RangeError('Imports come before functions.')
    return this.imports.push({ module, name, type: this.type(parameters, results) }) - 1
  }

  /** A new function; it may be called before its body is written. Exported where it has a name. */
  function(parameters: readonly ValueType[], results: readonly ValueType[], name?: string): FunctionBuilder {
    const builder = new FunctionBuilder(this.imports.length + this.functions.length, parameters, results)
    this.functions.push({ builder, type: this.type(parameters, results) })
    if (name !== undefined) this.exports.push({ name, index: builder.index })
    return builder
  }

  /** Bytes that stand in memory from the start. */
  place(offset: number, bytes: Uint8Array): void {
    this.data.push({ offset, bytes })
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const out = new Bytes(65536)
    for (const byte of [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) out.byte(byte)
    section(out, 1, this.types, (to, type) => {
      to.byte(0x60)
      for (const list of type.split('>')) {
        const names = list === '' ? [] : (list.split(',') as ValueType[])
        to.unsigned(names.length)
        for (const name of names) to.byte(TYPES[name])
      }
    })
    const { memory } = this
    const imports = [...this.imports, ...(memory?.imported === undefined ? [] : [{ ...memory.imported, pages: memory.pages }])]
    section(out, 2, imports, (to, item) => {
      to.text(item.module)
      to.text(item.name)
      to.byte('type' in item ? 0x00 : 0x02)
      if ('type' in item) to.unsigned(item.type)
      else limits(to, item.pages)
    })
    section(out, 3, this.functions, (to, { type }) => to.unsigned(type))
    section(out, 5, memory === undefined || memory.imported !== undefined ? [] : [memory.pages], limits)
    const exported = memory?.exported
    section(out, 7, [...this.exports, ...(exported === undefined ? [] : [exported])], (to, item) => {
      to.text(typeof item === 'string' ? item : item.name)
      to.byte(typeof item === 'string' ? 0x02 : 0x00)
      to.unsigned(typeof item === 'string' ? 0 : item.index)
    })
    section(out, 10, this.functions, (to, { builder }) => builder.write(to))
    section(out, 11, this.data, (to, { offset, bytes }) => {
      to.byte(0)
      to.byte(0x41)
      to.signed(offset)
      to.byte(0x0b)
      to.unsigned(bytes.length)
      to.append(bytes)
    })
    return out.view8()
  }

  private type(parameters: readonly ValueType[], results: readonly ValueType[]): number {
    const key = `${parameters.join()}>${results.join()}`
    const known = this.types.indexOf(key)
    return known >= 0 ? known : this.types.push(key) - 1
  }
}

function limits(out: Bytes, pages: number): void {
  out.byte(0)
  out.unsigned(pages)
}

function section<T>(out: Bytes, id: number, items: readonly T[], write: (out: Bytes, item: T) => void): void {
  if (items.length === 0) return
  const content = new Bytes(1024)
  content.unsigned(items.length)
  for (const item of items) write(content, item)
  out.byte(id)
  out.unsigned(content.length)
  out.append(content.view8())
}
