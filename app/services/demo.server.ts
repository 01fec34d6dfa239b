import { z } from 'zod'
import type { Member } from '~/core/access/actor'
import { dayInShanghai } from '~/core/contest/contest'
import { PREFECTURES } from '~/core/contest/divisions'
import { CERTIFICATE_LEVELS } from '~/core/contest/entry-rules'
import type { Criterion, Rubric } from '~/core/contest/setup'
import { EntryDraft, RATINGS, SECTIONS, type Section } from '~/core/entrants/draft'
import { inventedCreditCode, inventedDocument } from '~/core/entrants/invented'
import { markKey } from '~/core/judging/sheet'
import * as accounts from '~/data/accounts.server'
import { createContest, findContest } from '~/data/contest.server'
import { inTransaction } from '~/data/db.server'
import { readNote, readSeed, writeNote } from '~/data/files.server'
import { createJudge, listSheets } from '~/data/sheets.server'
import { db } from '~/data/db.server'
import { requireContest } from './contest.server'
import { saveEntry, startEntry, submitEntry } from './entries.server'
import { identify } from './participants.server'
import { decideEntry } from './review.server'
import { assignEvenly } from './assignment.server'
import { saveSheet, submitSheet } from './sheets.server'
import { hashPassword, random } from './secrets.server'
import { seededContest } from './seeding.server'

const DAY = 24 * 3_600_000

/** How a person can sign in to the demonstration. */
const DemoAccount = z.object({ who: z.string(), login: z.string(), password: z.string() })
type DemoAccount = z.infer<typeof DemoAccount>

const SeedEntry = z.object({
  track: z.string(),
  title: z.string(),
  serviceDomain: z.string(),
  entrant: z.string(),
  unit: z.string().optional(),
  contact: z.string().optional(),
  prefecture: z.string(),
})
type SeedEntry = z.infer<typeof SeedEntry>

/** Invented people, agencies and cases: `prisma/seed/demonstration.json`. */
const Seed = z.object({
  organiser: z.string(),
  reviewers: z.tuple([z.string(), z.string()]),
  judges: z.array(z.string()),
  who: z.record(z.string(), z.object({ who: z.string(), alias: z.string() })),
  texts: z.record(z.enum(SECTIONS), z.array(z.string())),
  entries: z.array(SeedEntry),
  waiting: z.array(SeedEntry),
})
type Seed = z.infer<typeof Seed>

const NOTE = 'accounts.json'

/**
 * Fills an empty database with a contest that is one sheet short of its result, so that whoever tries the product
 * can finish it, and with registration open, so that the whole way can be walked too. Run again, it keeps the data.
 */
export async function fillDemo(now = new Date()): Promise<{ accounts: DemoAccount[] }> {
  const noted = await readNote(NOTE)
  if (noted) return { accounts: z.array(DemoAccount).parse(noted) }
  if (await findContest(db())) {
    throw new Error('The demonstration was not filled to the end. Run it again with --fresh.')
  }
  const seed = Seed.parse(await readSeed('demonstration.json'))
  const demo = new Demonstration(seed, now)
  await demo.fill()
  await writeNote(NOTE, demo.accounts)
  return { accounts: demo.accounts }
}

class Demonstration {
  readonly accounts: DemoAccount[] = []
  readonly #chance = sequence(20_210_701)
  #people = 0

  constructor(
    readonly seed: Seed,
    readonly now: Date,
  ) {}

