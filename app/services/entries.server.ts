import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { registrationState } from '~/core/contest/contest'
import { PREFECTURES } from '~/core/contest/divisions'
import type { Contest } from '~/core/contest/setup'
import {
  DECISIONS,
  decisionsIn,
  EntryDraft,
  isWritable,
  lacks,
  tidied,
  wordsOf,
  type Decision,
  type EntryLimits,
  type EntryState,
} from '~/core/entrants/entry'
import { drawEntryCode, receiptCode } from '~/core/judging/codes'
import { db, inTransaction, type Db } from '~/data/db.server'
import * as entries from '~/data/entries.server'
import { record, type Act } from '~/data/journal.server'
import { latestResult } from '~/data/results.server'
import { listAbsences, listDeductions, listSheets } from '~/data/sheets.server'
import { requireContest } from './contest.server'
import { random, sha256 } from './secrets.server'

/** Version of the consent texts in the catalogues; a change of their wording raises it. */
const CONSENT_WORDING = '1'

const trackOf = (contest: Contest, code: string) => contest.tracks.find((track) => track.code === code)!

function limitsOf(contest: Contest, trackCode: string): EntryLimits {
  const { entrantKind, minWords, maxWords } = trackOf(contest, trackCode)
  return {
    entrantKind,
    minWords,
    maxWords,
    serviceDomains: contest.serviceDomains.map(({ code }) => code),
    prefectures: PREFECTURES.map(({ code }) => code),
  }
}

/** Whether the entrant may change and submit it now; a returned entry may be mended after registration closed. */
const isOpen = (contest: Contest, state: EntryState, now: Date) =>
  state === 'returned' || (isWritable(state) && registrationState(contest.registration, now) === 'open')

async function requireEntry(at: Db, id: string, find = entries.findEntry) {
  const entry = await find(at, id)
  if (!entry) throw new Refusal('not-found', 'notFound')
  return entry
}

/** The member's entries, and the tracks in which another can be started. */
export async function myEntries(actor: Actor, now = new Date()) {
  const member = allow(actor, 'enter the contest')
  const contest = await requireContest(db())
  const mine = await entries.listEntries(db(), { contestId: contest.id, accountId: member.id })
  const published = (await latestResult(db(), contest.id)) !== null
  const taken = new Set(mine.filter(({ state }) => state !== 'withdrawn').map(({ track }) => track))
  return {
    contest: { name: contest.name, registration: contest.registration },
    registrationState: registrationState(contest.registration, now),
    entries: mine.map(({ id, code, track, state, draft, frozen, savedAt, reason }) => ({
      id,
      track: trackOf(contest, track).name,
      title: draft.title,
      state,
      savedAt,
      submittedAt: frozen?.submittedAt ?? null,
      receipt: frozen?.receipt ?? null,
      reason,
      hasResult: published && code !== null,
    })),
    tracks: contest.tracks.filter(({ code }) => !taken.has(code)),
  }
}

/** The entry form with what has been typed and what is still missing. */
export async function openEntry(actor: Actor, id: string, now = new Date()) {
  const contest = await requireContest(db())
  const entry = await requireEntry(db(), id)
  allow(actor, 'write an entry', entry)
  const limits = limitsOf(contest, entry.track)
  return {
    entry: {
      id: entry.id,
      state: entry.state,
      code: entry.code,
      draft: entry.draft,
      revision: entry.revision,
      reason: entry.reason,
      savedAt: entry.savedAt,
      frozen: entry.frozen && version(entry.frozen),
      changedSinceSubmission:
        entry.frozen !== null && freeze(entry.draft, limits) !== freeze(entry.frozen.content, limits),
    },
    track: trackOf(contest, entry.track),
    serviceDomains: contest.serviceDomains.map(({ code, name }) => ({ code, name })),
    prefectures: PREFECTURES,
    registration: contest.registration,
    writable: isOpen(contest, entry.state, now),
    lacks: lacks(entry.draft, limits),
  }
}

/** What is said of a frozen version beside its content. */
const version = ({ number, receipt, submittedAt }: entries.FrozenEntry) => ({ number, receipt, submittedAt })

const freeze = (draft: EntryDraft, limits: EntryLimits) => JSON.stringify(tidied(draft, limits.entrantKind))

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

/** Starts an entry in a track. One at a time: refused while the member has another there. */
export async function startEntry(actor: Actor, { track: code }: { track: string }, now = new Date()) {
  const member = allow(actor, 'enter the contest')
  return inTransaction(async (at) => {
    const contest = await requireContest(at)
    const state = registrationState(contest.registration, now)
    if (state !== 'open') {
      throw new Refusal('conflict', state === 'before' ? 'registrationNotOpen' : 'registrationClosed')
    }
    const track = contest.tracks.find((each) => each.code === code)
    if (!track) throw new Refusal('not-found', 'notFound')
    // Two quick taps wait for each other here; the second then finds the entry of the first.
    await entries.lockAccount(at, member.id)
    const mine = await entries.listEntries(at, {
      contestId: contest.id,
      accountId: member.id,
      trackId: track.id,
    })
    if (mine.some(({ state: each }) => each !== 'withdrawn')) throw new Refusal('conflict', 'trackTaken')
    const name = track.entrantKind === 'person' ? { entrant: member.name } : { contact: member.name }
    const id = await entries.createEntry(at, {
      contestId: contest.id,
      accountId: member.id,
      trackId: track.id,
      draft: EntryDraft.parse(name),
    })
    await record(at, {
      actorId: member.id,
      act: 'entryStarted',
      subjectId: id,
      contestId: contest.id,
      details: { track: code },
    })
    return id
  })
}

