import { expect } from 'vitest'
import type { NewAccount } from '~/core/access/accounts'
import type { Actor, Member, Role } from '~/core/access/actor'
import { Refusal, type RefusalCode } from '~/core/access/refusal'
import { EntryRules } from '~/core/contest/entry-rules'
import type { InviteStaff } from '~/core/access/staff'
import type { Contest, Criterion } from '~/core/contest/setup'
import { EntryDraft, SECTIONS } from '~/core/entrants/draft'
import { type EntrantKind } from '~/core/entrants/entry'
import { inventedCreditCode, inventedDocument } from '~/core/entrants/invented'
import { markKey } from '~/core/judging/sheet'
import { createAccount } from '~/data/accounts.server'
import { withClient } from '~/data/client.server'
import { createContest, findContest, type NewContest } from '~/data/contest.server'
import { db, inTransaction } from '~/data/db.server'
import { createJudge, listSheets, type Sheet } from '~/data/sheets.server'
import { startEntry, submitEntry } from '~/services/entries.server'
import { identify } from '~/services/participants.server'
import { decideEntry } from '~/services/review.server'
import { createContestant } from '~/services/accounts.server'
import { assignEvenly } from '~/services/assignment.server'
import { inviteStaff } from '~/services/staff.server'
import { submitSheet } from '~/services/sheets.server'
import { ANYBODY } from '~/services/visitor.server'
import { query } from './cluster'

const DAY = 24 * 3_600_000
const both = (text: string) => ({ 'zh-CN': text, en: text })
const criterion = (id: string, max: string, step: string): Criterion => ({
  id,
  max,
  step,
  weight: '1',
  name: both(id),
  descriptor: both(id),
})

const rounding = { places: 2, mode: 'half-up' } as const
const panel = { method: 'mean', minimumJudges: 2 } as const
const advance = { scope: 'track', top: 2, ties: 'include' } as const

const track = (code: string, entrantKind: EntrantKind) => ({
  code,
  entrantKind,
  name: both(code),
  minWords: 12,
  maxWords: 60,
})
const firstPrize = (of: string, ties: 'include' | 'hold') =>
  ({
    code: `${of}-first`,
    track: of,
    name: both('一等奖'),
    scope: 'track',
    count: 1,
    minimum: null,
    ties,
  }) as const

/** By the stage that is judged by them, in both tracks. */
const RUBRICS = {
  preliminary: {
    code: 'R1',
    name: both('初赛'),
    criteria: [criterion('R1.1', '60', '1'), criterion('R1.2', '40', '0.5')],
  },
  final: { code: 'R2', name: both('决赛'), criteria: [criterion('R2.1', '100', '1')] },
}

/**
 * A contest that a test can hold in a second: two tracks, two judges an entry, texts of 12 to 60 words. The best two
 * of each track go on to the final. A tie for the agencies' prize holds it back.
 */
export function smallContest(now = new Date()): NewContest {
  return {
    slug: `contest-${++made}`,
    name: both('技能大赛'),
    theme: both('主题'),
    summary: both('简介'),
    demonstration: false,
    registration: { opens: new Date(now.getTime() - DAY), closes: new Date(now.getTime() + DAY) },
    milestones: [{ name: both('报名'), startsOn: '2021-06-21', endsOn: null }],
    tracks: [track('individual', 'person'), track('agency', 'agency')],
    serviceDomains: ['SA', 'EC'].map((code) => ({
      code,
      name: both(code),
      scope: both(code),
      toBeConfirmed: false,
    })),
    recommendingUnits: [],
    entryRules: EntryRules.parse({}),
    rubrics: Object.values(RUBRICS),
    stages: [
      {
        code: 'preliminary',
        kind: 'written',
        name: both('初赛'),
        weight: '0.4',
        blind: true,
        judgesPerEntry: 2,
        rules: { rounding, panel, advance },
        rubrics: { individual: 'R1', agency: 'R1' },
      },
      {
        code: 'final',
        kind: 'live',
        name: both('决赛'),
        weight: '0.6',
        blind: false,
        judgesPerEntry: 2,
        rules: { rounding, panel },
        rubrics: { individual: 'R2', agency: 'R2' },
      },
    ],
    awards: [firstPrize('individual', 'include'), firstPrize('agency', 'hold')],
    ranking: { rounding, compareOn: 'rounded', tieBreaks: [] },
  }
}
let made = 0

