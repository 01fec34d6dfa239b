import type { Db } from './db.server'
import { isId } from './id.server'

export type SheetState = 'open' | 'submitted' | 'recused' | 'void'

/** A judge's sheet as stored. Marks are exact decimals by the criterion's code. */
export type Sheet = {
  readonly id: string
  readonly stage: string
  readonly entryId: string
  readonly entry: string
  readonly track: string
  readonly serviceDomain: string
  readonly judge: { readonly id: string; readonly code: string; readonly accountId: string }
  readonly state: SheetState
  readonly revision: number
  readonly marks: Readonly<Record<string, string>>
  readonly comment: string
  readonly receipt: string | null
  readonly savedAt: Date | null
  readonly submittedAt: Date | null
}

const relations = {
  stage: { select: { code: true } },
  entry: {
    select: { code: true, track: { select: { code: true } }, serviceDomain: { select: { code: true } } },
  },
  judge: { select: { id: true, code: true, accountId: true } },
  marks: { include: { criterion: { select: { code: true } } }, orderBy: { criterion: { position: 'asc' } } },
} as const

type SheetRow = NonNullable<Awaited<ReturnType<typeof findRow>>>
const findRow = (db: Db, id: string) =>
  db.sheet.findFirst({ where: { id, current: true }, include: relations })

const toSheet = (row: SheetRow): Sheet => ({
  id: row.id,
  stage: row.stage.code,
  entryId: row.entryId,
  entry: row.entry.code!,
  track: row.entry.track.code,
  serviceDomain: row.entry.serviceDomain!.code,
  judge: row.judge,
  state: row.state,
  revision: row.revision,
  marks: Object.fromEntries(row.marks.map(({ criterion, points }) => [criterion.code, points.toFixed()])),
  comment: row.comment,
  receipt: row.receipt,
  savedAt: row.savedAt,
  submittedAt: row.submittedAt,
})

export async function findSheet(db: Db, id: string): Promise<Sheet | null> {
  const row = isId(id) ? await findRow(db, id) : null
  return row && toSheet(row)
}

