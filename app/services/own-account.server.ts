import type { ChangedPassword, Profile } from '~/core/access/accounts'
import type { Actor } from '~/core/access/actor'
import { readDevice } from '~/core/access/device'
import { isIdle } from '~/core/access/idle'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import * as accounts from '~/data/accounts.server'
import { db, inTransaction } from '~/data/db.server'
import { record } from '~/data/journal.server'
import { idleMinutes } from './accounts.server'
import { beginAttempt, failed, succeeded } from './attempts.server'
import { notify } from './messages.server'
import { setPassword } from './passwords.server'
import { fits, sha256 } from './secrets.server'
import type { Visitor } from './visitor.server'

/** What a member may know and change of the own account. `token` is that of the session in use. */
export async function ownAccount(actor: Actor, token: string | null, now = new Date()) {
  const { id } = allow(actor, 'use an account')
  const { login, name, language, roles } = await accounts.findOwnCredentials(db(), id)
  const sessions = (await accounts.listSessions(db(), id, now)).filter(
    ({ lastSeenAt }) => !isIdle({ lastSeenAt, roles }, idleMinutes(), now),
  )
  const own = token && sha256(token)
  return {
    login,
    name,
    language,
    roles,
    sessions: sessions.map(({ tokenHash, device, ...session }) => ({
      ...session,
      ...readDevice(device),
      current: tokenHash === own,
    })),
  }
}

export async function saveProfile(actor: Actor, { name, language }: Pick<Profile, 'name' | 'language'>) {
  const { id } = allow(actor, 'use an account')
  await inTransaction(async (at) => {
    await accounts.saveProfile(at, id, { name, language })
    await record(at, { actorId: id, act: 'accountChanged', subjectId: id })
  })
}

/**
 * Puts a new password in place of the present one, which is asked for, and ends every other session. Wrong ones count
 * as failures to sign in: whoever found a device unlocked cannot try them all.
 */
export async function changePassword(
  actor: Actor,
  { current, password }: Pick<ChangedPassword, 'current' | 'password'>,
  { token, from }: { token: string | null; from: Visitor },
  now = new Date(),
) {
  const { id } = allow(actor, 'use an account')
  const { login, passwordHash } = await accounts.findOwnCredentials(db(), id)
  const attempt = await beginAttempt({ login, from, captcha: 'none' }, now)
  if (!(await fits(passwordHash, current))) {
    throw await failed(attempt, new Refusal('invalid', 'passwordWrong', 'current'), now)
  }
  await succeeded(attempt)
  await inTransaction(async (at) => {
    await accounts.lockAccount(at, id)
    await setPassword(at, await accounts.findOwnCredentials(at, id), password, now)
    await accounts.revokeSessions(at, id, now, { ...(token && { not: sha256(token) }) })
    await record(at, { actorId: id, act: 'passwordChanged', subjectId: id })
    await notify(at, { accountId: id, kind: 'passwordChanged' }, now)
  })
}

/** Ends one session of the member's own. Refused for one that is over or somebody else's. */
export async function endSession(actor: Actor, session: string, now = new Date()) {
  const { id } = allow(actor, 'use an account')
  if (!(await accounts.revokeSession(db(), { accountId: id, id: session }, now))) {
    throw new Refusal('not-found', 'notFound')
  }
}

/** Ends every session of the member, that in use included. */
export async function signOutEverywhere(actor: Actor, now = new Date()) {
  const { id } = allow(actor, 'use an account')
  await inTransaction(async (at) => {
    await accounts.revokeSessions(at, id, now)
    await record(at, { actorId: id, act: 'sessionsEnded', subjectId: id })
  })
}
