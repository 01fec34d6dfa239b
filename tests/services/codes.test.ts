import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/data/db.server'
import { memberOf, signIn } from '~/services/accounts.server'
import { newCaptcha } from '~/services/captcha.server'
import { codeStep, requestAgain, requestCode, verifyCode } from '~/services/codes.server'
import { tidy } from '~/services/delivery.server'
import { finishSignUp, resetPassword } from '~/services/sign-up.server'
import { ANYBODY } from '~/services/visitor.server'
import { query } from '~tests/support/cluster'
import { actsOn, atOnce, refusalOf, signUp } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

const { ownerUrl } = await freshDatabase()

const MINUTE = 60_000
const now = new Date('2021-07-01T09:00:00+08:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * MINUTE)
const password = 'Shegong-2021'
const person = { name: '张𣲗', password }

beforeEach(async () => {
  await db().message.deleteMany()
  await db().oneTimeCode.deleteMany()
})

let people = 0
const newLogin = () => `1380000${String(1000 + ++people)}`
let addresses = 0
/** Somebody at an address of his own. */
const visitor = () => ({ ...ANYBODY, address: `10.9.${++addresses >> 8}.${addresses & 255}` })

const sentTo = (address: string) => db().message.findMany({ where: { address }, orderBy: { id: 'asc' } })
const codeFor = async (login: string) => /\d{6}/.exec((await sentTo(login)).at(-1)!.text)![0]
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** A token whose code was typed in. */
async function verified(purpose: 'sign_up' | 'reset', login: string, moment = now) {
  const token = await requestCode(purpose, login, visitor(), moment)
  await verifyCode(purpose, token, await codeFor(login), moment)
  return token
}

async function account(moment = after(-60)) {
  const login = newLogin()
  await signUp({ ...person, login }, moment)
  return login
}

describe('signing up with a code', () => {
  test('goes from the login to the code, to name and password, and ends signed in', async () => {
    const login = newLogin()
    const token = await requestCode('sign_up', login, { ...visitor(), language: 'en' }, now)
    expect(await codeStep('sign_up', token, now)).toEqual({ step: 'code', login, over: false })
    expect(await sentTo(login)).toMatchObject([{ kind: 'signUpCode', channel: 'sms', secret: true }])
    await verifyCode('sign_up', token, await codeFor(login), after(5))
    expect((await codeStep('sign_up', token, after(5))).step).toBe('verified')
    const session = await finishSignUp(token, person, { ...visitor(), language: 'en' }, after(8))
    expect(session.home).toBe('/my')
    const actor = (await memberOf(session.token, after(9)))!
    expect(actor).toMatchObject({ name: '张𣲗', roles: ['contestant'] })
    expect(await db().account.findUniqueOrThrow({ where: { id: actor.id } })).toMatchObject({
      login,
      language: 'en',
    })
  })

  test('tells nobody but its owner that a login has an account', async () => {
    const [known, unknown] = [await account(), newLogin()]
    const answers = []
    for (const login of [known, unknown]) {
      const token = await requestCode('sign_up', login, visitor(), now)
      expect(token).toMatch(/^[\w-]{43}$/)
      const step = await codeStep('sign_up', token, now)
      const wrong = await verifyCode('sign_up', token, '000000', now).catch((error: unknown) => error)
      answers.push(JSON.stringify({ ...step, login: '', wrong }))
    }
    expect(answers[0]).toBe(answers[1])
    const [told] = await sentTo(known)
    expect(told).toMatchObject({
      kind: 'alreadySignedUp',
      text: expect.not.stringMatching(/\d{6}/) as string,
    })
    const [row] = await db().oneTimeCode.findMany({ where: { login: known } })
    expect(row!.codeHash).toBe(null)
  })

  test('lasts ten minutes to the millisecond', async () => {
    const [late, early] = [newLogin(), newLogin()]
    const [lateToken, earlyToken] = [
      await requestCode('sign_up', late, visitor(), now),
      await requestCode('sign_up', early, visitor(), now),
    ]
    expect(await refusalOf(verifyCode('sign_up', lateToken, await codeFor(late), after(10)))).toBe(
      'codeSpent',
    )
    expect((await codeStep('sign_up', lateToken, after(10))).over).toBe(true)
    await verifyCode('sign_up', earlyToken, await codeFor(early), new Date(after(10).getTime() - 1))
  })

  test('leaves half an hour for name and password', async () => {
    const [late, early] = [await verified('sign_up', newLogin()), await verified('sign_up', newLogin())]
    expect(await refusalOf(finishSignUp(late, person, ANYBODY, after(30)))).toBe('linkUsed')
    await finishSignUp(early, person, ANYBODY, new Date(after(30).getTime() - 1))
  })

  test('takes five tries, the fifth too, and no sixth', async () => {
    const [lucky, unlucky] = [newLogin(), newLogin()]
    for (const [login, wrong] of [
      [lucky, 4],
      [unlucky, 5],
    ] as const) {
      const token = await requestCode('sign_up', login, visitor(), now)
      const code = await codeFor(login)
      for (let nth = 0; nth < wrong; nth++) {
        expect(await refusalOf(verifyCode('sign_up', token, other(code), now))).toBe('codeWrong')
      }
      if (wrong === 4) await verifyCode('sign_up', token, code, now)
      else expect(await refusalOf(verifyCode('sign_up', token, code, now))).toBe('codeSpent')
    }
  })

  test('counts twenty tries at the same moment as five', async () => {
    const login = newLogin()
    const token = await requestCode('sign_up', login, visitor(), now)
    const code = await codeFor(login)
    const came = await atOnce(20, () => verifyCode('sign_up', token, other(code), now))
    expect(came.filter((each) => each === 'codeWrong')).toHaveLength(5)
    expect(came.filter((each) => each === 'codeSpent')).toHaveLength(15)
    expect(await refusalOf(verifyCode('sign_up', token, code, now))).toBe('codeSpent')
  })

  test('with one code makes one account, also when sent twice at once', async () => {
    const token = await verified('sign_up', newLogin())
    const before = await db().account.count()
    const came = await atOnce(4, () => finishSignUp(token, person, ANYBODY, now))
    expect(came.filter((each) => each === 'linkUsed')).toHaveLength(3)
    expect(await db().account.count()).toBe(before + 1)
    expect(await refusalOf(codeStep('sign_up', token, now))).toBe('linkUsed')
  })

  test('whose password is refused keeps the code good for another', async () => {
    const login = newLogin()
    const token = await verified('sign_up', login)
    for (const [weak, refusal] of [
      ['Password-1', 'passwordCommon'],
      ['Woaini-1314', 'passwordCommon'],
      ['Gongping-2021', 'passwordCommon'],
      [`Xy-${login.slice(-8)}`, 'passwordPersonal'],
    ] as const) {
      const refused = finishSignUp(token, { ...person, password: weak }, ANYBODY, now)
      await expect(refused).rejects.toMatchObject({ code: refusal, field: 'password' })
    }
    await finishSignUp(token, person, ANYBODY, now)
  })

  test('is not finished before the code was typed in, nor with a code for something else', async () => {
    const login = newLogin()
    const token = await requestCode('sign_up', login, visitor(), now)
    expect(await refusalOf(finishSignUp(token, person, ANYBODY, now))).toBe('linkUsed')
    const known = await account()
    const reset = await verified('reset', known)
    expect(await refusalOf(finishSignUp(reset, person, ANYBODY, now))).toBe('linkUsed')
    expect(await refusalOf(codeStep('sign_up', reset, now))).toBe('linkUsed')
    expect(await refusalOf(resetPassword(token, { password }, now))).toBe('linkUsed')
    for (const odd of ['', 'none', 'x'.repeat(4000)]) {
      expect(await refusalOf(codeStep('sign_up', odd, now))).toBe('linkUsed')
      expect(await refusalOf(verifyCode('sign_up', odd, '123456', now))).toBe('linkUsed')
    }
  })

  test('keeps neither code nor token, and forgets the login after a day', async () => {
    const login = newLogin()
    const token = await requestCode('sign_up', login, visitor(), now)
    const [{ row }] = (await query<{ row: string }>(
      ownerUrl,
      'SELECT t::text AS row FROM one_time_code t',
    )) as [{ row: string }]
    expect(row).toContain(login)
    for (const secret of [token, await codeFor(login)]) expect(row).not.toContain(`${secret},`)
    await tidy(new Date(after(24 * 60).getTime() + 1))
    expect(await db().oneTimeCode.count()).toBe(0)
  })
})

describe('codes are sent', () => {
  test('once a minute to a login, to the millisecond, and the answer says from when on', async () => {
    const login = newLogin()
    await requestCode('sign_up', login, visitor(), now)
    const soon = requestCode('sign_up', login, visitor(), new Date(after(1).getTime() - 1))
    await expect(soon).rejects.toMatchObject({
      kind: 'too-many',
      code: 'codeTooSoon',
      values: { until: '09:01' },
    })
    await requestCode('sign_up', login, visitor(), after(1))
    expect(await sentTo(login)).toHaveLength(2)
  })

  test('again from the page that waits for one, under the same limits', async () => {
    const login = newLogin()
    const first = await requestCode('sign_up', login, visitor(), now)
    expect(await refusalOf(requestAgain('sign_up', first, visitor(), after(0.5)))).toBe('codeTooSoon')
    const second = await requestAgain('sign_up', first, visitor(), after(1))
    expect(second).not.toBe(first)
    await verifyCode('sign_up', second, await codeFor(login), after(2))
    for (const odd of ['', 'none', second]) {
      expect(await refusalOf(requestAgain('reset', odd, visitor(), after(3)))).toBe('linkUsed')
    }
  })

  test('five times an hour to a login, whatever for', async () => {
    const login = await account()
    for (let nth = 0; nth < 5; nth++) {
      await requestCode(nth % 2 ? 'reset' : 'sign_up', login, visitor(), after(2 * nth))
    }
    const again = (moment: Date) => requestCode('reset', login, visitor(), moment)
    expect(await refusalOf(again(new Date(after(60).getTime() - 1)))).toBe('codesSpent')
    await again(after(60))
  })

  test('twenty times an hour from an address', async () => {
    const hall = visitor()
    for (let nth = 0; nth < 20; nth++) await requestCode('sign_up', newLogin(), hall, after(nth))
    expect(await refusalOf(requestCode('sign_up', newLogin(), hall, new Date(after(60).getTime() - 1)))).toBe(
      'codesSpent',
    )
    await requestCode('sign_up', newLogin(), visitor(), after(59))
    await requestCode('sign_up', newLogin(), hall, after(60))
  })

  test('once for requests at the same moment, also from several addresses', async () => {
    const login = newLogin()
    const came = await atOnce(8, () => requestCode('sign_up', login, visitor(), now))
    expect(came.filter((each) => each === 'codeTooSoon')).toHaveLength(7)
    expect(await sentTo(login)).toHaveLength(1)
  })

  test('under the same limits whether the login has an account or not', async () => {
    for (const login of [await account(), newLogin()]) {
      await requestCode('reset', login, visitor(), now)
      expect(await refusalOf(requestCode('reset', login, visitor(), now))).toBe('codeTooSoon')
    }
  })
})

describe('a forgotten password', () => {
  test('is reset by the code: the new one holds, every session is over, and a lock is lifted', async () => {
    const login = await account()
    const sessions = [await signIn({ login, password }, now), await signIn({ login, password }, now)]
    for (let nth = 0; nth < 5; nth++) {
      const { id, sum } = await newCaptcha(after(1))
      const answered = { captchaId: id, captcha: String(sum[0] + sum[1]) }
      await refusalOf(
        signIn({ login, password: 'Falsch-2021', ...answered }, new Date(after(1).getTime() + nth)),
      )
    }
    expect(await refusalOf(signIn({ login, password }, after(2)))).toBe('lockedUntil')
    const token = await verified('reset', login, after(2))
    await resetPassword(token, { password: 'Huoju-Kuaile-7' }, after(3))
    for (const { token: session } of sessions) expect(await memberOf(session, after(3))).toBe(null)
    const fresh = { ...visitor() }
    expect(await refusalOf(signIn({ login, password, from: fresh }, after(4)))).toBe('wrongLogin')
    await signIn({ login, password: 'Huoju-Kuaile-7', from: fresh }, after(5))
    const { id } = await db().account.findUniqueOrThrow({ where: { login } })
    expect(await actsOn(id)).toEqual(['accountCreated', 'passwordReset'])
    expect((await sentTo(login)).at(-1)).toMatchObject({ kind: 'passwordChanged', accountId: id })
    expect(await refusalOf(resetPassword(token, { password: 'Another-Huoju-8' }, after(3)))).toBe('linkUsed')
  })

  test('of a login without an account looks the same and sends nothing', async () => {
    const [known, unknown] = [await account(), newLogin()]
    const answers = []
    for (const login of [known, unknown]) {
      const token = await requestCode('reset', login, visitor(), now)
      const step = await codeStep('reset', token, now)
      const wrong = await verifyCode('reset', token, '000000', now).catch((error: unknown) => error)
      answers.push(JSON.stringify({ ...step, login: '', wrong }))
    }
    expect(answers[0]).toBe(answers[1])
    expect(await sentTo(unknown)).toEqual([])
  })

  test('cannot become one of the last five again, but may become the sixth', async () => {
    const login = await account(after(-600))
    const words = ['Qingshan-01-a', 'Qingshan-02-b', 'Qingshan-03-c', 'Qingshan-04-d']
    let minutes = -500
    const reset = async (word: string) => {
      const token = await verified('reset', login, after(minutes))
      const came = resetPassword(token, { password: word }, after(minutes))
      minutes += 61
      return came
    }
    for (const word of words) await reset(word)
    for (const used of [password, ...words]) expect(await refusalOf(reset(used))).toBe('passwordUsed')
    await reset('Qingshan-05-e')
    await reset(password)
    expect(await db().formerPassword.count({ where: { account: { login } } })).toBe(4)
  })

  test('of staff has twelve characters', async () => {
    const login = await account()
    const { id } = await db().account.findUniqueOrThrow({ where: { login } })
    await db().roleGrant.updateMany({ where: { accountId: id }, data: { role: 'organiser' } })
    const token = await verified('reset', login)
    const short = resetPassword(token, { password: 'Qingshan-77' }, now)
    await expect(short).rejects.toMatchObject({
      code: 'passwordShort',
      values: { min: 12 },
      field: 'password',
    })
    await resetPassword(token, { password: 'Qingshan-777' }, now)
  })
})