/** An account with a role, quicker than by a form: nobody can sign in to it. */
export async function member(role: Role, name = '张三', prefecture?: string): Promise<Member> {
  const account = {
    login: `${role}-${++members}@example.org`,
    passwordHash: 'none',
    name,
    role,
    prefecture: prefecture ?? null,
  }
  return (await createAccount(db(), account))!
}
let members = 0

/** Signs up as the last step of the forms does, past the code that proves the login. */
export const signUp = (account: NewAccount, now = new Date(), from = ANYBODY) =>
  inTransaction((at) => createContestant(at, account, from, now))

/** A contest being held, with those who hold it. Services find the latest, so each test may have its own. */
export type Held = {
  readonly id: string
  readonly organiser: Member
  /** The judges J01, J02 … in the order of their codes. */
  readonly judges: readonly Member[]
}

export async function holdContest({
  judges = 2,
  change = (contest: NewContest) => contest,
}: { judges?: number; change?: (contest: NewContest) => NewContest } = {}): Promise<Held> {
  const id = await inTransaction((at) => createContest(at, change(smallContest())))
  const panel = []
  for (let joined = 0; joined < judges; joined++) panel.push(await joinPanel(id))
  return { id, organiser: await member('organiser', '主办方'), judges: panel }
}

/** One more judge, under the next code. */
export async function joinPanel(contestId: string) {
  const judge = await member('judge', '评委')
  await inTransaction((at) => createJudge(at, contestId, judge.id))
  return judge
}

export const contestHeld = async (): Promise<Contest> => (await findContest(db()))!

// ---------------------------------------------------------------- entries

const texts = Object.fromEntries(SECTIONS.map((section) => [section, '社工服务']))

let agencies = 0
/** The code of an agency that has entered nothing yet. */
const newCreditCode = () => inventedCreditCode(++agencies)

const ofNewAgency = () => draft({ creditCode: newCreditCode() })

let people = 0
/** The document of somebody who has entered nothing yet. */
export const newIdentity = () =>
  ({ documentType: 'resident', documentNumber: inventedDocument(++people) }) as const

const team = [{ name: '张三', level: 'social', certificate: '2019001000001' }]

/** A complete entry, for either track; what is given differs. Boxes are ticked as the form sends them. */
export const draft = (given: { readonly [field in keyof EntryDraft]?: unknown } = {}) =>
  EntryDraft.parse({
    entrant: '张三',
    unit: '贵阳社工站',
    contact: '李四',
    phone: '13800138000',
    prefecture: '520100',
    county: '520102',
    certificateLevel: 'assistant',
    certificateNumber: '2019001000001',
    creditCode: inventedCreditCode(0),
    representative: '王五',
    registeredOn: '2015-01-01',
    inspectionYear: '2020',
    inspection: 'passed',
    team,
    title: '陪伴之路',
    serviceDomain: 'SA',
    serviceFrom: daysAgo(300),
    serviceTo: daysAgo(30),
    promise: 'on',
    clients: 'on',
    participation: 'on',
    publication: 'on',
    ...texts,
    ...given,
  })

const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10)

type Entering = { track?: string; entry?: EntryDraft }

/** An entry that waits for the organiser. */
export async function enter({ track = 'individual', entry: given }: Entering = {}) {
  const entry = given ?? (track === 'agency' ? ofNewAgency() : draft())
  const entrant = await member('contestant')
  const id = await startEntry(entrant, { track })
  if (track === 'individual') await identify(entrant, id, newIdentity())
  const { receipt } = await submitEntry(entrant, id, entry, 0)
  return { id, entrant, entry, receipt: receipt! }
}

/** An entry that was accepted, with its code. */
export async function accepted({ organiser }: Held, entering?: Entering) {
  const entered = await enter(entering)
  await decideEntry(organiser, entered.id, 'accept', '')
  return { ...entered, code: await codeOf(entered.id) }
}

/** So many accepted entries of a track. */
export async function acceptedEntries(held: Held, count: number, entering?: Entering) {
  const entries = []
  for (let place = 0; place < count; place++) entries.push(await accepted(held, entering))
  return entries
}

export const rowOf = (id: string) => db().entry.findUniqueOrThrow({ where: { id } })
export const codeOf = async (id: string) => (await rowOf(id)).code!

// ---------------------------------------------------------------- sheets

