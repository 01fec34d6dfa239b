import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { SECTIONS } from '~/core/entrants/entry'
import type { Contest, Stage } from '~/core/contest/setup'
import { shareOut } from '~/core/judging/assignment'
import { receiptCode } from '~/core/judging/codes'
import { markKey } from '~/core/judging/sheet'
import { isTied, markFault, parseExact, rankScorebook, sheetTotal } from '~/core/scoring'
import { db, inTransaction, type Db } from '~/data/db.server'
import { findEntry, listEntries } from '~/data/entries.server'
import { record } from '~/data/journal.server'
import { loadScorebook } from '~/data/results.server'
import * as sheets from '~/data/sheets.server'
import { requireContest } from './contest.server'
import { sha256 } from './secrets.server'

async function requireSheet(at: Db, id: string, find = sheets.findSheet) {
  const sheet = await find(at, id)
  if (!sheet) throw new Refusal('not-found', 'notFound')
  return sheet
}

const stageOf = (contest: Contest, code: string) => {
  const stage = contest.stages.find((each) => each.code === code)
  if (!stage) throw new Refusal('not-found', 'notFound')
  return stage
}

/**
 * The entries that take part in a stage: entered, and neither eliminated nor absent at an earlier one. None of a track
 * while anything is missing there that decides who goes on: a sheet still to come may put others through.
 */
async function takingPart(at: Db, contest: Contest, stage: Stage) {
  const place = contest.stages.indexOf(stage)
  const entered = await listEntries(at, { contestId: contest.id, state: { in: ['accepted'] } })
  if (place === 0) return entered
  // What earlier stages say, by the published rules themselves: a scorebook that ends before this stage.
  const earlier = new Set(contest.stages.slice(0, place).map(({ code }) => code))
  const scorebook = await loadScorebook(at, contest)
  const { entries } = rankScorebook({
    ...scorebook,
    stages: scorebook.stages.filter(({ id }) => earlier.has(id)),
    sheets: scorebook.sheets.filter((sheet) => earlier.has(sheet.stage)),
    deductions: scorebook.deductions?.filter((deduction) => earlier.has(deduction.stage)),
    absences: scorebook.absences?.filter((absence) => earlier.has(absence.stage)),
    ranking: { ...scorebook.ranking, tieBreaks: [] },
    awards: [],
  })
  const selects = contest.stages.slice(0, place).some(({ rules }) => rules.advance)
  const undecided = new Set(
    entries.filter(({ state }) => selects && state === 'incomplete').map(({ track }) => track),
  )
  const through = new Set(
    entries.filter(({ state, track }) => state === 'ranked' && !undecided.has(track)).map(({ id }) => id),
  )
  return entered.filter(({ code }) => through.has(code!))
}

// ---------------------------------------------------------------- the organiser

/** How far a stage is: judges across, entries down, one state a sheet. */
export async function stageProgress(actor: Actor, stageCode: string) {
  allow(actor, 'see progress')
  const contest = await requireContest(db())
  const stage = stageOf(contest, stageCode)
  const [entered, taking, judges, given, absences] = await Promise.all([
    listEntries(db(), { contestId: contest.id, state: { in: ['accepted'] } }),
    takingPart(db(), contest, stage),
    sheets.listJudges(db(), contest.id),
    sheets.listSheets(db(), { contestId: contest.id, stageId: stage.id }),
    sheets.listAbsences(db(), contest.id),
  ])
  const absent = new Set(absences.filter((each) => each.stage === stageCode).map(({ entry }) => entry))
  const byPair = new Map(given.map((sheet) => [`${sheet.entry} ${sheet.judge.code}`, sheet]))
  // Whoever has sheets here stays in sight, also when an earlier stage is opened again.
  const shown = new Set([...taking.map(({ id }) => id), ...given.map(({ entryId }) => entryId)])
  const rows = entered
    .filter(({ id }) => shown.has(id))
    .map((entry) => {
      const mine = judges.map(({ code }) => byPair.get(`${entry.code!} ${code}`) ?? null)
      const counting = mine.filter((sheet) => sheet && sheet.state !== 'recused')
      return {
        id: entry.id,
        code: entry.code!,
        title: entry.frozen!.content.title,
        track: entry.track,
        serviceDomain: entry.serviceDomain!,
        absent: absent.has(entry.code!),
        missing: Math.max(0, stage.judgesPerEntry - counting.length),
        sheets: mine.map((sheet) =>
          sheet
            ? {
                id: sheet.id,
                state: stateShown(sheet),
                total:
                  sheet.state === 'submitted'
                    ? sheetTotal(stage.rubrics[sheet.track]!.criteria, sheet.marks).total
                    : null,
              }
            : null,
        ),
      }
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  return {
    stage: { code: stage.code, name: stage.name, blind: stage.blind, judgesPerEntry: stage.judgesPerEntry },
    stages: contest.stages.map(({ code, name }) => ({ code, name })),
    judges: judges.map(({ id, code, name }) => ({ id, code, name })),
    rows,
    submitted: given.filter(({ state }) => state === 'submitted').length,
    open: given.filter(({ state }) => state === 'open').length,
    missing: rows.reduce((sum, { missing, absent: away }) => sum + (away ? 0 : missing), 0),
  }
}

/** Gives every entry of a stage its judges, so that loads stay even. @returns how many sheets were opened. */
export async function assignEvenly(actor: Actor, stageCode: string) {
  const organiser = allow(actor, 'assign judges')
  return inTransaction(async (at) => {
    const contest = await requireContest(at)
    const stage = stageOf(contest, stageCode)
    const [entries, judges, given, absences] = [
      await takingPart(at, contest, stage),
      await sheets.listJudges(at, contest.id),
      await sheets.listSheets(at, { contestId: contest.id, stageId: stage.id }),
      await sheets.listAbsences(at, contest.id),
    ]
    if (judges.length === 0) throw new Refusal('conflict', 'noJudges')
    const absent = new Set(absences.filter((each) => each.stage === stageCode).map(({ entryId }) => entryId))
    const pairs = shareOut(
      entries
        .filter(({ id }) => !absent.has(id))
        .sort((a, b) => (a.code! < b.code! ? -1 : 1))
        .map(({ id }) => ({
          entry: id,
          judges: given
            .filter(({ entryId }) => entryId === id)
            .map(({ judge, state }) => ({ judge: judge.id, counts: state !== 'recused' })),
        })),
      judges.map(({ id }) => ({
        judge: id,
        sheets: given.filter(({ judge, state }) => judge.id === id && state !== 'recused').length,
      })),
      stage.judgesPerEntry,
    )
    const opened = await sheets.createSheets(
      at,
      stage.id,
      pairs.map(({ entry, judge }) => ({ entryId: entry, judgeId: judge })),
    )
    if (opened > 0) {
      await record(at, {
        actorId: organiser.id,
        act: 'judgesAssigned',
        subjectId: stage.id,
        contestId: contest.id,
        details: { stage: stageCode, sheets: opened },
      })
    }
    return opened
  })
}

/** Gives one entry one more judge at a stage. */
export async function assignJudge(actor: Actor, stageCode: string, entryId: string, judgeCode: string) {
  const organiser = allow(actor, 'assign judges')
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const stage = stageOf(contest, stageCode)
    const entry = (await takingPart(at, contest, stage)).find(({ id }) => id === entryId)
    if (!entry) throw new Refusal('conflict', 'entryNotInStage')
    const judge = (await sheets.listJudges(at, contest.id)).find(({ code }) => code === judgeCode)
    if (!judge) throw new Refusal('not-found', 'notFound')
    const opened = await sheets.createSheets(at, stage.id, [{ entryId, judgeId: judge.id }])
    if (opened === 0) throw new Refusal('conflict', 'judgeAlreadyAssigned')
    await record(at, {
      actorId: organiser.id,
      act: 'judgesAssigned',
      subjectId: stage.id,
      contestId: contest.id,
      details: { stage: stageCode, entry: entry.code!, judge: judgeCode, sheets: 1 },
    })
  })
}

