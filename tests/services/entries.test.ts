import { describe, expect, test } from 'vitest'
import type { Actor } from '~/core/access/actor'
import { tidied } from '~/core/entrants/draft'
import { DECISIONS, decisionsIn, ENTRY_STATES, type Decision } from '~/core/entrants/entry'
import { lacks } from '~/core/entrants/requirements'
import { db } from '~/data/db.server'
import { myEntries, openEntry, saveEntry, startEntry, submitEntry } from '~/services/entries.server'
import { decideEntry, entriesOffice, reviewEntry } from '~/services/review.server'
import { identify } from '~/services/participants.server'
import {
  accepted,
  actsOn,
  atOnce,
  codeOf,
  contestHeld,
  draft,
  enter,
  holdContest,
  linesOf,
  meetingAt,
  member,
  newIdentity,
  refusalOf,
  rowOf,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

const { ownerUrl } = await freshDatabase()

const INDIVIDUAL = { track: 'individual' }
const NO_SUCH = '00000000-0000-7000-8000-000000000000'

/** A contest with one entrant whose entry is begun, and the moments around its deadline. */
async function begun(track = INDIVIDUAL) {
  const held = await holdContest()
  const { opens, closes } = (await contestHeld()).registration
  const entrant = await member('contestant', '张三')
  const id = await startEntry(entrant, track)
  if (track === INDIVIDUAL) await identify(entrant, id, newIdentity())
  const at = (moment: Date, ms: number) => new Date(moment.getTime() + ms)
  return { ...held, entrant, id, opens, closes, late: at(closes, 1), early: at(opens, -1) }
}

const versionsOf = (entryId: string) =>
  db().entryVersion.findMany({ where: { entryId }, orderBy: { number: 'asc' } })
const consentsOf = async (entryId: string) => {
  const given = await db().consent.findMany({ where: { entryId }, orderBy: { givenAt: 'asc' } })
  return given.map(({ kind, withdrawnAt }) => `${kind} ${withdrawnAt ? 'withdrawn' : 'in force'}`).sort()
}

describe('starting an entry', () => {
  test('twice at once makes one', async () => {
    await holdContest()
    const entrant = await member('contestant')
    const lock = `SELECT FROM account WHERE id = '${entrant.id}' FOR UPDATE`
    const start = () => startEntry(entrant, INDIVIDUAL)
    const came = await meetingAt(ownerUrl, lock, [start, start, start])
    expect(came.filter((each) => each === 'trackTaken')).toHaveLength(2)
    expect(await db().entry.count({ where: { accountId: entrant.id } })).toBe(1)
  })

  test('is possible once in each track, and again after a withdrawal', async () => {
    const { entrant, organiser } = await begun()
    await startEntry(entrant, { track: 'agency' })
    expect(await refusalOf(startEntry(entrant, INDIVIDUAL))).toBe('trackTaken')
    const other = await enter()
    await decideEntry(organiser, other.id, 'withdraw', '本人申请')
    expect((await myEntries(other.entrant)).tracks.map(({ code }) => code)).toEqual(['individual', 'agency'])
    await startEntry(other.entrant, INDIVIDUAL)
    expect((await myEntries(other.entrant)).entries).toHaveLength(2)
  })

  test('is possible from the first instant of registration to the last', async () => {
    const { early, opens, closes, late } = await begun()
    const start = async (now: Date) => startEntry(await member('contestant'), INDIVIDUAL, now)
    expect(await refusalOf(start(early))).toBe('registrationNotOpen')
    expect(await refusalOf(start(late))).toBe('registrationClosed')
    await start(opens)
    await start(closes)
  })

  test('puts the member’s name where it belongs', async () => {
    await holdContest()
    const entrant = await member('contestant', '张𣲗')
    const person = await startEntry(entrant, INDIVIDUAL)
    const agency = await startEntry(entrant, { track: 'agency' })
    expect((await openEntry(entrant, person)).entry.draft).toMatchObject({ entrant: '张𣲗', contact: '' })
    expect((await openEntry(entrant, agency)).entry.draft).toMatchObject({ entrant: '', contact: '张𣲗' })
  })

  test('is a contestant’s, in a track that exists', async () => {
    const { judges, organiser, entrant } = await begun()
    for (const actor of [judges[0]!, organiser]) {
      expect(await refusalOf(startEntry(actor, INDIVIDUAL))).toBe('notYours')
    }
    expect(await refusalOf(startEntry(null, INDIVIDUAL))).toBe('signInFirst')
    expect(await refusalOf(startEntry(entrant, { track: 'nobody' }))).toBe('notFound')
  })
})

describe('a draft', () => {
  test('is kept however incomplete and unfit it is', async () => {
    const { entrant, id } = await begun()
    const unfit = draft({ entrant: '张 三 3', phone: '12', prefecture: 'x', process: '', promise: undefined })
    expect(await saveEntry(entrant, id, unfit, 0)).toMatchObject({ revision: 1 })
    const opened = await openEntry(entrant, id)
    expect(opened.entry).toMatchObject({ draft: unfit, revision: 1, state: 'draft', frozen: null })
    expect(lacks(opened.entry.draft, opened.limits, opened.facts).map(({ code }) => code)).toEqual([
      'entrant',
      'phone',
      'county',
      'process',
      'promise',
    ])
  })

  test('keeps every character: rare ones, line ends, quotes', async () => {
    const { entrant, id } = await begun()
    const written = draft({ entrant: '吉克·𣲗阿依', process: '“𣲗㛃䶮”\n\n\u3000\u3000<b>&amp;\\"\'' })
    await saveEntry(entrant, id, written, 0)
    expect((await openEntry(entrant, id)).entry.draft).toEqual(written)
  })

  test('saved from a stale page is refused, and nothing is overwritten', async () => {
    const { entrant, id } = await begun()
    await saveEntry(entrant, id, draft({ title: '新的' }), 0)
    const before = await rowOf(id)
    expect(await refusalOf(saveEntry(entrant, id, draft({ title: '旧的' }), 0))).toBe('entryChangedElsewhere')
    expect(await refusalOf(submitEntry(entrant, id, draft({ title: '旧的' }), 0))).toBe(
      'entryChangedElsewhere',
    )
    expect(await rowOf(id)).toEqual(before)
  })

  test('saved from two pages at once keeps one of them whole', async () => {
    const { entrant, id } = await begun()
    const came = await atOnce(6, (nth) => saveEntry(entrant, id, draft({ title: `第${nth}页` }), 0))
    expect(came.filter((each) => each === 'entryChangedElsewhere')).toHaveLength(5)
    const kept = came.findIndex((each) => each !== 'entryChangedElsewhere')
    expect(await rowOf(id)).toMatchObject({ revision: 1, draft: draft({ title: `第${kept}页` }) })
  })
})

describe('submitting', () => {
  test('freezes the entry under a receipt, in the bytes that were hashed', async () => {
    const { entrant, id } = await begun()
    const entry = draft({ entrant: ' 艾力江•买买提 ' })
    const { receipt } = await submitEntry(entrant, id, entry, 0)
    const [version, ...more] = await versionsOf(id)
    expect(more).toEqual([])
    expect(version).toMatchObject({ number: 1, receipt })
    expect(JSON.parse(version!.content)).toEqual(tidied(entry, 'person'))
    const [{ hash }] = await db().$queryRaw<[{ hash: string }]>`
      SELECT encode(sha256(convert_to(${version!.content}, 'UTF8')), 'hex') AS hash`
    expect(version!.sha256).toBe(hash)
    expect((await openEntry(entrant, id)).entry).toMatchObject({ state: 'submitted', frozen: { receipt } })
    expect((await linesOf(id)).at(-1)).toMatchObject({
      act: 'entrySubmitted',
      actorId: entrant.id,
      details: { version: 1, receipt },
    })
  })

  test('an incomplete entry submits nothing, and its draft is saved', async () => {
    const { entrant, id } = await begun()
    const incomplete = draft({ promise: undefined, title: '' })
    expect(await submitEntry(entrant, id, incomplete, 0)).toMatchObject({ revision: 1, receipt: null })
    expect(await rowOf(id)).toMatchObject({ state: 'draft', draft: incomplete, revision: 1 })
    expect([await versionsOf(id), await consentsOf(id)]).toEqual([[], []])
    expect(await actsOn(id)).toEqual(['entryStarted', 'documentGiven'])
  })

  test('the same entry twenty times at once makes one version and one receipt', async () => {
    const { entrant, id } = await begun()
    const came = await atOnce(20, () => submitEntry(entrant, id, draft(), 0))
    const [version, ...more] = await versionsOf(id)
    expect(more).toEqual([])
    expect(await actsOn(id)).toEqual(['entryStarted', 'documentGiven', 'entrySubmitted'])
    expect(came.map((each) => (typeof each === 'string' ? each : each.receipt))).toEqual(
      came.map(() => version!.receipt),
    )
  })

  test('again what was submitted, the answer having been lost, gives the receipt: also after the deadline', async () => {
    const { entrant, id, closes, late } = await begun()
    const { receipt } = await submitEntry(entrant, id, draft(), 0, closes)
    const before = await rowOf(id)
    expect(await submitEntry(entrant, id, draft(), 0, late)).toMatchObject({ receipt, revision: 1 })
    expect(await rowOf(id)).toEqual(before)
  })

  test('again what was submitted, from a page that is behind, is refused where something else was saved since', async () => {
    const { entrant, id } = await begun()
    await submitEntry(entrant, id, draft(), 0)
    await saveEntry(entrant, id, draft({ title: '改了' }), 1)
    const before = await rowOf(id)
    expect(await refusalOf(submitEntry(entrant, id, draft(), 0))).toBe('entryChangedElsewhere')
    expect(await rowOf(id)).toEqual(before)
  })

  test('unchanged text from the page as it stands makes no new version', async () => {
    const { entrant, id } = await begun()
    const { receipt } = await submitEntry(entrant, id, draft(), 0)
    expect(await submitEntry(entrant, id, draft({ title: ' 陪伴之路 ' }), 1)).toMatchObject({ receipt })
    expect(await versionsOf(id)).toHaveLength(1)
  })

  test('what was submitted before, over a changed draft, puts the draft back', async () => {
    const { entrant, id } = await begun()
    const { receipt } = await submitEntry(entrant, id, draft(), 0)
    await saveEntry(entrant, id, draft({ title: '改了' }), 1)
    expect((await openEntry(entrant, id)).entry.changedSinceSubmission).toBe(true)
    expect(await submitEntry(entrant, id, draft(), 2)).toMatchObject({ receipt, revision: 3 })
    expect((await openEntry(entrant, id)).entry).toMatchObject({
      changedSinceSubmission: false,
      draft: draft(),
    })
  })

  test('a changed text makes version 2 and keeps version 1', async () => {
    const { entrant, id } = await begun()
    const first = await submitEntry(entrant, id, draft(), 0)
    const [one] = await versionsOf(id)
    const second = await submitEntry(entrant, id, draft({ title: '第二版' }), 1)
    expect(second.receipt).not.toBe(first.receipt)
    const [kept, two] = await versionsOf(id)
    expect(kept).toEqual(one)
    expect(two).toMatchObject({ number: 2, receipt: second.receipt })
    expect((await openEntry(entrant, id)).entry.frozen).toMatchObject({ number: 2 })
  })

  test('the same words by two entrants get two receipts', async () => {
    await holdContest()
    const [one, two] = [await enter(), await enter()]
    expect(one.receipt).not.toBe(two.receipt)
  })

  test('gives and withdraws consents', async () => {
    const { entrant, id } = await begun()
    await submitEntry(entrant, id, draft({ publication: undefined }), 0)
    expect(await consentsOf(id)).toEqual(['participation in force'])
    await submitEntry(entrant, id, draft(), 1)
    expect(await consentsOf(id)).toEqual(['participation in force', 'publication in force'])
    await submitEntry(entrant, id, draft({ publication: undefined }), 2)
    expect(await consentsOf(id)).toEqual(['participation in force', 'publication withdrawn'])
    await submitEntry(entrant, id, draft(), 3)
    expect(await consentsOf(id)).toEqual([
      'participation in force',
      'publication in force',
      'publication withdrawn',
    ])
  })
})

describe('the deadline', () => {
  test('the last instant counts', async () => {
    const { entrant, id, closes } = await begun()
    expect((await submitEntry(entrant, id, draft(), 0, closes)).receipt).not.toBe(null)
  })

  test.each(['draft', 'submitted'] as const)(
    'passed, a %s entry is refused and stays as it is',
    async (state) => {
      const { entrant, id, late } = await begun()
      if (state === 'submitted') await submitEntry(entrant, id, draft(), 0)
      const before = [await rowOf(id), await versionsOf(id)]
      const { revision } = await rowOf(id)
      const changed = draft({ title: '迟到' })
      expect(await refusalOf(saveEntry(entrant, id, changed, revision, late))).toBe('registrationClosed')
      expect(await refusalOf(submitEntry(entrant, id, changed, revision, late))).toBe('registrationClosed')
      expect([await rowOf(id), await versionsOf(id)]).toEqual(before)
      expect((await openEntry(entrant, id, late)).writable).toBe(false)
    },
  )

  test('passed, a returned entry is mended once more', async () => {
    const { entrant, organiser, id, late } = await begun()
    await submitEntry(entrant, id, draft(), 0)
    await decideEntry(organiser, id, 'return', '字数不符')
    const opened = await openEntry(entrant, id, late)
    expect(opened).toMatchObject({ writable: true, entry: { state: 'returned', reason: '字数不符' } })
    await saveEntry(entrant, id, draft({ title: '补正' }), 1, late)
    await submitEntry(entrant, id, draft({ title: '补正' }), 2, late)
    expect(await rowOf(id)).toMatchObject({ state: 'submitted', reason: null })
    expect(await refusalOf(saveEntry(entrant, id, draft({ title: '又改' }), 3, late))).toBe(
      'registrationClosed',
    )
  })
})

describe('an entry', () => {
  test('is opened, written and submitted by its entrant and nobody else', async () => {
    const { id, organiser, judges } = await begun()
    const before = await rowOf(id)
    const others: [Actor, string][] = [
      [await member('contestant'), 'notYours'],
      [judges[0]!, 'notYours'],
      [organiser, 'notYours'],
      [null, 'signInFirst'],
    ]
    for (const [actor, refusal] of others) {
      expect(await refusalOf(openEntry(actor, id))).toBe(refusal)
      expect(await refusalOf(saveEntry(actor, id, draft(), 0))).toBe(refusal)
      expect(await refusalOf(submitEntry(actor, id, draft(), 0))).toBe(refusal)
    }
    expect(await rowOf(id)).toEqual(before)
  })

  test('submitted is not submitted again by another, who would be told its receipt', async () => {
    const { entrant, id } = await begun()
    await submitEntry(entrant, id, draft(), 0)
    expect(await refusalOf(submitEntry(await member('contestant'), id, draft(), 0))).toBe('notYours')
  })

  test('is reviewed, listed and decided on by the organiser and nobody else', async () => {
    const { id, entrant, judges } = await begun()
    for (const [actor, refusal] of [
      [entrant, 'notYours'],
      [judges[0]!, 'notYours'],
      [null, 'signInFirst'],
    ] as const) {
      expect(await refusalOf(reviewEntry(actor, id))).toBe(refusal)
      expect(await refusalOf(entriesOffice(actor, {}))).toBe(refusal)
      expect(await refusalOf(decideEntry(actor, id, 'accept', ''))).toBe(refusal)
    }
  })

  test.each([NO_SUCH, 'no-such-entry', '', '%00'])('that does not exist is not found: %j', async (id) => {
    const { entrant, organiser } = await begun()
    expect(await refusalOf(openEntry(entrant, id))).toBe('notFound')
    expect(await refusalOf(saveEntry(entrant, id, draft(), 0))).toBe('notFound')
    expect(await refusalOf(submitEntry(entrant, id, draft(), 0))).toBe('notFound')
    expect(await refusalOf(reviewEntry(organiser, id))).toBe('notFound')
    expect(await refusalOf(decideEntry(organiser, id, 'accept', ''))).toBe('notFound')
  })

  test('of somebody else is in nobody’s list', async () => {
    const { entrant, id } = await begun()
    await enter()
    expect((await myEntries(entrant)).entries.map((each) => each.id)).toEqual([id])
  })
})

describe('a decision', () => {
  const decisions = Object.keys(DECISIONS) as Decision[]

  test.each(ENTRY_STATES)('on an entry that is %s is one of the table’s, or refused', async (state) => {
    const { organiser } = await holdContest()
    const { id } = await enter()
    for (const decision of decisions) {
      const code = state === 'accepted' ? 'A-0000' : null
      await db().entry.update({ where: { id }, data: { state, code, reason: null } })
      const open = decisionsIn(state).includes(decision)
      const came = await atOnce(1, () => decideEntry(organiser, id, decision, '理由'))
      expect([decision, came]).toEqual([decision, [open ? undefined : 'wrongEntryState']])
      expect([decision, (await rowOf(id)).state]).toEqual([decision, open ? DECISIONS[decision].to : state])
    }
    const open = decisionsIn(state).length
    expect((await actsOn(id)).length).toBe(3 + open)
  })

  test('by two organisers at once: one wins, the other is told', async () => {
    const { organiser } = await holdContest()
    const second = await member('organiser')
    const { id } = await enter()
    const came = await atOnce(2, (nth) =>
      nth === 0 ? decideEntry(organiser, id, 'accept', '') : decideEntry(second, id, 'return', '补正'),
    )
    expect(came.filter((each) => each === 'wrongEntryState')).toHaveLength(1)
    const acts = (await actsOn(id)).slice(3)
    expect(acts).toEqual([came[0] === undefined ? 'entryAccepted' : 'entryReturned'])
    expect((await rowOf(id)).state).toBe(came[0] === undefined ? 'accepted' : 'returned')
  })

  test('the same by two organisers at once is made once', async () => {
    const { organiser } = await holdContest()
    const { id } = await enter()
    const came = await atOnce(8, () => decideEntry(organiser, id, 'accept', ''))
    expect(came.filter((each) => each === 'wrongEntryState')).toHaveLength(7)
    expect((await actsOn(id)).slice(3)).toEqual(['entryAccepted'])
  })

  test('is told to the entrant with its reason, and to the journal', async () => {
    const { organiser } = await holdContest()
    const { id, entrant } = await enter()
    await decideEntry(organiser, id, 'return', '缺少签章')
    expect((await openEntry(entrant, id)).entry.reason).toBe('缺少签章')
    expect((await myEntries(entrant)).entries).toMatchObject([{ state: 'returned', reason: '缺少签章' }])
    expect((await linesOf(id)).at(-1)).toMatchObject({
      actorId: organiser.id,
      act: 'entryReturned',
      details: { reason: '缺少签章' },
    })
  })
})

describe('acceptance', () => {
  test('gives a code with the track’s letter, which stays', async () => {
    const held = await holdContest()
    const person = await accepted(held)
    const agency = await accepted(held, { track: 'agency' })
    expect(person.code).toMatch(/^A-\d{4}$/)
    expect(agency.code).toMatch(/^B-\d{4}$/)
    expect(await refusalOf(decideEntry(held.organiser, person.id, 'accept', ''))).toBe('wrongEntryState')
    await decideEntry(held.organiser, person.id, 'withdraw', '本人申请')
    expect(await codeOf(person.id)).toBe(person.code)
  })

  test('of many entries at once gives each its own code', async () => {
    const { organiser } = await holdContest()
    const entries = [await enter(), await enter(), await enter(), await enter(), await enter()]
    await Promise.all(entries.map(({ id }) => decideEntry(organiser, id, 'accept', '')))
    const codes = await Promise.all(entries.map(({ id }) => codeOf(id)))
    expect(new Set(codes).size).toBe(entries.length)
  })

  test('never gives a code that another acceptance, not yet finished, is giving', async () => {
    const { id: contestId, organiser } = await holdContest()
    const { id } = await enter()
    // As if another server were giving all codes of four digits: it locks the contest and has not finished.
    const giving = `SELECT FROM contest WHERE id = '${contestId}' FOR UPDATE;
      INSERT INTO entry (id, contest_id, account_id, track_id, service_domain_id, state, draft, code)
      SELECT gen_random_uuid(), contest_id, account_id, track_id, service_domain_id, 'accepted', draft,
        'A-' || to_char(number, 'FM0000') FROM entry, generate_series(0, 9999) AS number WHERE id = '${id}'`
    await meetingAt(ownerUrl, giving, [() => decideEntry(organiser, id, 'accept', '')])
    expect(await codeOf(id)).toMatch(/^A-\d{5}$/)
  })

  test('ends the entrant’s writing', async () => {
    const held = await holdContest()
    const { id, entrant } = await accepted(held)
    const before = [await rowOf(id), await versionsOf(id)]
    const changed = draft({ title: '受理后修改' })
    expect(await refusalOf(saveEntry(entrant, id, changed, 1))).toBe('entryLocked')
    expect(await refusalOf(submitEntry(entrant, id, changed, 1))).toBe('entryLocked')
    expect((await openEntry(entrant, id)).writable).toBe(false)
    expect([await rowOf(id), await versionsOf(id)]).toEqual(before)
  })

  test.each(['save', 'submit'] as const)(
    'at the very moment of a %s holds: the entry stays accepted',
    async (act) => {
      const { organiser } = await holdContest()
      const { id, entrant } = await enter()
      // As if the organiser's acceptance on another server had not finished yet.
      const accepting = `UPDATE entry SET state = 'accepted', code = 'A-4711' WHERE id = '${id}'`
      const changed = draft({ title: '同时修改' })
      const [writing] = await meetingAt<unknown>(ownerUrl, accepting, [
        () => (act === 'save' ? saveEntry : submitEntry)(entrant, id, changed, 1),
      ])
      expect(writing).toBe('entryLocked')
      expect(await rowOf(id)).toMatchObject({
        state: 'accepted',
        code: 'A-4711',
        draft: draft(),
        revision: 1,
      })
      expect(await versionsOf(id)).toHaveLength(1)
      expect(await refusalOf(decideEntry(organiser, id, 'accept', ''))).toBe('wrongEntryState')
    },
  )

  test('keeps the frozen text: what was typed after the submission is not what judges get', async () => {
    const held = await holdContest()
    const { id, entrant } = await enter()
    await saveEntry(entrant, id, draft({ title: '没有提交的修改' }), 1)
    await decideEntry(held.organiser, id, 'accept', '')
    expect((await reviewEntry(held.organiser, id)).entry.content.title).toBe('陪伴之路')
  })
})

describe('the organiser’s list', () => {
  test('shows what waits first, and can be narrowed to a state and a track', async () => {
    const held = await holdContest()
    const waiting = await enter()
    const agency = await accepted(held, { track: 'agency' })
    const { entries, counts } = await entriesOffice(held.organiser, {})
    expect(entries.map(({ id }) => id)).toEqual([waiting.id, agency.id])
    expect(counts).toEqual({ submitted: 1, accepted: 1 })
    const narrowed = await entriesOffice(held.organiser, { state: 'accepted', track: 'agency' })
    expect(narrowed.entries.map(({ code }) => code)).toEqual([agency.code])
    expect((await entriesOffice(held.organiser, { state: 'accepted', track: 'individual' })).entries).toEqual(
      [],
    )
  })
})
