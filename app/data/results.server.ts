import type { Contest } from '~/core/contest/setup'
import { prefectureName } from '~/core/contest/divisions'
import type { Scorebook } from '~/core/scoring'
import { withoutUnits } from '~/core/scoring/public'
import type { Db } from './db.server'
import { listEntries } from './entries.server'
import { listAbsences, listDeductions, listJudges, listSheets } from './sheets.server'

/**
 * The scorebook of a contest as it stands: every entry that was ever accepted, under its code. It holds no names and no
 * units. All its lists have an order of their own, so that the same record always has the same digest.
 * Read it inside a transaction of level repeatable read, or its parts may be of different moments.
 */
export async function loadScorebook(db: Db, contest: Contest): Promise<Scorebook> {
  const contestId = contest.id
  const [entries, judges, sheets, deductions, absences] = [
    await listEntries(db, { contestId, state: { in: ['accepted', 'withdrawn', 'disqualified'] } }),
    await listJudges(db, contestId),
    await listSheets(db, { contestId }),
    await listDeductions(db, contestId),
    await listAbsences(db, contestId),
  ]
  return withoutUnits({
    format: 'scorebook/1',
    contest: { id: contest.slug, name: contest.name },
    tracks: contest.tracks.map(({ code, name }) => ({ id: code, name })),
    serviceDomains: contest.serviceDomains.map(({ code, name }) => ({ id: code, name })),
    judges: judges.map(({ code }) => ({ id: code })),
    entries: entries
      .filter((entry) => entry.code !== null)
      .sort((a, b) => (a.code! < b.code! ? -1 : 1))
      .map((entry) => ({
        id: entry.code!,
        track: entry.track,
        serviceDomain: entry.serviceDomain!,
        unit: entry.frozen!.content.prefecture,
        state: entry.state === 'accepted' ? 'entered' : (entry.state as 'withdrawn' | 'disqualified'),
      })),
    stages: contest.stages.map(({ code, weight, rules, rubrics }) => ({
      id: code,
      kind: 'panel',
      weight,
      rubrics: Object.fromEntries(
        Object.entries(rubrics).map(([track, { criteria }]) => [
          track,
          {
            criteria: criteria.map(({ id, max, weight: share, step }) => ({ id, max, weight: share, step })),
          },
        ]),
      ),
      panel: rules.panel,
      rounding: rules.rounding,
      ...(rules.advance && { advance: rules.advance }),
    })),
    sheets: sheets.map(({ stage, entry, judge, state, marks }) => ({
      stage,
      entry,
      judge: judge.code,
      state,
      ...(state === 'submitted' && { marks }),
    })),
    deductions: deductions.map(({ stage, entry, points, reason }) => ({ stage, entry, points, reason })),
    absences: absences.map(({ stage, entry }) => ({ stage, entry })),
    ranking: contest.ranking,
    awards: contest.awards.map(({ code, track, scope, count, minimum, ties }) => ({
      id: code,
      track,
      scope,
      count,
      ...(minimum !== null && { minimum }),
      ties,
    })),
  })
}

export type ResultVersion = {
  readonly id: string
  readonly number: number
  readonly scorebook: string
  readonly scorebookSha256: string
  readonly ranking: string
  readonly rankingSha256: string
  readonly publishedAt: Date
  /** Whether everybody may see the ranks and marks of entries without an award. */
  readonly marksPublic: boolean
}

/** How much of a version a text tells: everything, or of the entries with an award only. */
export type ResultScope = 'full' | 'public'

/** What is handed out of a version, as it was frozen: the signed files, and the breakdowns by the entries' codes. */
export type ResultTexts = {
  readonly bundles: Readonly<Record<ResultScope, string>>
  readonly breakdowns: Readonly<Record<ResultScope, ReadonlyMap<string, string>>>
}

/** The version that is in force: the last published one. */
export async function latestResult(db: Db, contestId: string): Promise<ResultVersion | null> {
  return db.resultVersion.findFirst({ where: { contestId }, orderBy: { number: 'desc' } })
}

/** The number of the next version. Until the transaction ends nobody else gets one: they wait and then see this one. */
export async function nextResultNumber(db: Db, contestId: string) {
  await db.$queryRaw`SELECT id FROM contest WHERE id = ${contestId}::uuid FOR UPDATE`
  return ((await latestResult(db, contestId))?.number ?? 0) + 1
}

export async function createResult(
  db: Db,
  contestId: string,
  result: Omit<ResultVersion, 'id'> & { publishedById: string },
  { bundles, breakdowns }: ResultTexts,
) {
  const { id: resultId } = await db.resultVersion.create({ data: { ...result, contestId } })
  for (const scope of ['full', 'public'] as const) {
    await db.resultBundle.create({ data: { resultId, scope, content: bundles[scope] } })
    await db.resultBreakdown.createMany({
      data: Array.from(breakdowns[scope], ([entryCode, content]) => ({
        resultId,
        scope,
        entryCode,
        content,
      })),
    })
  }
  return resultId
}

/** A version by its number. */
export const findResult = (db: Db, contestId: string, number: number): Promise<ResultVersion | null> =>
  db.resultVersion.findFirst({ where: { contestId, number } })

/** The signed file of a version, or null for one that was published before there were any. */
export async function findBundle(db: Db, resultId: string, scope: ResultScope): Promise<string | null> {
  return (
    (await db.resultBundle.findUnique({ where: { resultId_scope: { resultId, scope } } }))?.content ?? null
  )
}

/** The frozen breakdown of one entry, or null where the version has none of it in this scope. */
export async function findBreakdown(
  db: Db,
  resultId: string,
  scope: ResultScope,
  entryCode: string,
): Promise<string | null> {
  const where = { resultId_scope_entryCode: { resultId, scope, entryCode } }
  return (await db.resultBreakdown.findUnique({ where }))?.content ?? null
}

/** What the public may read about entries beside their marks: names only where publication was consented to. */
export async function publicFaces(db: Db, contestId: string) {
  const entries = await listEntries(db, {
    contestId,
    state: { in: ['accepted', 'withdrawn', 'disqualified'] },
  })
  return new Map(
    entries.flatMap(({ code, frozen, publication }) => {
      if (!code || !frozen) return []
      const { title, entrant, unit, prefecture } = frozen.content
      const place = prefectureName(prefecture) ?? ''
      return [
        [code, publication ? { title, entrant, unit, place } : { title, entrant: null, unit: null, place }],
      ]
    }),
  )
}
