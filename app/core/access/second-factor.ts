import { z } from 'zod'
import { PresentPassword } from './credentials'
import { fault } from './fault'

/** A code of an authenticator holds for so many seconds (RFC 6238). */
export const STEP_SECONDS = 30
export const CODE_DIGITS = 6
/** Codes of the step before and after are taken too: clocks of telephones go wrong by some seconds. */
const WINDOW = [0, -1, 1] as const
/** After so many wrong codes one starts again with the password. */
export const SECOND_STEP_TRIES = 5
export const SECOND_STEP_LASTS = 10 * 60_000
export const RECOVERY_CODES = 10

/** The steps whose codes are taken at a moment, that of the moment first. */
export function stepsAt(now: Date) {
  const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  return WINDOW.map((off) => step + off)
}

/** A code as it is compared: half-width, small letters, without blanks and dashes. */
export const normaliseCode = (typed: string) => typed.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase()

const code = z
  .string({ error: fault('codeMissing') })
  .max(40, fault('codeForm'))
  .transform(normaliseCode)
  .refine((typed) => typed.length >= CODE_DIGITS, fault('codeForm'))

/** The second step of signing in: a code of the authenticator, or one of those for emergencies. */
export const SecondStep = z.object({ code, next: z.string().max(300).optional() })

/** Everything that is sent from the page of the second factor. */
export const SecondFactorAct = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('begin') }),
  z.object({ intent: z.literal('confirm'), code }),
  z.object({ intent: z.literal('drop'), current: PresentPassword, code }),
])
