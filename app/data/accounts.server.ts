import type { Member, Role } from '~/core/access/actor'
import type { Db } from './db.server'

const withRoles = { roles: { select: { role: true } } } as const
type AccountRow = { id: string; name: string; roles: { role: Role }[] }

const toMember = ({ id, name, roles }: AccountRow): Member => ({
  id,
  name,
  roles: roles.map(({ role }) => role),
})

export async function findCredentials(db: Db, login: string) {
  const row = await db.account.findUnique({ where: { login }, include: withRoles })
  return row && { ...toMember(row), passwordHash: row.passwordHash }
}

/** @returns the new member, or null if the login is taken. */
export async function createAccount(
  db: Db,
  account: { login: string; passwordHash: string; name: string; role: Role },
): Promise<Member | null> {
  const { login, passwordHash, name, role } = account
  const [row] = await db.account.createManyAndReturn({
    data: [{ login, passwordHash, name }],
    skipDuplicates: true,
  })
  if (!row) return null
  await db.roleGrant.create({ data: { accountId: row.id, role } })
  return { id: row.id, name, roles: [role] }
}

export const hasAccounts = async (db: Db) => (await db.account.findFirst({ select: { id: true } })) !== null

export async function createSession(
  db: Db,
  session: { tokenHash: string; accountId: string; expiresAt: Date },
) {
  return db.session.create({ data: session })
}

/** The session in force for a token, with its member. */
export async function findSession(db: Db, tokenHash: string, now: Date) {
  const row = await db.session.findFirst({
    where: { tokenHash, revokedAt: null, expiresAt: { gt: now } },
    include: { account: { include: withRoles } },
  })
  return row && { id: row.id, lastSeenAt: row.lastSeenAt, member: toMember(row.account) }
}

export async function touchSession(db: Db, id: string, now: Date) {
  await db.session.updateMany({ where: { id }, data: { lastSeenAt: now } })
}

export async function revokeSession(db: Db, tokenHash: string, now: Date) {
  await db.session.updateMany({ where: { tokenHash, revokedAt: null }, data: { revokedAt: now } })
}

export async function createInvitation(
  db: Db,
  invitation: { tokenHash: string; role: Role; expiresAt: Date; contestId?: string; name?: string },
) {
  return db.invitation.create({ data: invitation })
}

/** Makes every unused invitation of a role void. */
export async function expireInvitations(db: Db, role: Role, now: Date) {
  await db.invitation.updateMany({ where: { role, usedAt: null }, data: { expiresAt: now } })
}

export async function findInvitation(db: Db, tokenHash: string, now: Date) {
  return db.invitation.findFirst({ where: { tokenHash, usedAt: null, expiresAt: { gt: now } } })
}

/** The links that staff of a contest have not used yet, oldest first. */
export async function listInvited(db: Db, contestId: string, now: Date) {
  return db.invitation.findMany({
    where: { contestId, usedAt: null, expiresAt: { gt: now } },
    select: { id: true, role: true, name: true, expiresAt: true },
    orderBy: { createdAt: 'asc' },
  })
}

/** The names of those who have a role, in the order in which they got it. */
export async function namesWithRole(db: Db, role: Role) {
  const grants = await db.roleGrant.findMany({
    where: { role },
    orderBy: { grantedAt: 'asc' },
    select: { account: { select: { id: true, name: true } } },
  })
  return grants.map(({ account }) => account)
}

/** Uses an invitation up. @returns false if somebody was faster. */
export async function useInvitation(db: Db, id: string, now: Date) {
  const { count } = await db.invitation.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } })
  return count === 1
}
