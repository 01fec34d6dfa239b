import type { DocumentType } from '~/core/entrants/document'
import type { EntrantKind } from '~/core/entrants/entry'
import type { Db } from './db.server'
import { isId } from './id.server'

/** The individual's own place; the members of a team begin at 1. */
export const INDIVIDUAL = 0

/** An identity number as it is stored: closed, hashed, and as it may be shown. */
export type StoredDocument = {
  readonly documentType: DocumentType
  readonly documentSealed: string
  readonly documentHash: string
  readonly documentMasked: string
}

export type Participant = {
  readonly id: string
  readonly entryId: string
  readonly place: number
  readonly name: string
  readonly documentType: DocumentType | null
  readonly documentMasked: string | null
  readonly documentHash: string | null
  readonly confirmedAt: Date | null
}

const shown = {
  id: true,
  entryId: true,
  place: true,
  name: true,
  documentType: true,
  documentMasked: true,
  documentHash: true,
  confirmedAt: true,
} as const

type Row = Omit<Participant, 'documentType'> & { documentType: string | null }
const toParticipant = (row: Row) => row as Participant

/** Who takes part with an entry, in the order of their places. */
export async function listParticipants(db: Db, entryId: string): Promise<Participant[]> {
  const rows = await db.participant.findMany({ where: { entryId }, select: shown, orderBy: { place: 'asc' } })
  return rows.map(toParticipant)
}

/** The member whom a link is for, with the entry and contest he is named in. */
export async function findByLink(db: Db, linkHash: string) {
  const row = await db.participant.findUnique({ where: { linkHash }, select: { ...shown, contestId: true } })
  return row && { ...toParticipant(row), contestId: row.contestId }
}

/** The sealed number of a participant, for whoever may see it in full. */
export async function sealedDocument(db: Db, id: string) {
  if (!isId(id)) return null
  return db.participant.findUnique({ where: { id }, select: { entryId: true, documentSealed: true } })
}

type Seat = { contestId: string; entryId: string; place: number; entrantKind: EntrantKind }

/** Keeps the individual's name and document; what was there before is replaced. */
export async function keepIndividual(
  db: Db,
  seat: Omit<Seat, 'place'>,
  name: string,
  document: StoredDocument,
) {
  await db.participant.upsert({
    where: { entryId_place: { entryId: seat.entryId, place: INDIVIDUAL } },
    create: { ...seat, place: INDIVIDUAL, name, ...document },
    update: { name, ...document },
  })
}

/** Makes a link for a member under this name. An earlier link, confirmation and document of the place are gone. */
export async function keepMember(db: Db, seat: Seat, name: string, linkHash: string) {
  const nothing = {
    documentType: null,
    documentSealed: null,
    documentHash: null,
    documentMasked: null,
    confirmedAt: null,
    claimed: false,
  }
  await db.participant.upsert({
    where: { entryId_place: { entryId: seat.entryId, place: seat.place } },
    create: { ...seat, name, linkHash },
    update: { name, linkHash, ...nothing },
  })
}

/** The places of a team that no longer stand as they were confirmed are given up. */
export async function dropMembers(db: Db, entryId: string, ids: readonly string[]) {
  await db.participant.deleteMany({ where: { entryId, id: { in: [...ids] } } })
}

/** A member confirms; his link has done its work. @returns false if somebody was faster. */
export async function confirmMember(
  db: Db,
  id: string,
  linkHash: string,
  document: StoredDocument,
  now: Date,
) {
  const { count } = await db.participant.updateMany({
    where: { id, linkHash, confirmedAt: null },
    data: { ...document, confirmedAt: now, claimed: true },
  })
  return count === 1
}

/** Makes those who would claim the same person, agency or place wait for each other until their transactions end. */
export async function queueFor(db: Db, contestId: string, what: string) {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${contestId} ${what}`}, 0))`
}

/** Whether somebody with this document takes part with another entry of the kind. */
export async function isClaimed(
  db: Db,
  { contestId, entryId, entrantKind }: Omit<Seat, 'place'>,
  documentHash: string,
) {
  const other = await db.participant.findFirst({
    where: { contestId, entrantKind, documentHash, claimed: true, entryId: { not: entryId } },
    select: { id: true },
  })
  return other !== null
}

/** Whether two places of one team are the same person. */
export async function isInTeam(db: Db, entryId: string, documentHash: string) {
  const found = await db.participant.findFirst({
    where: { entryId, documentHash, confirmedAt: { not: null } },
    select: { id: true },
  })
  return found !== null
}

/** From now on nobody else of the contest is this person. */
export async function claimIndividual(db: Db, entryId: string) {
  await db.participant.updateMany({ where: { entryId, place: INDIVIDUAL }, data: { claimed: true } })
}

/** Those who took part with an entry may take part with another. */
export async function releaseParticipants(db: Db, entryId: string) {
  await db.participant.updateMany({ where: { entryId }, data: { claimed: false } })
}

/** Numbers sealed under a key other than `current`, some at a time, for sealing them anew. */
export async function sealedUnderOtherKeys(db: Db, current: string, take: number) {
  const rows = await db.participant.findMany({
    where: { documentSealed: { not: null }, NOT: { documentSealed: { startsWith: `${current}.` } } },
    select: { id: true, documentSealed: true },
    take,
  })
  return rows.map(({ id, documentSealed }) => ({ id, sealed: documentSealed! }))
}

/** Puts the new seal in the place of the old, unless the number has changed meanwhile. */
export async function replaceSeal(db: Db, id: string, old: string, documentSealed: string) {
  await db.participant.updateMany({ where: { id, documentSealed: old }, data: { documentSealed } })
}
