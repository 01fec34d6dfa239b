import type { Db } from './db.server'

/** What is written down; each act has its text in the catalogues under `journal`. */
export type Act =
  | 'accountCreated'
  | 'accountChanged'
  | 'accountUnlocked'
  | 'passwordChanged'
  | 'passwordReset'
  | 'sessionsEnded'
  | 'judgeAppointed'
  | 'staffInvited'
  | 'invitationRevoked'
  | 'roleTaken'
  | 'roleRevoked'
  | 'secondFactorSet'
  | 'secondFactorDropped'
  | 'entryStarted'
  | 'documentGiven'
  | 'documentRevealed'
  | 'memberInvited'
  | 'memberConfirmed'
  | 'entrySubmitted'
  | 'entryAccepted'
  | 'entryEndorsed'
  | 'entryReturned'
  | 'entrantsWritten'
  | 'entryRefused'
  | 'entryWithdrawn'
  | 'entryDisqualified'
  | 'judgesAssigned'
  | 'sheetSubmitted'
  | 'sheetRecused'
  | 'sheetVoided'
  | 'absenceRecorded'
  | 'absenceRemoved'
  | 'deductionRecorded'
  | 'deductionRemoved'
  | 'resultsPublished'

export type JournalLine = {
  readonly actorId: string | null
  readonly act: Act
  /** Identity of the thing acted on. */
  readonly subjectId: string
  readonly contestId?: string
  /** Codes, numbers and reasons only: no names, logins or texts of people. */
  readonly details?: Record<string, string | number>
}

/** Writes a line in the transaction of the change it tells of. */
export async function record(db: Db, { actorId, act, subjectId, contestId, details = {} }: JournalLine) {
  await db.journalEntry.create({ data: { actorId, act, subjectId, contestId: contestId ?? null, details } })
}

/** The latest lines, newest first, with the names of those who acted. */
export async function latestLines(db: Db, take: number, before?: bigint) {
  const lines = await db.journalEntry.findMany({
    ...(before !== undefined && { where: { id: { lt: before } } }),
    orderBy: { id: 'desc' },
    take,
  })
  const ids = [...new Set(lines.flatMap(({ actorId }) => actorId ?? []))]
  const accounts = await db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return lines.map(({ id, at, actorId, act, details }) => ({
    id: String(id),
    at,
    actor: actorId ? (names.get(actorId) ?? null) : null,
    act: act as Act,
    details: details as Record<string, string | number>,
  }))
}
