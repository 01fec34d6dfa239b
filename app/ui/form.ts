import { useForm, type SubmissionResult } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'

/** A form whose rules are one schema: checked in the browser when submitted, and by the server again. */
export function useSchemaForm<S extends z.ZodType<Record<string, unknown>>>(
  schema: S,
  options: {
    id: string
    reply: SubmissionResult | null | undefined
    defaults?: Record<string, unknown>
  },
) {
  return useForm<z.input<S> & Record<string, unknown>, z.output<S>>({
    id: options.id,
    lastResult: options.reply ?? null,
    defaultValue: (options.defaults ?? {}) as never,
    constraint: getZodConstraint(schema),
    shouldValidate: 'onSubmit',
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  })
}
