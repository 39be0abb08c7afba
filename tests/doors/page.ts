import { LabError } from '../../core/errors.ts'
import { connectHttp } from '../../main/api/connect.ts'
import { exercise, exerciseFake } from './exercise.ts'
import { odd } from './fake-lab.ts'

/*
 * The page of the door tests, bundled for a real browser: it connects as the lab's own page does, and offers what the test calls.
 */

declare global {
  interface Window {
    doors: {
      states: string[]
      gaps: number[]
      failure: { code: string; message: string; cure: string } | null
      exercise(): Promise<string>
      exerciseFake(): Promise<string>
    }
  }
}

const told = (error: unknown) => (error instanceof Error ? `${error.message}\n${error.stack}` : String(error))

window.doors = {
  states: [],
  gaps: [],
  failure: null,
  exercise: () => Promise.resolve('not connected'),
  exerciseFake: () => Promise.resolve('not connected')
}
const { doors } = window

try {
  const transport = await connectHttp(location, sessionStorage, (state) => doors.states.push(state), {
    onGap: (missed) => doors.gaps.push(missed)
  })
  doors.exercise = () => exercise(transport).then(() => 'passed', told)
  doors.exerciseFake = () => exerciseFake(transport, odd()).then(() => 'passed', told)
} catch (error) {
  doors.failure = error instanceof LabError ? error.toJSON() : { code: 'other', message: told(error), cure: '' }
}
