import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/data/db.server'
import {
  acceptInvitation,
  judgesOffice,
  memberOf,
  organiserSetupLink,
  readInvitation,
  signIn,
  signOut,
} from '~/services/accounts.server'
import { staffOffice } from '~/services/staff.server'
import { ANYBODY } from '~/services/visitor.server'
import { sha256 } from '~/services/secrets.server'
import { query } from '~tests/support/cluster'
import {
  inviteAs,
  atOnce,
  holdContest,
  linesOf,
  member,
  refusalOf,
  signUp,
  without,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

const { ownerUrl } = await freshDatabase()

const HOUR = 3_600_000
const now = new Date('2021-07-01T09:00:00+08:00')
const after = (hours: number) => new Date(now.getTime() + hours * HOUR)

const password = 'Shegong-2021'
let people = 0
const someone = () => ({ name: '张三', login: `someone-${++people}@example.org`, password })
const tokenOf = (link: string | null) => link!.replace('/join/', '')

/** All that a table holds, as text. */
const allOf = async (table: string) =>
  (await query<{ row: string }>(ownerUrl, `SELECT t::text AS row FROM ${table} t`))
    .map(({ row }) => row)
    .join('\n')

const count = async () => ({
  accounts: await db().account.count(),
  roles: await db().roleGrant.count(),
  sessions: await db().session.count(),
  judges: await db().judge.count(),
  lines: await db().journalEntry.count(),
})

describe('the link that creates the first organiser', () => {
  beforeEach(async () => {
    await db().account.deleteMany()
  })

  test('creates an organiser, once', async () => {
    const token = tokenOf(await organiserSetupLink(now))
    expect(await readInvitation(token, now)).toEqual({ role: 'organiser', name: null, prefecture: null })
    const { token: session, home } = await acceptInvitation(token, someone(), now)
    expect(home).toBe('/organiser')
    expect((await memberOf(session, now))?.roles).toEqual(['organiser'])
    expect(await refusalOf(readInvitation(token, now))).toBe('linkUsed')
    expect(await refusalOf(acceptInvitation(token, someone(), now))).toBe('linkUsed')
    expect(await db().account.count()).toBe(1)
  })

  test('is printed on an installation without accounts only', async () => {
    await member('contestant')
    expect(await organiserSetupLink(now)).toBe(null)
  })

  test('counts if it was printed last', async () => {
    const [first, last] = [tokenOf(await organiserSetupLink(now)), tokenOf(await organiserSetupLink(now))]
    expect(await refusalOf(acceptInvitation(first, someone(), now))).toBe('linkUsed')
    await acceptInvitation(last, someone(), now)
    expect(await db().account.count()).toBe(1)
  })

  test('works for 24 hours', async () => {
    const token = tokenOf(await organiserSetupLink(now))
    expect(await refusalOf(readInvitation(token, after(24)))).toBe('linkUsed')
    expect(await refusalOf(acceptInvitation(token, someone(), after(24)))).toBe('linkUsed')
    await acceptInvitation(token, someone(), new Date(after(24).getTime() - 1))
  })

  test('used by two people at the same time makes one account', async () => {
    const token = tokenOf(await organiserSetupLink(now))
    const came = await atOnce(2, () => acceptInvitation(token, someone(), now))
    expect(came.filter((each) => each === 'linkUsed')).toHaveLength(1)
    expect(await db().account.count()).toBe(1)
    expect(await db().session.count()).toBe(1)
  })

  test('is not spent on a login that is taken', async () => {
    const token = tokenOf(await organiserSetupLink(now))
    const taken = someone()
    await signUp(taken, now)
    expect(await refusalOf(acceptInvitation(token, taken, now))).toBe('loginTaken')
    expect((await acceptInvitation(token, someone(), now)).home).toBe('/organiser')
  })

  test('is stored only as a hash', async () => {
    const token = tokenOf(await organiserSetupLink(now))
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await allOf('invitation')).not.toContain(token)
  })
})