/** The current sheets of a stage of the contest being held, by entry code and judge. */
export async function sheetsAt(code: string, ofEntry?: string): Promise<Sheet[]> {
  const { id: stageId, contestId } = await db().stage.findFirstOrThrow({
    where: { code },
    orderBy: { contest: { createdAt: 'desc' } },
  })
  return listSheets(db(), { contestId, stageId, ...(ofEntry && { entryId: ofEntry }) })
}

export const judgeOf = ({ judges }: Held, { judge }: Sheet) =>
  judges.find(({ id }) => id === judge.accountId)!

/** A sheet as its form sends it. */
export const typed = (marks: Record<string, string>, revision = 0, comment = '') => ({
  revision,
  comment,
  marks: Object.fromEntries(Object.entries(marks).map(([id, mark]) => [markKey(id), mark])),
})

/** Marks that add up to so many points, the first criteria filled first. */
export function marksFor({ stage }: Sheet, points: number) {
  let left = points
  return Object.fromEntries(
    RUBRICS[stage as keyof typeof RUBRICS].criteria.map(({ id, max }) => {
      const mark = Math.min(left, Number(max))
      left -= mark
      return [id, String(mark)]
    }),
  )
}

/** All open sheets of a stage are submitted, each with the points its entry gets from every judge. */
export async function judgeAll(held: Held, stage: string, points: (sheet: Sheet) => number) {
  const open = (await sheetsAt(stage)).filter(({ state }) => state === 'open')
  const submit = (sheet: Sheet) =>
    submitSheet(judgeOf(held, sheet), sheet.id, typed(marksFor(sheet, points(sheet)), sheet.revision))
  await Promise.all(open.map(submit))
}

/** Both stages judged: entries by their codes with the points that every judge gives at the preliminary and the final. */
export async function holdStages(held: Held, points: Readonly<Record<string, readonly [number, number]>>) {
  for (const [place, stage] of ['preliminary', 'final'].entries()) {
    await assignEvenly(held.organiser, stage)
    await judgeAll(held, stage, ({ entry }) => points[entry]![place]!)
  }
}

// ---------------------------------------------------------------- what comes of an act

/** The code of a refusal. Anything else that comes of the act fails the test. */
export async function refusalOf(act: Promise<unknown>): Promise<RefusalCode> {
  const came = await act.catch((error: unknown) => error)
  if (came instanceof Refusal) return came.code
  throw came instanceof Error ? came : new Error(`not refused: ${JSON.stringify(came)}`)
}

/** What comes of acts at the same time: values, and codes of refusals. */
export const atOnce = <T>(times: number, act: (nth: number) => Promise<T>) =>
  Promise.all(
    Array.from({ length: times }, (_, nth) =>
      act(nth).catch((error: unknown) => {
        if (error instanceof Refusal) return error.code
        throw error
      }),
    ),
  )

/** The lines of the journal about a thing, oldest first. */
export const linesOf = (subjectId: string) =>
  db().journalEntry.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })

export const actsOn = async (subjectId: string) => (await linesOf(subjectId)).map(({ act }) => act)

/** While the product may not do something in its own database, such as `INSERT ON session`. */
export async function without(ownerUrl: string, right: string, work: () => Promise<unknown>) {
  await query(ownerUrl, `REVOKE ${right} FROM gongping_app`)
  try {
    await work()
  } finally {
    await query(ownerUrl, `GRANT ${right} TO gongping_app`)
  }
}

/**
 * Lets acts meet: all of them get as far as a row that `lock` holds, and go on together once each of them waits. What
 * they would do one after the other they then do at the same moment, on every run.
 */
export function meetingAt<T>(ownerUrl: string, lock: string, acts: readonly (() => Promise<T>)[]) {
  return withClient(ownerUrl, async (other) => {
    await other.query('BEGIN')
    await other.query(lock)
    const came = atOnce(acts.length, (nth) => acts[nth]!())
    await waiting(ownerUrl, acts.length)
    await other.query('COMMIT')
    return came
  })
}

/** Goes on once so many wait in this database for a lock that another holds. */
const waiting = (ownerUrl: string, count: number) =>
  expect.poll(() => query(ownerUrl, BLOCKED), { timeout: 10_000 }).toHaveLength(count)

const BLOCKED = `SELECT DISTINCT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE NOT granted AND datname = current_database()`

/** A link by which somebody takes a role. */
export const inviteAs = (
  organiser: Actor,
  role: InviteStaff['role'],
  { name = '新人', prefecture = '', now = new Date() } = {},
) => inviteStaff(organiser, { intent: 'invite', role, name, prefecture }, now)
