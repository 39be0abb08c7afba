import { z } from 'zod'
import { Settings } from '../training/settings.ts'
import { EXPERIMENT_SCHEMA, ProblemDocument } from './document-schema.ts'

/** Shape of an experiment document, for publication; loadExperiment checks it part by part. */
const Inline = ProblemDocument.partial({ schema: true })
export const ExperimentDocument = z
  .strictObject({
    schema: z.literal(EXPERIMENT_SCHEMA),
    problem: z.union([z.string().min(1), Inline]).meta({ description: 'a library id, a path, or the problem itself' }),
    ...Settings.shape
  })
  .meta({ title: 'Ansatz experiment' })

export type PublishedSchema = z.core.JSONSchema.BaseSchema

/** The JSON Schemas (draft 2020-12) of the documents, by the kind that stands in `schema: ansatz.<kind>/1`. */
export function jsonSchemas(): { problem: PublishedSchema; experiment: PublishedSchema } {
  const publish = (schema: z.ZodType, kind: string): PublishedSchema => ({
    $id: `ansatz.${kind}/1`,
    ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  })
  return { problem: publish(ProblemDocument, 'problem'), experiment: publish(ExperimentDocument, 'experiment') }
}
