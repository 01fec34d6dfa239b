import { z } from 'zod'
import { PREFECTURES } from '../contest/divisions'
import { PersonName } from '../entrants/name'
import { fault } from './fault'

/** The roles that the organiser gives by a link, in the order in which the office lists them. */
export const STAFF_ROLES = [
  'organiser',
  'reviewer',
  'judge',
  'chiefJudge',
  'timekeeper',
  'arbitrator',
  'supervisor',
] as const

const role = z.enum(STAFF_ROLES, { error: fault('notChosen') })

/** Whom the organiser invites. A prefecture is a reviewer's; without it he reviews for the province. */
export const InviteStaff = z
  .object({
    intent: z.literal('invite'),
    name: PersonName,
    role,
    prefecture: z
      .string()
      .default('')
      .refine((code) => code === '' || PREFECTURES.some((each) => each.code === code), fault('notChosen')),
  })
  .refine(({ role: given, prefecture }) => prefecture === '' || given === 'reviewer', {
    path: ['prefecture'],
    error: fault('prefectureOfReviewer'),
  })
export type InviteStaff = z.output<typeof InviteStaff>

const reason = z
  .string({ error: fault('reasonMissing') })
  .trim()
  .min(1, fault('reasonMissing'))
  .max(500, fault('tooLong', { max: 500 }))

/** Everything that is sent from the staff's page. */
export const StaffAct = z.union([
  InviteStaff,
  z.object({ intent: z.literal('uninvite'), invitation: z.string() }),
  z.object({ intent: z.literal('reset'), account: z.string(), reason }),
  z.object({ intent: z.literal('revoke'), account: z.string(), role, reason }),
])
