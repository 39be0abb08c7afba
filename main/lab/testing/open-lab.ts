import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Events } from '../../api/contract.ts'
import type { ExperimentInput, RunDetail, RunStatus, SweepDetail } from '../../api/types.ts'
import { createLab } from '../lab.ts'
import type { Lab, LabOptions } from '../lab.ts'

/** A lab for tests, with a memory of everything it said. */
export class TestLab {
  readonly lab: Lab
  readonly dataDir: string
  readonly said: { [E in keyof Events]: Events[E][] } = { 'run.progress': [], 'run.changed': [], 'sweep.changed': [] }
  #heard: (() => void)[] = []

  constructor(lab: Lab, dataDir: string) {
    this.lab = lab
    this.dataDir = dataDir
    lab.events.subscribe((event, payload) => {
      const list: unknown[] = this.said[event]
      list.push(payload)
      for (const heard of this.#heard.splice(0)) heard()
    })
  }

  get handlers(): Lab['handlers'] {
    return this.lab.handlers
  }

  async start(experiment: ExperimentInput, more: { name?: string; steps?: number } = {}): Promise<string> {
    return (await this.handlers['run.start']({ experiment, ...more })).run
  }

  /** until what `look` finds is right; looks again whenever the lab says something */
  async until<T>(look: () => Promise<T>, right: (found: T) => boolean): Promise<T> {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        this.#heard.push(resolve)
        setTimeout(resolve, 500)
      })
      const found = await look()
      if (right(found)) return found
      await changed
    }
  }

  run(run: string, ...statuses: RunStatus[]): Promise<RunDetail> {
    return this.until(
      () => this.handlers['run.get']({ run }),
      ({ status }) => statuses.includes(status)
    )
  }

  sweep(sweep: string, ...statuses: SweepDetail['status'][]): Promise<SweepDetail> {
    return this.until(
      () => this.handlers['sweep.get']({ sweep }),
      ({ status }) => statuses.includes(status)
    )
  }
}

const opened: Lab[] = []
const folders: string[] = []

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ansatz-lab-'))
  folders.push(folder)
  return folder
}

export async function openLab(dataDir = newFolder(), options: Partial<LabOptions> = {}): Promise<TestLab> {
  const lab = await createLab({ dataDir, version: '0.0.0-test', workers: 1, ...options })
  opened.push(lab)
  return new TestLab(lab, dataDir)
}

/** Closes every lab of a test and takes its folders away. */
export async function closeLabs(): Promise<void> {
  await Promise.all(opened.splice(0).map((lab) => lab.close()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
