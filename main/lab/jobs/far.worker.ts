import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { Control } from '../../../core/engine/threads/control.ts'
import { serveFar } from '../../../core/engine/threads/far.ts'
import type { FarJob } from '../../../core/engine/threads/partner.ts'

const { port, words } = workerData as { port: MessagePort; words: Control['words'] }

serveFar(new Control(words), () => receiveMessageOnPort(port)?.message as FarJob | undefined)
