import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { SECTIONS } from '~/core/entrants/draft'
import { receiptCode } from '~/core/judging/codes'
import { markKey } from '~/core/judging/sheet'
import { isTied, markFault, parseExact, sheetTotal } from '~/core/scoring'
import { db, inTransaction, type Db } from '~/data/db.server'
import { findEntry } from '~/data/entries.server'
import { record } from '~/data/journal.server'
import * as sheets from '~/data/sheets.server'
import { requireContest } from './contest.server'
import { sha256 } from './secrets.server'
import { stageOf, stateShown } from './stages.server'

/** A sheet by its identity. Refused for none. */
export async function requireSheet(at: Db, id: string, find = sheets.findSheet) {
  const sheet = await find(at, id)
  if (!sheet) throw new Refusal('not-found', 'notFound')
  return sheet
}

/** The judge's sheets, stage by stage, by entry code. Nothing in it says whose the entries are. */
export async function deskOf(actor: Actor) {
  const judge = allow(actor, 'judge')
  const contest = await requireContest(db())
  const mine = await sheets.listSheets(db(), { contestId: contest.id, accountId: judge.id })
  return {
    contest: contest.name,
    judge: mine[0]?.judge.code ?? null,
    stages: contest.stages
      .map(({ code, name, blind, rubrics }) => ({
        code,
        name,
        blind,
        sheets: mine
          .filter(({ stage }) => stage === code)
          .map((sheet) => {
            const { total, marked, of } = sheetTotal(rubrics[sheet.track]!.criteria, sheet.marks)
            return {
              id: sheet.id,
              entry: sheet.entry,
              track: contest.tracks.find((track) => track.code === sheet.track)!.name,
              serviceDomain: contest.serviceDomains.find((domain) => domain.code === sheet.serviceDomain)!
                .name,
              state: stateShown(sheet),
              receipt: sheet.receipt,
              total: sheet.state === 'recused' || marked === 0 ? null : total,
              marked,
              of,
            }
          }),
      }))
      .filter((stage) => stage.sheets.length > 0),
  }
}

/** One sheet with its rubric and the blind copy of the entry: its text, and nothing that says whose it is. */
export async function openSheet(actor: Actor, id: string) {
  const contest = await requireContest(db())
  const sheet = await requireSheet(db(), id)
  const judge = allow(actor, 'mark a sheet', sheet)
  const stage = stageOf(contest, sheet.stage)
  const entry = (await findEntry(db(), sheet.entryId))!
  const { content } = entry.frozen!
  const mine = await sheets.listSheets(db(), {
    contestId: contest.id,
    accountId: judge.id,
    stageId: stage.id,
  })
  const at = mine.findIndex((each) => each.id === id)
  const next = [...mine.slice(at + 1), ...mine.slice(0, at)].find(({ state }) => state === 'open')
  return {
    sheet: {
      id,
      entry: sheet.entry,
      state: stateShown(sheet),
      revision: sheet.revision,
      marks: sheet.marks,
      comment: sheet.comment,
      receipt: sheet.receipt,
      savedAt: sheet.savedAt,
      submittedAt: sheet.submittedAt,
    },
    stage: { name: stage.name, blind: stage.blind },
    track: contest.tracks.find(({ code }) => code === sheet.track)!.name,
    serviceDomain: contest.serviceDomains.find(({ code }) => code === sheet.serviceDomain)!.name,
    rubric: stage.rubrics[sheet.track]!,
    // Whoever has recused himself no longer reads it.
    entry:
      sheet.state === 'recused'
        ? { title: '', sections: [] }
        : {
            title: content.title,
            sections: SECTIONS.map((section) => ({ section, text: content[section] })),
          },
    next: next ? { id: next.id, entry: next.entry } : null,
  }
}

/** What a judge types: marks by `markKey` of the criterion, blank ones left out. */
export type TypedSheet = {
  readonly revision: number
  readonly marks: Readonly<Record<string, string | undefined>>
  readonly comment: string
}

