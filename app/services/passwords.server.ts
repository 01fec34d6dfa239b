import type { Role } from '~/core/access/actor'
import { isCommon, isLongEnough, isPersonal, STAFF_LENGTH } from '~/core/access/password'
import { Refusal } from '~/core/access/refusal'
import { formerPasswords, replacePassword } from '~/data/accounts.server'
import type { Db } from '~/data/db.server'
import { readCommonPasswords } from '~/data/files.server'
import { fits, hashPassword } from './secrets.server'

/** The present password and the four before it cannot be chosen anew. */
const REMEMBERED = 4

/** Refuses a password that is too short for staff, guessed first, or made of the login or the name. */
export async function checkPassword(
  password: string,
  { login, name, roles }: { login: string; name: string; roles: readonly Role[] },
) {
  if (!isLongEnough(password, roles)) {
    throw new Refusal('invalid', 'passwordShort', 'password', { min: STAFF_LENGTH })
  }
  const listed = await readCommonPasswords()
  if (isCommon(password, (word) => listed.has(word)))
    throw new Refusal('invalid', 'passwordCommon', 'password')
  if (isPersonal(password, { login, name })) throw new Refusal('invalid', 'passwordPersonal', 'password')
}

/** Puts a new password in place of the old one. Refused for one that {@link checkPassword} refuses or a recent one. */
export async function setPassword(
  at: Db,
  account: { id: string; login: string; name: string; roles: readonly Role[]; passwordHash: string },
  password: string,
  now: Date,
) {
  await checkPassword(password, account)
  const former = await formerPasswords(at, account.id, REMEMBERED)
  for (const hash of [account.passwordHash, ...former]) {
    if (await fits(hash, password)) throw new Refusal('conflict', 'passwordUsed', 'password')
  }
  await replacePassword(at, account.id, {
    from: account.passwordHash,
    to: await hashPassword(password),
    remembered: REMEMBERED,
    now,
  })
}
