import { dayInShanghai, registrationState } from '~/core/contest/contest'
import type { Contest } from '~/core/contest/setup'
import { Refusal } from '~/core/access/refusal'
import { findContest } from '~/data/contest.server'
import { db, type Db } from '~/data/db.server'
import { latestResult } from '~/data/results.server'

/** The contest being held. Refused on an installation where none has been set up. */
export async function requireContest(at: Db): Promise<Contest> {
  const contest = await findContest(at)
  if (!contest) throw new Refusal('not-found', 'notFound')
  return contest
}

/** What every visitor may know of the contest; null where none has been set up. */
export async function publicContest(now = new Date()) {
  const contest = await findContest(db())
  if (!contest) return null
  const result = await latestResult(db(), contest.id)
  return {
    ...contest,
    // The mark of an unconfirmed default is for the organiser's eyes.
    serviceDomains: contest.serviceDomains.map(({ toBeConfirmed: _, ...domain }) => domain),
    registrationState: registrationState(contest.registration, now),
    minutesLeft: Math.max(0, Math.floor((contest.registration.closes.getTime() - now.getTime()) / 60_000)),
    today: dayInShanghai(now),
    published: result?.publishedAt ?? null,
  }
}

/** What the frame of every page says: name of the contest, and whether its data are invented. */
export async function contestInBrief() {
  const contest = await findContest(db())
  return contest && { name: contest.name, demonstration: contest.demonstration }
}
