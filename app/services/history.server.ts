import { stateAfter, type HistoryStep } from '~/core/entrants/review-desk'
import type { Db } from '~/data/db.server'
import * as reviews from '~/data/reviews.server'

/** What became of an entry, oldest first, for its entrant and for reviewers. Never says who decided. */
export async function historyOf(at: Db, entryId: string): Promise<HistoryStep[]> {
  const [submissions, decided] = await Promise.all([
    reviews.listSubmissions(at, entryId),
    reviews.listReviews(at, entryId),
  ])
  const steps = [
    ...submissions.map(({ number, receipt, submittedAt }) => ({
      what: 'submitted' as const,
      at: submittedAt,
      number,
      receipt,
      message: '',
    })),
    ...decided.map(({ level, decision, message, reviewedAt, version: number }) => ({
      what: stateAfter(decision, level) as HistoryStep['what'],
      at: reviewedAt,
      number,
      receipt: null,
      message,
    })),
  ]
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime())
}
