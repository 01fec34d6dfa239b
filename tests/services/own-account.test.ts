import { describe, expect, test } from 'vitest'
import { db } from '~/data/db.server'
import { memberOf, signIn } from '~/services/accounts.server'
import {
  changePassword,
  endSession,
  ownAccount,
  saveProfile,
  signOutEverywhere,
} from '~/services/own-account.server'
import { ANYBODY } from '~/services/visitor.server'
import { actsOn, atOnce, refusalOf, signUp } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

const now = new Date('2021-07-01T09:00:00+08:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const password = 'Shegong-2021'
let people = 0

/** Somebody signed in on a phone and at a desk. */
async function somebody() {
  const login = `own-${++people}@example.org`
  const from = (device: string) => ({ ...ANYBODY, address: `10.7.0.${people}`, device })
  const { token: phone } = await signUp({ name: '张三', login, password }, now, from('wechat/android'))
  const { token: desk } = await signIn({ login, password, from: from('chrome/windows') }, after(1))
  const actor = (await memberOf(phone, after(1)))!
  return { login, phone, desk, actor, from: from('') }
}

describe('the own account', () => {
  test('lists the devices that are signed in, in words, the one in use marked', async () => {
    const { actor, phone, desk } = await somebody()
    await memberOf(phone, after(5))
    const { sessions } = await ownAccount(actor, desk, after(6))
    expect(sessions).toMatchObject([
      { browser: 'wechat', system: 'android', current: false, createdAt: now, lastSeenAt: after(5) },
      { browser: 'chrome', system: 'windows', current: true, createdAt: after(1), lastSeenAt: after(1) },
    ])
    expect(JSON.stringify(sessions)).not.toMatch(/token|hash/i)
  })

  test('no longer lists a device that was left alone too long', async () => {
    const { actor, desk } = await somebody()
    await db().roleGrant.updateMany({ where: { accountId: actor.id }, data: { role: 'organiser' } })
    await memberOf(desk, after(30))
    const { sessions } = await ownAccount({ ...actor, roles: ['organiser'] }, desk, after(31))
    expect(sessions.map(({ browser }) => browser)).toEqual(['chrome'])
  })

  test('is nobody else’s', async () => {
    const [one, other] = [await somebody(), await somebody()]
    const [mine] = (await ownAccount(one.actor, null, after(2))).sessions
    expect(await refusalOf(endSession(other.actor, mine!.id, after(2)))).toBe('notFound')
    expect(await memberOf(one.phone, after(2))).not.toBe(null)
    for (const odd of ['x', '00000000-0000-7000-8000-000000000000']) {
      expect(await refusalOf(endSession(one.actor, odd))).toBe('notFound')
    }
    for (const act of [
      ownAccount(null, null),
      saveProfile(null, { name: '李四', language: 'en' }),
      changePassword(null, { current: password, password }, { token: null, from: ANYBODY }),
      endSession(null, mine!.id),
      signOutEverywhere(null),
    ]) {
      expect(await refusalOf(act)).toBe('signInFirst')
    }
  })

  test('signs one device out and leaves the other', async () => {
    const { actor, phone, desk } = await somebody()
    const other = (await ownAccount(actor, desk, after(2))).sessions.find(({ current }) => !current)!
    await endSession(actor, other.id, after(2))
    expect(await memberOf(phone, after(2))).toBe(null)
    expect(await memberOf(desk, after(2))).not.toBe(null)
    expect((await ownAccount(actor, desk, after(2))).sessions).toHaveLength(1)
    expect(await refusalOf(endSession(actor, other.id, after(2)))).toBe('notFound')
  })

  test('signs out everywhere, this device too', async () => {
    const { actor, phone, desk } = await somebody()
    await signOutEverywhere(actor, after(2))
    for (const token of [phone, desk]) expect(await memberOf(token, after(2))).toBe(null)
    expect(await actsOn(actor.id)).toEqual(['accountCreated', 'sessionsEnded'])
  })

  test('takes another name and the language of messages', async () => {
    const { actor } = await somebody()
    await saveProfile(actor, { name: '吉克·𣲗阿依', language: 'en' })
    expect(await ownAccount(actor, null, after(2))).toMatchObject({ name: '吉克·𣲗阿依', language: 'en' })
    expect(await actsOn(actor.id)).toEqual(['accountCreated', 'accountChanged'])
  })
})

describe('changing the password', () => {
  const fresh = 'Huoju-Kuaile-7'

  test('asks for the present one, ends the other sessions and keeps this one', async () => {
    const { actor, login, phone, desk, from } = await somebody()
    await changePassword(actor, { current: password, password: fresh }, { token: desk, from }, after(2))
    expect(await memberOf(phone, after(2))).toBe(null)
    expect(await memberOf(desk, after(2))).not.toBe(null)
    expect(await refusalOf(signIn({ login, password, from }, after(3)))).toBe('wrongLogin')
    await signIn({ login, password: fresh, from }, after(4))
    expect(await actsOn(actor.id)).toEqual(['accountCreated', 'passwordChanged'])
    const told = await db().message.findMany({ where: { accountId: actor.id } })
    expect(told.map(({ channel, kind }) => [channel, kind]).sort()).toEqual([
      ['in_app', 'passwordChanged'],
      ['mail', 'passwordChanged'],
    ])
  })

  test('with a wrong present one counts as a failure to sign in: five lock, also at the same moment', async () => {
    const { actor, login, desk, from } = await somebody()
    const tries = await atOnce(12, () =>
      changePassword(actor, { current: 'Falsch-2021', password: fresh }, { token: desk, from }, after(2)),
    )
    expect(tries.every((came) => came === 'passwordWrong' || came === 'lockedUntil')).toBe(true)
    const right = changePassword(
      actor,
      { current: password, password: fresh },
      { token: desk, from },
      after(3),
    )
    expect(await refusalOf(right)).toBe('lockedUntil')
    expect(await refusalOf(signIn({ login, password, from }, after(3)))).toBe('lockedUntil')
  })

  test('to the present one, a common one or one with the login in it is refused, and nothing changes', async () => {
    const { actor, login, phone, desk, from } = await somebody()
    for (const [word, refusal] of [
      [password, 'passwordUsed'],
      ['Dragon@2021', 'passwordCommon'],
      [`${login.split('@')[0]!}-Aa`, 'passwordPersonal'],
    ] as const) {
      const change = changePassword(
        actor,
        { current: password, password: word },
        { token: desk, from },
        after(2),
      )
      await expect(change).rejects.toMatchObject({ code: refusal, field: 'password' })
    }
    expect(await memberOf(phone, after(2))).not.toBe(null)
    expect(await db().formerPassword.count({ where: { accountId: actor.id } })).toBe(0)
  })

  test('twice at the same moment from one device leaves one password in force', async () => {
    const { actor, login, desk, from } = await somebody()
    const words = ['Qingshan-01-a', 'Qingshan-02-b']
    await atOnce(2, (nth) =>
      changePassword(actor, { current: password, password: words[nth]! }, { token: desk, from }, after(2)),
    )
    const came = []
    for (const [nth, word] of words.entries()) {
      came.push(
        await signIn({ login, password: word, from }, after(3 + nth)).then(
          () => 'in',
          () => 'out',
        ),
      )
    }
    expect(came.sort()).toEqual(['in', 'out'])
  })
})