async function save(at: Db, actor: Actor, id: string, typed: TypedSheet, now: Date) {
  const contest = await requireContest(at)
  const sheet = await requireSheet(at, id)
  const judge = allow(actor, 'mark a sheet', sheet)
  if (sheet.state !== 'open') throw new Refusal('conflict', 'sheetLocked')
  const stage = stageOf(contest, sheet.stage)
  const rubric = stage.rubrics[sheet.track]!
  const given = rubric.criteria.flatMap((criterion) => {
    const mark = typed.marks[markKey(criterion.id)]
    return mark === undefined ? [] : [{ criterion, mark }]
  })
  const faulty = given.find(({ criterion, mark }) => markFault(criterion, mark) !== null)
  if (faulty) throw new Refusal('invalid', 'sheetIncomplete')
  if (!(await sheets.saveSheet(at, id, { revision: typed.revision, comment: typed.comment, now }))) {
    throw new Refusal('conflict', 'sheetChangedElsewhere')
  }
  const marks = Object.fromEntries(given.map(({ criterion, mark }) => [criterion.id, mark]))
  await sheets.setMarks(at, id, { contestId: contest.id, code: rubric.code }, marks)
  return { contest, sheet, judge, criteria: rubric.criteria }
}

/** Keeps an unfinished sheet. @returns the revision to start the next save from. */
export async function saveSheet(actor: Actor, id: string, typed: TypedSheet, now = new Date()) {
  await inTransaction((at) => save(at, actor, id, typed, now))
  return { revision: typed.revision + 1, savedAt: now }
}

/**
 * Submits a complete sheet; from then on nobody changes its marks. The receipt is the code of what is stored.
 * Sending the same sheet again gives the same receipt; other marks are refused.
 */
export async function submitSheet(actor: Actor, id: string, typed: TypedSheet, now = new Date()) {
  return inTransaction(async (at) => {
    const before = await requireSheet(at, id, sheets.lockSheet)
    if (before.state === 'submitted' && before.receipt) {
      allow(actor, 'mark a sheet', before)
      if (isSame(before, typed)) return { receipt: before.receipt }
    }
    const { contest, judge, criteria } = await save(at, actor, id, typed, now)
    const stored = await requireSheet(at, id)
    if (criteria.some((criterion) => stored.marks[criterion.id] === undefined)) {
      throw new Refusal('invalid', 'sheetIncomplete')
    }
    const receipt = receiptCode(
      sha256(JSON.stringify([id, Object.entries(stored.marks).sort(), stored.comment])),
    )
    const closed = await sheets.closeSheet(at, id, { state: 'submitted', receipt, submittedAt: now })
    if (!closed) throw new Refusal('conflict', 'sheetLocked')
    await record(at, {
      actorId: judge.id,
      act: 'sheetSubmitted',
      subjectId: id,
      contestId: contest.id,
      details: { stage: stored.stage, entry: stored.entry, judge: stored.judge.code, receipt },
    })
    return { receipt }
  })
}

const isSame = (stored: sheets.Sheet, typed: TypedSheet) =>
  stored.comment === typed.comment &&
  Object.entries(stored.marks).every(([criterion, mark]) => {
    const again = typed.marks[markKey(criterion)]
    return again !== undefined && isTied(parseExact(mark), parseExact(again))
  })

/** The judge steps back from one entry; the sheet counts for nothing and the organiser sees it. */
export async function recuse(actor: Actor, id: string, reason: string) {
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const sheet = await requireSheet(at, id)
    const judge = allow(actor, 'mark a sheet', sheet)
    if (!(await sheets.closeSheet(at, id, { state: 'recused', reason })))
      throw new Refusal('conflict', 'sheetLocked')
    await record(at, {
      actorId: judge.id,
      act: 'sheetRecused',
      subjectId: id,
      contestId: contest.id,
      details: { stage: sheet.stage, entry: sheet.entry, judge: sheet.judge.code, reason },
    })
  })
}
