import { z } from 'zod'
import { fault } from '../access/fault'
import type { EntryRules } from '../contest/entry-rules'
import { eligibilityOf } from './eligibility'
import type { EntrantKind, EntryState } from './entry'

/** Who looks at an entry: the reviewers of its prefecture first, then the province. */
export type ReviewLevel = 'prefecture' | 'province'

/** What a reviewer decides. */
export const REVIEW_DECISIONS = ['pass', 'return', 'refuse'] as const
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number]

type Reviewed = { readonly state: EntryState; readonly prefecture: string | null }

/** Whose turn it is to look at an entry; null while nobody's. */
export function dueLevel({ state, prefecture }: Reviewed, rules: EntryRules): ReviewLevel | null {
  if (state === 'endorsed') return 'province'
  if (state !== 'submitted') return null
  return rules.prefectureReview && prefecture !== null ? 'prefecture' : 'province'
}

/** The state that a decision leads to. */
export const stateAfter = (decision: ReviewDecision, level: ReviewLevel): EntryState =>
  decision === 'return'
    ? 'returned'
    : decision === 'refuse'
      ? 'refused'
      : level === 'prefecture'
        ? 'endorsed'
        : 'accepted'

/** A step in what became of an entry. */
export type HistoryStep = {
  readonly what: 'submitted' | 'endorsed' | 'accepted' | 'returned' | 'refused'
  readonly at: Date
  /** Of the version. */
  readonly number: number
  readonly receipt: string | null
  readonly message: string
}

/** What a reviewer found of one rule. A broken one has a reason, which the entrant reads as it stands. */
export type Check = { readonly rule: string; readonly ok: boolean; readonly reason: string }

const MOST = 500
const Verdict = z.enum(['yes', 'no'])

/** A decision as the desk sends it; `version` is the one that was looked at. */
export const Review = z.object({
  intent: z.literal('review'),
  decision: z.enum(REVIEW_DECISIONS),
  version: z.coerce.number().int().min(1),
  verdict: z.record(z.string(), Verdict).default({}),
  reason: z.record(z.string(), z.string().max(MOST, fault('tooLong', { max: MOST }))).default({}),
  correctBy: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, fault('dayForm'))
    .optional(),
})
export type Review = z.output<typeof Review>

/** The checks of a review, in the order of the rules; null while a verdict or a reason is missing. */
export function checksOf(
  kind: EntrantKind,
  { verdict, reason }: Pick<Review, 'verdict' | 'reason'>,
): Check[] | null {
  const checks = eligibilityOf(kind).map(({ code }): Check | null => {
    const ok = verdict[code] === 'yes'
    const why = (reason[code] ?? '').trim()
    if (!ok && (verdict[code] === undefined || why === '')) return null
    return { rule: code, ok, reason: ok ? '' : why }
  })
  return checks.includes(null) ? null : (checks as Check[])
}

/** Whether a decision follows from the checks: an entry passes if no rule is broken, and only then. */
export const followsFrom = (decision: ReviewDecision, checks: readonly Check[]) =>
  (decision === 'pass') === checks.every(({ ok }) => ok)

/** What the entrant is told: every reason, a line each. */
export const messageOf = (checks: readonly Check[]) =>
  checks
    .filter(({ ok }) => !ok)
    .map(({ reason }) => reason)
    .join('\n')

const DAY = 24 * 3_600_000
/** Asia/Shanghai is always eight hours ahead of UTC. */
const SHANGHAI = 8 * 3_600_000

/** The last instant of a day in Asia/Shanghai, the millisecond before midnight. */
export const endOfDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - SHANGHAI + DAY - 1)

/** The longest time that a correction may be given, in days. */
export const LONGEST_CORRECTION = 60

/** Until when a returned entry can be corrected; null for a day that has passed or lies too far ahead. */
export function correctionEnd(day: string, now: Date) {
  const end = endOfDay(day)
  return end > now && end.getTime() - now.getTime() <= (LONGEST_CORRECTION + 1) * DAY ? end : null
}
