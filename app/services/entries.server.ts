import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { registrationState } from '~/core/contest/contest'
import { PREFECTURES } from '~/core/contest/divisions'
import type { Contest } from '~/core/contest/setup'
import { CONSENT_KINDS, WORDINGS } from '~/core/entrants/consents'
import { EntryDraft, SECTIONS, tidied, type SaveEntry } from '~/core/entrants/draft'
import type { EntrantKind } from '~/core/entrants/entry'
import { lacks } from '~/core/entrants/requirements'
import { sketchOf } from '~/core/entrants/similarity'
import { receiptCode } from '~/core/judging/codes'
import { db, inTransaction, type Db } from '~/data/db.server'
import * as entries from '~/data/entries.server'
import { record } from '~/data/journal.server'
import { listParticipants } from '~/data/participants.server'
import { latestResult } from '~/data/results.server'
import { claim } from './claims.server'
import { requireContest } from './contest.server'
import {
  deadlineOf,
  isOpen,
  limitsOf,
  requireOpen,
  requireRegistrationOpen,
  trackOf,
} from './entry-limits.server'
import { historyOf } from './history.server'
import { dropChangedMembers, factsOf, identify, inviteMember, teamStanding } from './participants.server'
import { sha256 } from './secrets.server'

export async function requireEntry(at: Db, id: string, find = entries.findEntry) {
  const entry = await find(at, id)
  if (!entry) throw new Refusal('not-found', 'notFound')
  return entry
}

/** How many entries one account may have in a track at a time: a person one, an agency one for each it may have. */
const mostOf = (contest: Contest, kind: EntrantKind) =>
  kind === 'person' ? 1 : contest.entryRules.agencyEntries

const isOver = ({ state }: entries.Entry) =>
  state === 'withdrawn' || state === 'refused' || state === 'disqualified'

/** The member's entries, and the tracks in which another can be started. */
export async function myEntries(actor: Actor, now = new Date()) {
  const member = allow(actor, 'enter the contest')
  const contest = await requireContest(db())
  const mine = await entries.listEntries(db(), { contestId: contest.id, accountId: member.id })
  const published = (await latestResult(db(), contest.id)) !== null
  const current = (track: string) => mine.filter((entry) => entry.track === track && !isOver(entry)).length
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
    tracks: contest.tracks.filter(({ code, entrantKind }) => current(code) < mostOf(contest, entrantKind)),
  }
}

/** The entry form with what has been typed and what is still missing. */
export async function openEntry(actor: Actor, id: string, now = new Date()) {
  const contest = await requireContest(db())
  const entry = await requireEntry(db(), id)
  allow(actor, 'write an entry', entry)
  const limits = limitsOf(contest, entry.track)
  const people = await listParticipants(db(), id)
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
        entry.frozen !== null &&
        freeze(entry.draft, limits.entrantKind) !== freeze(entry.frozen.content, limits.entrantKind),
    },
    track: trackOf(contest, entry.track),
    limits,
    serviceDomains: contest.serviceDomains.map(({ code, name }) => ({ code, name })),
    recommendingUnits: contest.recommendingUnits.map(({ code, name }) => ({ code, name })),
    prefectures: PREFECTURES,
    deadline: deadlineOf(contest, entry),
    now,
    writable: isOpen(contest, entry, now),
    document: people.find(({ place }) => place === 0) ?? null,
    team: teamStanding(entry.draft, people),
    history: await historyOf(db(), id),
    facts: factsOf(people),
  }
}

/** What is said of a frozen version beside its content. */
export const version = ({ number, receipt, submittedAt }: entries.FrozenEntry) => ({
  number,
  receipt,
  submittedAt,
})

const freeze = (draft: EntryDraft, kind: EntrantKind) => JSON.stringify(tidied(draft, kind))

