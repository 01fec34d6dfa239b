import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction } from '~/data/db.server'
import { record } from '~/data/journal.server'
import type { Member } from '~/core/access/actor'
import { unlockAccount } from '~/services/accounts-office.server'
import { acceptInvitation, acceptWithAccount, memberOf } from '~/services/accounts.server'
import { requestCode, verifyCode } from '~/services/codes.server'
import { changePassword, saveProfile, signOutEverywhere } from '~/services/own-account.server'
import { resetPassword } from '~/services/sign-up.server'
import { ANYBODY } from '~/services/visitor.server'
import { startEntry, submitEntry } from '~/services/entries.server'
import { confirmMembership, identify, inviteMember, revealDocument } from '~/services/participants.server'
import { eligibilityOf } from '~/core/entrants/eligibility'
import { writeToEntrants } from '~/services/broadcasts.server'
import { review } from '~/services/review-desk.server'
import { resetSecondFactor } from '~/services/second-factor.server'
import { revokeInvitation, revokeRole, staffOffice } from '~/services/staff.server'
import { decideEntry, reviewEntry } from '~/services/review.server'
import { assignEvenly, assignJudge, voidSheet } from '~/services/assignment.server'
import { recordAbsence, recordDeduction, removeDeduction } from '~/services/day.server'
import { recuse, submitSheet } from '~/services/sheets.server'
import { journal } from '~/services/office.server'
import { publish, rankingDesk } from '~/services/results.server'
import { zhCN } from '~/text/zh-CN'
import { query } from '~tests/support/cluster'
import {
  inviteAs,
  accepted,
  draft,
  enter,
  holdContest,
  holdStages,
  joinPanel,
  judgeOf,
  linesOf,
  marksFor,
  member,
  newIdentity,
  refusalOf,
  sheetsAt,
  typed,
  signUp,
  without,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

const { ownerUrl, appUrl } = await freshDatabase()

const password = 'Shegong-2021'

/** Every row of every table of the contest, as text. */
async function everything() {
  const tables = await query<{ name: string }>(
    ownerUrl,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  )
  const all = tables
    .map(({ name }) => `SELECT '${name} ' || t::text AS row FROM ${name} t`)
    .join(' UNION ALL ')
  return (await query<{ row: string }>(ownerUrl, `SELECT row FROM (${all}) every ORDER BY row`)).map(
    ({ row }) => row,
  )
}

/** A contest at which every act of the journal can be done: each on a thing of its own. */
async function anything() {
  const held = await holdContest()
  const { organiser } = held
  const [waiting, marked, recusing, voiding] = [
    await enter(),
    await accepted(held),
    await accepted(held),
    await accepted(held),
  ]
  await assignEvenly(organiser, 'preliminary')
  const sheetOf = async ({ id }: { id: string }) => (await sheetsAt('preliminary', id))[0]!
  const marks = { ...(await sheetOf(marked)), state: 'open' as const }
  await recordDeduction(organiser, marked.id, { stage: 'preliminary', points: '1', reason: '超时' })
  const deduction = (await reviewEntry(organiser, marked.id)).stages[0]!.deductions[0]!
  const link = await inviteAs(organiser, 'judge', { name: '评委' })
  const entrant = await member('contestant')
  const begun = await member('contestant')
  const entryId = await startEntry(begun, { track: 'individual' })
  await identify(begun, entryId, newIdentity())
  const ofAgency = await enter({ track: 'agency' })
  const { link: ofMember } = await inviteMember(ofAgency.entrant, ofAgency.id, 1)
  const person = await db().participant.findFirstOrThrow({ where: { entryId: waiting.id } })
  const judge = judgeOf(held, marks)
  const [toRecuse, toVoid] = [await sheetOf(recusing), await sheetOf(voiding)]
  const full = typed(marksFor(marks, 80))
  await joinPanel(held.id)
  const someone = { name: '张三', login: `${organiser.id}@example.org`, password }
  return {
    'signing up': () => signUp(someone),
    'changing the own account': () => saveProfile(begun, { name: '李四', language: 'en' }),
    'signing out everywhere': () => signOutEverywhere(begun),
    'unlocking an account': () => unlockAccount(organiser, begun.id),
    'inviting a judge': () => inviteAs(organiser, 'judge', { name: '评委' }),
    'joining as a judge': () => acceptInvitation(link.replace('/join/', ''), someone),
    'starting an entry': () => startEntry(entrant, { track: 'agency' }),
    'submitting an entry': () => submitEntry(begun, entryId, draft(), 0),
    'giving a document': () => identify(begun, entryId, newIdentity()),
    'inviting a team member': () => inviteMember(ofAgency.entrant, ofAgency.id, 1),
    'confirming as a team member': () => confirmMembership(ofMember!.replace('/team/', ''), newIdentity()),
    'looking at a number in full': () => revealDocument(organiser, person.id, '核对'),
    'refusing an entry': () => decideEntry(organiser, waiting.id, 'refuse', '不符'),
    'accepting an entry': () => decideEntry(organiser, waiting.id, 'accept', ''),
    'returning an entry': () => decideEntry(organiser, waiting.id, 'return', '补正'),
    'withdrawing an entry': () => decideEntry(organiser, waiting.id, 'withdraw', '申请'),
    'disqualifying an entry': () => decideEntry(organiser, waiting.id, 'disqualify', '抄袭'),
    'assigning a judge': () => assignJudge(organiser, 'preliminary', marked.id, 'J03'),
    'submitting a sheet': () => submitSheet(judge, marks.id, full),
    'recusing oneself': () => recuse(judgeOf(held, toRecuse), toRecuse.id, '曾为同事'),
    'taking a sheet back': () => voidSheet(organiser, toVoid.id, '评委生病'),
    'recording an absence': () => recordAbsence(organiser, marked.id, 'preliminary', true),
    'recording a deduction': () =>
      recordDeduction(organiser, marked.id, { stage: 'preliminary', points: '1', reason: '超时' }),
    'taking a deduction back': () => removeDeduction(organiser, marked.id, deduction.id),
  }
}

describe('a line of the journal', () => {
  test('is not written by a transaction that fails', async () => {
    const line = { actorId: null, act: 'entryStarted', subjectId: 'nothing' } as const
    const failing = inTransaction(async (at) => {
      await record(at, line)
      throw new Error('after the line')
    })
    await expect(failing).rejects.toThrow('after the line')
    expect(await linesOf('nothing')).toEqual([])
  })

  test('that cannot be written stops the act: none changes anything without one', async () => {
    const acts = await anything()
    const before = await everything()
    await without(ownerUrl, 'INSERT ON journal_entry', async () => {
      for (const [name, act] of Object.entries(acts)) {
        const came = await (act() as Promise<unknown>).then(
          () => 'done',
          (error: unknown) => String(error),
        )
        expect([name, came]).toEqual([name, expect.stringContaining('permission denied')])
      }
    })
    expect(await everything()).toEqual(before)
  })

  test('that cannot be written stops the assignment of judges and the publication too', async () => {
    const held = await holdContest()
    const { code } = await accepted(held)
    const before = await everything()
    await without(ownerUrl, 'INSERT ON journal_entry', () =>
      expect(assignEvenly(held.organiser, 'preliminary')).rejects.toThrow('permission denied'),
    )
    expect(await everything()).toEqual(before)
    await holdStages(held, { [code]: [80, 80] })
    const judged = await everything()
    const { digest } = await rankingDesk(held.organiser)
    await without(ownerUrl, 'INSERT ON journal_entry', () =>
      expect(publish(held.organiser, { digest, marksPublic: false })).rejects.toThrow('permission denied'),
    )
    expect(await everything()).toEqual(judged)
  })

  test.each([
    ['the product', appUrl],
    ['the owner of the database', ownerUrl],
  ])('is never changed by SQL, as %s', async (_, url) => {
    await holdContest()
    await enter()
    const before = await everything()
    for (const sql of [
      `UPDATE journal_entry SET act = 'x'`,
      'UPDATE journal_entry SET at = now() WHERE false',
      'DELETE FROM journal_entry',
      'TRUNCATE journal_entry',
    ]) {
      await expect(query(url, sql)).rejects.toMatchObject({ code: '42501' })
    }
    expect(await everything()).toEqual(before)
  })
})

/** Everything that somebody does with the own account, and the organiser with it. */
async function ownAffairs(organiser: Member) {
  const login = '13900001234'
  const { token } = await signUp({ name: '蓝小禾', login, password })
  const actor = (await memberOf(token))!
  const fresh = ['Qingshan-01-a', 'Qingshan-02-b'] as const
  await saveProfile(actor, { name: '蓝小禾', language: 'en' })
  await changePassword(actor, { current: password, password: fresh[0] }, { token, from: ANYBODY })
  const reset = await requestCode('reset', login, ANYBODY)
  const { text } = await db().message.findFirstOrThrow({ where: { address: login, kind: 'resetCode' } })
  await verifyCode('reset', reset, /\d{6}/.exec(text)![0])
  await resetPassword(reset, { password: fresh[1] })
  await signOutEverywhere(actor)
  await unlockAccount(organiser, actor.id)
}

describe('the journal of a whole contest', () => {
  const people = [
    '艾力江·买买提',
    '蓝莓社工中心',
    '杨㛃',
    '13987654321',
    '评委甲',
    'jia@example.org',
    '蓝小禾',
    '13900001234',
  ]
  let lines: Awaited<ReturnType<typeof journal>>['lines']

  beforeAll(async () => {
    const held = await holdContest()
    const { organiser } = held
    const link = await inviteAs(organiser, 'judge', { name: '评委甲' })
    await acceptInvitation(link.replace('/join/', ''), { name: '评委甲', login: 'jia@example.org', password })
    const entry = draft({
      entrant: '艾力江·买买提',
      unit: '蓝莓社工中心',
      contact: '杨㛃',
      phone: '13987654321',
    })
    const { id, code } = await accepted(held, { entry })
    const [returned, disqualified, refused] = [
      await enter({ entry }),
      await enter({ entry }),
      await enter({ entry, track: 'agency' }),
    ]
    const { link: ofMember } = await inviteMember(refused.entrant, refused.id, 1)
    await confirmMembership(ofMember!.replace('/team/', ''), newIdentity())
    const person = await db().participant.findFirstOrThrow({ where: { entryId: id } })
    await revealDocument(organiser, person.id, '核对')
    await decideEntry(organiser, refused.id, 'refuse', '登记未满一年')
    await decideEntry(organiser, returned.id, 'return', '字数不符')
    await decideEntry(organiser, returned.id, 'withdraw', '本人申请')
    await decideEntry(organiser, disqualified.id, 'disqualify', '抄袭')
    await recordAbsence(organiser, id, 'preliminary', true)
    await recordAbsence(organiser, id, 'preliminary', false)
    await recordDeduction(organiser, id, { stage: 'final', points: '1', reason: '超时' })
    const { deductions } = (await reviewEntry(organiser, id)).stages[1]!
    await removeDeduction(organiser, id, deductions[0]!.id)
    await assignEvenly(organiser, 'preliminary')
    const [sheet] = await sheetsAt('preliminary')
    await voidSheet(organiser, sheet!.id, '评委生病')
    await assignJudge(organiser, 'preliminary', id, sheet!.judge.code)
    await assignJudge(organiser, 'preliminary', id, 'J03').catch(() => undefined)
    const third = (await sheetsAt('preliminary')).find(({ judge }) => judge.code === 'J03')!
    const account = await db().judge.findUniqueOrThrow({ where: { id: third.judge.id } })
    await recuse({ id: account.accountId, name: '', roles: ['judge'] }, third.id, '曾为同事')
    await holdStages(held, { [code]: [80, 80] })
    await inviteAs(organiser, 'supervisor', { name: '监督员甲' })
    const { invited, staff } = await staffOffice(organiser)
    await revokeInvitation(organiser, invited.at(-1)!.id)
    const keeper = await member('timekeeper', '计时员甲')
    await db().secondFactor.create({ data: { accountId: keeper.id, sealed: '', confirmedAt: new Date() } })
    await resetSecondFactor(organiser, { account: keeper.id, reason: '手机丢失' })
    await record(db(), { actorId: keeper.id, act: 'secondFactorSet', subjectId: keeper.id })
    await acceptWithAccount(keeper, (await inviteAs(organiser, 'reviewer')).replace('/join/', ''))
    await revokeRole(organiser, { account: keeper.id, role: 'reviewer', reason: '调离' })
    expect(staff.length).toBeGreaterThan(0)
    const first = await member('reviewer', '审查员甲', '520100')
    const endorsed = await enter({ entry })
    const yes = Object.fromEntries(eligibilityOf('person').map(({ code }) => [code, 'yes' as const]))
    await review(first, endorsed.id, {
      intent: 'review',
      decision: 'pass',
      version: 1,
      verdict: yes,
      reason: {},
    })
    await writeToEntrants(organiser, { view: 'all' }, { key: randomUUID(), subject: '通知', text: '请查收' })
    await ownAffairs(organiser)
    await publish(organiser, { digest: (await rankingDesk(organiser)).digest, marksPublic: false })
    const latest = await journal(organiser)
    lines = [...latest.lines, ...(await journal(organiser, latest.older!)).lines]
  })

  test('has every act of the catalogue', () => {
    const told = new Set<string>(lines.map(({ act }) => act))
    expect(Object.keys(zhCN.journal).filter((act) => !told.has(act))).toEqual([])
  })

  test('has a word for every detail it shows', () => {
    const details = new Set(lines.flatMap((line) => Object.keys(line.details)))
    expect([...details].filter((name) => !(name in zhCN.journalDetail))).toEqual([])
  })

  test('keeps no names, telephone numbers, logins, units or texts of people', async () => {
    const stored = (await everything()).filter((row) => row.startsWith('journal_entry ')).join('\n')
    for (const personal of [...people, '社工服务', '陪伴之路']) expect(stored).not.toContain(personal)
  })

  test('tells who acted, by name, and says of every line when', async () => {
    expect(lines.find(({ act }) => act === 'resultsPublished')?.actor).toBe('主办方')
    expect(lines.find(({ act }) => act === 'judgeAppointed')?.actor).toBe('评委甲')
    const times = lines.map(({ at }) => at.getTime())
    expect(times.every((at) => Math.abs(at - Date.now()) < 3_600_000)).toBe(true)
    // A member of a team confirms without an account.
    const nameless = { actorId: null, act: { not: 'memberConfirmed' } }
    expect(await db().journalEntry.count({ where: nameless })).toBe(0)
  })
})

describe('reading the journal', () => {
  test('is the organiser’s', async () => {
    const { judges } = await holdContest()
    for (const [actor, refusal] of [
      [judges[0]!, 'notYours'],
      [await member('contestant'), 'notYours'],
      [null, 'signInFirst'],
    ] as const) {
      expect(await refusalOf(journal(actor))).toBe(refusal)
    }
  })

  test('goes from the newest line to the oldest, page by page, each line once', async () => {
    const { organiser } = await holdContest()
    await db().journalEntry.createMany({
      data: Array.from({ length: 120 }, (_, nth) => ({
        act: 'entryStarted',
        subjectId: `${nth}`,
        details: {},
      })),
    })
    const ids: bigint[] = []
    let older: string | null = null
    do {
      const page: Awaited<ReturnType<typeof journal>> = await journal(organiser, older ?? undefined)
      ids.push(...page.lines.map(({ id }) => BigInt(id)))
      older = page.older
    } while (older)
    expect(ids).toHaveLength(await db().journalEntry.count())
    expect(ids.every((id, at) => at === 0 || id < ids[at - 1]!)).toBe(true)
    expect((await journal(organiser)).lines).toHaveLength(50)
  })

  test.each(['x', '-1', '1; DROP TABLE entry', '9'.repeat(19)])(
    '%j is no place in it: it starts anew',
    async (before) => {
      const { organiser } = await holdContest()
      expect(await journal(organiser, before)).toEqual(await journal(organiser))
    },
  )
})
