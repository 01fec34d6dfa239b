import type { Db } from './db.server'
import type { AttemptKind } from './generated/prisma/client'

/** Who tried, as hashes of login and network address. */
export type Tried = { readonly loginHash: string; readonly addressHash: string }
export type Attempt = Tried & { readonly at: Date }

export async function recordAttempt(db: Db, kind: AttemptKind, { loginHash, addressHash, at }: Attempt) {
  await db.signInAttempt.create({ data: { kind, loginHash, addressHash, at } })
}

type At = { at: Date }

/** Failures of a login since `since` and since it last succeeded or was unlocked, newest first. */
export async function failuresOfLogin(db: Db, loginHash: string, since: Date, take: number): Promise<Date[]> {
  const rows = await db.$queryRaw<At[]>`
    SELECT at FROM sign_in_attempt
    WHERE login_hash = ${loginHash} AND kind = 'tried' AND at > greatest(${since}, coalesce((
      SELECT max(at) FROM sign_in_attempt WHERE login_hash = ${loginHash} AND kind IN ('right', 'unlocked')
    ), ${since}))
    ORDER BY at DESC, id DESC LIMIT ${take}`
  return rows.map(({ at }) => at)
}

/** Failures from a network address since `since`, whatever the logins, newest first. */
export async function failuresOfAddress(
  db: Db,
  addressHash: string,
  since: Date,
  take: number,
): Promise<Date[]> {
  const rows = await db.$queryRaw<At[]>`
    SELECT at FROM sign_in_attempt tried
    WHERE address_hash = ${addressHash} AND kind = 'tried' AND at > ${since} AND NOT EXISTS (
      SELECT FROM sign_in_attempt won
      WHERE won.login_hash = tried.login_hash AND won.address_hash = tried.address_hash
        AND won.at = tried.at AND won.kind = 'right'
    )
    ORDER BY at DESC, id DESC LIMIT ${take}`
  return rows.map(({ at }) => at)
}

/** What makes an address answer a captcha, newest first: failures and captchas asked for, since its last success. */
export async function doubtsOfAddress(db: Db, addressHash: string, since: Date) {
  return db.$queryRaw<{ at: Date; asked: boolean }[]>`
    SELECT at, kind = 'asked' AS asked FROM sign_in_attempt
    WHERE address_hash = ${addressHash} AND kind IN ('tried', 'asked') AND at > greatest(${since}, coalesce((
      SELECT max(at) FROM sign_in_attempt WHERE address_hash = ${addressHash} AND kind = 'right'
    ), ${since}))
    ORDER BY at DESC, id DESC LIMIT 10`
}

export async function removeOldAttempts(db: Db, before: Date) {
  await db.signInAttempt.deleteMany({ where: { at: { lt: before } } })
}
