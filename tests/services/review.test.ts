import { describe, expect, test } from 'vitest'
import type { Member } from '~/core/access/actor'
import { eligibilityOf } from '~/core/entrants/eligibility'
import { endOfDay, type Review } from '~/core/entrants/review-desk'
import { inventedCreditCode } from '~/core/entrants/invented'
import { db } from '~/data/db.server'
import { openEntry, startEntry, submitEntry } from '~/services/entries.server'
import { confirmMembership, identify, inviteMember, revealDocument } from '~/services/participants.server'
import { figures, figuresTable } from '~/services/figures.server'
import { openReview, review, workList, type WorkQuery } from '~/services/review-desk.server'
import { writeToEntrants } from '~/services/broadcasts.server'
import {
  actsOn,
  atOnce,
  draft,
  enter,
  holdContest,
  linesOf,
  member,
  newIdentity,
  refusalOf,
  rowOf,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

const HERE = '520100'
const WAITING: WorkQuery = { view: 'waiting' }
const here = () => member('reviewer', '李审', HERE)
const province = () => member('reviewer', '省审')

const verdicts = (kind: 'person' | 'agency', broken: Record<string, string> = {}) => ({
  verdict: Object.fromEntries(
    eligibilityOf(kind).map(({ code }) => [code, code in broken ? ('no' as const) : ('yes' as const)]),
  ),
  reason: broken,
})
const deciding = (decision: Review['decision'], broken?: Record<string, string>): Review => ({
  intent: 'review',
  decision,
  version: 1,
  ...verdicts('person', broken),
})
const WHOLE = deciding('pass')
const RETURN = deciding('return', { case: '正文字数不符合要求。' })
const REFUSE = deciding('refuse', { identity: '同一人重复报名，请保留一件。' })

const idsOf = async (actor: Member, query = WAITING) =>
  (await workList(actor, query)).lines.map(({ id }) => id)

describe('an entry', () => {
  test('passes the prefecture, then the province, and only then has a code', async () => {
    await holdContest()
    const { id, entrant } = await enter()
    await review(await here(), id, WHOLE)
    expect(await rowOf(id)).toMatchObject({ state: 'endorsed', code: null, reason: null })
    await review(await province(), id, WHOLE)
    const { state, code } = await rowOf(id)
    expect(state).toBe('accepted')
    expect(code).toMatch(/^A-\d{4}$/)
    const { history } = await openEntry(entrant, id)
    expect(history.map(({ what }) => what)).toEqual(['submitted', 'endorsed', 'accepted'])
    expect((await actsOn(id)).slice(-2)).toEqual(['entryEndorsed', 'entryAccepted'])
  })

  test('waits for whoever’s turn it is, and for nobody else', async () => {
    const { organiser } = await holdContest()
    const [reviewer, above] = [await here(), await province()]
    const { id } = await enter()
    expect([await idsOf(reviewer), await idsOf(above), await idsOf(organiser)]).toEqual([[id], [], []])
    for (const early of [above, organiser])
      expect(await refusalOf(review(early, id, WHOLE))).toBe('reviewNotDue')
    await review(reviewer, id, WHOLE)
    expect([await idsOf(reviewer), await idsOf(above)]).toEqual([[], [id]])
    expect(await refusalOf(review(reviewer, id, WHOLE))).toBe('reviewNotDue')
    await review(organiser, id, WHOLE)
    expect(await refusalOf(review(above, id, WHOLE))).toBe('reviewNotDue')
  })

  test('is returned with its reasons and a day, corrected after the deadline, and looked at again', async () => {
    await holdContest()
    const reviewer = await here()
    const { id, entrant } = await enter()
    const day = new Date(Date.now() + 3 * 24 * 3_600_000).toISOString().slice(0, 10)
    await review(reviewer, id, { ...RETURN, correctBy: day })
    expect(await rowOf(id)).toMatchObject({
      state: 'returned',
      reason: '正文字数不符合要求。',
      correctBy: endOfDay(day),
    })
    const late = new Date(Date.now() + 2 * 24 * 3_600_000)
    expect((await openEntry(entrant, id, late)).writable).toBe(true)
    await submitEntry(entrant, id, draft({ title: '补正后' }), 1, late)
    expect(await refusalOf(review(reviewer, id, WHOLE))).toBe('reviewOutdated')
    await review(reviewer, id, { ...WHOLE, version: 2 })
    expect((await rowOf(id)).state).toBe('endorsed')
  })

  test('that is not corrected in time stays returned, and the refusal names the time', async () => {
    await holdContest()
    const { id, entrant } = await enter()
    await review(await here(), id, RETURN)
    const { correctBy } = await rowOf(id)
    const after = new Date(correctBy!.getTime() + 1)
    const late = submitEntry(entrant, id, draft({ title: '太迟' }), 1, after)
    await expect(late).rejects.toMatchObject({
      code: 'correctionOver',
      values: { at: correctBy!.toISOString() },
    })
    await submitEntry(entrant, id, draft({ title: '刚好' }), 1, correctBy!)
  })

  test('that is refused frees the person for another', async () => {
    await holdContest()
    const reviewer = await here()
    const identity = newIdentity()
    const submitted = async () => {
      const entrant = await member('contestant')
      const id = await startEntry(entrant, { track: 'individual' })
      await identify(entrant, id, identity)
      return { id, came: submitEntry(entrant, id, draft(), 0) }
    }
    const first = await submitted()
    await first.came
    const second = await submitted()
    expect(await refusalOf(second.came)).toBe('personTaken')
    await review(reviewer, first.id, REFUSE)
    await (
      await submitted()
    ).came
  })

  test('of an agency is not accepted before its whole team has confirmed', async () => {
    await holdContest()
    const above = await province()
    const { id, entrant } = await enter({ track: 'agency' })
    const whole = { ...WHOLE, ...verdicts('agency') }
    await review(await here(), id, whole)
    expect(await refusalOf(review(above, id, whole))).toBe('teamUnconfirmed')
    expect((await rowOf(id)).state).toBe('endorsed')
    const { link } = await inviteMember(entrant, id, 1)
    await confirmMembership(link!.replace('/team/', ''), newIdentity())
    await review(above, id, whole)
    expect((await rowOf(id)).state).toBe('accepted')
  })
})

describe('a decision', () => {
  test('needs a verdict on every rule, and follows from them', async () => {
    await holdContest()
    const reviewer = await here()
    const { id } = await enter()
    const without = Object.fromEntries(Object.entries(WHOLE.verdict).filter(([rule]) => rule !== 'case'))
    for (const sent of [
      { ...WHOLE, verdict: without },
      { ...WHOLE, verdict: { ...WHOLE.verdict, case: 'no' as const } },
      { ...RETURN, reason: {} },
      { ...RETURN, decision: 'pass' as const },
      deciding('return'),
      deciding('refuse'),
    ]) {
      expect(await refusalOf(review(reviewer, id, sent))).toBe('verdictsMissing')
    }
    expect((await rowOf(id)).state).toBe('submitted')
    expect(await db().review.count({ where: { entryId: id } })).toBe(0)
  })

  test('by two reviewers at once is one, and the other is told', async () => {
    await holdContest()
    const [one, two] = [await here(), await here()]
    const { id } = await enter()
    const came = await atOnce(6, (nth) => review(nth % 2 ? one : two, id, nth % 2 ? RETURN : WHOLE))
    expect(came.filter((each) => each === 'reviewNotDue')).toHaveLength(5)
    expect(await db().review.count({ where: { entryId: id } })).toBe(1)
  })

  test('gives a day for corrections that lies ahead', async () => {
    await holdContest()
    const { id } = await enter()
    const reviewer = await here()
    expect(await refusalOf(review(reviewer, id, { ...RETURN, correctBy: '2021-01-01' }))).toBe(
      'correctionDay',
    )
    expect((await rowOf(id)).state).toBe('submitted')
  })

  test('is told to the entrant on the site and by mail, with its reasons and without who decided', async () => {
    await holdContest()
    const { id, entrant } = await enter({ entry: draft({ title: '火塘边的倾听' }) })
    await review(await here(), id, RETURN)
    const messages = await db().message.findMany({ where: { accountId: entrant.id } })
    expect(messages.length).toBeGreaterThanOrEqual(2)
    for (const { text } of messages) {
      expect(text).toContain('火塘边的倾听')
      expect(text).toContain('正文字数不符合要求。')
    }
    expect(JSON.stringify(await openEntry(entrant, id))).not.toContain('李审')
  })

  test('is in the journal with the version it was about', async () => {
    await holdContest()
    const reviewer = await here()
    const { id } = await enter()
    await review(reviewer, id, REFUSE)
    expect((await linesOf(id)).at(-1)).toMatchObject({
      actorId: reviewer.id,
      act: 'entryRefused',
      details: { version: 1 },
    })
  })
})

describe('a reviewer of one prefecture', () => {
  test('reaches no entry of another by any way', async () => {
    await holdContest()
    const { id } = await enter()
    const elsewhere = await member('reviewer', '王审', '520500')
    const { id: person } = await db().participant.findFirstOrThrow({ where: { entryId: id } })
    expect(await refusalOf(openReview(elsewhere, id, WAITING))).toBe('notYours')
    expect(await refusalOf(review(elsewhere, id, WHOLE))).toBe('notYours')
    expect(await refusalOf(revealDocument(elsewhere, person, '核对'))).toBe('notYours')
    for (const view of ['waiting', 'all', 'endorsed'] as const) {
      const list = await workList(elsewhere, { view, search: '陪伴' })
      expect(JSON.stringify(list.lines)).toBe('[]')
      expect(Object.values(list.counts)).toEqual([0, 0, 0, 0, 0, 0])
    }
    const seen = await figures(elsewhere)
    expect([seen.registered, seen.days, seen.prefectures.map(({ prefecture }) => prefecture)]).toEqual([
      0,
      [],
      ['520500'],
    ])
  })

  test('is not led to a near copy that another prefecture has', async () => {
    await holdContest({ change: (contest) => ({ ...contest, ...LONG }) })
    const text = Array.from({ length: 60 }, (_, at) => `第${at}次家访记下的事情各不相同`).join('')
    const [mine, theirs] = [
      await enter({ entry: draft({ process: text }) }),
      await enter({ entry: draft({ process: text, prefecture: '520500', county: '520581' }) }),
    ]
    expect((await openReview(await here(), mine.id, WAITING)).copies).toEqual([])
    const all = await openReview(await province(), mine.id, WAITING)
    expect(all.copies).toMatchObject([{ id: theirs.id, percent: 100 }])
    expect((await workList(await here(), WAITING)).lines).toMatchObject([{ id: mine.id, copies: 1 }])
  })
})

const LONG = {
  tracks: [
    {
      code: 'individual',
      entrantKind: 'person' as const,
      name: { 'zh-CN': '个人组', en: '' },
      minWords: 1,
      maxWords: 5000,
    },
    {
      code: 'agency',
      entrantKind: 'agency' as const,
      name: { 'zh-CN': '机构组', en: '' },
      minWords: 1,
      maxWords: 5000,
    },
  ],
}

describe('the work list', () => {
  test('is narrowed by track, service domain and words, and leads from one entry to the next', async () => {
    await holdContest()
    const reviewer = await here()
    const one = await enter({ entry: draft({ title: '甲' }) })
    const two = await enter({ entry: draft({ title: '乙', serviceDomain: 'EC' }) })
    const three = await enter({
      track: 'agency',
      entry: draft({ title: '丙', creditCode: inventedCreditCode(9001) }),
    })
    expect(await idsOf(reviewer)).toEqual([one.id, two.id, three.id])
    expect(await idsOf(reviewer, { view: 'waiting', track: 'agency' })).toEqual([three.id])
    expect(await idsOf(reviewer, { view: 'all', serviceDomain: 'EC' })).toEqual([two.id])
    expect(await idsOf(reviewer, { view: 'all', search: '甲' })).toEqual([one.id])
    expect(await idsOf(reviewer, { view: 'all', search: two.receipt.toLowerCase() })).toEqual([two.id])
    expect((await openReview(reviewer, two.id, WAITING)).place).toEqual({
      at: 2,
      of: 3,
      before: one.id,
      after: three.id,
    })
  })

  test('is read by a supervisor, who decides nothing', async () => {
    await holdContest()
    const supervisor = await member('supervisor')
    const { id } = await enter()
    expect(await idsOf(supervisor, { view: 'all' })).toEqual([id])
    expect((await openReview(supervisor, id, WAITING)).due).toBe(false)
    expect(await refusalOf(review(supervisor, id, WHOLE))).toBe('notYours')
  })
})

describe('a message to the entrants of a list', () => {
  test('goes to each once, however often it is sent', async () => {
    const { organiser } = await holdContest()
    const entrants = [await enter(), await enter(), await enter()]
    const message = { key: crypto.randomUUID(), subject: '赛程提醒', text: '决赛改到周六' }
    const query: WorkQuery = { view: 'all' }
    expect(await atOnce(4, () => writeToEntrants(organiser, query, message))).toEqual([3, 3, 3, 3])
    for (const { entrant } of entrants) {
      const texts = await db().message.findMany({ where: { accountId: entrant.id, subject: '赛程提醒' } })
      expect(texts.map(({ channel }) => channel).sort()).toEqual(['in_app', 'mail'])
    }
    expect((await linesOf(message.key)).map(({ act, details }) => [act, details])).toEqual([
      ['entrantsWritten', { recipients: 3 }],
    ])
  })

  test('is the organiser’s to write, and needs somebody to read it', async () => {
    const { organiser } = await holdContest()
    const message = { key: crypto.randomUUID(), subject: '无人', text: '无人' }
    expect(await refusalOf(writeToEntrants(organiser, { view: 'all' }, message))).toBe('nobodyToWrite')
    expect(await refusalOf(writeToEntrants(await here(), { view: 'all' }, message))).toBe('notYours')
  })
})

describe('the figures', () => {
  test('count what was submitted by prefecture, domain and day, and drafts apart', async () => {
    const { organiser } = await holdContest()
    await enter()
    await enter({ track: 'agency' })
    await enter({ entry: draft({ serviceDomain: 'EC', prefecture: '520500', county: '520581' }) })
    await startEntry(await member('contestant'), { track: 'individual' })
    const seen = await figures(organiser)
    expect([seen.registered, seen.drafts]).toEqual([3, 1])
    expect(seen.prefectures.filter(({ tracks }) => tracks.some((count) => count > 0))).toEqual([
      { prefecture: '520100', tracks: [1, 1] },
      { prefecture: '520500', tracks: [1, 0] },
    ])
    expect(seen.serviceDomains.map(({ tracks }) => tracks)).toEqual([
      [1, 1],
      [1, 0],
    ])
    expect(seen.days.map(({ count }) => count)).toEqual([3])
    expect(await figuresTable(organiser)).toMatch(/^\uFEFF"推荐市州"/)
  })
})
