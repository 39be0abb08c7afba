import type { LabErrorJson } from '../../core/errors.ts'

/** What others may ask of the field of the expression. */
export interface FieldApi {
  focus(): void
  /** puts the cursor where an error stands */
  goTo(place: LabErrorJson): void
  /** takes the nearest valid spelling, where one is known */
  mend(): boolean
}
