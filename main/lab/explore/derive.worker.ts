import { parentPort, workerData } from 'node:worker_threads'
import { derive } from '../../../core/autodiff/explore/derive.ts'
import { asLabError } from '../../../core/errors.ts'
import type { Apart, Said } from './derive-apart.ts'

function answer({ text, at, options }: Apart): Said {
  try {
    return { report: derive(text, at, options) }
  } catch (thrown) {
    return { error: asLabError(thrown).toJSON() }
  }
}

parentPort?.postMessage(answer(workerData as Apart))
