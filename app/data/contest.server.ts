import { EntryRules } from '~/core/contest/entry-rules'
import { Localized } from '~/core/contest/localized'
import { RankingRules, StageRules, type Contest, type Rubric, type Stage } from '~/core/contest/setup'
import type { Db } from './db.server'

const isoDay = (date: Date) => date.toISOString().slice(0, 10)
const byPosition = { orderBy: { position: 'asc' } } as const

const whole = {
  milestones: byPosition,
  tracks: byPosition,
  serviceDomains: byPosition,
  recommendingUnits: byPosition,
  stages: {
    ...byPosition,
    include: {
      rubrics: {
        include: { track: true, rubric: { include: { criteria: byPosition } } },
        orderBy: { track: { position: 'asc' } },
      },
    },
  },
  awards: { ...byPosition, include: { track: { select: { code: true } } } },
} as const

type ContestRow = NonNullable<Awaited<ReturnType<typeof findRow>>>
type RubricRow = ContestRow['stages'][number]['rubrics'][number]['rubric']

const findRow = (db: Db) => db.contest.findFirst({ orderBy: { createdAt: 'desc' }, include: whole })

/** The contest that is being held: the latest one set up. Null on an installation without any. */
export async function findContest(db: Db): Promise<Contest | null> {
  const row = await findRow(db)
  return row && toContest(row)
}

const toRubric = ({ code, name, criteria }: RubricRow): Rubric => ({
  code,
  name: Localized.parse(name),
  criteria: criteria.map((criterion) => ({
    id: criterion.code,
    name: Localized.parse(criterion.name),
    descriptor: Localized.parse(criterion.descriptor),
    max: criterion.max.toFixed(),
    weight: criterion.weight.toFixed(),
    step: criterion.step.toFixed(),
  })),
})

const toStage = (stage: ContestRow['stages'][number]): Stage => ({
  id: stage.id,
  code: stage.code,
  kind: stage.kind,
  name: Localized.parse(stage.name),
  weight: stage.weight.toFixed(),
  blind: stage.blind,
  judgesPerEntry: stage.judgesPerEntry,
  rules: StageRules.parse(stage.rules),
  rubrics: Object.fromEntries(stage.rubrics.map(({ track, rubric }) => [track.code, toRubric(rubric)])),
})

function toContest(row: ContestRow): Contest {
  return {
    id: row.id,
    slug: row.slug,
    name: Localized.parse(row.name),
    theme: Localized.parse(row.theme),
    summary: Localized.parse(row.summary),
    demonstration: row.demonstration,
    registration: { opens: row.registrationOpens, closes: row.registrationCloses },
    milestones: row.milestones.map(({ name, startsOn, endsOn }) => ({
      name: Localized.parse(name),
      startsOn: isoDay(startsOn),
      endsOn: endsOn && isoDay(endsOn),
    })),
    tracks: row.tracks.map(({ id, code, name, entrantKind, minWords, maxWords }) => ({
      id,
      code,
      name: Localized.parse(name),
      entrantKind,
      minWords,
      maxWords,
    })),
    serviceDomains: row.serviceDomains.map(({ id, code, name, scope, toBeConfirmed }) => ({
      id,
      code,
      name: Localized.parse(name),
      scope: Localized.parse(scope),
      toBeConfirmed,
    })),
    recommendingUnits: row.recommendingUnits.map(({ id, code, name, prefecture, quota }) => ({
      id,
      code,
      name: Localized.parse(name),
      prefecture,
      quota,
    })),
    entryRules: EntryRules.parse(row.entryRules),
    stages: row.stages.map(toStage),
    awards: row.awards.map(({ code, track, name, scope, count, minimum, ties }) => ({
      code,
      track: track.code,
      name: Localized.parse(name),
      scope,
      count,
      minimum: minimum && minimum.toFixed(),
      ties,
    })),
    ranking: RankingRules.parse(row.rankingRules),
  }
}

/** Makes servers that set up the same installation at once wait for each other. */
export async function lockSetup(db: Db) {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('contest set-up'))`
}

/** A contest as it is typed in by whoever sets it up; codes tie its parts together. */
export type NewContest = Omit<
  Contest,
  'id' | 'tracks' | 'serviceDomains' | 'recommendingUnits' | 'stages'
> & {
  readonly tracks: readonly Omit<Contest['tracks'][number], 'id'>[]
  readonly serviceDomains: readonly Omit<Contest['serviceDomains'][number], 'id'>[]
  readonly recommendingUnits: readonly Omit<Contest['recommendingUnits'][number], 'id'>[]
  readonly rubrics: readonly Rubric[]
  /** `rubrics` gives the code of each track's rubric. */
  readonly stages: readonly (Omit<Stage, 'id' | 'rubrics'> & {
    readonly rubrics: Readonly<Record<string, string>>
  })[]
}

/** Writes a contest with all its parts. */
export async function createContest(db: Db, contest: NewContest) {
  const { id: contestId } = await db.contest.create({
    data: {
      slug: contest.slug,
      name: contest.name,
      theme: contest.theme,
      summary: contest.summary,
      demonstration: contest.demonstration,
      registrationOpens: contest.registration.opens,
      registrationCloses: contest.registration.closes,
      entryRules: contest.entryRules,
      rankingRules: contest.ranking,
      milestones: {
        create: contest.milestones.map(({ name, startsOn, endsOn }, position) => ({
          position,
          name,
          startsOn: new Date(startsOn),
          endsOn: endsOn ? new Date(endsOn) : null,
        })),
      },
      tracks: { create: contest.tracks.map((track, position) => ({ ...track, position })) },
      serviceDomains: { create: contest.serviceDomains.map((domain, position) => ({ ...domain, position })) },
      recommendingUnits: {
        create: contest.recommendingUnits.map((unit, position) => ({ ...unit, position })),
      },
      rubrics: {
        create: contest.rubrics.map(({ criteria, ...rubric }) => ({
          ...rubric,
          criteria: {
            create: criteria.map(({ id, ...criterion }, position) => ({ ...criterion, code: id, position })),
          },
        })),
      },
    },
  })
  const tracks = await db.track.findMany({ where: { contestId } })
  const rubrics = await db.rubric.findMany({ where: { contestId } })
  const trackId = (code: string) => tracks.find((track) => track.code === code)!.id
  const rubricId = (code: string) => rubrics.find((rubric) => rubric.code === code)!.id
  for (const [position, { rubrics: byTrack, ...stage }] of contest.stages.entries()) {
    await db.stage.create({
      data: {
        ...stage,
        contestId,
        position,
        rubrics: {
          create: Object.entries(byTrack).map(([track, rubric]) => ({
            trackId: trackId(track),
            rubricId: rubricId(rubric),
          })),
        },
      },
    })
  }
  await db.award.createMany({
    data: contest.awards.map(({ track, ...award }, position) => ({
      ...award,
      contestId,
      trackId: trackId(track),
      position,
    })),
  })
  return contestId
}
