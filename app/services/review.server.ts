import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { wordsOf } from '~/core/entrants/draft'
import { DECISIONS, decisionsIn, type Decision, type EntryState } from '~/core/entrants/entry'
import { db, inTransaction } from '~/data/db.server'
import * as entries from '~/data/entries.server'
import { record, type Act } from '~/data/journal.server'
import { createReview } from '~/data/reviews.server'
import { listAbsences, listDeductions, listSheets } from '~/data/sheets.server'
import { release } from './claims.server'
import { requireContest } from './contest.server'
import { requireEntry, version } from './entries.server'
import { trackOf } from './entry-limits.server'
import { drawCode, tell, type Told } from './review-desk.server'

/** All entries of the contest for the organiser's list, those that wait for a decision first. */
export async function entriesOffice(actor: Actor, filter: { state?: EntryState; track?: string }) {
  allow(actor, 'decide on entries')
  const contest = await requireContest(db())
  const trackId = contest.tracks.find(({ code }) => code === filter.track)?.id
  const [list, counts] = await Promise.all([
    entries.listEntries(db(), {
      contestId: contest.id,
      ...(filter.state && { state: { in: [filter.state] } }),
      ...(trackId && { trackId }),
    }),
    entries.countByState(db(), contest.id),
  ])
  const waitingFirst = (a: entries.Entry, b: entries.Entry) =>
    Number(b.state === 'submitted') - Number(a.state === 'submitted')
  return {
    counts,
    tracks: contest.tracks.map(({ code, name }) => ({ code, name })),
    entries: list.sort(waitingFirst).map(({ id, code, state, track, draft, frozen, savedAt }) => ({
      id,
      code,
      state,
      track: trackOf(contest, track).name,
      title: (frozen?.content ?? draft).title,
      entrant: (frozen?.content ?? draft).entrant,
      prefecture: (frozen?.content ?? draft).prefecture,
      at: frozen?.submittedAt ?? savedAt,
    })),
  }
}

/** One entry as the organiser sees it: the frozen form, what can be decided, and what the day recorded. */
export async function reviewEntry(actor: Actor, id: string) {
  allow(actor, 'decide on entries')
  const contest = await requireContest(db())
  const entry = await requireEntry(db(), id)
  const { content } = entry.frozen ?? { content: entry.draft }
  const [sheets, absences, deductions] = await Promise.all([
    listSheets(db(), { contestId: contest.id, entryId: id }),
    listAbsences(db(), contest.id),
    listDeductions(db(), contest.id),
  ])
  return {
    entry: {
      id,
      state: entry.state,
      code: entry.code,
      reason: entry.reason,
      publication: entry.publication,
      content,
      words: wordsOf(content),
      frozen: entry.frozen && version(entry.frozen),
    },
    track: trackOf(contest, entry.track),
    serviceDomain: contest.serviceDomains.find(({ code }) => code === content.serviceDomain) ?? null,
    decisions: decisionsIn(entry.state),
    stages: contest.stages.map(({ code, name }) => ({
      code,
      name,
      absent: absences.some((absence) => absence.entryId === id && absence.stage === code),
      deductions: deductions.filter((deduction) => deduction.entryId === id && deduction.stage === code),
      sheets: sheets
        .filter(({ stage }) => stage === code)
        .map(({ id: sheet, judge, state, submittedAt }) => ({
          id: sheet,
          judge: judge.code,
          state,
          submittedAt,
        })),
    })),
  }
}

const ACTS = {
  accept: 'entryAccepted',
  return: 'entryReturned',
  refuse: 'entryRefused',
  withdraw: 'entryWithdrawn',
  disqualify: 'entryDisqualified',
} as const satisfies Record<Decision, Act & Told>

/** Decisions that a reviewer could have made; they stand in the entry's history like his. */
const REVIEWED = { accept: 'pass', return: 'return', refuse: 'refuse' } as const

/** Decisions after which an entry takes part no longer, and what it had taken is free again. */
const RELEASING: readonly Decision[] = ['refuse', 'withdraw', 'disqualify']

/** Accepts, returns, refuses, withdraws or disqualifies an entry. Acceptance draws the code under which it is judged. */
export async function decideEntry(
  actor: Actor,
  id: string,
  decision: Decision,
  reason: string,
  now = new Date(),
) {
  const organiser = allow(actor, 'decide on entries')
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const entry = await requireEntry(at, id)
    if (!decisionsIn(entry.state).includes(decision)) throw new Refusal('conflict', 'wrongEntryState')
    const code = decision === 'accept' ? await drawCode(at, contest, entry) : undefined
    const moved = await entries.moveEntry(at, id, entry.state, {
      state: DECISIONS[decision].to,
      reason: reason || null,
      ...(code && { code }),
    })
    if (!moved) throw new Refusal('conflict', 'wrongEntryState')
    if (RELEASING.includes(decision)) await release(at, id)
    if (decision in REVIEWED) {
      await createReview(at, {
        entryId: id,
        version: entry.frozen?.number ?? 0,
        level: 'province',
        decision: REVIEWED[decision as keyof typeof REVIEWED],
        checks: [],
        message: reason,
        correctBy: null,
        reviewerId: organiser.id,
        reviewedAt: now,
      })
    }
    await tell(at, entry, ACTS[decision], { message: reason, until: null }, now)
    await record(at, {
      actorId: organiser.id,
      act: ACTS[decision],
      subjectId: id,
      contestId: contest.id,
      details: {
        ...((code ?? entry.code) ? { entry: (code ?? entry.code)! } : {}),
        ...(reason && { reason }),
      },
    })
  })
}
