import type { Member, Role } from '~/core/access/actor'
import { isLanguage, type Language } from '~/core/contest/localized'
import type { Db } from './db.server'
import { isId } from './id.server'

const withRoles = { roles: { select: { role: true, prefecture: true } } } as const
type AccountRow = { id: string; name: string; roles: { role: Role; prefecture: string | null }[] }

const toMember = ({ id, name, roles }: AccountRow): Member => {
  const prefecture = roles.find((grant) => grant.prefecture !== null)?.prefecture
  return { id, name, roles: roles.map(({ role }) => role), ...(prefecture && { prefecture }) }
}

export async function findCredentials(db: Db, login: string) {
  const row = await db.account.findUnique({ where: { login }, include: withRoles })
  return row && { ...toMember(row), login: row.login, passwordHash: row.passwordHash }
}

/** The same, of a member who is signed in. */
export async function findOwnCredentials(db: Db, id: string) {
  const row = await db.account.findUniqueOrThrow({ where: { id }, include: withRoles })
  return { ...toMember(row), login: row.login, passwordHash: row.passwordHash, language: languageOf(row) }
}

const languageOf = ({ language }: { language: string }): Language =>
  isLanguage(language) ? language : 'zh-CN'

/** Where messages to an account go, and in which language. */
export async function findRecipient(db: Db, id: string) {
  const row = await db.account.findUniqueOrThrow({ where: { id }, select: { login: true, language: true } })
  return { login: row.login, language: languageOf(row) }
}

export const hasLogin = async (db: Db, login: string) =>
  (await db.account.findUnique({ where: { login }, select: { id: true } })) !== null

export async function saveProfile(db: Db, id: string, profile: { name: string; language: Language }) {
  await db.account.update({ where: { id }, data: profile })
}

/** The hashes of the passwords an account had before its present one, latest first. */
export async function formerPasswords(db: Db, accountId: string, take: number) {
  const rows = await db.formerPassword.findMany({
    where: { accountId },
    orderBy: [{ replacedAt: 'desc' }, { id: 'desc' }],
    take,
    select: { passwordHash: true },
  })
  return rows.map(({ passwordHash }) => passwordHash)
}

/** Puts a new password in place of the old one, of which so many are remembered. */
export async function replacePassword(
  db: Db,
  accountId: string,
  { from, to, remembered, now }: { from: string; to: string; remembered: number; now: Date },
) {
  await db.formerPassword.create({ data: { accountId, passwordHash: from, replacedAt: now } })
  const old = await db.formerPassword.findMany({
    where: { accountId },
    orderBy: [{ replacedAt: 'desc' }, { id: 'desc' }],
    skip: remembered,
    select: { id: true },
  })
  await db.formerPassword.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })
  await db.account.update({ where: { id: accountId }, data: { passwordHash: to } })
}

/** Lets changes of the same account wait for each other. */
export async function lockAccount(db: Db, id: string) {
  await db.$queryRaw`SELECT id FROM account WHERE id = ${id}::uuid FOR NO KEY UPDATE`
}

/** Accounts whose login or name holds a text, by name; all of them for an empty one. */
export async function searchAccounts(db: Db, text: string, take: number) {
  return db.account.findMany({
    where: text ? { OR: [{ login: { contains: text.toLowerCase() } }, { name: { contains: text } }] } : {},
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    select: { id: true, login: true, name: true, createdAt: true, roles: { select: { role: true } } },
  })
}

export async function findAccount(db: Db, id: string) {
  return isId(id) ? db.account.findUnique({ where: { id }, select: { id: true, login: true } }) : null
}

/** @returns the new member, or null if the login is taken. */
export async function createAccount(
  db: Db,
  account: {
    login: string
    passwordHash: string
    name: string
    role: Role
    prefecture?: string | null
    language?: Language
  },
): Promise<Member | null> {
  const { login, passwordHash, name, role, prefecture = null, language = 'zh-CN' } = account
  const [row] = await db.account.createManyAndReturn({
    data: [{ login, passwordHash, name, language }],
    skipDuplicates: true,
  })
  if (!row) return null
  await db.roleGrant.create({ data: { accountId: row.id, role, prefecture } })
  return { id: row.id, name, roles: [role], ...(prefecture && { prefecture }) }
}

