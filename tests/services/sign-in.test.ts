import { beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '~/core/access/refusal'
import { db } from '~/data/db.server'
import { accountsOffice, unlockAccount } from '~/services/accounts-office.server'
import { captchaForSignIn, memberOf, signIn } from '~/services/accounts.server'
import { newCaptcha } from '~/services/captcha.server'
import { tidy } from '~/services/delivery.server'
import { sha256 } from '~/services/secrets.server'
import { ANYBODY } from '~/services/visitor.server'
import { actsOn, atOnce, member, refusalOf, signUp } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

const MINUTE = 60_000
const now = new Date('2021-07-01T09:00:00+08:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * MINUTE)
const password = 'Shegong-2021'

beforeEach(async () => {
  await db().signInAttempt.deleteMany()
  await db().captcha.deleteMany()
})

let people = 0
/** Somebody with an account, who signed up long before. */
async function somebody() {
  const login = `guess-${++people}@example.org`
  await signUp({ name: '张三', login, password }, after(-24 * 60))
  return login
}

const at = (address: string) => ({ ...ANYBODY, address })

/** A try with the captcha answered, so that only the lock stands in its way. */
async function guess(login: string, word: string, moment: Date, address = '10.0.0.1') {
  const { id, sum } = await newCaptcha(moment)
  const answered = { captchaId: id, captcha: String(sum[0] + sum[1]) }
  return signIn({ login, password: word, ...answered, from: at(address) }, moment)
}

const wrong = (login: string, moment: Date, address?: string) =>
  refusalOf(guess(login, 'Falsch-2021', moment, address))

async function failTimes(count: number, login: string, moment = now) {
  const came = []
  for (let nth = 0; nth < count; nth++) came.push(await wrong(login, new Date(moment.getTime() + nth)))
  return came
}

const tried = () => db().signInAttempt.count({ where: { kind: 'tried' } })

describe('five failures within half an hour', () => {
  test('lock the account, and the answer says until when, alike for known and unknown logins', async () => {
    const answers = []
    for (const login of [await somebody(), 'nobody@example.org']) {
      expect(await failTimes(5, login)).toEqual([...Array<string>(4).fill('wrongLogin'), 'lockedUntil'])
      const refusal: unknown = await guess(login, password, after(10), '10.0.0.2').catch(
        (error: unknown) => error,
      )
      expect(refusal).toBeInstanceOf(Refusal)
      answers.push(JSON.stringify(refusal))
      expect(refusal).toMatchObject({ kind: 'too-many', code: 'lockedUntil', values: { until: '09:31' } })
    }
    expect(answers[0]).toBe(answers[1])
  })

  test('lock for thirty minutes to the millisecond', async () => {
    const login = await somebody()
    await failTimes(5, login)
    const over = new Date(now.getTime() + 4 + 30 * MINUTE)
    expect(await refusalOf(guess(login, password, new Date(over.getTime() - 1)))).toBe('lockedUntil')
    expect((await guess(login, password, over)).home).toBe('/my')
  })

  test('do not lock if the first is half an hour older than the fifth', async () => {
    const login = await somebody()
    await failTimes(4, login)
    expect(await wrong(login, after(30))).toBe('wrongLogin')
    await guess(login, password, after(30))
    const other = await somebody()
    await failTimes(4, other)
    expect(await wrong(other, new Date(after(30).getTime() - 1))).toBe('lockedUntil')
  })

  test('are forgotten by a success', async () => {
    const login = await somebody()
    await failTimes(4, login)
    await guess(login, password, after(1))
    expect(await failTimes(4, login, after(2))).toEqual(Array<string>(4).fill('wrongLogin'))
    await guess(login, password, after(3))
  })

  test('are all that twenty guesses at the same moment have', async () => {
    const login = await somebody()
    const came = await atOnce(20, () => guess(login, 'Falsch-2021', now))
    expect(await tried()).toBe(5)
    expect(came.every((each) => each === 'wrongLogin' || each === 'lockedUntil')).toBe(true)
    expect(came.filter((each) => each === 'wrongLogin').length).toBeLessThanOrEqual(5)
    expect(await refusalOf(guess(login, password, after(1)))).toBe('lockedUntil')
  })

  test('of guesses at the same moment from twenty addresses are no more', async () => {
    const login = await somebody()
    await atOnce(20, (nth) => guess(login, 'Falsch-2021', now, `10.0.1.${nth}`))
    expect(await tried()).toBe(5)
  })

  test('while locked count no further, so that the lock ends when it said', async () => {
    const login = await somebody()
    await failTimes(5, login)
    for (const minutes of [10, 20, 29]) expect(await wrong(login, after(minutes))).toBe('lockedUntil')
    await guess(login, password, after(30.1))
  })

  test('are undone by the organiser, and the journal tells it', async () => {
    const login = await somebody()
    await failTimes(5, login)
    const organiser = await member('organiser')
    const office = await accountsOffice(organiser, login, after(1))
    expect(office.accounts).toMatchObject([{ login, name: '张三', roles: ['contestant'] }])
    const [{ id, lockedUntil }] = office.accounts as [(typeof office.accounts)[0]]
    expect(lockedUntil).toEqual(new Date(now.getTime() + 4 + 30 * MINUTE))
    for (const role of ['contestant', 'judge', 'supervisor'] as const) {
      const other = await member(role)
      expect(await refusalOf(accountsOffice(other, ''))).toBe('notYours')
      expect(await refusalOf(unlockAccount(other, id))).toBe('notYours')
    }
    await unlockAccount(organiser, id, after(1))
    expect((await accountsOffice(organiser, login, after(1))).accounts[0]!.lockedUntil).toBe(null)
    await guess(login, password, after(1.1))
    expect(await actsOn(id)).toEqual(['accountCreated', 'accountUnlocked'])
    for (const odd of ['x', '00000000-0000-7000-8000-000000000000']) {
      expect(await refusalOf(unlockAccount(organiser, odd))).toBe('notFound')
    }
  })

  test('leave no login and no address in the database, and are removed after a day', async () => {
    const login = await somebody()
    await wrong(login, now, '203.0.113.7')
    const rows = JSON.stringify(await db().signInAttempt.findMany())
    for (const personal of [login, '203.0.113.7']) expect(rows).not.toContain(personal)
    await tidy(after(24 * 60))
    expect(await tried()).toBe(1)
    await tidy(new Date(after(24 * 60).getTime() + 1))
    expect(await tried()).toBe(0)
  })
})

describe('the failures of a network address', () => {
  const failures = async (count: number, address: string, moment = now) => {
    const addressHash = sha256(`address ${address}`)
    await db().signInAttempt.createMany({
      data: Array.from({ length: count }, (_, nth) => ({
        kind: 'tried' as const,
        loginHash: `somebody ${nth}`,
        addressHash,
        at: moment,
      })),
    })
  }

  test('lock it at the hundredth, for half an hour, and no other address', async () => {
    const login = await somebody()
    await failures(98, '10.2.0.1')
    await guess(login, password, after(1), '10.2.0.1')
    expect(await wrong('first@example.org', after(2), '10.2.0.1')).toBe('wrongLogin')
    expect(await wrong('second@example.org', after(3), '10.2.0.1')).toBe('lockedUntil')
    expect(await refusalOf(guess(login, password, after(32.9), '10.2.0.1'))).toBe('lockedUntil')
    await guess(login, password, after(4), '10.2.0.2')
    await guess(login, password, after(33), '10.2.0.1')
  })

  test('leave a hall of ninety people behind one address in peace, each of whom mistypes once', async () => {
    await failures(90, '10.2.0.3')
    const login = await somebody()
    expect(await wrong(login, after(1), '10.2.0.3')).toBe('wrongLogin')
    await guess(login, password, after(2), '10.2.0.3')
  })
})

describe('the captcha', () => {
  const bare = (login: string, word: string, moment: Date, address = '10.3.0.1') =>
    signIn({ login, password: word, from: at(address) }, moment)

  test('is asked for after two failures of an account, from wherever, alike for known and unknown logins', async () => {
    for (const [nth, login] of [await somebody(), 'nobody@example.org'].entries()) {
      for (const minutes of [0, 1]) {
        expect(await refusalOf(bare(login, 'Falsch-2021', after(minutes), `10.4.${nth}.${minutes}`))).toBe(
          'wrongLogin',
        )
      }
      expect(await captchaForSignIn(at(`10.4.${nth}.9`), after(2))).toBe(null)
      const refused = bare(login, password, after(2), `10.4.${nth}.9`)
      await expect(refused).rejects.toMatchObject({
        kind: 'invalid',
        code: 'captchaNeeded',
        field: 'captcha',
      })
      // The page that answers shows one, though the failures came from elsewhere.
      expect(await captchaForSignIn(at(`10.4.${nth}.9`), after(2))).not.toBe(null)
    }
  })

  test('is asked for after two failures from an address, whatever the logins, until somebody signs in there', async () => {
    const login = await somebody()
    await refusalOf(bare('first@example.org', 'Falsch-2021', now))
    expect(await captchaForSignIn(at('10.3.0.1'), after(1))).toBe(null)
    await refusalOf(bare('second@example.org', 'Falsch-2021', after(1)))
    const asked = (await captchaForSignIn(at('10.3.0.1'), after(2)))!
    expect(await refusalOf(bare(login, password, after(2)))).toBe('captchaNeeded')
    const captcha = String(asked.sum[0] + asked.sum[1])
    await signIn({ login, password, captcha, captchaId: asked.id, from: at('10.3.0.1') }, after(2))
    expect(await captchaForSignIn(at('10.3.0.1'), after(3))).toBe(null)
    await bare(await somebody(), password, after(3))
  })

  test('is no longer asked for half an hour after the failures', async () => {
    const login = await somebody()
    await refusalOf(bare(login, 'Falsch-2021', now))
    await refusalOf(bare(login, 'Falsch-2021', now))
    expect(await refusalOf(bare(login, password, new Date(after(30).getTime() - 1), '10.3.0.2'))).toBe(
      'captchaNeeded',
    )
    await bare(login, password, after(30), '10.3.0.3')
  })

  test('wrongly answered, lets no password be looked at', async () => {
    const login = await somebody()
    await failTimes(2, login)
    const before = await tried()
    const { id } = await newCaptcha(after(1))
    const signing = signIn(
      { login, password, captcha: '99999999', captchaId: id, from: at('10.0.0.1') },
      after(1),
    )
    expect(await refusalOf(signing)).toBe('captchaWrong')
    expect(await tried()).toBe(before)
  })

  test('takes the sum or the digits, in any width, once, and for ten minutes', async () => {
    const answer = async (text: string, id: string, moment: Date) => {
      const login = await somebody()
      await failTimes(2, login)
      const signing = signIn({ login, password, captcha: text, captchaId: id, from: at('10.0.0.1') }, moment)
      return signing.then(
        () => 'in',
        (error: unknown) => (error as Refusal).code,
      )
    }
    const digitsOf = async (id: string) => {
      const { pictureHash } = await db().captcha.findUniqueOrThrow({ where: { id } })
      for (let digits = 0; digits < 100_000; digits++) {
        const text = String(digits).padStart(5, '0')
        if (sha256(`${id} ${text}`) === pictureHash) return text
      }
      throw new Error('not five digits')
    }
    const sumOf = ({ sum: [a, b] }: { sum: readonly [number, number] }) => String(a + b)
    const [first, second, third, fourth] = [
      await newCaptcha(now),
      await newCaptcha(now),
      await newCaptcha(now),
      await newCaptcha(now),
    ]
    const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
    expect(await answer(` ${wide(await digitsOf(first.id))} `, first.id, after(1))).toBe('in')
    expect(await answer(sumOf(first), first.id, after(1))).toBe('captchaWrong')
    expect(await answer(`${sumOf(second)}。`, second.id, after(9.99))).toBe('in')
    expect(await answer(sumOf(third), third.id, after(10))).toBe('captchaWrong')
    expect(await answer('0', fourth.id, after(1))).toBe('captchaWrong')
    expect(await answer(sumOf(fourth), fourth.id, after(1))).toBe('captchaWrong')
    expect(await answer('7', 'no id at all', after(1))).toBe('captchaWrong')
  })

  test('answered by two at the same moment lets one in', async () => {
    const logins = [await somebody(), await somebody()]
    for (const login of logins) await failTimes(2, login)
    const { id, sum } = await newCaptcha(after(1))
    const came = await atOnce(2, (nth) =>
      signIn(
        {
          login: logins[nth]!,
          password,
          captcha: String(sum[0] + sum[1]),
          captchaId: id,
          from: at(`10.5.0.${nth}`),
        },
        after(1),
      ),
    )
    expect(came.filter((each) => each === 'captchaWrong')).toHaveLength(1)
  })

  test('is a picture of paths, and neither of its answers is in the page or the database', async () => {
    const { id, picture, sum } = await newCaptcha(now)
    const svg = Buffer.from(picture.replace('data:image/svg+xml;base64,', ''), 'base64').toString()
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 180 60"/)
    expect(svg).not.toMatch(/<text|script|https?:(?!\/\/www\.w3\.org\/2000\/svg)/)
    expect(svg.match(/<path transform/g)).toHaveLength(5)
    const stored = JSON.stringify(await db().captcha.findUniqueOrThrow({ where: { id } }))
    expect(stored).not.toContain(`"${sum[0] + sum[1]}"`)
  })
})

describe('a session left alone', () => {
  test('of staff ends after thirty minutes, of judges and contestants not before twelve hours', async () => {
    const sessionFor = async (role: 'organiser' | 'supervisor' | 'judge' | 'contestant') => {
      const login = await somebody()
      const account = await db().account.findUniqueOrThrow({ where: { login } })
      await db().roleGrant.updateMany({ where: { accountId: account.id }, data: { role } })
      return (await signIn({ login, password }, now)).token
    }
    for (const role of ['organiser', 'supervisor'] as const) {
      const [used, left] = [await sessionFor(role), await sessionFor(role)]
      expect(await memberOf(used, after(29.99))).not.toBe(null)
      expect(await memberOf(used, after(59.98))).not.toBe(null)
      expect(await memberOf(left, after(30))).toBe(null)
    }
    for (const role of ['judge', 'contestant'] as const) {
      const token = await sessionFor(role)
      expect(await memberOf(token, after(12 * 60 - 0.01))).not.toBe(null)
    }
  })

  test('ends when the settings say so', async () => {
    const login = await somebody()
    const { token } = await signIn({ login, password }, now)
    process.env['IDLE_MINUTES'] = '20'
    try {
      expect(await memberOf(token, after(20))).toBe(null)
      expect(await memberOf(token, after(19.99))).not.toBe(null)
    } finally {
      delete process.env['IDLE_MINUTES']
    }
  })
})
