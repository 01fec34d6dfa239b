import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { findAccount, searchAccounts } from '~/data/accounts.server'
import { db, inTransaction } from '~/data/db.server'
import { record } from '~/data/journal.server'
import { loginLockedUntil, unlockLogin } from './attempts.server'

const MOST = 50

/** Accounts whose login or name holds the text, latest first, with the locks on them; at most fifty. */
export async function accountsOffice(actor: Actor, search: string, now = new Date()) {
  allow(actor, 'unlock an account')
  const text = search.trim().slice(0, 100)
  const found = await searchAccounts(db(), text, MOST)
  return {
    search: text,
    full: found.length === MOST,
    accounts: await Promise.all(
      found.map(async ({ roles, ...account }) => ({
        ...account,
        roles: roles.map(({ role }) => role),
        lockedUntil: await loginLockedUntil(db(), account.login, now),
      })),
    ),
  }
}

/** Lets somebody who failed too often sign in again at once. */
export async function unlockAccount(actor: Actor, id: string, now = new Date()) {
  const { id: actorId } = allow(actor, 'unlock an account')
  await inTransaction(async (at) => {
    const account = await findAccount(at, id)
    if (!account) throw new Refusal('not-found', 'notFound')
    await unlockLogin(at, account.login, now)
    await record(at, { actorId, act: 'accountUnlocked', subjectId: account.id })
  })
}
