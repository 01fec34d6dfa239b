import { z } from 'zod'
import { Scorebook, VALUES_BY_ID } from './scorebook'

/**
 * The shape of a scorebook as JSON Schema (2020-12), for programs of others that write one. It is the shape only: what the
 * parts of a scorebook say about each other, `parseScorebook` checks.
 */
export const scorebookJsonSchema = () => ({ title: 'scorebook/1', ...inJsonSchema(Scorebook) })

const inJsonSchema = (schema: z.ZodType): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(schema, {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const value = VALUES_BY_ID.get(zodSchema)
      if (!value) return
      jsonSchema.type = 'object'
      jsonSchema.additionalProperties = inJsonSchema(value)
      delete jsonSchema.additionalProperties.$schema
    },
  })
