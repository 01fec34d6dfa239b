import type { NewAccount } from '~/core/access/accounts'
import type { Actor, Member, Role } from '~/core/access/actor'
import { barring } from '~/core/access/duties'
import { IDLE_MINUTES, isIdle } from '~/core/access/idle'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import * as accounts from '~/data/accounts.server'
import { db, inTransaction, type Db } from '~/data/db.server'
import { record } from '~/data/journal.server'
import { createJudge, listJudges, listSheets } from '~/data/sheets.server'
import { beginAttempt, captchaNeededFrom, failed, succeeded } from './attempts.server'
import { newCaptcha } from './captcha.server'
import { requireContest } from './contest.server'
import { checkPassword } from './passwords.server'
import { holdForSecondStep, takeSecondStep } from './second-factor.server'
import { fits, hashPassword, newToken, sha256 } from './secrets.server'
import { addressHashOf, ANYBODY, type Visitor } from './visitor.server'

const HOUR = 3_600_000
/** How long a session lasts without a sign-in, whatever is done in it. */
const SESSION = 12 * HOUR
/** A session's last use is written down at most this often. */
const TOUCH = 60_000
const SETUP_LINK = 24 * HOUR

/** The settings of the start command, which checked them. */
export const idleMinutes = () => ({
  staff: Number(process.env['IDLE_STAFF_MINUTES'] ?? IDLE_MINUTES.staff),
  others: Number(process.env['IDLE_MINUTES'] ?? IDLE_MINUTES.others),
})

/** The member behind a session token; null for none, an expired or a revoked one, and one left alone too long. */
export async function memberOf(token: string, now = new Date()): Promise<Actor> {
  const session = await accounts.findSession(db(), sha256(token), now)
  if (!session) return null
  const { lastSeenAt, member } = session
  if (isIdle({ lastSeenAt, roles: member.roles }, idleMinutes(), now)) return null
  if (now.getTime() - lastSeenAt.getTime() >= TOUCH) await accounts.touchSession(db(), session.id, now)
  return member
}

/** What an invitation offers: an account with this role. Refused once used or expired. */
export async function readInvitation(token: string, now = new Date()) {
  const invitation = await accounts.findInvitation(db(), sha256(token), now)
  if (!invitation) throw new Refusal('not-found', 'linkUsed')
  return { role: invitation.role, name: invitation.name, prefecture: invitation.prefecture }
}

/** The judges of the contest with their loads. */
export async function judgesOffice(actor: Actor) {
  allow(actor, 'see progress')
  const contest = await requireContest(db())
  const [judges, sheets] = await Promise.all([
    listJudges(db(), contest.id),
    listSheets(db(), { contestId: contest.id }),
  ])
  const mine = (code: string, state: string) =>
    sheets.filter(({ judge, state: at }) => judge.code === code && at === state).length
  return {
    judges: judges.map(({ code, name }) => ({
      code,
      name,
      open: mine(code, 'open'),
      submitted: mine(code, 'submitted'),
      recused: mine(code, 'recused'),
    })),
  }
}

/** The captcha that the sign-in page shows to an address with failures; null for any other. */
export async function captchaForSignIn(from: Visitor, now = new Date()) {
  return (await captchaNeededFrom(db(), addressHashOf(from), now)) ? newCaptcha(now) : null
}

type SigningIn = {
  readonly login: string
  readonly password: string
  readonly captcha?: string | undefined
  readonly captchaId?: string | undefined
  readonly from?: Visitor
}

/**
 * @returns the token of a new session, or of the second step where the account has one. Refused alike for an unknown login and a wrong password, while a lock holds,
 * and without the captcha that earlier failures ask for.
 */
export async function signIn(
  { login, password, captcha = '', captchaId = '', from = ANYBODY }: SigningIn,
  now = new Date(),
) {
  const attempt = await beginAttempt({ login, from, captcha: { id: captchaId, answer: captcha } }, now)
  const found = await accounts.findCredentials(db(), login)
  if (!(await fits(found?.passwordHash ?? null, password))) {
    throw await failed(attempt, new Refusal('invalid', 'wrongLogin'), now)
  }
  await succeeded(attempt)
  const pending = await holdForSecondStep(db(), found!.id, now)
  if (pending !== null) {
    return { pending: true, token: pending, expiresAt: now, home: `/signin/${pending}` } as const
  }
  return { pending: false, ...(await startSession(db(), found!, from, now)) } as const
}

/** The second step of signing in. @returns the token of a new session. */
export async function signInWithCode(token: string, code: string, from: Visitor = ANYBODY, now = new Date()) {
  const accountId = await takeSecondStep(token, code, now)
  return startSession(db(), await accounts.findOwnCredentials(db(), accountId), from, now)
}

