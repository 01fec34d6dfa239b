import type { EntryState } from '~/core/entrants/entry'
import type { Check, ReviewDecision, ReviewLevel } from '~/core/entrants/review-desk'
import type { Prisma } from './generated/prisma/client'
import type { Db } from './db.server'

export type Review = {
  readonly version: number
  readonly level: ReviewLevel
  readonly decision: ReviewDecision
  readonly checks: readonly Check[]
  readonly message: string
  readonly correctBy: Date | null
  readonly reviewedAt: Date
}

export async function createReview(db: Db, review: Review & { entryId: string; reviewerId: string }) {
  await db.review.create({ data: { ...review, checks: [...review.checks] } })
}

/** What was decided on an entry so far, oldest first. Who decided is in the journal. */
export async function listReviews(db: Db, entryId: string): Promise<Review[]> {
  const rows = await db.review.findMany({ where: { entryId }, orderBy: { reviewedAt: 'asc' } })
  return rows.map(({ version, level, decision, checks, message, correctBy, reviewedAt }) => ({
    version,
    level,
    decision,
    checks: checks as Check[],
    message,
    correctBy,
    reviewedAt,
  }))
}

/** The submissions of an entry, oldest first. */
export async function listSubmissions(db: Db, entryId: string) {
  return db.entryVersion.findMany({
    where: { entryId },
    orderBy: { number: 'asc' },
    select: { number: true, receipt: true, submittedAt: true },
  })
}

/** What the work list can be narrowed to; what is left out narrows nothing. */
export type WorkFilter = {
  readonly states: readonly EntryState[]
  /** A reviewer's own area. */
  readonly prefecture?: string | undefined
  readonly track?: string | undefined
  readonly serviceDomain?: string | undefined
  readonly recommendingUnit?: string | undefined
  readonly search?: string | undefined
}

function whereOf(contestId: string, filter: WorkFilter): Prisma.EntryWhereInput {
  const { states, prefecture, track, serviceDomain, recommendingUnit, search } = filter
  const holds = (field: string) => ({ draft: { path: [field], string_contains: search! } })
  return {
    contestId,
    state: { in: [...states] },
    ...(prefecture !== undefined && { prefecture }),
    ...(track && { track: { code: track } }),
    ...(serviceDomain && { serviceDomain: { code: serviceDomain } }),
    ...(recommendingUnit && { recommendingUnit: { code: recommendingUnit } }),
    ...(search && {
      OR: [
        holds('title'),
        holds('entrant'),
        holds('unit'),
        { code: search.toUpperCase() },
        { versions: { some: { receipt: search.toUpperCase() } } },
      ],
    }),
  }
}

/** Those that were submitted first come first: nobody waits because others came later. */
const ORDER = [{ savedAt: 'asc' }, { id: 'asc' }] as const satisfies Prisma.EntryOrderByWithRelationInput[]

/** The ids of a work list, in its order. */
export async function workIds(db: Db, contestId: string, filter: WorkFilter) {
  const rows = await db.entry.findMany({
    where: whereOf(contestId, filter),
    orderBy: [...ORDER],
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** A part of a work list, by ids, in their order. */
export async function workLines(db: Db, ids: readonly string[]) {
  const rows = await db.entry.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      state: true,
      prefecture: true,
      correctBy: true,
      accountId: true,
      track: { select: { code: true, name: true } },
      recommendingUnit: { select: { name: true } },
      versions: {
        orderBy: { number: 'desc' },
        take: 1,
        select: { number: true, content: true, submittedAt: true, sketch: true },
      },
    },
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The sketches of all submitted entries of a contest, each entry's latest. */
export async function listSketches(db: Db, contestId: string) {
  return db.$queryRaw<{ id: string; title: string; state: EntryState; sketch: number[] }[]>`
    SELECT DISTINCT ON (entry.id) entry.id, entry.draft->>'title' AS title, entry.state::text AS state, version.sketch
    FROM entry JOIN entry_version version ON version.entry_id = entry.id
    WHERE entry.contest_id = ${contestId}::uuid
    ORDER BY entry.id, version.number DESC`
}

/** How many entries there are of each prefecture, track, service domain and state. Drafts have neither domain nor area. */
export async function countEntries(db: Db, contestId: string, prefecture?: string) {
  const groups = await db.entry.groupBy({
    by: ['prefecture', 'trackId', 'serviceDomainId', 'state'],
    where: { contestId, ...(prefecture !== undefined && { prefecture }) },
    _count: true,
  })
  return groups.map(({ _count, ...group }) => ({ ...group, count: _count }))
}

/** How many entries were submitted for the first time on each day in Asia/Shanghai, oldest first. */
export async function countByDay(db: Db, contestId: string, prefecture?: string) {
  return db.$queryRaw<{ day: string; count: number }[]>`
    SELECT to_char(version.submitted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day, count(*)::int AS count
    FROM entry_version version JOIN entry ON entry.id = version.entry_id
    WHERE entry.contest_id = ${contestId}::uuid AND version.number = 1
      AND (${prefecture ?? null}::text IS NULL OR entry.prefecture = ${prefecture ?? null}::text)
    GROUP BY 1 ORDER BY 1`
}

/** Keeps that a message went out. @returns false if it had gone out before. */
export async function createBroadcast(
  db: Db,
  broadcast: {
    id: string
    contestId: string
    subject: string
    text: string
    recipients: number
    senderId: string
    sentAt: Date
  },
) {
  const { count } = await db.broadcast.createMany({ data: [broadcast], skipDuplicates: true })
  return count === 1
}