/** Starts an entry in a track. A person has one at a time, an agency as many as the contest lets it have. */
export async function startEntry(actor: Actor, { track: code }: { track: string }, now = new Date()) {
  const member = allow(actor, 'enter the contest')
  return inTransaction(async (at) => {
    const contest = await requireContest(at)
    requireRegistrationOpen(contest, now)
    const track = contest.tracks.find((each) => each.code === code)
    if (!track) throw new Refusal('not-found', 'notFound')
    // Two quick taps wait for each other here; the second then finds the entry of the first.
    await entries.lockAccount(at, member.id)
    const mine = await entries.listEntries(at, {
      contestId: contest.id,
      accountId: member.id,
      trackId: track.id,
    })
    const current = mine.filter((entry) => !isOver(entry))
    const max = mostOf(contest, track.entrantKind)
    if (current.length >= max) {
      throw max === 1
        ? new Refusal('conflict', 'trackTaken')
        : new Refusal('conflict', 'agencyEntriesFull', undefined, { max })
    }
    // Two quick taps again, in a track where several are allowed: an untouched one is used up first.
    const untouched = current.find(({ state, revision }) => state === 'draft' && revision === 0)
    if (untouched) return untouched.id
    const id = await entries.createEntry(at, {
      contestId: contest.id,
      accountId: member.id,
      trackId: track.id,
      draft: EntryDraft.parse(
        track.entrantKind === 'person' ? { entrant: member.name } : agencyOf(current[0], member.name),
      ),
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

/** What an agency has told of itself with another entry, so that it need not be typed again. */
function agencyOf(other: entries.Entry | undefined, contact: string) {
  if (!other) return { contact }
  const { entrant, phone, prefecture, county, recommendingUnit, creditCode } = other.draft
  const { representative, registeredOn, inspectionYear, inspection, rating } = other.draft
  return {
    ...{ contact: other.draft.contact || contact, entrant, phone, prefecture, county, recommendingUnit },
    ...{ creditCode, representative, registeredOn, inspectionYear, inspection, rating },
  }
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
  requireOpen(contest, entry, now)
  if (!(await entries.saveDraft(at, entry.id, draft, revision, now))) {
    throw new Refusal('conflict', 'entryChangedElsewhere')
  }
}

/** Whether this very text has been submitted before and nothing else saved since: perhaps only the answer was lost. */
function isRepeated({ entry, limits: { entrantKind } }: Taken, draft: EntryDraft) {
  if (entry.state !== 'submitted' || !entry.frozen) return false
  const content = freeze(draft, entrantKind)
  return freeze(entry.frozen.content, entrantKind) === content && freeze(entry.draft, entrantKind) === content
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
  return { revision: revision + 1, savedAt: now, receipt: undefined }
}

/**
 * Saves and freezes the entry under a receipt; earlier versions are kept. Submitting the same text again changes
 * nothing and gives the same receipt, whenever it arrives. Anything else is refused after the deadline, and so is what
 * somebody else has: the same person, the agency's place in a service domain, the last place of a quota.
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
    const facts = factsOf(await listParticipants(at, id))
    if (lacks(draft, limits, facts).length > 0) return { ...saved, receipt: null }
    const frozen = tidied(draft, limits.entrantKind)
    const content = JSON.stringify(frozen)
    if (
      entry.state === 'submitted' &&
      entry.frozen &&
      freeze(entry.frozen.content, limits.entrantKind) === content
    ) {
      return { ...saved, receipt: entry.frozen.receipt }
    }
    await claim(at, { contest, entry }, frozen)
    await dropChangedMembers(at, id, frozen)
    const number = (entry.frozen?.number ?? 0) + 1
    const digest = sha256(content)
    // The code covers entry and version too, so that no two submissions share one.
    const receipt = receiptCode(sha256(`${id} ${number} ${digest}`))
    await entries.freezeEntry(at, {
      entryId: id,
      number,
      content,
      sha256: digest,
      sketch: sketchOf(SECTIONS.map((section) => frozen[section]).join('\n')),
      receipt,
      submittedAt: now,
    })
    await entries.setConsents(at, id, consentsIn(frozen), now)
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

/** The consents that were ticked, with the wording that stood beside the box. */
const consentsIn = (content: EntryDraft) =>
  CONSENT_KINDS.filter((kind) => content[kind]).map((kind) => ({
    kind,
    wording: WORDINGS[kind].version,
    text: WORDINGS[kind].text['zh-CN'],
  }))

/**
 * What one press of a button sends: the text, which is always kept first, and with it perhaps an identity number or the
 * wish for a team member's link. What is wrong with those is told beside them and keeps nothing from being saved.
 */
export async function writeEntry(actor: Actor, id: string, sent: SaveEntry, now = new Date()) {
  const { intent, revision, invite, documentType, documentNumber, ...draft } = sent
  const identified = documentNumber.trim()
    ? await identify(actor, id, { documentType, documentNumber }, now)
    : null
  const saved =
    intent === 'submit'
      ? await submitEntry(actor, id, draft, revision, now)
      : await saveEntry(actor, id, draft, revision, now)
  const invited = invite === undefined ? null : await inviteMember(actor, id, invite, now)
  return { ...saved, identified, invited }
}