export const hasAccounts = async (db: Db) => (await db.account.findFirst({ select: { id: true } })) !== null

export async function createSession(
  db: Db,
  session: { tokenHash: string; accountId: string; expiresAt: Date; device?: string; now?: Date },
) {
  const { now = new Date(), ...data } = session
  return db.session.create({ data: { ...data, createdAt: now, lastSeenAt: now } })
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

/** Ends one session: that of a token, or one of an account's. @returns false if there is none in force. */
export async function revokeSession(
  db: Db,
  which: { tokenHash: string } | { accountId: string; id: string },
  now: Date,
) {
  if ('id' in which && !isId(which.id)) return false
  const { count } = await db.session.updateMany({
    where: { ...which, revokedAt: null },
    data: { revokedAt: now },
  })
  return count === 1
}

/** Ends all sessions of an account, except that of a token hash if one is given. */
export async function revokeSessions(db: Db, accountId: string, now: Date, { not }: { not?: string } = {}) {
  await db.session.updateMany({
    where: { accountId, revokedAt: null, ...(not !== undefined && { tokenHash: { not } }) },
    data: { revokedAt: now },
  })
}

/** The sessions of an account that have not ended, latest used first. */
export async function listSessions(db: Db, accountId: string, now: Date) {
  return db.session.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    select: { id: true, tokenHash: true, device: true, createdAt: true, lastSeenAt: true },
  })
}

export async function createInvitation(
  db: Db,
  invitation: {
    tokenHash: string
    role: Role
    expiresAt: Date
    contestId?: string
    name?: string
    prefecture?: string | null
  },
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
    select: { id: true, role: true, name: true, prefecture: true, expiresAt: true },
    orderBy: { createdAt: 'asc' },
  })
}

/** Everybody with one of the roles, by role and in the order in which they got it. */
export async function listGrants(db: Db, roles: readonly Role[]) {
  const grants = await db.roleGrant.findMany({
    where: { role: { in: [...roles] } },
    orderBy: [{ role: 'asc' }, { grantedAt: 'asc' }],
    include: {
      account: {
        select: {
          name: true,
          secondFactor: { select: { confirmedAt: true } },
          sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
        },
      },
    },
  })
  return grants.map(({ accountId, role, prefecture, grantedAt, account }) => ({
    accountId,
    role,
    prefecture,
    grantedAt,
    name: account.name,
    lastSeenAt: account.sessions[0]?.lastSeenAt ?? null,
    secondFactor: Boolean(account.secondFactor?.confirmedAt),
  }))
}

/** The roles that an account has; whoever else wants to change them waits until this transaction ends. */
export async function lockRoles(db: Db, accountId: string): Promise<Role[]> {
  await lockAccount(db, accountId)
  const grants = await db.roleGrant.findMany({ where: { accountId }, select: { role: true } })
  return grants.map(({ role }) => role)
}

export async function grantRole(db: Db, accountId: string, role: Role, prefecture: string | null) {
  await db.roleGrant.create({ data: { accountId, role, prefecture } })
}

/** @returns false if the account does not have the role. */
export async function takeRole(db: Db, accountId: string, role: Role) {
  const { count } = await db.roleGrant.deleteMany({ where: { accountId, role } })
  return count === 1
}

/** Makes an invitation void. @returns false if it was used or void before. */
export async function revokeInvitation(db: Db, id: string, now: Date) {
  if (!isId(id)) return false
  const { count } = await db.invitation.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  })
  return count === 1
}

/** Uses an invitation up. @returns false if somebody was faster. */
export async function useInvitation(db: Db, id: string, now: Date) {
  const { count } = await db.invitation.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } })
  return count === 1
}