/** The entry to be written, by its entrant. */
async function take(at: Db, actor: Actor, id: string) {
  const contest = await requireContest(at)
  const entry = await requireEntry(at, id, entries.lockEntry)
  const member = allow(actor, 'write an entry', entry)
  return { contest, entry, member, limits: limitsOf(contest, entry.track) }
}
type Taken = Awaited<ReturnType<typeof take>>

async function save(at: Db, { contest, entry }: Taken, draft: EntryDraft, revision: number, now: Date) {
  if (!isOpen(contest, entry.state, now)) {
    const over = isWritable(entry.state) && registrationState(contest.registration, now) === 'over'
    throw new Refusal('conflict', over ? 'registrationClosed' : 'entryLocked')
  }
  if (!(await entries.saveDraft(at, entry.id, draft, revision, now))) {
    throw new Refusal('conflict', 'entryChangedElsewhere')
  }
}

/** Whether this very text has been submitted before and nothing else saved since: perhaps only the answer was lost. */
function isRepeated({ entry, limits }: Taken, draft: EntryDraft) {
  if (entry.state !== 'submitted' || !entry.frozen) return false
  const content = freeze(draft, limits)
  return freeze(entry.frozen.content, limits) === content && freeze(entry.draft, limits) === content
}

/** Keeps the draft, complete or not. @returns the revision to start the next save from. */
export async function saveEntry(
  actor: Actor,
  id: string,
  draft: EntryDraft,
  revision: number,
  now = new Date(),
) {
  await inTransaction(async (at) => save(at, await take(at, actor, id), draft, revision, now))
  return { revision: revision + 1, savedAt: now }
}

/**
 * Saves and freezes the entry under a receipt; earlier versions are kept. Submitting the same text again changes
 * nothing and gives the same receipt, whenever it arrives. Anything else is refused after the deadline.
 * @returns the receipt, or null while something is missing: then the draft is saved and nothing else happens.
 */
export async function submitEntry(
  actor: Actor,
  id: string,
  draft: EntryDraft,
  revision: number,
  now = new Date(),
) {
  return inTransaction(async (at) => {
    const taken = await take(at, actor, id)
    const { contest, entry, member, limits } = taken
    if (isRepeated(taken, draft)) {
      return { revision: entry.revision, savedAt: entry.savedAt, receipt: entry.frozen!.receipt }
    }
    await save(at, taken, draft, revision, now)
    const saved = { revision: revision + 1, savedAt: now }
    if (lacks(draft, limits).length > 0) return { ...saved, receipt: null }
    const content = freeze(draft, limits)
    if (entry.state === 'submitted' && entry.frozen && freeze(entry.frozen.content, limits) === content) {
      return { ...saved, receipt: entry.frozen.receipt }
    }
    const number = (entry.frozen?.number ?? 0) + 1
    const digest = sha256(content)
    // The code covers entry and version too, so that no two submissions share one.
    const receipt = receiptCode(sha256(`${id} ${number} ${digest}`))
    const domain = contest.serviceDomains.find(({ code }) => code === draft.serviceDomain)!
    await entries.freezeEntry(
      at,
      { entryId: id, number, content, sha256: digest, receipt, submittedAt: now },
      domain.id,
    )
    const kinds = draft.publication
      ? (['participation', 'publication'] as const)
      : (['participation'] as const)
    await entries.setConsents(at, id, kinds, CONSENT_WORDING, now)
    await record(at, {
      actorId: member.id,
      act: 'entrySubmitted',
      subjectId: id,
      contestId: contest.id,
      details: { version: number, receipt },
    })
    return { ...saved, receipt }
  })
}

const ACTS = {
  accept: 'entryAccepted',
  return: 'entryReturned',
  withdraw: 'entryWithdrawn',
  disqualify: 'entryDisqualified',
} as const satisfies Record<Decision, Act>

/** Accepts, returns, withdraws or disqualifies an entry. Acceptance draws the code under which it is judged. */
export async function decideEntry(actor: Actor, id: string, decision: Decision, reason: string) {
  const organiser = allow(actor, 'decide on entries')
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const entry = await requireEntry(at, id)
    if (!decisionsIn(entry.state).includes(decision)) throw new Refusal('conflict', 'wrongEntryState')
    const letter = String.fromCharCode(65 + contest.tracks.findIndex(({ code }) => code === entry.track))
    const code =
      decision === 'accept'
        ? drawEntryCode(letter, await entries.entryCodes(at, contest.id), random)
        : undefined
    const moved = await entries.moveEntry(at, id, entry.state, {
      state: DECISIONS[decision].to,
      reason: reason || null,
      ...(code && { code }),
    })
    if (!moved) throw new Refusal('conflict', 'wrongEntryState')
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
