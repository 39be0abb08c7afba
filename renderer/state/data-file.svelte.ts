/** A CSV file that was chosen or dropped and waits to be mapped onto the problem on the bench. */
export interface DataFile {
  name: string
  content: string
}

let waiting = $state.raw<DataFile | null>(null)

export const dataFile = {
  get waiting(): DataFile | null {
    return waiting
  },
  offer(file: DataFile): void {
    waiting = file
  },
  take(): DataFile | null {
    const file = waiting
    waiting = null
    return file
  }
}
