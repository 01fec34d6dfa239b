import { z } from 'zod'
import { EntryRules } from '~/core/contest/entry-rules'
import { Localized } from '~/core/contest/localized'
import { RankingRules, StageRules } from '~/core/contest/setup'
import { createContest, findContest, lockSetup, type NewContest } from '~/data/contest.server'
import { inTransaction } from '~/data/db.server'
import { readSeed } from '~/data/files.server'

const DAY = 24 * 3_600_000
/** Asia/Shanghai is always eight hours ahead of UTC. */
const SHANGHAI = 8 * 3_600_000

const Code = z.string().min(1)
const Decimal = z.string()

/** A rubric as it is kept in `prisma/seed/rubrics.json`. */
const SeedRubric = z.object({
  id: Code,
  name: Localized,
  step: z.number(),
  criteria: z.array(z.object({ code: Code, name: Localized, max: z.number(), descriptor: Localized })),
})

/** A contest as it is kept in `prisma/seed/contest.json`; its days count from the day it is set up. */
const SeedContest = z.object({
  slug: Code,
  name: Localized,
  theme: Localized,
  summary: Localized,
  registrationDays: z.int().positive(),
  milestones: z.array(
    z.object({ name: Localized, startsAfter: z.int().min(0), lasts: z.int().positive().nullable() }),
  ),
  tracks: z.array(
    z.object({
      code: Code,
      name: Localized,
      entrantKind: z.enum(['person', 'agency']),
      minWords: z.int().min(0),
      maxWords: z.int().min(0),
    }),
  ),
  serviceDomains: z.array(
    z.object({ code: Code, name: Localized, scope: Localized, toBeConfirmed: z.boolean() }),
  ),
  recommendingUnits: z.array(
    z.object({
      code: Code,
      name: Localized,
      prefecture: z.string().nullable(),
      quota: z.int().min(0).nullable(),
    }),
  ),
  entryRules: EntryRules,
  stages: z.array(
    z.object({
      code: Code,
      kind: z.enum(['written', 'live']),
      name: Localized,
      weight: Decimal,
      blind: z.boolean(),
      judgesPerEntry: z.int().positive(),
      rules: StageRules,
      rubrics: z.record(Code, Code),
    }),
  ),
  awards: z.array(
    z.object({
      code: Code,
      track: Code,
      name: Localized,
      scope: z.enum(['track', 'serviceDomain']),
      count: z.int().min(0),
      minimum: Decimal.nullable(),
      ties: z.enum(['include', 'hold']),
    }),
  ),
  ranking: RankingRules,
})

/** Midnight in Shanghai of the day that a moment belongs to. */
const startOfDay = (moment: Date) =>
  new Date(Math.floor((moment.getTime() + SHANGHAI) / DAY) * DAY - SHANGHAI)

const isoDay = (moment: Date) => new Date(moment.getTime() + SHANGHAI).toISOString().slice(0, 10)

/** The contest of the seed, its days counted from the day of `begins`. */
export async function seededContest(begins: Date): Promise<NewContest> {
  const { registrationDays, milestones, ...contest } = SeedContest.parse(await readSeed('contest.json'))
  const rubrics = z.array(SeedRubric).parse(await readSeed('rubrics.json'))
  const used = new Set(contest.stages.flatMap((stage) => Object.values(stage.rubrics)))
  const dayZero = startOfDay(begins).getTime()
  const day = (after: number) => isoDay(new Date(dayZero + after * DAY))
  return {
    ...contest,
    demonstration: false,
    // Until 17:00 of the last day.
    registration: {
      opens: new Date(dayZero),
      closes: new Date(dayZero + registrationDays * DAY - 7 * 3_600_000),
    },
    milestones: milestones.map(({ name, startsAfter, lasts }) => ({
      name,
      startsOn: day(startsAfter),
      endsOn: lasts === null ? null : day(startsAfter + lasts - 1),
    })),
    rubrics: rubrics
      .filter(({ id }) => used.has(id))
      .map(({ id: code, name, step, criteria }) => ({
        code,
        name,
        criteria: criteria.map(({ code: id, name: title, max, descriptor }) => ({
          id,
          name: title,
          descriptor,
          max: String(max),
          weight: '1',
          step: String(step),
        })),
      })),
  }
}

/** Sets the seeded contest up on an installation that has none. @returns whether it did. */
export async function seedContest(now = new Date()): Promise<boolean> {
  const contest = await seededContest(now)
  return inTransaction(async (at) => {
    await lockSetup(at)
    if (await findContest(at)) return false
    await createContest(at, contest)
    return true
  })
}
