import type { NewPerson } from '~/core/access/accounts'
import { Refusal } from '~/core/access/refusal'
import { findCredentials, findOwnCredentials, lockAccount, revokeSessions } from '~/data/accounts.server'
import { inTransaction } from '~/data/db.server'
import { record } from '~/data/journal.server'
import { createContestant } from './accounts.server'
import { unlockLogin } from './attempts.server'
import { proveLogin } from './codes.server'
import { notify } from './messages.server'
import { setPassword } from './passwords.server'
import type { Visitor } from './visitor.server'

/** The last step of signing up: creates the account of the login that the code proved, and signs it in. */
export async function finishSignUp(token: string, person: NewPerson, from: Visitor, now = new Date()) {
  return inTransaction(async (at) => {
    const login = await proveLogin(at, 'sign_up', token, now)
    return createContestant(at, { name: person.name, password: person.password, login }, from, now)
  })
}

/**
 * The last step of a forgotten password: the new one holds, every session of the account ends, and a lock is lifted.
 * A password that is refused leaves the code good for another one.
 */
export async function resetPassword(token: string, { password }: { password: string }, now = new Date()) {
  await inTransaction(async (at) => {
    const login = await proveLogin(at, 'reset', token, now)
    const found = await findCredentials(at, login)
    if (!found) throw new Refusal('not-found', 'linkUsed')
    await lockAccount(at, found.id)
    await setPassword(at, await findOwnCredentials(at, found.id), password, now)
    await revokeSessions(at, found.id, now)
    await unlockLogin(at, login, now)
    await record(at, { actorId: found.id, act: 'passwordReset', subjectId: found.id })
    await notify(at, { accountId: found.id, kind: 'passwordChanged' }, now)
  })
}
