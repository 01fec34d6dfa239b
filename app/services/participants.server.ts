import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { dayInShanghai } from '~/core/contest/contest'
import { yearsBefore } from '~/core/contest/days'
import type { Contest } from '~/core/contest/setup'
import {
  birthDayOf,
  documentFault,
  maskDocument,
  normaliseDocument,
  type Identity,
} from '~/core/entrants/document'
import { teamOf, type EntryDraft } from '~/core/entrants/draft'
import { normaliseName, PersonName } from '~/core/entrants/name'
import type { EntryFacts } from '~/core/entrants/requirements'
import { db, inTransaction, type Db } from '~/data/db.server'
import * as entries from '~/data/entries.server'
import { record } from '~/data/journal.server'
import { keyedHash, seal, unseal } from '~/data/keyring.server'
import * as participants from '~/data/participants.server'
import { requireContest } from './contest.server'
import { limitsOf, requireOpen, trackOf } from './entry-limits.server'
import { newToken, sha256 } from './secrets.server'

/** What of the people belongs to the entry's being complete. */
export const factsOf = (people: readonly participants.Participant[]): EntryFacts => ({
  identified: people.some(
    ({ place, documentHash }) => place === participants.INDIVIDUAL && documentHash !== null,
  ),
})

/** How far each named member has got: nothing yet, a link that waits, or confirmed under this name. */
export function teamStanding(draft: EntryDraft, people: readonly participants.Participant[]) {
  return teamOf(draft).map(({ place, name }) => {
    const member = people.find((each) => each.place === place && each.name === normaliseName(name))
    const standing = !member ? 'none' : member.confirmedAt ? 'confirmed' : 'waiting'
    return { place, name, standing, confirmedAt: member?.confirmedAt ?? null } as const
  })
}

/** What keeps a document from being taken, or null. */
function faultOf(contest: Contest, { documentType, documentNumber }: Identity, now: Date) {
  const fault = documentFault(documentType, documentNumber, dayInShanghai(now))
  if (fault) return { code: fault, values: {} } as const
  const { minimumAge } = contest.entryRules
  const born = birthDayOf(documentType, documentNumber)
  const latest = yearsBefore(dayInShanghai(contest.registration.closes), minimumAge)
  return born !== null && born > latest
    ? ({ code: 'documentTooYoung', values: { count: minimumAge } } as const)
    : null
}

/** A document as it is stored: closed, hashed with its type, and as it may be shown. */
async function close({ documentType, documentNumber }: Identity): Promise<participants.StoredDocument> {
  const number = normaliseDocument(documentNumber)
  return {
    documentType,
    documentSealed: await seal(number),
    documentHash: await keyedHash(`${documentType} ${number}`),
    documentMasked: maskDocument(number),
  }
}

async function requireEntry(at: Db, id: string) {
  const entry = await entries.lockEntry(at, id)
  if (!entry) throw new Refusal('not-found', 'notFound')
  return entry
}

/**
 * Keeps the individual's identity document: closed under the key ring, found again by its keyed hash only. It can be
 * replaced as long as the entry can be written. @returns the number as it may be shown, or what is wrong with it.
 */
export async function identify(actor: Actor, entryId: string, identity: Identity, now = new Date()) {
  const contest = await requireContest(db())
  return inTransaction(async (at) => {
    const entry = await requireEntry(at, entryId)
    const member = allow(actor, 'write an entry', entry)
    requireOpen(contest, entry, now)
    const seat = { contestId: contest.id, entryId, entrantKind: 'person' } as const
    if (trackOf(contest, entry.track).entrantKind !== 'person')
      throw new Refusal('conflict', 'wrongEntryState')
    const fault = faultOf(contest, identity, now)
    if (fault) return { fault, documentMasked: null }
    const document = await close(identity)
    if (entry.frozen) {
      await participants.queueFor(at, contest.id, document.documentHash)
      if (await participants.isClaimed(at, seat, document.documentHash)) {
        return { fault: { code: 'personTaken', values: {} } as const, documentMasked: null }
      }
    }
    await participants.keepIndividual(at, seat, normaliseName(entry.draft.entrant), document)
    await record(at, {
      actorId: member.id,
      act: 'documentGiven',
      subjectId: entryId,
      contestId: contest.id,
      details: { place: participants.INDIVIDUAL },
    })
    return { fault: null, documentMasked: document.documentMasked }
  })
}

/**
 * A link by which the member at a place of the team confirms. Shown once; an earlier link and confirmation are void.
 * @returns no link while the place has no proper name.
 */
