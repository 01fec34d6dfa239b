import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { inTransaction } from '~/data/db.server'
import { findEntry } from '~/data/entries.server'
import { record } from '~/data/journal.server'
import * as sheets from '~/data/sheets.server'
import { requireContest } from './contest.server'
import { stageOf } from './stages.server'

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