describe('signing up', () => {
  test('makes a contestant, signed in', async () => {
    const { token, home } = await signUp({ ...someone(), name: '张𣲗' }, now)
    expect(home).toBe('/my')
    const actor = await memberOf(token, now)
    expect(actor).toMatchObject({ name: '张𣲗', roles: ['contestant'] })
    expect(await linesOf(actor!.id)).toMatchObject([
      { act: 'accountCreated', actorId: actor!.id, details: { role: 'contestant' } },
    ])
  })

  test('with a login that is taken is refused, and changes nothing of the account that has it', async () => {
    const first = someone()
    await signUp(first, now)
    const [stored, before] = [await allOf('account'), await count()]
    const again = signUp({ ...first, name: '李四', password: 'Chuangqing-2021' }, now)
    await expect(again).rejects.toMatchObject({ code: 'loginTaken', field: 'login', kind: 'conflict' })
    expect(await allOf('account')).toBe(stored)
    expect(await count()).toEqual(before)
  })

  test('twice at the same time makes one account', async () => {
    const twin = someone()
    const before = await count()
    const came = await atOnce(4, () => signUp(twin, now))
    expect(came.filter((each) => each === 'loginTaken')).toHaveLength(3)
    expect(await count()).toEqual({
      accounts: before.accounts + 1,
      roles: before.roles + 1,
      sessions: before.sessions + 1,
      lines: before.lines + 1,
      judges: before.judges,
    })
  })

  test('that fails at its last step leaves nothing half created', async () => {
    const before = await count()
    await without(ownerUrl, 'INSERT ON session', () =>
      expect(signUp(someone(), now)).rejects.toThrow(/permission denied/),
    )
    expect(await count()).toEqual(before)
  })

  test('keeps neither the password nor the session’s token', async () => {
    const account = someone()
    const { token } = await signUp(account, now)
    const stored = [await allOf('account'), await allOf('session'), await allOf('journal_entry')].join()
    expect(stored).not.toContain(account.password)
    expect(stored).not.toContain(token)
    const { passwordHash } = await db().account.findUniqueOrThrow({ where: { login: account.login } })
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('signing in', () => {
  test('refuses an unknown login and a wrong password alike', async () => {
    const account = someone()
    await signUp(account, now)
    const wrong = async (typed: object, nth: number) =>
      signIn({ ...account, ...typed, from: { ...ANYBODY, address: `10.1.0.${nth}` } }, now).catch(
        (error: unknown) => error,
      )
    const refusals = [
      await wrong({ password: 'Wrong-2021' }, 1),
      await wrong({ login: 'nobody@example.org' }, 2),
      await wrong({ password: '' }, 3),
    ]
    for (const refusal of refusals) expect(refusal).toMatchObject({ kind: 'invalid', code: 'wrongLogin' })
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
  })

  test('leads everybody to where his role begins', async () => {
    const { organiser, judges } = await holdContest({ judges: 1 })
    const { passwordHash } = await withPassword()
    for (const [actor, home] of [
      [organiser, '/organiser'],
      [judges[0]!, '/judge'],
    ] as const) {
      const { login } = await db().account.update({ where: { id: actor.id }, data: { passwordHash } })
      const signed = await signIn({ login, password }, now)
      expect(signed.home).toBe(home)
      expect(await memberOf(signed.token, now)).toEqual(actor)
    }
  })

  test('takes a password typed in full width for the same', async () => {
    const [wide, narrow] = [someone(), someone()]
    const fullWidth = 'Ｓｈｅｇｏｎｇ－２０２１'
    await signUp({ ...wide, password: fullWidth }, now)
    await signIn(wide, now)
    await signUp(narrow, now)
    await signIn({ ...narrow, password: fullWidth }, now)
  })

  async function withPassword() {
    const account = someone()
    await signUp(account, now)
    return db().account.findUniqueOrThrow({ where: { login: account.login } })
  }
})

describe('a session', () => {
  test('lasts twelve hours, whatever is done in it', async () => {
    const { token, expiresAt } = await signUp(someone(), now)
    expect(expiresAt).toEqual(after(12))
    for (const hours of [1, 6, 11.9]) expect(await memberOf(token, after(hours))).not.toBe(null)
    expect(await memberOf(token, after(12))).toBe(null)
  })

  test('ends with signing out, and no other one with it', async () => {
    const account = someone()
    const { token: phone } = await signUp(account, now)
    const { token: desk } = await signIn(account, now)
    await signOut(phone, now)
    expect(await memberOf(phone, now)).toBe(null)
    expect(await memberOf(desk, now)).not.toBe(null)
    await signOut('no such token', now)
  })

  test('is nobody’s for a made-up token, an empty one, or the stored hash itself', async () => {
    await signUp(someone(), now)
    const { tokenHash } = await db().session.findFirstOrThrow()
    for (const token of ['made up', '', tokenHash]) expect(await memberOf(token, now)).toBe(null)
  })

  test('notes its last use every minute, not at every request', async () => {
    const { token } = await signUp(someone(), now)
    const tokenHash = sha256(token)
    const seen = async (minutes: number) => {
      await memberOf(token, after(minutes / 60))
      const { lastSeenAt } = await db().session.findFirstOrThrow({ where: { tokenHash } })
      return (lastSeenAt.getTime() - now.getTime()) / 60_000
    }
    expect([await seen(0.9), await seen(1), await seen(1.9), await seen(12)]).toEqual([0, 1, 1, 12])
  })

  test('shows at once what roles are given and taken', async () => {
    const { token } = await signUp(someone(), now)
    const { id } = (await memberOf(token, now))!
    await db().roleGrant.deleteMany({ where: { accountId: id } })
    expect((await memberOf(token, now))?.roles).toEqual([])
  })
})

describe('a judge', () => {
  test('joins by a link under the next code, and the journal tells it', async () => {
    const { id: contestId, organiser } = await holdContest({ judges: 1 })
    const token = tokenOf(await inviteAs(organiser, 'judge', { name: '评委甲', now }))
    expect(await readInvitation(token, now)).toEqual({ role: 'judge', name: '评委甲', prefecture: null })
    const { token: session, home } = await acceptInvitation(token, { ...someone(), name: '评委甲' }, now)
    expect(home).toBe('/judge')
    const { id: accountId } = (await memberOf(session, now))!
    const judge = await db().judge.findFirstOrThrow({ where: { accountId } })
    expect(judge).toMatchObject({ contestId, code: 'J02' })
    expect(await linesOf(judge.id)).toMatchObject([
      { act: 'judgeAppointed', actorId: accountId, contestId, details: { judge: 'J02' } },
    ])
  })

  test('gets a code of his own, also when four join at once', async () => {
    const { id: contestId, organiser } = await holdContest({ judges: 0 })
    const links = [1, 2, 3, 4].map(() => inviteAs(organiser, 'judge', { name: '评委', now }))
    const tokens = (await Promise.all(links)).map(tokenOf)
    await atOnce(4, (nth) => acceptInvitation(tokens[nth]!, someone(), now))
    const judges = await db().judge.findMany({ where: { contestId }, orderBy: { code: 'asc' } })
    expect(judges.map(({ code }) => code)).toEqual(['J01', 'J02', 'J03', 'J04'])
  })

  test('whose login is taken does not join, and may use the link again', async () => {
    const { organiser } = await holdContest({ judges: 0 })
    const token = tokenOf(await inviteAs(organiser, 'judge', { name: '评委', now }))
    const taken = someone()
    await signUp(taken, now)
    const before = await count()
    expect(await refusalOf(acceptInvitation(token, taken, now))).toBe('loginTaken')
    expect(await count()).toEqual(before)
    await acceptInvitation(token, someone(), now)
  })

  test('has fourteen days to use the link', async () => {
    const { organiser } = await holdContest({ judges: 0 })
    const token = tokenOf(await inviteAs(organiser, 'judge', { name: '评委', now }))
    expect(await refusalOf(acceptInvitation(token, someone(), after(14 * 24)))).toBe('linkUsed')
    await acceptInvitation(token, someone(), after(14 * 24 - 1))
  })

  test('is invited by the organiser and nobody else', async () => {
    const { judges } = await holdContest({ judges: 1 })
    const before = await db().invitation.count()
    expect(await refusalOf(inviteAs(null, 'judge', { name: '评委', now }))).toBe('signInFirst')
    for (const actor of [judges[0]!, await member('contestant')]) {
      expect(await refusalOf(inviteAs(actor, 'judge', { name: '评委', now }))).toBe('notYours')
      expect(await refusalOf(judgesOffice(actor))).toBe('notYours')
    }
    expect(await db().invitation.count()).toBe(before)
  })

  test('waits in the office’s list until the link is used or out of date, and the link is not shown again', async () => {
    const { organiser } = await holdContest({ judges: 1 })
    const token = tokenOf(await inviteAs(organiser, 'judge', { name: '评委甲', now }))
    const office = await staffOffice(organiser, now)
    expect((await judgesOffice(organiser)).judges).toEqual([
      { code: 'J01', name: '评委', open: 0, submitted: 0, recused: 0 },
    ])
    expect(office.invited.map(({ name }) => name)).toEqual(['评委甲'])
    expect(JSON.stringify(office)).not.toContain(token)
    expect((await staffOffice(organiser, after(14 * 24))).invited).toEqual([])
    await acceptInvitation(token, someone(), now)
    expect((await staffOffice(organiser, now)).invited).toEqual([])
  })
})
