import { z } from 'zod'
import { Login } from './credentials'
import { fault } from './fault'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long a code may be typed in, in minutes. */
export const CODE_MINUTES = 10
export const CODE_LASTS = CODE_MINUTES * MINUTE
/** How long what follows the code may take: choosing a name and a password. */
export const VERIFIED_LASTS = 30 * MINUTE
export const CODE_TRIES = 5

/** How many codes are sent at most: spans in milliseconds. */
export const CODE_LIMITS = {
  login: [
    { count: 1, span: MINUTE },
    { count: 5, span: HOUR },
  ],
  address: [{ count: 20, span: HOUR }],
} as const

type Limit = { readonly count: number; readonly span: number }

/**
 * When the next code may be sent; null for now.
 * @param sent when codes were sent, newest first
 */
export function codeAllowedAt<L extends Limit>(
  sent: readonly Date[],
  limits: readonly L[],
  now: Date,
): { limit: L; at: Date } | null {
  for (const limit of limits) {
    const decisive = sent[limit.count - 1]
    if (!decisive) continue
    const at = new Date(decisive.getTime() + limit.span)
    if (now < at) return { limit, at }
  }
  return null
}

/** Where a code is to go. */
export const CodeRequest = z.object({ login: Login })

/** Six digits; blanks and full-width digits are what a paste from a message brings. */
const Code = z
  .string({ error: fault('codeMissing') })
  .max(40, fault('codeForm'))
  .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, ''))
  .refine((code) => /^\d{6}$/.test(code), fault('codeForm'))

/** Another code to the same login. */
export const CodeAgain = z.object({ intent: z.literal('again') })

export const TypedCode = z.object({ intent: z.literal('code'), code: Code })
