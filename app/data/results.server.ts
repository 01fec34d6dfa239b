import type { Contest } from '~/core/contest/setup'
import { prefectureName } from '~/core/contest/divisions'
import type { Scorebook } from '~/core/scoring'
import type { Db } from './db.server'
import { listEntries } from './entries.server'
import { listAbsences, listDeductions, listJudges, listSheets } from './sheets.server'

/**
 * The scorebook of a contest as it stands: every entry that was ever accepted, under its code. It holds no names. All
 * its lists have an order of their own, so that the same record always has the same digest.
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
  return {
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
  }
}

export type ResultVersion = {
  readonly number: number
  readonly scorebook: string
  readonly scorebookSha256: string
  readonly ranking: string
  readonly rankingSha256: string
  readonly publishedAt: Date
}

/** The version that is in force: the last published one. */
export async function latestResult(db: Db, contestId: string): Promise<ResultVersion | null> {
  return db.resultVersion.findFirst({ where: { contestId }, orderBy: { number: 'desc' } })
}

export async function createResult(
  db: Db,
  contestId: string,
  result: Omit<ResultVersion, 'number'> & { publishedById: string },
) {
  // One publication at a time; the second waits and then sees the first.
  await db.$queryRaw`SELECT id FROM contest WHERE id = ${contestId}::uuid FOR UPDATE`
  const number = ((await latestResult(db, contestId))?.number ?? 0) + 1
  const { id } = await db.resultVersion.create({ data: { ...result, contestId, number } })
  return { id, number }
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
