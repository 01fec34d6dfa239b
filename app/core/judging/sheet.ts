import { z } from 'zod'
import { fault } from '../access/fault'
import { PLAIN_DECIMAL } from '../scoring/exact'

/** Form libraries read a dot in a field's name as a path, and criteria are called R1.1. */
export const markKey = (criterion: string) => criterion.replaceAll('.', '-')

const Mark = z.string().max(20).regex(PLAIN_DECIMAL, fault('notANumber'))

/** A sheet as its form sends it: marks by {@link markKey}, blank ones left out. Each is checked against its criterion later. */
export const SaveSheet = z.object({
  intent: z.enum(['save', 'submit']),
  revision: z.coerce.number().int().min(0),
  marks: z.record(z.string(), Mark.optional()).default({}),
  comment: z
    .string()
    .max(5000, fault('tooLong', { max: 5000 }))
    .default(''),
})

export const Recusal = z.object({
  intent: z.literal('recuse'),
  reason: z
    .string({ error: fault('reasonMissing') })
    .trim()
    .min(1, fault('reasonMissing'))
    .max(500, fault('tooLong', { max: 500 })),
})