/** Takes an open sheet back from a judge who will not score it. It is kept as void. */
export async function voidSheet(actor: Actor, id: string, reason: string) {
  const organiser = allow(actor, 'assign judges')
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const sheet = await requireSheet(at, id)
    if (!(await sheets.closeSheet(at, id, { state: 'void', reason, current: false }))) {
      throw new Refusal('conflict', 'sheetLocked')
    }
    await record(at, {
      actorId: organiser.id,
      act: 'sheetVoided',
      subjectId: id,
      contestId: contest.id,
      details: { stage: sheet.stage, entry: sheet.entry, judge: sheet.judge.code, reason },
    })
  })
}

/** Records that an entry did not appear at a stage, or takes that back. */
export async function recordAbsence(actor: Actor, entryId: string, stageCode: string, absent: boolean) {
  const organiser = allow(actor, 'record the day')
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const stage = stageOf(contest, stageCode)
    const entry = await findEntry(at, entryId)
    if (entry?.state !== 'accepted') throw new Refusal('conflict', 'entryNotInStage')
    await sheets.setAbsent(at, stage.id, entryId, absent)
    await record(at, {
      actorId: organiser.id,
      act: absent ? 'absenceRecorded' : 'absenceRemoved',
      subjectId: entryId,
      contestId: contest.id,
      details: { stage: stageCode, entry: entry.code! },
    })
  })
}

/** Records points to be taken off an entry's stage mark. `points` is an exact decimal above 0. */
export async function recordDeduction(
  actor: Actor,
  entryId: string,
  { stage: stageCode, points, reason }: { stage: string; points: string; reason: string },
) {
  const organiser = allow(actor, 'record the day')
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const stage = stageOf(contest, stageCode)
    const entry = await findEntry(at, entryId)
    if (entry?.state !== 'accepted') throw new Refusal('conflict', 'entryNotInStage')
    await sheets.createDeduction(at, { stageId: stage.id, entryId, points, reason })
    await record(at, {
      actorId: organiser.id,
      act: 'deductionRecorded',
      subjectId: entryId,
      contestId: contest.id,
      details: { stage: stageCode, entry: entry.code!, points, reason },
    })
  })
}

export async function removeDeduction(actor: Actor, entryId: string, id: string) {
  const organiser = allow(actor, 'record the day')
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const removed = await sheets.removeDeduction(at, contest.id, id, entryId)
    if (!removed) throw new Refusal('not-found', 'notFound')
    const { stage, entry, points, reason } = removed
    await record(at, {
      actorId: organiser.id,
      act: 'deductionRemoved',
      subjectId: entryId,
      contestId: contest.id,
      details: { stage, entry, points, reason },
    })
  })
}

// ---------------------------------------------------------------- the judge

const stateShown = ({ state, revision }: sheets.Sheet): sheets.SheetState | 'draft' =>
  state === 'open' && revision > 0 ? 'draft' : state

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
