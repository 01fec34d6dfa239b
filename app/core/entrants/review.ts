import { z } from 'zod'
import { fault } from '../access/fault'
import { PLAIN_DECIMAL } from '../scoring/exact'
import { DECISIONS, type Decision } from './entry'

const reason = z
  .string({ error: fault('reasonMissing') })
  .trim()
  .min(1, fault('reasonMissing'))
  .max(500, fault('tooLong', { max: 500 }))

/** A decision on an entry; one that is to the entrant's disadvantage needs words. */
export const Decide = z
  .object({
    intent: z.literal('decide'),
    decision: z.enum(Object.keys(DECISIONS) as Decision[]),
    reason: z
      .string()
      .trim()
      .max(500, fault('tooLong', { max: 500 }))
      .default(''),
  })
  .refine(({ decision, reason: given }) => !DECISIONS[decision].needsReason || given !== '', {
    path: ['reason'],
    error: fault('reasonMissing'),
  })

export const RecordAbsence = z.object({
  intent: z.literal('absence'),
  stage: z.string(),
  absent: z.enum(['yes', 'no']),
})

/** Points off a stage mark: more than 0, at most two decimals. */
export const RecordDeduction = z.object({
  intent: z.literal('deduct'),
  stage: z.string(),
  points: z
    .string({ error: fault('pointsForm') })
    .trim()
    .refine(
      (points) => PLAIN_DECIMAL.test(points) && /^\d{1,3}(\.\d{1,2})?$/.test(points) && Number(points) > 0,
      fault('pointsForm'),
    ),
  reason,
})

export const RemoveDeduction = z.object({ intent: z.literal('undeduct'), deduction: z.string() })

/** Everything that the organiser can send from an entry's page. */
export const ReviewAct = z.union([Decide, RecordAbsence, RecordDeduction, RemoveDeduction])