export async function inviteMember(actor: Actor, entryId: string, place: number, now = new Date()) {
  return inTransaction(async (at) => {
    const contest = await requireContest(at)
    const entry = await requireEntry(at, entryId)
    const member = allow(actor, 'write an entry', entry)
    if (!TEAM_OPEN.includes(entry.state)) throw new Refusal('conflict', 'entryLocked')
    if (entry.state === 'draft') requireOpen(contest, entry, now)
    const named = teamOf(entry.draft).find((each) => each.place === place)
    const name = PersonName.safeParse(named?.name)
    if (!name.success) return { place, link: null }
    const { token, tokenHash } = newToken()
    const seat = { contestId: contest.id, entryId, place, entrantKind: 'agency' } as const
    await participants.keepMember(at, seat, name.data, tokenHash)
    await record(at, {
      actorId: member.id,
      act: 'memberInvited',
      subjectId: entryId,
      contestId: contest.id,
      details: { place },
    })
    return { place, link: `/team/${token}` }
  })
}

/** Until the entry is accepted its team may still confirm. */
const TEAM_OPEN: readonly string[] = ['draft', 'submitted', 'returned', 'endorsed']

async function findMember(at: Db, token: string) {
  const member = await participants.findByLink(at, sha256(token))
  const entry = member && (await entries.findEntry(at, member.entryId))
  if (!member || !entry || !TEAM_OPEN.includes(entry.state)) throw new Refusal('not-found', 'linkUsed')
  return { member, entry }
}

/** What somebody who opens a team's link is asked: whether he is this person, in this agency's team. */
export async function openMembership(token: string) {
  const contest = await requireContest(db())
  const { member, entry } = await findMember(db(), token)
  const { entrant, title } = entry.draft
  return {
    contest: contest.name,
    name: member.name,
    agency: entrant,
    title,
    track: trackOf(contest, entry.track).name,
    confirmedAt: member.confirmedAt,
    documentMasked: member.documentMasked,
  }
}

/**
 * A member confirms with his own document that he takes part. Refused if he takes part in another team of the contest.
 * Confirming again with the same link changes nothing.
 */
export async function confirmMembership(token: string, identity: Identity, now = new Date()) {
  const contest = await requireContest(db())
  return inTransaction(async (at) => {
    const { member, entry } = await findMember(at, token)
    if (member.confirmedAt) return
    const fault = faultOf(contest, identity, now)
    if (fault) throw new Refusal('invalid', fault.code, 'documentNumber', fault.values)
    const document = await close(identity)
    const seat = {
      contestId: contest.id,
      entryId: entry.id,
      entrantKind: limitsOf(contest, entry.track).entrantKind,
    }
    await participants.queueFor(at, contest.id, document.documentHash)
    if (await participants.isClaimed(at, seat, document.documentHash)) {
      throw new Refusal('conflict', 'memberTaken', 'documentNumber')
    }
    if (await participants.isInTeam(at, entry.id, document.documentHash)) {
      throw new Refusal('conflict', 'memberTwice', 'documentNumber')
    }
    if (!(await participants.confirmMember(at, member.id, sha256(token), document, now))) return
    await record(at, {
      actorId: null,
      act: 'memberConfirmed',
      subjectId: entry.id,
      contestId: contest.id,
      details: { place: member.place },
    })
  })
}

/** Confirmations that were given under another name, or for a place that is gone, no longer count. */
export async function dropChangedMembers(at: Db, entryId: string, content: EntryDraft) {
  const team = new Map(teamOf(content).map(({ place, name }) => [place, normaliseName(name)]))
  const people = await participants.listParticipants(at, entryId)
  const changed = people.filter(
    ({ place, name }) => place !== participants.INDIVIDUAL && team.get(place) !== name,
  )
  if (changed.length > 0) {
    await participants.dropMembers(
      at,
      entryId,
      changed.map(({ id }) => id),
    )
  }
}

/** An identity number in full. Needs a reason, which the journal keeps with who asked. */
export async function revealDocument(actor: Actor, participantId: string, reason: string) {
  return inTransaction(async (at) => {
    const found = await participants.sealedDocument(at, participantId)
    const entry = found && (await entries.findEntry(at, found.entryId))
    if (!found?.documentSealed || !entry) throw new Refusal('not-found', 'notFound')
    const member = allow(actor, 'see an identity number', entry)
    await record(at, {
      actorId: member.id,
      act: 'documentRevealed',
      subjectId: entry.id,
      contestId: entry.contestId,
      details: { reason },
    })
    return { number: await unseal(found.documentSealed) }
  })
}