/** Where somebody of a role begins. */
const HOME = {
  organiser: '/organiser',
  supervisor: '/organiser/ranking',
  reviewer: '/review',
  judge: '/judge',
  chiefJudge: '/judge',
  timekeeper: '/account',
  arbitrator: '/account',
  contestant: '/my',
} as const satisfies Record<Role, string>

async function startSession(
  at: Db,
  { id: accountId, roles }: Pick<Member, 'id' | 'roles'>,
  { device }: Visitor,
  now: Date,
) {
  const { token, tokenHash } = newToken()
  const expiresAt = new Date(now.getTime() + SESSION)
  await accounts.createSession(at, { tokenHash, accountId, expiresAt, device, now })
  const home = (Object.keys(HOME) as Role[]).find((role) => roles.includes(role))
  return { token, expiresAt, home: home ? HOME[home] : '/' }
}

export async function signOut(token: string, now = new Date()) {
  await accounts.revokeSession(db(), { tokenHash: sha256(token) }, now)
}

async function createAccount(
  at: Db,
  { login, password, name }: NewAccount,
  { role, prefecture = null }: { role: Role; prefecture?: string | null },
  { language }: Visitor,
) {
  await checkPassword(password, { login, name, roles: [role] })
  const member = await accounts.createAccount(at, {
    login,
    name,
    role,
    prefecture,
    language,
    passwordHash: await hashPassword(password),
  })
  if (!member) throw new Refusal('conflict', 'loginTaken', 'login')
  await record(at, { actorId: member.id, act: 'accountCreated', subjectId: member.id, details: { role } })
  return member
}

/** Creates a contestant's account and signs it in. Refused if the login is taken. */
export async function createContestant(at: Db, account: NewAccount, from: Visitor, now: Date) {
  const member = await createAccount(at, account, { role: 'contestant' }, from)
  return startSession(at, member, from, now)
}

/**
 * A link that creates the first organiser, for an installation without accounts; null on any other.
 * Earlier links of the kind stop working, so the last one printed is the one that counts.
 */
export async function organiserSetupLink(now = new Date()): Promise<string | null> {
  return inTransaction(async (at) => {
    if (await accounts.hasAccounts(at)) return null
    await accounts.expireInvitations(at, 'organiser', now)
    const { token, tokenHash } = newToken()
    await accounts.createInvitation(at, {
      tokenHash,
      role: 'organiser',
      expiresAt: new Date(now.getTime() + SETUP_LINK),
    })
    return `/join/${token}`
  })
}

type Invitation = NonNullable<Awaited<ReturnType<typeof accounts.findInvitation>>>

async function takeInvitation(at: Db, token: string, now: Date): Promise<Invitation> {
  const invitation = await accounts.findInvitation(at, sha256(token), now)
  if (!invitation || !(await accounts.useInvitation(at, invitation.id, now))) {
    throw new Refusal('not-found', 'linkUsed')
  }
  return invitation
}

/** A judge gets the next code of the panel. */
async function joinPanel(at: Db, { role, contestId }: Invitation, accountId: string) {
  if (role !== 'judge' || !contestId) return
  const judge = await createJudge(at, contestId, accountId)
  await record(at, {
    actorId: accountId,
    act: 'judgeAppointed',
    subjectId: judge.id,
    contestId,
    details: { judge: judge.code },
  })
}

/** Uses an invitation: creates the account it offers and signs it in. */
export async function acceptInvitation(
  token: string,
  account: NewAccount,
  now = new Date(),
  from: Visitor = ANYBODY,
) {
  return inTransaction(async (at) => {
    const invitation = await takeInvitation(at, token, now)
    const member = await createAccount(at, account, invitation, from)
    await joinPanel(at, invitation, member.id)
    return startSession(at, member, from, now)
  })
}

/**
 * Uses an invitation with the account one has. Refused for a role that one has already, and for one that must not meet
 * with another in the same person.
 */
export async function acceptWithAccount(actor: Actor, token: string, now = new Date()) {
  const member = allow(actor, 'use an account')
  return inTransaction(async (at) => {
    const invitation = await takeInvitation(at, token, now)
    const { role, prefecture } = invitation
    const roles = await accounts.lockRoles(at, member.id)
    if (roles.includes(role)) throw new Refusal('conflict', 'roleHeld')
    if (barring(role, roles).length > 0) throw new Refusal('conflict', 'dutiesApart')
    await accounts.grantRole(at, member.id, role, prefecture)
    await record(at, { actorId: member.id, act: 'roleTaken', subjectId: member.id, details: { role } })
    await joinPanel(at, invitation, member.id)
    return HOME[role]
  })
}
