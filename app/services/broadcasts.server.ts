import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { db, inTransaction } from '~/data/db.server'
import { record } from '~/data/journal.server'
import { createBroadcast, workIds, workLines } from '~/data/reviews.server'
import { requireContest } from './contest.server'
import { notify } from './messages.server'
import { stateFilter, type WorkQuery } from './review-desk.server'

type Writing = { readonly key: string; readonly subject: string; readonly text: string }

/**
 * Writes once to the entrants of a filtered list, one message each however many entries one has there. The form's key
 * makes a second tap, or a repeated request, send nothing. @returns how many were written to.
 */
export async function writeToEntrants(
  actor: Actor,
  query: WorkQuery,
  { key, subject, text }: Writing,
  now = new Date(),
) {
  const member = allow(actor, 'write to entrants')
  const contest = await requireContest(db())
  const ids = await workIds(db(), contest.id, stateFilter(member, contest, query))
  const accounts = [...new Set((await workLines(db(), ids)).map(({ accountId }) => accountId))]
  if (accounts.length === 0) throw new Refusal('conflict', 'nobodyToWrite')
  return inTransaction(
    async (at) => {
      const sent = await createBroadcast(at, {
        id: key,
        contestId: contest.id,
        subject,
        text,
        recipients: accounts.length,
        senderId: member.id,
        sentAt: now,
      })
      if (!sent) return accounts.length
      for (const accountId of accounts) {
        await notify(at, { accountId, kind: 'fromOrganiser', values: { subject, text } }, now)
      }
      await record(at, {
        actorId: member.id,
        act: 'entrantsWritten',
        subjectId: key,
        contestId: contest.id,
        details: { recipients: accounts.length },
      })
      return accounts.length
    },
    { timeout: 120_000 },
  )
}
