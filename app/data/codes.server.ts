import type { Db } from './db.server'
import type { CodePurpose } from './generated/prisma/client'

export type NewCode = {
  readonly tokenHash: string
  readonly purpose: CodePurpose
  readonly login: string
  readonly addressHash: string
  /** Null where no code was sent, so that none fits. */
  readonly codeHash: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function createCode(db: Db, code: NewCode) {
  await db.oneTimeCode.create({ data: code })
}

/** When codes were sent to a login or asked for from an address, newest first. */
export async function codesSent(
  db: Db,
  to: { readonly login: string } | { readonly addressHash: string },
  since: Date,
  take: number,
): Promise<Date[]> {
  const rows = await db.oneTimeCode.findMany({
    where: { ...to, createdAt: { gt: since } },
    orderBy: { createdAt: 'desc' },
    take,
    select: { createdAt: true },
  })
  return rows.map(({ createdAt }) => createdAt)
}

export const findCode = (db: Db, purpose: CodePurpose, tokenHash: string) =>
  db.oneTimeCode.findFirst({ where: { purpose, tokenHash, usedAt: null } })

/**
 * Counts a try before it is looked at, so that tries at the same moment are counted too.
 * @returns the hash to compare with, or null if there is no try left or the code is too old.
 */
export async function countTry(db: Db, id: string, most: number, now: Date) {
  const [row] = await db.$queryRaw<{ codeHash: string | null }[]>`
    UPDATE one_time_code SET tries = tries + 1
    WHERE id = ${id}::uuid AND tries < ${most} AND expires_at > ${now} AND verified_at IS NULL AND used_at IS NULL
    RETURNING code_hash AS "codeHash"`
  return row ?? null
}

export async function markVerified(db: Db, id: string, now: Date) {
  await db.oneTimeCode.updateMany({ where: { id, verifiedAt: null }, data: { verifiedAt: now } })
}

/** Uses a verified code up. @returns the login it proves, or null if somebody was faster or it is too old. */
export async function useCode(
  db: Db,
  purpose: CodePurpose,
  tokenHash: string,
  verifiedAfter: Date,
  now: Date,
) {
  const [row] = await db.oneTimeCode.updateManyAndReturn({
    where: { purpose, tokenHash, usedAt: null, verifiedAt: { gt: verifiedAfter } },
    data: { usedAt: now },
    select: { login: true },
  })
  return row?.login ?? null
}

export async function removeOldCodes(db: Db, before: Date) {
  await db.oneTimeCode.deleteMany({ where: { createdAt: { lt: before } } })
}
