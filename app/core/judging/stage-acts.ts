import { z } from 'zod'
import { fault } from '../access/fault'

const chosen = z.string({ error: fault('notChosen') })

/** One more judge for one entry. */
export const AssignByHand = z.object({ intent: z.literal('assign'), entry: chosen, judge: chosen })

/** A sheet taken back before it was submitted. */
export const VoidSheet = z.object({
  intent: z.literal('void'),
  sheet: chosen,
  reason: z
    .string({ error: fault('reasonMissing') })
    .trim()
    .min(1, fault('reasonMissing'))
    .max(500, fault('tooLong', { max: 500 })),
})
/** Everything that the organiser can send from a stage's page. */
export const StageAct = z.union([z.object({ intent: z.literal('evenly') }), AssignByHand, VoidSheet])
