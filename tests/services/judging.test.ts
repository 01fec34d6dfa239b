import { describe, expect, test } from 'vitest'
import type { Actor } from '~/core/access/actor'
import { db } from '~/data/db.server'
import type { Sheet } from '~/data/sheets.server'
import { decideEntry, reviewEntry } from '~/services/review.server'
import { assignEvenly, assignJudge, voidSheet } from '~/services/assignment.server'
import { recordAbsence, recordDeduction, removeDeduction } from '~/services/day.server'
import { deskOf, openSheet, recuse, saveSheet, submitSheet } from '~/services/sheets.server'
import { stageProgress } from '~/services/stages.server'
import { rankingDesk } from '~/services/results.server'
import { query } from '~tests/support/cluster'
import {
  accepted,
  acceptedEntries,
  actsOn,
  atOnce,
  contestHeld,
  draft,
  enter,
  holdContest,
  joinPanel,
  judgeAll,
  judgeOf,
  linesOf,
  meetingAt,
  member,
  refusalOf,
  sheetsAt,
  typed,
  type Held,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

const { ownerUrl, appUrl } = await freshDatabase()

const FULL = { 'R1.1': '60', 'R1.2': '39.5' }
const NO_SUCH = '00000000-0000-7000-8000-000000000000'

/** A contest whose entries have their judges at the preliminary, and the first judge's first sheet. */
async function judging({ entries = 1, judges = 2 } = {}) {
  const held = await holdContest({ judges })
  const codes = (await acceptedEntries(held, entries)).map(({ code }) => code).sort()
  await assignEvenly(held.organiser, 'preliminary')
  const sheets = await sheetsAt('preliminary')
  const sheet = sheets[0]!
  return { ...held, codes, sheets, sheet, judge: judgeOf(held, sheet) }
}

const storedSheet = (id: string) =>
  db().sheet.findUniqueOrThrow({ where: { id }, include: { marks: { orderBy: { criterionId: 'asc' } } } })
const marksOf = async (id: string) => (await sheetsAt('preliminary')).find((sheet) => sheet.id === id)!.marks
const submitFull = (judge: Actor, { id }: Pick<Sheet, 'id'>, revision = 0) =>
  submitSheet(judge, id, typed(FULL, revision))

const loadsOf = (sheets: readonly Sheet[], { judges }: Held) =>
  judges.map(({ id }) => sheets.filter(({ judge }) => judge.accountId === id).length)
const panelOf = (sheets: readonly Sheet[], code: string) =>
  sheets.filter(({ entry, state }) => entry === code && state !== 'recused').map(({ judge }) => judge.code)

describe('assigning judges evenly', () => {
  test('gives every entry its judges, loads that differ by one at most, and one line in the journal', async () => {
    const held = await holdContest({ judges: 3 })
    const entries = await acceptedEntries(held, 5)
    expect(await assignEvenly(held.organiser, 'preliminary')).toBe(10)
    const sheets = await sheetsAt('preliminary')
    for (const { code } of entries) expect(new Set(panelOf(sheets, code)).size).toBe(2)
    expect(loadsOf(sheets, held).sort()).toEqual([3, 3, 4])
    expect(await linesOf((await contestHeld()).stages[0]!.id)).toMatchObject([
      { act: 'judgesAssigned', actorId: held.organiser.id, details: { stage: 'preliminary', sheets: 10 } },
    ])
  })

  test('again changes nothing', async () => {
    const { organiser, sheets } = await judging({ entries: 3, judges: 3 })
    expect(await assignEvenly(organiser, 'preliminary')).toBe(0)
    expect(await sheetsAt('preliminary')).toEqual(sheets)
    expect(await actsOn((await contestHeld()).stages[0]!.id)).toEqual(['judgesAssigned'])
  })

  test('by two organisers at once gives no entry more judges than it needs', async () => {
    const held = await holdContest({ judges: 4 })
    const entries = await acceptedEntries(held, 3)
    const opened = await atOnce(4, () => assignEvenly(held.organiser, 'preliminary'))
    expect(opened.map(Number).reduce((sum, count) => sum + count)).toBe(6)
    const sheets = await sheetsAt('preliminary')
    for (const { code } of entries) expect(panelOf(sheets, code)).toHaveLength(2)
  })

  test('without judges is refused; with too few, entries stay short until another joins', async () => {
    const held = await holdContest({ judges: 0 })
    const { code } = await accepted(held)
    expect(await refusalOf(assignEvenly(held.organiser, 'preliminary'))).toBe('noJudges')
    await joinPanel(held.id)
    expect(await assignEvenly(held.organiser, 'preliminary')).toBe(1)
    expect((await stageProgress(held.organiser, 'preliminary')).rows).toMatchObject([{ code, missing: 1 }])
    await joinPanel(held.id)
    expect(await assignEvenly(held.organiser, 'preliminary')).toBe(1)
    expect((await stageProgress(held.organiser, 'preliminary')).missing).toBe(0)
  })

  test('passes over entries that wait, have withdrawn or are absent', async () => {
    const held = await holdContest()
    const [taking, withdrawn, absent] = await acceptedEntries(held, 3)
    await enter()
    await decideEntry(held.organiser, withdrawn!.id, 'withdraw', '本人申请')
    await recordAbsence(held.organiser, absent!.id, 'preliminary', true)
    await assignEvenly(held.organiser, 'preliminary')
    expect((await sheetsAt('preliminary')).map(({ entry }) => entry)).toEqual([taking!.code, taking!.code])
  })
})

describe('the final', () => {
  /** Three entries of one track, judged at the preliminary with these points. */
  async function judgedPreliminary(points: readonly number[]) {
    const held = await holdContest()
    const entries = await acceptedEntries(held, points.length)
    await assignEvenly(held.organiser, 'preliminary')
    await judgeAll(
      held,
      'preliminary',
      ({ entry }) => points[entries.findIndex(({ code }) => code === entry)]!,
    )
    return { ...held, entries }
  }
  const finalists = async () => [...new Set((await sheetsAt('final')).map(({ entry }) => entry))]

  test('is for those who went on: an eliminated entry gets no sheets', async () => {
    const { organiser, entries } = await judgedPreliminary([50, 90, 80])
    expect(await assignEvenly(organiser, 'final')).toBe(4)
    expect(await finalists()).toEqual([entries[1]!.code, entries[2]!.code].sort())
    const byHand = assignJudge(organiser, 'final', entries[0]!.id, 'J01')
    expect(await refusalOf(byHand)).toBe('entryNotInStage')
    expect((await stageProgress(organiser, 'final')).rows.map(({ code }) => code)).not.toContain(
      entries[0]!.code,
    )
  })

  test('is for all who tie with the last of them', async () => {
    const { organiser } = await judgedPreliminary([90, 80, 80])
    await assignEvenly(organiser, 'final')
    expect(await finalists()).toHaveLength(3)
  })

  test('does not concern an entry that was absent at the preliminary', async () => {
    const held = await holdContest()
    const [there, away] = await acceptedEntries(held, 2)
    await recordAbsence(held.organiser, away!.id, 'preliminary', true)
    await assignEvenly(held.organiser, 'preliminary')
    await judgeAll(held, 'preliminary', () => 70)
    await assignEvenly(held.organiser, 'final')
    expect(await finalists()).toEqual([there!.code])
  })

  test('is assigned to nobody while a sheet of the track’s preliminary is open: who goes on may still change', async () => {
    const held = await holdContest()
    const entries = await acceptedEntries(held, 3)
    const agency = await accepted(held, { track: 'agency' })
    await assignEvenly(held.organiser, 'preliminary')
    const [last] = await sheetsAt('preliminary', entries[2]!.id)
    const judged = { [entries[0]!.code]: 60, [entries[1]!.code]: 70 }
    for (const sheet of await sheetsAt('preliminary')) {
      if (sheet.id === last!.id) continue
      const points = judged[sheet.entry] ?? 90
      const marks = { 'R1.1': '40', 'R1.2': String(points - 60) }
      await submitSheet(judgeOf(held, sheet), sheet.id, typed(marks))
    }
    // The agencies' preliminary is complete, and their final need not wait.
    await assignEvenly(held.organiser, 'final')
    expect(await finalists()).toEqual([agency.code])
    expect(await refusalOf(assignJudge(held.organiser, 'final', entries[0]!.id, 'J01'))).toBe(
      'entryNotInStage',
    )

    await submitFull(judgeOf(held, last!), last!)
    await assignEvenly(held.organiser, 'final')
    expect(await finalists()).toEqual([entries[1]!.code, entries[2]!.code, agency.code].sort())
    expect((await rankingDesk(held.organiser)).faults).toEqual([])
  })

  test('that has begun stays in sight when a sheet of the preliminary is opened again', async () => {
    const { organiser, entries, judges, id } = await judgedPreliminary([90, 80])
    await assignEvenly(organiser, 'final')
    await joinPanel(id)
    await assignJudge(organiser, 'preliminary', entries[0]!.id, `J0${judges.length + 1}`)
    const { rows } = await stageProgress(organiser, 'final')
    expect(rows.map(({ code }) => code)).toEqual(entries.map(({ code }) => code).sort())
  })
})

describe('assigning by hand', () => {
  test('adds one judge to one entry, once', async () => {
    const { organiser, sheets, id } = await judging({ judges: 2 })
    await joinPanel(id)
    const entryId = sheets[0]!.entryId
    await assignJudge(organiser, 'preliminary', entryId, 'J03')
    expect(await refusalOf(assignJudge(organiser, 'preliminary', entryId, 'J03'))).toBe(
      'judgeAlreadyAssigned',
    )
    expect(panelOf(await sheetsAt('preliminary'), sheets[0]!.entry)).toEqual(['J01', 'J02', 'J03'])
    expect((await linesOf((await contestHeld()).stages[0]!.id)).at(-1)).toMatchObject({
      act: 'judgesAssigned',
      details: { entry: sheets[0]!.entry, judge: 'J03', sheets: 1 },
    })
  })

  test('twice at once makes one sheet', async () => {
    const { organiser, sheets, id } = await judging()
    await joinPanel(id)
    const came = await atOnce(6, () => assignJudge(organiser, 'preliminary', sheets[0]!.entryId, 'J03'))
    expect(came.filter((each) => each === 'judgeAlreadyAssigned')).toHaveLength(5)
    expect(await sheetsAt('preliminary')).toHaveLength(3)
  })

  test('knows its stages, judges and entries', async () => {
    const { organiser, sheets } = await judging()
    const entryId = sheets[0]!.entryId
    expect(await refusalOf(assignJudge(organiser, 'semifinal', entryId, 'J01'))).toBe('notFound')
    expect(await refusalOf(assignJudge(organiser, 'preliminary', entryId, 'J99'))).toBe('notFound')
    for (const nobody of [NO_SUCH, 'x', (await enter()).id]) {
      expect(await refusalOf(assignJudge(organiser, 'preliminary', nobody, 'J01'))).toBe('entryNotInStage')
    }
  })
})

test('what an organiser does at a stage is nobody else’s', async () => {
  const { judges, sheet } = await judging()
  const { entryId } = sheet
  const deduction = { stage: 'preliminary', points: '1', reason: '超时' }
  const others: [Actor, string][] = [
    [judges[0]!, 'notYours'],
    [await member('contestant'), 'notYours'],
    [null, 'signInFirst'],
  ]
  for (const [actor, refusal] of others) {
    expect(await refusalOf(assignEvenly(actor, 'preliminary'))).toBe(refusal)
    expect(await refusalOf(assignJudge(actor, 'preliminary', entryId, 'J01'))).toBe(refusal)
    expect(await refusalOf(voidSheet(actor, sheet.id, '理由'))).toBe(refusal)
    expect(await refusalOf(stageProgress(actor, 'preliminary'))).toBe(refusal)
    expect(await refusalOf(recordAbsence(actor, entryId, 'preliminary', true))).toBe(refusal)
    expect(await refusalOf(recordDeduction(actor, entryId, deduction))).toBe(refusal)
    expect(await refusalOf(removeDeduction(actor, entryId, NO_SUCH))).toBe(refusal)
  }
  expect(await sheetsAt('preliminary')).toHaveLength(2)
})

describe('a sheet', () => {
  test('is opened, saved, submitted and given back by its judge and nobody else', async () => {
    const { sheet, judges, judge, organiser } = await judging()
    const before = await storedSheet(sheet.id)
    const others: [Actor, string][] = [
      [judges.find((each) => each !== judge)!, 'notYours'],
      [organiser, 'notYours'],
      [await member('contestant'), 'notYours'],
      [null, 'signInFirst'],
    ]
    for (const [actor, refusal] of others) {
      expect(await refusalOf(openSheet(actor, sheet.id))).toBe(refusal)
      expect(await refusalOf(saveSheet(actor, sheet.id, typed(FULL)))).toBe(refusal)
      expect(await refusalOf(submitFull(actor, sheet))).toBe(refusal)
      expect(await refusalOf(recuse(actor, sheet.id, '理由'))).toBe(refusal)
    }
    expect(await storedSheet(sheet.id)).toEqual(before)
  })

  test('submitted, tells nobody else its receipt', async () => {
    const { sheet, judges, judge, organiser } = await judging()
    await submitFull(judge, sheet)
    for (const actor of [judges.find((each) => each !== judge)!, organiser]) {
      expect(await refusalOf(submitFull(actor, sheet))).toBe('notYours')
    }
  })

  test.each([NO_SUCH, 'no-such-sheet', ''])('that does not exist is not found: %j', async (id) => {
    const { judge, organiser } = await judging()
    expect(await refusalOf(openSheet(judge, id))).toBe('notFound')
    expect(await refusalOf(saveSheet(judge, id, typed(FULL)))).toBe('notFound')
    expect(await refusalOf(submitSheet(judge, id, typed(FULL)))).toBe('notFound')
    expect(await refusalOf(recuse(judge, id, '理由'))).toBe('notFound')
    expect(await refusalOf(voidSheet(organiser, id, '理由'))).toBe('notFound')
  })

  test.each(['preliminary', 'final'])('of the %s says nothing of whose the entry is', async (stage) => {
    const held = await holdContest()
    const entry = draft({
      entrant: '艾力江·买买提',
      unit: '黔东南蓝莓社工中心',
      contact: '杨㛃',
      phone: '13987654321',
      prefecture: '522600',
      county: '522631',
      title: '山那边的课堂',
    })
    const { id, entrant } = await accepted(held, { entry })
    await assignEvenly(held.organiser, 'preliminary')
    if (stage === 'final') {
      await judgeAll(held, 'preliminary', () => 80)
      await assignEvenly(held.organiser, 'final')
    }
    const [sheet] = await sheetsAt(stage)
    const judge = judgeOf(held, sheet!)
    const seen = JSON.stringify([await openSheet(judge, sheet!.id), await deskOf(judge)])
    expect(seen).toContain('山那边的课堂')
    const { createdAt, savedAt } = await db().entry.findUniqueOrThrow({ where: { id } })
    const { submittedAt, receipt } = await db().entryVersion.findFirstOrThrow({ where: { entryId: id } })
    const telling = {
      entrant: '艾力江',
      unit: '蓝莓',
      contact: '杨㛃',
      phone: '13987654321',
      prefecture: '522600',
      'name of the prefecture': '黔东南',
      entry: id,
      account: entrant.id,
      login: entrant.name,
      receipt,
      'when it was begun': createdAt.toISOString(),
      'when it was saved': savedAt.toISOString(),
      'when it was submitted': submittedAt.toISOString(),
    }
    for (const [what, telltale] of Object.entries(telling))
      expect([what, seen]).not.toEqual([what, expect.stringContaining(telltale)])
  })

  test('shows the text that was submitted, and leads to the judge’s next open one', async () => {
    const held = await judging({ entries: 3 })
    const mine = held.sheets.filter(({ judge }) => judge.code === 'J01')
    const [first, second, third] = mine.map(({ id }) => id)
    const judge = held.judges[0]!
    expect((await openSheet(judge, first!)).next?.id).toBe(second)
    await submitFull(judge, { id: second! })
    expect((await openSheet(judge, first!)).next?.id).toBe(third)
    expect((await openSheet(judge, third!)).next?.id).toBe(first)
    await submitFull(judge, { id: first! })
    await submitFull(judge, { id: third! })
    const { next, sheet, entry } = await openSheet(judge, third!)
    expect([next, sheet.state]).toEqual([null, 'submitted'])
    expect(entry.sections.map(({ text }) => text)).toEqual(Array(6).fill('社工服务'))
  })
})

describe('saving a sheet', () => {
  test('keeps what has been marked so far, and takes out what was cleared', async () => {
    const { sheet, judge } = await judging()
    expect(
      await saveSheet(judge, sheet.id, typed({ 'R1.1': '30', 'R1.2': '0.5' }, 0, '思路清楚')),
    ).toMatchObject({ revision: 1 })
    expect((await openSheet(judge, sheet.id)).sheet).toMatchObject({
      state: 'draft',
      marks: { 'R1.1': '30', 'R1.2': '0.5' },
      comment: '思路清楚',
      revision: 1,
    })
    await saveSheet(judge, sheet.id, typed({ 'R1.2': '7.5' }, 1))
    expect(await marksOf(sheet.id)).toEqual({ 'R1.2': '7.5' })
  })

  test.each([
    ['above the highest mark', { 'R1.1': '61' }],
    ['just above it', { 'R1.2': '40.5' }],
    ['off the step', { 'R1.2': '7.3' }],
    ['half a point where points are whole', { 'R1.1': '0.5' }],
    ['below 0', { 'R1.1': '-1' }],
    ['in words', { 'R1.1': '十' }],
    ['blank', { 'R1.1': '' }],
  ])('refuses a mark %s, and stores nothing of the sheet', async (_, mark) => {
    const { sheet, judge } = await judging()
    const before = await storedSheet(sheet.id)
    expect(await refusalOf(saveSheet(judge, sheet.id, typed({ ...FULL, ...mark })))).toBe('sheetIncomplete')
    expect(await refusalOf(submitSheet(judge, sheet.id, typed({ ...FULL, ...mark })))).toBe('sheetIncomplete')
    expect(await storedSheet(sheet.id)).toEqual(before)
  })

  test('takes the lowest and the highest mark, and knows no criterion of another rubric', async () => {
    const { sheet, judge } = await judging()
    await saveSheet(judge, sheet.id, typed({ 'R1.1': '0', 'R1.2': '40.0', 'R2.1': '100', toString: '1' }))
    expect(await marksOf(sheet.id)).toEqual({ 'R1.1': '0', 'R1.2': '40' })
  })

  test('from a stale page is refused, and nothing is overwritten', async () => {
    const { sheet, judge } = await judging()
    await saveSheet(judge, sheet.id, typed({ 'R1.1': '50' }))
    const before = await storedSheet(sheet.id)
    expect(await refusalOf(saveSheet(judge, sheet.id, typed({ 'R1.1': '10' })))).toBe('sheetChangedElsewhere')
    expect(await refusalOf(submitFull(judge, sheet))).toBe('sheetChangedElsewhere')
    expect(await storedSheet(sheet.id)).toEqual(before)
  })

  test('from two tablets at once keeps one of them whole', async () => {
    const { sheet, judge } = await judging()
    const came = await atOnce(8, (nth) =>
      saveSheet(judge, sheet.id, typed({ 'R1.1': String(nth), 'R1.2': String(nth) })),
    )
    expect(came.filter((each) => each === 'sheetChangedElsewhere')).toHaveLength(7)
    const kept = String(came.findIndex((each) => each !== 'sheetChangedElsewhere'))
    expect(await marksOf(sheet.id)).toEqual({ 'R1.1': kept, 'R1.2': kept })
  })
})

describe('submitting a sheet', () => {
  test('gives a receipt, which the judge, his desk and the journal show alike', async () => {
    const { sheet, judge, codes } = await judging()
    const { receipt } = await submitFull(judge, sheet)
    expect(receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{2}$/)
    expect((await openSheet(judge, sheet.id)).sheet).toMatchObject({ state: 'submitted', receipt })
    expect((await deskOf(judge)).stages[0]!.sheets).toMatchObject([
      { state: 'submitted', receipt, total: '99.50' },
    ])
    expect(await linesOf(sheet.id)).toMatchObject([
      {
        act: 'sheetSubmitted',
        actorId: judge.id,
        details: { stage: 'preliminary', entry: codes[0], judge: sheet.judge.code, receipt },
      },
    ])
  })

  test('an incomplete one is refused', async () => {
    const { sheet, judge } = await judging()
    const before = await storedSheet(sheet.id)
    for (const marks of [{}, { 'R1.1': '60' }, { 'R1.2': '0' }]) {
      expect(await refusalOf(submitSheet(judge, sheet.id, typed(marks)))).toBe('sheetIncomplete')
    }
    expect(await storedSheet(sheet.id)).toEqual(before)
  })

  test('fifty times at once makes one row and one receipt', async () => {
    const { sheet, judge } = await judging()
    const came = await atOnce(50, () => submitFull(judge, sheet))
    expect(new Set(came.map((each) => (typeof each === 'string' ? each : each.receipt)))).toEqual(
      new Set([(await storedSheet(sheet.id)).receipt]),
    )
    expect(await actsOn(sheet.id)).toEqual(['sheetSubmitted'])
    expect(await sheetsAt('preliminary')).toHaveLength(2)
    expect((await storedSheet(sheet.id)).revision).toBe(1)
  })

  test('again with the same marks, however they are written, gives the same receipt and changes nothing', async () => {
    const { sheet, judge } = await judging()
    const { receipt } = await submitFull(judge, sheet)
    const before = await storedSheet(sheet.id)
    for (const marks of [FULL, { 'R1.1': '60.0', 'R1.2': '39.50' }, { ...FULL, 'R1.1': '060' }]) {
      expect(await submitSheet(judge, sheet.id, typed(marks, 7))).toEqual({ receipt })
    }
    expect(await storedSheet(sheet.id)).toEqual(before)
  })

  test('again with other marks or another comment is refused', async () => {
    const { sheet, judge } = await judging()
    await submitFull(judge, sheet)
    const before = await storedSheet(sheet.id)
    for (const other of [
      typed({ ...FULL, 'R1.2': '40' }, 1),
      typed({ 'R1.1': '60' }, 1),
      typed(FULL, 1, '补充'),
      typed({}, 1),
    ]) {
      expect(await refusalOf(submitSheet(judge, sheet.id, other))).toBe('sheetLocked')
      expect(await refusalOf(saveSheet(judge, sheet.id, other))).toBe('sheetLocked')
    }
    expect(await refusalOf(recuse(judge, sheet.id, '理由'))).toBe('sheetLocked')
    expect(await storedSheet(sheet.id)).toEqual(before)
  })

  test('and saving at once: the submitted marks are those that were submitted, whole', async () => {
    const { sheet, judge } = await judging()
    const other = { 'R1.1': '1', 'R1.2': '1' }
    const came = await atOnce(10, async (nth) =>
      nth % 2 ? saveSheet(judge, sheet.id, typed(other)) : submitFull(judge, sheet),
    )
    const won = came.some((each) => typeof each === 'object' && 'receipt' in each)
    expect(await marksOf(sheet.id)).toEqual(won ? FULL : other)
    expect((await storedSheet(sheet.id)).state).toBe(won ? 'submitted' : 'open')
  })

  test('at the very moment it is taken back is refused', async () => {
    const { sheet, judge } = await judging()
    const taking = `UPDATE sheet SET state = 'void', current = false, reason = '' WHERE id = '${sheet.id}'`
    const [submitting] = await meetingAt<unknown>(ownerUrl, taking, [() => submitFull(judge, sheet)])
    expect(submitting).toBe('notFound')
    expect(await storedSheet(sheet.id)).toMatchObject({ state: 'void', receipt: null, marks: [] })
  })
})

describe.each([
  ['the product', appUrl],
  ['the owner of the database', ownerUrl],
])('by SQL, as %s', (_, url) => {
  /** PostgreSQL refuses for want of a right, be it a privilege or a trigger that says no. */
  const refused = (sql: string) => expect(query(url, sql)).rejects.toMatchObject({ code: '42501' })

  test('submitted marks do not change, by no statement', async () => {
    const { sheets, judges, sheet, judge, id } = await judging({ entries: 2 })
    const other = sheets.find((each) => each.judge.id === sheet.judge.id && each.id !== sheet.id)!
    await saveSheet(judge, other.id, typed({ 'R1.1': '1' }))
    await submitFull(judge, sheet)
    const before = await storedSheet(sheet.id)
    const this_ = `'${sheet.id}'`
    await refused(`UPDATE mark SET points = points - 1 WHERE sheet_id = ${this_}`)
    await refused(`UPDATE mark SET sheet_id = '${other.id}' WHERE sheet_id = ${this_}`)
    await refused(`UPDATE mark SET sheet_id = ${this_} WHERE sheet_id = '${other.id}'`)
    await refused(`DELETE FROM mark WHERE sheet_id = ${this_}`)
    await refused(
      `INSERT INTO mark (sheet_id, criterion_id, points) SELECT ${this_}, criterion.id, 1 FROM criterion
       JOIN rubric ON rubric.id = rubric_id WHERE contest_id = '${id}' AND criterion.code = 'R2.1'`,
    )
    await refused(`UPDATE sheet SET state = 'open' WHERE id = ${this_}`)
    await refused(`UPDATE sheet SET state = 'recused' WHERE id = ${this_}`)
    await refused(`UPDATE sheet SET receipt = 'AAAA-AA' WHERE id = ${this_}`)
    await refused(`UPDATE sheet SET comment = 'x' WHERE id = ${this_}`)
    await refused(`UPDATE sheet SET submitted_at = now() WHERE id = ${this_}`)
    await refused(
      `UPDATE sheet SET judge_id = '${sheets.find((each) => each.judge.id !== sheet.judge.id)!.judge.id}' WHERE id = ${this_}`,
    )
    await refused(`UPDATE sheet SET entry_id = '${other.entryId}' WHERE id = ${this_}`)
    expect(judges).toHaveLength(2)
    expect(await storedSheet(sheet.id)).toEqual(before)
  })

  test('sheets are never deleted, open ones neither', async () => {
    const { sheet } = await judging()
    await refused(`DELETE FROM sheet WHERE id = '${sheet.id}'`)
    await refused('DELETE FROM sheet')
    expect(await sheetsAt('preliminary')).toHaveLength(2)
  })

  test('no judge has two current sheets for one entry at one stage', async () => {
    const { sheet } = await judging()
    const again = `INSERT INTO sheet (id, stage_id, entry_id, judge_id)
      SELECT gen_random_uuid(), stage_id, entry_id, judge_id FROM sheet WHERE id = '${sheet.id}'`
    await expect(query(url, again)).rejects.toMatchObject({ code: '23505', constraint: 'sheet_one_current' })
  })

  test('no mark is below 0, and no sheet is submitted without a receipt', async () => {
    const { sheet, judge } = await judging()
    await saveSheet(judge, sheet.id, typed(FULL))
    const invalid = { code: '23514' }
    await expect(
      query(url, `UPDATE mark SET points = -1 WHERE sheet_id = '${sheet.id}'`),
    ).rejects.toMatchObject(invalid)
    await expect(
      query(url, `UPDATE sheet SET state = 'submitted' WHERE id = '${sheet.id}'`),
    ).rejects.toMatchObject(invalid)
  })
})

test('the product may not empty the tables of sheets and marks', async () => {
  for (const table of ['mark', 'sheet CASCADE', 'entry_version', 'account CASCADE']) {
    await expect(query(appUrl, `TRUNCATE ${table}`)).rejects.toMatchObject({ code: '42501' })
  }
})

describe('a judge who recuses himself', () => {
  test('no longer counts, is not asked again, and is replaced', async () => {
    const { organiser, sheet, judge, codes, id, ...held } = await judging({ judges: 2 })
    await recuse(judge, sheet.id, '曾为同事')
    const { rows } = await stageProgress(organiser, 'preliminary')
    expect(rows).toMatchObject([{ code: codes[0], missing: 1 }])
    expect(await assignEvenly(organiser, 'preliminary')).toBe(0)
    expect(await refusalOf(assignJudge(organiser, 'preliminary', sheet.entryId, sheet.judge.code))).toBe(
      'judgeAlreadyAssigned',
    )
    const third = await joinPanel(id)
    expect(await assignEvenly(organiser, 'preliminary')).toBe(1)
    const panel = { organiser, id, judges: [...held.judges, third] }
    await judgeAll(panel, 'preliminary', ({ judge: { code } }) => (code === 'J03' ? 60 : 80))
    const [line] = (await rankingDesk(organiser)).rows
    expect(line!.stages['preliminary']).toMatchObject({ mark: '70.00', counted: 2 })
  })

  test('can no longer mark the entry, and his reason is in the journal', async () => {
    const { sheet, judge, codes } = await judging()
    await saveSheet(judge, sheet.id, typed(FULL))
    await recuse(judge, sheet.id, '曾为同事')
    expect(await refusalOf(saveSheet(judge, sheet.id, typed(FULL, 1)))).toBe('sheetLocked')
    expect(await refusalOf(submitFull(judge, sheet, 1))).toBe('sheetLocked')
    expect(await refusalOf(recuse(judge, sheet.id, '再次'))).toBe('sheetLocked')
    expect((await deskOf(judge)).stages[0]!.sheets).toMatchObject([{ state: 'recused', total: null }])
    expect((await linesOf(sheet.id)).at(-1)).toMatchObject({
      act: 'sheetRecused',
      actorId: judge.id,
      details: { entry: codes[0], judge: sheet.judge.code, reason: '曾为同事' },
    })
  })

  test('no longer reads the entry', async () => {
    const { sheet, judge } = await judging()
    await recuse(judge, sheet.id, '曾为同事')
    const { entry } = await openSheet(judge, sheet.id)
    expect(entry).toEqual({ title: '', sections: [] })
  })
})

describe('a sheet that is taken back', () => {
  test('is kept as void beside the new one, which begins empty', async () => {
    const { organiser, sheet, judge } = await judging()
    await saveSheet(judge, sheet.id, typed(FULL))
    await voidSheet(organiser, sheet.id, '评委生病')
    expect(await refusalOf(openSheet(judge, sheet.id))).toBe('notFound')
    expect(await refusalOf(submitFull(judge, sheet, 1))).toBe('notFound')
    expect((await deskOf(judge)).stages).toEqual([])
    await assignJudge(organiser, 'preliminary', sheet.entryId, sheet.judge.code)
    const again = (await sheetsAt('preliminary')).find((each) => each.judge.id === sheet.judge.id)!
    expect(again).toMatchObject({ state: 'open', revision: 0, marks: {} })
    expect(await storedSheet(sheet.id)).toMatchObject({ state: 'void', current: false, reason: '评委生病' })
    expect((await storedSheet(sheet.id)).marks).toHaveLength(2)
    expect(await actsOn(sheet.id)).toEqual(['sheetVoided'])
  })

  test('is one that nobody has submitted', async () => {
    const { organiser, sheet, judge } = await judging()
    await submitFull(judge, sheet)
    expect(await refusalOf(voidSheet(organiser, sheet.id, '理由'))).toBe('sheetLocked')
    expect((await storedSheet(sheet.id)).state).toBe('submitted')
  })

  test('leaves a place that assigning evenly fills again', async () => {
    const { organiser, sheet, id } = await judging()
    await joinPanel(id)
    await voidSheet(organiser, sheet.id, '评委生病')
    expect((await stageProgress(organiser, 'preliminary')).missing).toBe(1)
    expect(await assignEvenly(organiser, 'preliminary')).toBe(1)
    expect(await sheetsAt('preliminary')).toHaveLength(2)
  })
})

describe('the day’s record', () => {
  test('an absence is recorded once, can be taken back, and both are in the journal', async () => {
    const held = await holdContest()
    const { id } = await accepted(held)
    await atOnce(3, () => recordAbsence(held.organiser, id, 'preliminary', true))
    expect((await reviewEntry(held.organiser, id)).stages[0]!.absent).toBe(true)
    expect((await rankingDesk(held.organiser)).rows).toMatchObject([
      { state: 'absent', stage: 'preliminary' },
    ])
    await recordAbsence(held.organiser, id, 'preliminary', false)
    expect((await reviewEntry(held.organiser, id)).stages[0]!.absent).toBe(false)
    expect((await actsOn(id)).at(-1)).toBe('absenceRemoved')
  })

  test('points off come off the stage’s mark, and back when the deduction is taken back', async () => {
    const held = await judging()
    const { organiser, sheet } = held
    await judgeAll(held, 'preliminary', () => 80)
    const markNow = async () => (await rankingDesk(organiser)).rows[0]!.stages['preliminary']!.mark
    await recordDeduction(organiser, sheet.entryId, { stage: 'preliminary', points: '2.50', reason: '超时' })
    await recordDeduction(organiser, sheet.entryId, { stage: 'preliminary', points: '1', reason: '超字数' })
    expect(await markNow()).toBe('76.50')
    const { deductions } = (await reviewEntry(organiser, sheet.entryId)).stages[0]!
    expect(deductions).toMatchObject([
      { points: '2.5', reason: '超时' },
      { points: '1', reason: '超字数' },
    ])
    await removeDeduction(organiser, sheet.entryId, deductions[0]!.id)
    expect(await markNow()).toBe('79.00')
    expect(await refusalOf(removeDeduction(organiser, sheet.entryId, deductions[0]!.id))).toBe('notFound')
  })

  test('the journal tells which deduction was taken back', async () => {
    const { organiser, sheet, codes } = await judging()
    for (const points of ['1', '2']) {
      await recordDeduction(organiser, sheet.entryId, {
        stage: 'preliminary',
        points,
        reason: `第${points}次超时`,
      })
    }
    const { deductions } = (await reviewEntry(organiser, sheet.entryId)).stages[0]!
    await removeDeduction(organiser, sheet.entryId, deductions[1]!.id)
    expect((await linesOf(sheet.entryId)).at(-1)).toMatchObject({
      act: 'deductionRemoved',
      details: { stage: 'preliminary', entry: codes[0], points: '2', reason: '第2次超时' },
    })
  })

  test('a deduction is taken back from the entry it was made on', async () => {
    const { organiser, sheets } = await judging({ entries: 2 })
    const [one, two] = [...new Set(sheets.map(({ entryId }) => entryId))]
    await recordDeduction(organiser, one!, { stage: 'preliminary', points: '1', reason: '超时' })
    const { id } = (await reviewEntry(organiser, one!)).stages[0]!.deductions[0]!
    for (const nothing of [id, NO_SUCH, 'x']) {
      expect(await refusalOf(removeDeduction(organiser, two!, nothing))).toBe('notFound')
    }
    expect((await reviewEntry(organiser, one!)).stages[0]!.deductions).toHaveLength(1)
  })

  test('concerns accepted entries, at stages that exist', async () => {
    const { organiser, sheet } = await judging()
    const waiting = await enter()
    const deduction = { stage: 'preliminary', points: '1', reason: '超时' }
    for (const id of [waiting.id, NO_SUCH, 'x']) {
      expect(await refusalOf(recordAbsence(organiser, id, 'preliminary', true))).toBe('entryNotInStage')
      expect(await refusalOf(recordDeduction(organiser, id, deduction))).toBe('entryNotInStage')
    }
    expect(await refusalOf(recordAbsence(organiser, sheet.entryId, 'semifinal', true))).toBe('notFound')
    expect(await refusalOf(recordDeduction(organiser, sheet.entryId, { ...deduction, stage: 'x' }))).toBe(
      'notFound',
    )
  })
})