/** A sheet to be changed: whoever else wants to change it waits until this transaction ends. */
export async function lockSheet(db: Db, id: string): Promise<Sheet | null> {
  if (isId(id)) await db.$queryRaw`SELECT id FROM sheet WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return findSheet(db, id)
}

/** Current sheets of a contest, of one judge's account or one entry if asked, by stage, entry code and judge. */
export async function listSheets(
  db: Db,
  where: { contestId: string; accountId?: string; entryId?: string; stageId?: string },
): Promise<Sheet[]> {
  const { contestId, accountId, entryId, stageId } = where
  const rows = await db.sheet.findMany({
    where: {
      current: true,
      stage: { contestId },
      ...(accountId && { judge: { accountId } }),
      ...(entryId && { entryId }),
      ...(stageId && { stageId }),
    },
    include: relations,
    orderBy: [{ stage: { position: 'asc' } }, { entry: { code: 'asc' } }, { judge: { code: 'asc' } }],
  })
  return rows.map(toSheet)
}

/** Opens a sheet for each pair; pairs that have a current sheet are left as they are. */
export async function createSheets(
  db: Db,
  stageId: string,
  pairs: readonly { readonly entryId: string; readonly judgeId: string }[],
) {
  const { count } = await db.sheet.createMany({
    data: pairs.map((pair) => ({ ...pair, stageId })),
    skipDuplicates: true,
  })
  return count
}

/** Takes the next revision. @returns false if the sheet is not open or was saved since `revision`. */
export async function saveSheet(db: Db, id: string, save: { revision: number; comment: string; now: Date }) {
  const { count } = await db.sheet.updateMany({
    where: { id, current: true, state: 'open', revision: save.revision },
    data: { revision: { increment: 1 }, comment: save.comment, savedAt: save.now },
  })
  return count === 1
}

/** Puts exactly these marks on an open sheet; they are decimals by the criterion's identity in the rubric. */
export async function setMarks(
  db: Db,
  sheetId: string,
  rubric: { contestId: string; code: string },
  marks: Readonly<Record<string, string>>,
) {
  const criteria = await db.criterion.findMany({ where: { rubric }, select: { id: true, code: true } })
  const data = criteria.flatMap(({ id: criterionId, code }) => {
    const points = marks[code]
    return points === undefined ? [] : [{ sheetId, criterionId, points }]
  })
  await db.mark.deleteMany({ where: { sheetId } })
  await db.mark.createMany({ data })
}

/** Ends an open sheet. @returns false if it is no longer open. */
export async function closeSheet(
  db: Db,
  id: string,
  end:
    | { state: 'submitted'; receipt: string; submittedAt: Date }
    | { state: 'recused'; reason: string }
    | { state: 'void'; reason: string; current: false },
) {
  const { count } = await db.sheet.updateMany({ where: { id, current: true, state: 'open' }, data: end })
  return count === 1
}

// ---------------------------------------------------------------- judges

export type Judge = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly accountId: string
}

export async function listJudges(db: Db, contestId: string): Promise<Judge[]> {
  const rows = await db.judge.findMany({
    where: { contestId },
    include: { account: { select: { name: true } } },
    orderBy: { code: 'asc' },
  })
  return rows.map(({ id, code, accountId, account }) => ({ id, code, accountId, name: account.name }))
}

/** Makes an account a judge of the contest under the next free code: J01, J02 … */
export async function createJudge(db: Db, contestId: string, accountId: string): Promise<Judge> {
  // Locks the contest's row, so that two judges joining at once do not draw the same code.
  await db.$queryRaw`SELECT id FROM contest WHERE id = ${contestId}::uuid FOR UPDATE`
  const number = (await db.judge.count({ where: { contestId } })) + 1
  const code = `J${String(number).padStart(2, '0')}`
  const { id, account } = await db.judge.create({
    data: { contestId, accountId, code },
    include: { account: { select: { name: true } } },
  })
  return { id, code, accountId, name: account.name }
}

// ---------------------------------------------------------------- the day's record

export async function listAbsences(db: Db, contestId: string) {
  const rows = await db.absence.findMany({
    where: { stage: { contestId } },
    select: { entryId: true, stage: { select: { code: true } }, entry: { select: { code: true } } },
    orderBy: [{ stage: { position: 'asc' } }, { entry: { code: 'asc' } }],
  })
  return rows.map(({ entryId, stage, entry }) => ({ entryId, stage: stage.code, entry: entry.code! }))
}

export async function setAbsent(db: Db, stageId: string, entryId: string, absent: boolean) {
  if (absent) await db.absence.createMany({ data: [{ stageId, entryId }], skipDuplicates: true })
  else await db.absence.deleteMany({ where: { stageId, entryId } })
}

export async function listDeductions(db: Db, contestId: string) {
  const rows = await db.deduction.findMany({
    where: { stage: { contestId } },
    include: { stage: { select: { code: true } }, entry: { select: { code: true } } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, entryId, points, reason, stage, entry }) => ({
    id,
    entryId,
    stage: stage.code,
    entry: entry.code!,
    points: points.toFixed(),
    reason,
  }))
}

export async function createDeduction(
  db: Db,
  deduction: { stageId: string; entryId: string; points: string; reason: string },
) {
  const { id } = await db.deduction.create({ data: deduction })
  return id
}

/** @returns what was removed, or null if the entry has no such deduction (any more). */
export async function removeDeduction(db: Db, contestId: string, id: string, entryId: string) {
  const found = (await listDeductions(db, contestId)).find(
    (each) => each.id === id && each.entryId === entryId,
  )
  if (!found) return null
  const { count } = await db.deduction.deleteMany({ where: { id } })
  return count === 1 ? found : null
}
