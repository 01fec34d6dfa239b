import type { Member, Role } from '~/core/access/actor'
import { EntryDraft, SECTIONS } from '~/core/entrants/draft'
import { inventedDocument } from '~/core/entrants/invented'
import { markKey } from '~/core/judging/sheet'
import { createAccount } from '~/data/accounts.server'
import { createContest } from '~/data/contest.server'
import { db, inTransaction } from '~/data/db.server'
import { createJudge, listSheets } from '~/data/sheets.server'
import { requireContest } from '~/services/contest.server'
import { startEntry, submitEntry } from '~/services/entries.server'
import { identify } from '~/services/participants.server'
import { decideEntry } from '~/services/review.server'
import { assignEvenly } from '~/services/assignment.server'
import { submitSheet } from '~/services/sheets.server'
import { hashPassword } from '~/services/secrets.server'
import { seededContest } from '~/services/seeding.server'

const DAY = 24 * 3_600_000

/** The password of everybody that a seed makes. */
export const PASSWORD = 'Huaxi-Shegong-2021'

/** The seeded contest with limits that a test can meet: texts of 30 characters, two judges an entry. */
export async function seedSmallContest() {
  const contest = await seededContest(new Date(Date.now() - DAY))
  return inTransaction((at) =>
    createContest(at, {
      ...contest,
      tracks: contest.tracks.map((track) => ({ ...track, minWords: 30 })),
      stages: contest.stages.map((stage) => ({
        ...stage,
        judgesPerEntry: 2,
        rules: { ...stage.rules, panel: { ...stage.rules.panel, minimumJudges: 2 } },
      })),
    }),
  )
}

/** Moves the deadline, while pages are open. */
export async function closeRegistrationAt(registrationCloses: Date) {
  await db().contest.updateMany({ data: { registrationCloses } })
}

/** Somebody who can sign in with {@link PASSWORD}. */
export async function seedPerson(
  role: Role,
  login: string,
  name: string,
  prefecture: string | null = null,
): Promise<Member> {
  const passwordHash = await hashPassword(PASSWORD)
  const member = await createAccount(db(), { role, login, name, prefecture, passwordHash })
  return member!
}

export const TEXT = '社工与服务对象一起写下目标，每周三在活动室见面。'

const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10)

/** A complete entry, for either track; what is given differs. */
export const entryOf = (given: { readonly [field in keyof EntryDraft]?: unknown } = {}) =>
  EntryDraft.parse({
    entrant: '张三',
    unit: '云岭社会工作服务中心',
    contact: '李四',
    phone: '13800138000',
    prefecture: '520100',
    county: '520102',
    recommendingUnit: '520100',
    certificateLevel: 'assistant',
    certificateNumber: '2019001000001',
    creditCode: '52520000MJR910010W',
    representative: '王五',
    registeredOn: '2015-01-01',
    inspectionYear: String(new Date().getFullYear() - 1),
    inspection: 'passed',
    team: [{ name: '李四', level: 'social', certificate: '2019001000002' }],
    serviceFrom: daysAgo(300),
    serviceTo: daysAgo(30),
    title: '火塘边的倾听',
    serviceDomain: 'SA',
    promise: 'on',
    clients: 'on',
    participation: 'on',
    ...Object.fromEntries(SECTIONS.map((section) => [section, TEXT])),
    ...given,
  })

/** A contest in its preliminary: an organiser, two judges, and accepted entries of one contestant each. */
export async function seedJudging(entries: readonly EntryDraft[]) {
  const contestId = await seedSmallContest()
  const organiser = await seedPerson('organiser', 'organiser@example.org', '杜若川')
  const judges = [
    await seedPerson('judge', 'judge1@example.org', '罗砚秋'),
    await seedPerson('judge', 'judge2@example.org', '龙德安'),
  ]
  for (const judge of judges) await inTransaction((at) => createJudge(at, contestId, judge.id))
  const ids = []
  for (const [at, entry] of entries.entries()) {
    const entrant = await seedPerson('contestant', `entrant${at + 1}@example.org`, entry.entrant)
    const id = await startEntry(entrant, { track: 'individual' })
    await identify(entrant, id, { documentType: 'resident', documentNumber: inventedDocument(at) })
    await submitEntry(entrant, id, entry, 0)
    await decideEntry(organiser, id, 'accept', '')
    ids.push(id)
  }
  await assignEvenly(organiser, 'preliminary')
  return { contestId, organiser, judges, entries: ids }
}

/** Every open sheet of a stage is submitted, with the same mark for each criterion. */
export async function seedMarks(judges: readonly Member[], stageCode: string, mark: string) {
  const contest = await requireContest(db())
  const stage = contest.stages.find(({ code }) => code === stageCode)!
  for (const sheet of await listSheets(db(), { contestId: contest.id, stageId: stage.id })) {
    if (sheet.state !== 'open') continue
    const judge = judges.find(({ id }) => id === sheet.judge.accountId)!
    const marks = Object.fromEntries(
      stage.rubrics[sheet.track]!.criteria.map(({ id }) => [markKey(id), mark]),
    )
    await submitSheet(judge, sheet.id, { revision: 0, marks, comment: '' })
  }
}
