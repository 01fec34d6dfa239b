import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { shareOut } from '~/core/judging/assignment'
import { inTransaction } from '~/data/db.server'
import { record } from '~/data/journal.server'
import * as sheets from '~/data/sheets.server'
import { requireContest } from './contest.server'
import { requireSheet } from './sheets.server'
import { stageOf, takingPart } from './stages.server'

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
