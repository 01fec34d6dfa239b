import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import type { Contest } from '~/core/contest/setup'
import { explainScorebook, type Breakdown, type Ranking } from '~/core/scoring'
import { awardedLines, withoutOthers } from '~/core/scoring/public'
import { db, inTransaction } from '~/data/db.server'
import { findEntry, listEntries } from '~/data/entries.server'
import { findBreakdown, latestResult, publicFaces } from '~/data/results.server'
import { requireContest } from './contest.server'
import { standing } from './results.server'

/** The names that a breakdown's codes stand for, as the contest has them. */
function namesFor(contest: Contest, { track }: Breakdown) {
  const named = ({ code, name }: { code: string; name: Contest['name'] }) => ({ code, name })
  return {
    contest: contest.name,
    track: contest.tracks.find(({ code }) => code === track)!.name,
    serviceDomains: contest.serviceDomains.map(named),
    awards: contest.awards.map(named),
    stages: contest.stages.map(({ code, name, rubrics }) => ({
      code,
      name,
      criteria: (rubrics[track]?.criteria ?? []).map(({ id, name: criterion }) => ({
        code: id,
        name: criterion,
      })),
    })),
  }
}

const missing = () => new Refusal('not-found', 'notFound')
const parsed = (content: string) => JSON.parse(content) as Breakdown

/** How an entry stands now and why, for those who see the ranking before it is published. */
export async function deskBreakdown(actor: Actor, code: string) {
  allow(actor, 'see the ranking')
  const contest = await requireContest(db())
  const { read } = await inTransaction((at) => standing(at, contest), { isolationLevel: 'RepeatableRead' })
  const breakdown = read && explainScorebook(read).find(({ entry }) => entry === code)
  if (!breakdown) throw missing()
  const entries = await listEntries(db(), {
    contestId: contest.id,
    state: { in: ['accepted', 'withdrawn', 'disqualified'] },
  })
  const content = entries.find((entry) => entry.code === code)?.frozen?.content
  return {
    breakdown,
    names: namesFor(contest, breakdown),
    title: content?.title ?? '',
    entrant: content?.entrant ?? null,
  }
}

/** How a published entry came to its place: of those with an award, or of all where the version in force says so. */
export async function publicBreakdown(code: string) {
  const contest = await requireContest(db())
  const result = await latestResult(db(), contest.id)
  const content =
    result && (await findBreakdown(db(), result.id, result.marksPublic ? 'full' : 'public', code))
  if (!result || content === null) throw missing()
  const breakdown = parsed(content)
  // Who left before the end has no line among the public results either.
  if (breakdown.state !== 'ranked') throw missing()
  const face = (await publicFaces(db(), contest.id)).get(code)
  return {
    breakdown,
    names: namesFor(contest, breakdown),
    title: face?.title ?? '',
    entrant: face?.entrant ?? null,
    version: result.number,
    publishedAt: result.publishedAt,
  }
}

/** The entrant's own line of the version in force, whatever the public sees; null while there is none. */
export async function ownResult(actor: Actor, entryId: string) {
  const contest = await requireContest(db())
  const entry = await findEntry(db(), entryId)
  if (!entry) throw missing()
  allow(actor, 'see a result', entry)
  const result = await latestResult(db(), contest.id)
  if (!entry.code || !result) return null
  const content = await findBreakdown(db(), result.id, 'full', entry.code)
  if (content === null) return null
  const { entries } = awardedLines(JSON.parse(result.ranking) as Ranking)
  const isPublic = new Set(entries.map(({ id }) => id))
  const whole = parsed(content)
  const breakdown = result.marksPublic
    ? whole
    : withoutOthers(whole, (code) => code === entry.code || isPublic.has(code))
  return {
    breakdown,
    names: namesFor(contest, breakdown),
    title: entry.frozen?.content.title ?? '',
    entrant: entry.frozen?.content.entrant ?? null,
    version: result.number,
    publishedAt: result.publishedAt,
  }
}
