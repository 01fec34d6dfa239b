import type { ConsentKind } from '~/core/entrants/consents'
import { readDraft, type EntryDraft } from '~/core/entrants/draft'
import { PLACE_TAKING, type EntryState } from '~/core/entrants/entry'
import type { Db } from './db.server'
import { isId } from './id.server'

const relations = {
  track: true,
  serviceDomain: true,
  versions: { orderBy: { number: 'desc' }, take: 1 },
  consents: { where: { withdrawnAt: null } },
} as const

type EntryRow = NonNullable<Awaited<ReturnType<typeof findRow>>>

const findRow = (db: Db, id: string) => db.entry.findUnique({ where: { id }, include: relations })

/** The submitted form, as it was frozen. */
export type FrozenEntry = {
  readonly number: number
  readonly content: EntryDraft
  readonly receipt: string
  readonly submittedAt: Date
}

/** An entry with what its entrant has typed and, once submitted, the latest frozen version. */
export type Entry = {
  readonly id: string
  readonly contestId: string
  readonly accountId: string
  readonly trackId: string
  readonly track: string
  readonly serviceDomain: string | null
  readonly state: EntryState
  readonly code: string | null
  readonly draft: EntryDraft
  readonly revision: number
  readonly reason: string | null
  /** Until when a returned entry can be corrected. */
  readonly correctBy: Date | null
  /** The prefecture that put it forward, as last submitted; null for the province's own and for drafts. */
  readonly prefecture: string | null
  readonly savedAt: Date
  readonly frozen: FrozenEntry | null
  readonly publication: boolean
}

const toEntry = (row: EntryRow): Entry => {
  const [version] = row.versions
  return {
    id: row.id,
    contestId: row.contestId,
    accountId: row.accountId,
    trackId: row.trackId,
    track: row.track.code,
    serviceDomain: row.serviceDomain?.code ?? null,
    state: row.state,
    code: row.code,
    draft: readDraft(row.draft),
    revision: row.revision,
    reason: row.reason,
    correctBy: row.correctBy,
    prefecture: row.prefecture,
    savedAt: row.savedAt,
    frozen: version
      ? {
          number: version.number,
          content: readDraft(JSON.parse(version.content)),
          receipt: version.receipt,
          submittedAt: version.submittedAt,
        }
      : null,
    publication: row.consents.some(({ kind }) => kind === 'publication'),
  }
}

export async function findEntry(db: Db, id: string): Promise<Entry | null> {
  const row = isId(id) ? await findRow(db, id) : null
  return row && toEntry(row)
}

/** An entry to be changed: whoever else wants to change it waits until this transaction ends. */
export async function lockEntry(db: Db, id: string): Promise<Entry | null> {
  if (isId(id)) await db.$queryRaw`SELECT id FROM entry WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return findEntry(db, id)
}

/** The entries of a contest, of one account or one state if asked, latest first. */
export async function listEntries(
  db: Db,
  where: { contestId: string; accountId?: string; state?: { in: EntryState[] }; trackId?: string },
): Promise<Entry[]> {
  const rows = await db.entry.findMany({ where, include: relations, orderBy: { createdAt: 'desc' } })
  return rows.map(toEntry)
}

export async function countByState(db: Db, contestId: string) {
  const groups = await db.entry.groupBy({ by: ['state'], where: { contestId }, _count: true })
  return Object.fromEntries(groups.map(({ state, _count }) => [state, _count])) as Partial<
    Record<EntryState, number>
  >
}

export async function createEntry(
  db: Db,
  entry: { contestId: string; accountId: string; trackId: string; draft: EntryDraft },
) {
  const { id } = await db.entry.create({ data: entry, select: { id: true } })
  return id
}

/** Keeps what was typed. @returns false if somebody saved since the revision the sender started from. */
export async function saveDraft(db: Db, id: string, draft: EntryDraft, revision: number, now: Date) {
  const { count } = await db.entry.updateMany({
    where: { id, revision },
    data: { draft, revision: { increment: 1 }, savedAt: now },
  })
  return count === 1
}

/** Freezes a version beside the earlier ones. */
export async function freezeEntry(
  db: Db,
  version: {
    entryId: string
    number: number
    content: string
    sha256: string
    sketch: number[]
    receipt: string
    submittedAt: Date
  },
) {
  await db.entryVersion.create({ data: version })
  await db.entry.update({
    where: { id: version.entryId },
    data: { state: 'submitted', reason: null, correctBy: null },
  })
}

/** Moves an entry to a state. @returns false if it is no longer in the state the decision started from. */
export async function moveEntry(
  db: Db,
  id: string,
  from: EntryState,
  change: { state: EntryState; reason: string | null; code?: string; correctBy?: Date | null },
) {
  const { count } = await db.entry.updateMany({ where: { id, state: from }, data: change })
  return count === 1
}

/** The codes given so far. Whoever else wants to give one waits until this transaction ends. */
export async function entryCodes(db: Db, contestId: string) {
  await db.$queryRaw`SELECT id FROM contest WHERE id = ${contestId}::uuid FOR NO KEY UPDATE`
  const rows = await db.entry.findMany({ where: { contestId, code: { not: null } }, select: { code: true } })
  return new Set(rows.map(({ code }) => code!))
}

/** Gives and withdraws consents so that exactly those listed are in force. */
export async function setConsents(
  db: Db,
  entryId: string,
  given: readonly { readonly kind: ConsentKind; readonly wording: string; readonly text: string }[],
  now: Date,
) {
  const same = given.map(({ kind, wording }) => ({ kind, wording }))
  await db.consent.updateMany({
    where: { entryId, withdrawnAt: null, NOT: { OR: same } },
    data: { withdrawnAt: now },
  })
  await db.consent.createMany({
    data: given.map((consent) => ({ entryId, ...consent, givenAt: now })),
    skipDuplicates: true,
  })
}

/** Makes transactions of the same account that ask for this wait for each other. */
export async function lockAccount(db: Db, accountId: string) {
  await db.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`
}

/** What an entry takes a place by, as submitted. */
export async function keepClaims(
  db: Db,
  id: string,
  claims: {
    serviceDomainId: string
    recommendingUnitId: string | null
    prefecture: string | null
    creditCode: string | null
  },
) {
  await db.entry.update({ where: { id }, data: claims })
}

/** The agency may enter with this service domain anew. */
export async function releaseCreditCode(db: Db, id: string) {
  await db.entry.update({ where: { id }, data: { creditCode: null } })
}

/** The service domains in which an agency has its other entries. */
export async function agencyPlaces(db: Db, contestId: string, creditCode: string, exceptId: string) {
  return db.entry.findMany({
    where: { contestId, creditCode, id: { not: exceptId } },
    select: { id: true, serviceDomainId: true },
  })
}

/** How many places of a unit's quota others have taken. Whoever else wants one waits until this transaction ends. */
export async function takenOfQuota(db: Db, recommendingUnitId: string, exceptId: string) {
  await db.$queryRaw`SELECT id FROM recommending_unit WHERE id = ${recommendingUnitId}::uuid FOR UPDATE`
  return db.entry.count({
    where: { recommendingUnitId, state: { in: [...PLACE_TAKING] }, id: { not: exceptId } },
  })
}
