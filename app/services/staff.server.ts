import type { Actor, Role } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import type { InviteStaff } from '~/core/access/staff'
import { STAFF_ROLES } from '~/core/access/staff'
import * as accounts from '~/data/accounts.server'
import { db, inTransaction } from '~/data/db.server'
import { record } from '~/data/journal.server'
import { requireContest } from './contest.server'
import { newToken } from './secrets.server'

const INVITATION = 14 * 24 * 3_600_000

/** Who works for the contest, in which role and area, and the links that nobody has used yet. */
export async function staffOffice(actor: Actor, now = new Date()) {
  const member = allow(actor, 'see staff')
  const contest = await requireContest(db())
  const [staff, invited] = await Promise.all([
    accounts.listGrants(db(), STAFF_ROLES),
    accounts.listInvited(db(), contest.id, now),
  ])
  return { staff: staff.map((each) => ({ ...each, self: each.accountId === member.id })), invited }
}

/** A link by which one person takes a role, with a new account or his own. Shown once, never stored. */
export async function inviteStaff(actor: Actor, { name, role, prefecture }: InviteStaff, now = new Date()) {
  const organiser = allow(actor, 'appoint staff')
  return inTransaction(async (at) => {
    const contest = await requireContest(at)
    const { token, tokenHash } = newToken()
    const { id } = await accounts.createInvitation(at, {
      tokenHash,
      name,
      role,
      prefecture: prefecture || null,
      contestId: contest.id,
      expiresAt: new Date(now.getTime() + INVITATION),
    })
    await record(at, {
      actorId: organiser.id,
      act: 'staffInvited',
      subjectId: id,
      contestId: contest.id,
      details: { role, ...(prefecture && { prefecture }) },
    })
    return `/join/${token}`
  })
}

/** Makes a link void that nobody has used. */
export async function revokeInvitation(actor: Actor, id: string, now = new Date()) {
  const organiser = allow(actor, 'appoint staff')
  await inTransaction(async (at) => {
    if (!(await accounts.revokeInvitation(at, id, now))) throw new Refusal('not-found', 'linkUsed')
    await record(at, { actorId: organiser.id, act: 'invitationRevoked', subjectId: id })
  })
}

/**
 * Takes a role from somebody and ends his sessions at once. Refused for one's own, so that no contest is left without an
 * organiser.
 */
export async function revokeRole(
  actor: Actor,
  { account, role, reason }: { account: string; role: Role; reason: string },
  now = new Date(),
) {
  const organiser = allow(actor, 'appoint staff')
  if (account === organiser.id) throw new Refusal('conflict', 'ownRole')
  if (!(await accounts.findAccount(db(), account))) throw new Refusal('not-found', 'notFound')
  await inTransaction(async (at) => {
    await accounts.lockRoles(at, account)
    if (!(await accounts.takeRole(at, account, role))) throw new Refusal('not-found', 'notFound')
    await accounts.revokeSessions(at, account, now)
    await record(at, {
      actorId: organiser.id,
      act: 'roleRevoked',
      subjectId: account,
      details: { role, reason },
    })
  })
}
