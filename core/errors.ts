/** Where in a text something stands. `line` and `column` count from 1, `length` in characters. */
export interface Place {
  file?: string
  line?: number
  column?: number
  length?: number
}

/** The form in which an error leaves the lab: on the command line, over the wire, in the store. */
export interface LabErrorJson extends Place {
  code: string
  message: string
  cure: string
  /** the text to put in place of what stands at the place, where the lab is sure of it */
  replacement?: string
}

/** Every error that a user can cause or meet: what is wrong and where (message, place), and how to mend it (cure). */
export class LabError extends Error {
  readonly code: string
  readonly cure: string
  readonly place: Place
  readonly replacement: string | undefined

  constructor(code: string, message: string, cure: string, place: Place = {}, replacement?: string) {
    super(message)
    this.name = 'LabError'
    this.code = code
    this.cure = cure
    this.place = place
    this.replacement = replacement
  }

  /** The same error at a place that encloses this one, e.g. a line of a file around a column of an expression. */
  at(place: Place): LabError {
    return new LabError(this.code, this.message, this.cure, { ...this.place, ...place }, this.replacement)
  }

  toJSON(): LabErrorJson {
    const { code, message, cure, place, replacement } = this
    return { code, message, cure, ...place, ...(replacement === undefined ? {} : { replacement }) }
  }

  static fromJSON(json: LabErrorJson): LabError {
    const { code, message, cure, replacement, ...place } = json
    return new LabError(code, message, cure, place, replacement)
  }
}

/** Any thrown value as a LabError; what is not one is a defect of the lab and says so. */
export function asLabError(thrown: unknown): LabError {
  if (thrown instanceof LabError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new LabError('internal', message, 'This is a defect of the lab: please report it with the input that led to it.')
}
