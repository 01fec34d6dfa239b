import type { Db } from './db.server'

/** The second factor of an account, being set up or in use. */
export async function findFactor(db: Db, accountId: string) {
  return db.secondFactor.findUnique({ where: { accountId } })
}

export async function hasFactor(db: Db, accountId: string) {
  const found = await db.secondFactor.findFirst({
    where: { accountId, confirmedAt: { not: null } },
    select: { accountId: true },
  })
  return found !== null
}

/** Puts a secret in place that waits for its first code. One that is in use stays. @returns false if one is. */
export async function beginFactor(db: Db, accountId: string, sealed: string) {
  await db.secondFactor.deleteMany({ where: { accountId, confirmedAt: null } })
  const { count } = await db.secondFactor.createMany({ data: [{ accountId, sealed }], skipDuplicates: true })
  return count === 1
}

export async function confirmFactor(db: Db, accountId: string, now: Date) {
  await db.secondFactor.update({ where: { accountId }, data: { confirmedAt: now } })
}

/** Uses the code of a step up. @returns false if it or a later one was used before. */
export async function useStep(db: Db, accountId: string, step: number) {
  const { count } = await db.secondFactor.updateMany({
    where: { accountId, lastStep: { lt: step } },
    data: { lastStep: step },
  })
  return count === 1
}

/** Ends the second factor of an account, with its codes for emergencies. @returns false if there was none. */
export async function dropFactor(db: Db, accountId: string) {
  await db.recoveryCode.deleteMany({ where: { accountId } })
  const { count } = await db.secondFactor.deleteMany({ where: { accountId } })
  return count === 1
}

export async function replaceRecoveryCodes(db: Db, accountId: string, hashes: readonly string[]) {
  await db.recoveryCode.deleteMany({ where: { accountId } })
  await db.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ accountId, codeHash })) })
}

/** Uses one of the codes for emergencies up. @returns false if it is none, or was used before. */
export async function useRecoveryCode(db: Db, codeHash: string, now: Date) {
  const { count } = await db.recoveryCode.updateMany({
    where: { codeHash, usedAt: null },
    data: { usedAt: now },
  })
  return count === 1
}

export const countRecoveryCodes = async (db: Db, accountId: string) =>
  db.recoveryCode.count({ where: { accountId, usedAt: null } })

export async function createPending(
  db: Db,
  pending: { tokenHash: string; accountId: string; expiresAt: Date },
  now: Date,
) {
  await db.pendingSignIn.deleteMany({ where: { expiresAt: { lt: now } } })
  await db.pendingSignIn.create({ data: pending })
}

/** Takes one of the tries of a pending sign-in. @returns the account, or null if no try or time is left. */
export async function tryPending(db: Db, tokenHash: string, most: number, now: Date) {
  const [taken] = await db.pendingSignIn.updateManyAndReturn({
    where: { tokenHash, expiresAt: { gt: now }, tries: { lt: most } },
    data: { tries: { increment: 1 } },
    select: { accountId: true },
  })
  return taken?.accountId ?? null
}

/** Whether a pending sign-in still has a try. */
export async function isPending(db: Db, tokenHash: string, most: number, now: Date) {
  const found = await db.pendingSignIn.findFirst({
    where: { tokenHash, expiresAt: { gt: now }, tries: { lt: most } },
  })
  return found !== null
}

/** Ends a pending sign-in. @returns false if another request was faster. */
export async function endPending(db: Db, tokenHash: string) {
  const { count } = await db.pendingSignIn.deleteMany({ where: { tokenHash } })
  return count === 1
}

/** Secrets sealed under a key other than `current`, some at a time, for sealing them anew. */
export async function secretsUnderOtherKeys(db: Db, current: string, take: number) {
  const rows = await db.secondFactor.findMany({
    where: { NOT: { sealed: { startsWith: `${current}.` } } },
    select: { accountId: true, sealed: true },
    take,
  })
  return rows.map(({ accountId: id, sealed }) => ({ id, sealed }))
}

export async function replaceSecretSeal(db: Db, accountId: string, old: string, sealed: string) {
  await db.secondFactor.updateMany({ where: { accountId, sealed: old }, data: { sealed } })
}