  async fill() {
    const { seed } = this
    const contestId = await this.#contest()
    const organiser = await this.#account(
      '主办方 Organiser',
      'organiser@demo.invalid',
      seed.organiser,
      'organiser',
    )
    const judges: Member[] = []
    for (const [at, name] of seed.judges.entries()) {
      const judge = await this.#account(
        `评委 Judge J0${at + 1}`,
        `judge${at + 1}@demo.invalid`,
        name,
        'judge',
      )
      await inTransaction((tx) => createJudge(tx, contestId, judge.id))
      judges.push(judge)
    }
    const [person, agency] = [
      seed.entries.find(({ track }) => track === 'individual')!,
      seed.entries.find(({ track }) => track === 'agency')!,
    ]
    for (const [at, entry] of seed.entries.entries()) {
      const entrant =
        entry === person
          ? await this.#account('个人选手 Individual', 'person@demo.invalid', entry.entrant, 'contestant')
          : entry === agency
            ? await this.#account('机构联系人 Agency', 'agency@demo.invalid', entry.contact!, 'contestant')
            : await this.#someone(`entrant${at}@demo.invalid`, entry.contact ?? entry.entrant)
      await decideEntry(organiser, await this.#enter(entrant, entry, at), 'accept', '')
    }
    for (const [at, entry] of seed.waiting.entries()) {
      const entrant = await this.#someone(`waiting${at}@demo.invalid`, entry.contact ?? entry.entrant)
      await this.#enter(entrant, entry, at)
    }
    const [here, above] = seed.reviewers
    const area = seed.waiting[0]!.prefecture
    await this.#account('市州审查 Prefecture', 'prefecture@demo.invalid', here, 'reviewer', area)
    await this.#account('省级审查 Province', 'province@demo.invalid', above, 'reviewer')
    await this.#account('新选手 New contestant', 'new@demo.invalid', '石小禾', 'contestant')

    const contest = await requireContest(db())
    for (const stage of contest.stages) {
      await assignEvenly(organiser, stage.code)
      await this.#score(contestId, stage.id, stage.rubrics, judges, stage === contest.stages.at(-1))
    }
  }

  /** The seeded contest, three weeks into registration, with limits that a visitor can meet in a minute. */
  async #contest() {
    const contest = await seededContest(new Date(this.now.getTime() - 20 * DAY))
    return inTransaction((at) =>
      createContest(at, {
        ...contest,
        demonstration: true,
        tracks: contest.tracks.map((track) => ({ ...track, minWords: 300 })),
        stages: contest.stages.map((stage) => ({
          ...stage,
          judgesPerEntry: Math.min(stage.judgesPerEntry, 5),
        })),
      }),
    )
  }

  /** An account that is printed, with a password made up on the spot. */
  async #account(
    who: string,
    login: string,
    name: string,
    role: Member['roles'][number],
    prefecture: string | null = null,
  ) {
    const password = `Demo-${Array.from({ length: 7 }, () => random(10)).join('')}`
    const passwordHash = await hashPassword(password)
    const member = await inTransaction((at) =>
      accounts.createAccount(at, { login, name, role, prefecture, passwordHash }),
    )
    this.accounts.push({ who, login, password })
    return member!
  }

  /** An account nobody can sign in to: its hash fits no password. */
  async #someone(login: string, name: string) {
    const account = {
      login,
      name,
      role: 'contestant',
      passwordHash: await hashPassword(String(random(2 ** 40))),
    } as const
    return (await inTransaction((at) => accounts.createAccount(at, account)))!
  }

  async #enter(entrant: Member, entry: SeedEntry, at: number) {
    const { track, ...facts } = entry
    const { who, alias } = this.seed.who[facts.serviceDomain]!
    const texts = Object.fromEntries(
      SECTIONS.map((section: Section) => [
        section,
        this.seed.texts[section].join('\n').replaceAll('{who}', who).replaceAll('{alias}', alias),
      ]),
    )
    const day = (ago: number) => dayInShanghai(new Date(this.now.getTime() - ago * DAY))
    const people = 1 + this.#people++
    const draft = EntryDraft.parse({
      ...facts,
      ...texts,
      county: PREFECTURES.find(({ code }) => code === facts.prefecture)!.counties[at % 4]!.code,
      recommendingUnit: facts.prefecture,
      certificateLevel: CERTIFICATE_LEVELS[at % 3],
      certificateNumber: `20190${52_000_000 + at * 977}`,
      creditCode: inventedCreditCode(people),
      representative: facts.contact,
      registeredOn: day(2000 + at * 31),
      inspectionYear: day(365).slice(0, 4),
      inspection: 'passed',
      rating: RATINGS[at % RATINGS.length],
      team: [{ name: facts.contact, level: 'social', certificate: `20190${53_000_000 + at * 977}` }],
      serviceFrom: day(400),
      serviceTo: day(60),
      phone: `139${String(10_000_000 + at * 7919).slice(0, 8)}`,
      promise: 'on',
      clients: 'on',
      participation: 'on',
      // Some entrants do not want their names to be published.
      ...(at % 7 !== 5 && { publication: 'on' }),
    })
    const id = await startEntry(entrant, { track }, this.now)
    if (track === 'individual') {
      const identity = { documentType: 'resident', documentNumber: inventedDocument(people) } as const
      await identify(entrant, id, identity, this.now)
    }
    await saveEntry(entrant, id, draft, 0, this.now)
    await submitEntry(entrant, id, draft, 1, this.now)
    return id
  }

  /** All sheets of a stage; of the last stage, one judge's last two stay for whoever tries the product. */
  async #score(
    contestId: string,
    stageId: string,
    rubrics: Readonly<Record<string, Rubric>>,
    judges: readonly Member[],
    last: boolean,
  ) {
    const sheets = await listSheets(db(), { contestId, stageId })
    const first = judges[0]!
    const left = last ? sheets.filter(({ judge }) => judge.accountId === first.id).slice(-2) : []
    for (const sheet of sheets) {
      const judge = judges.find(({ id }) => id === sheet.judge.accountId)!
      const { criteria } = rubrics[sheet.track]!
      const marks = this.#marks(criteria, sheet.entry, judges.indexOf(judge))
      if (!left.includes(sheet))
        await submitSheet(judge, sheet.id, { revision: 0, marks, comment: '' }, this.now)
      else if (sheet === left[0]) {
        const begun = Object.fromEntries(Object.entries(marks).slice(0, -2))
        await saveSheet(judge, sheet.id, { revision: 0, marks: begun, comment: '' }, this.now)
      }
    }
  }

  /** Marks that look like a panel's: each entry has its quality, each judge his leniency, and both vary a little. */
  #marks(criteria: readonly Criterion[], entry: string, judge: number) {
    const quality = 0.7 + ((Number(entry.slice(2)) * 37) % 100) / 400
    return Object.fromEntries(
      criteria.map(({ id, max, step }) => {
        const share = Math.min(1, quality + (judge - 2) * 0.012 + (this.#chance() - 0.5) * 0.12)
        return [markKey(id), String(Math.round((Number(max) * share) / Number(step)) * Number(step))]
      }),
    )
  }
}

/** Numbers from 0 to 1 that are the same on every run (mulberry32). */
function sequence(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
