import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SecondStep } from '~/core/access/second-factor'
import { seal } from '~/data/keyring.server'
import { db } from '~/data/db.server'
import { memberOf, signIn, signInWithCode } from '~/services/accounts.server'
import { rotateKeys } from '~/services/resealing.server'
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  ownSecondFactor,
  resetSecondFactor,
  secondStepAwaited,
} from '~/services/second-factor.server'
import { fits, hashPassword } from '~/services/secrets.server'
import { ANYBODY } from '~/services/visitor.server'
import { actsOn, atOnce, holdContest, member, refusalOf } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

const STEP = 30_000
const password = 'Huaxi-Fenghuo-2021'
/** The secret of the test vectors of RFC 6238, appendix B. */
const SECRET = Buffer.from('12345678901234567890')

/** The code of a secret at a moment, worked out apart from the product (RFC 4226 and 6238). */
function codeAt(secret: Buffer, now: Date) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / STEP)))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const at = hash.at(-1)! & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A member who signs in with the second factor of the test vectors. */
async function guarded() {
  const who = await member('organiser')
  const { login } = await db().account.update({
    where: { id: who.id },
    data: { passwordHash: await hashPassword(password) },
  })
  const sealed = await seal(SECRET.toString('base64url'))
  await db().secondFactor.create({ data: { accountId: who.id, sealed, confirmedAt: new Date(0) } })
  const begin = async (now: Date) => (await signIn({ login, password }, now)).token
  return { who, login, begin }
}

const base32 = (text: string) => {
  const bits = Array.from(text.replaceAll(' ', ''), (sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  ).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}

/** Sets the factor up as a member does. */
async function setUp() {
  const who = await member('organiser')
  await db().account.update({ where: { id: who.id }, data: { passwordHash: await hashPassword(password) } })
  const now = new Date()
  const secret = base32((await beginSecondFactor(who)).secret)
  const codes = await confirmSecondFactor(who, codeAt(secret, now), now)
  const { login } = await db().account.findUniqueOrThrow({ where: { id: who.id } })
  return { who, secret, codes, now, login }
}

describe('the second step', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('takes the code of RFC 6238 at second %d: %s', async (second, code) => {
    const { begin, who } = await guarded()
    const now = new Date(second * 1000)
    const session = await signInWithCode(await begin(now), code, ANYBODY, now)
    expect((await memberOf(session.token, now))?.id).toBe(who.id)
  })

  test('is asked after the right password, and no session is begun before', async () => {
    const { login, who } = await guarded()
    const begun = await signIn({ login, password })
    expect(begun.pending).toBe(true)
    expect(await memberOf(begun.token)).toBeNull()
    expect(await db().session.count({ where: { accountId: who.id } })).toBe(0)
    expect(await refusalOf(signIn({ login, password: 'Falsch-Falsch-2021' }))).toBe('wrongLogin')
  })

  test('takes the code of the step before and after, and none beyond', async () => {
    const { begin } = await guarded()
    const now = new Date(1_700_000_000_000)
    for (const [off, fits] of [
      [-2, false],
      [2, false],
      [-1, true],
      [1, true],
    ] as const) {
      const code = codeAt(SECRET, new Date(now.getTime() + off * STEP))
      const signing = signInWithCode(await begin(now), code, ANYBODY, now)
      if (fits) await signing
      else expect(await refusalOf(signing)).toBe('codeWrong')
    }
  })

  test('takes a code once, and none older than one that was used', async () => {
    const { begin } = await guarded()
    const now = new Date(1_800_000_000_000)
    await signInWithCode(await begin(now), codeAt(SECRET, now), ANYBODY, now)
    for (const old of [now, new Date(now.getTime() - STEP)]) {
      expect(await refusalOf(signInWithCode(await begin(now), codeAt(SECRET, old), ANYBODY, now))).toBe(
        'codeWrong',
      )
    }
  })

  test('eight times at once with one code signs in once', async () => {
    const { begin } = await guarded()
    const now = new Date(1_900_000_000_000)
    const tokens: string[] = []
    for (let nth = 0; nth < 8; nth++) tokens.push(await begin(now))
    const came = await atOnce(8, (nth) => signInWithCode(tokens[nth]!, codeAt(SECRET, now), ANYBODY, now))
    expect(came.filter((each) => each === 'codeWrong')).toHaveLength(7)
  })

  test('is over after five wrong codes or ten minutes', async () => {
    const { begin } = await guarded()
    const now = new Date(1_950_000_000_000)
    const token = await begin(now)
    for (let nth = 0; nth < 5; nth++) {
      expect(await secondStepAwaited(token, now)).toBe(true)
      expect(await refusalOf(signInWithCode(token, '000000', ANYBODY, now))).toBe('codeWrong')
    }
    expect(await secondStepAwaited(token, now)).toBe(false)
    expect(await refusalOf(signInWithCode(token, codeAt(SECRET, now), ANYBODY, now))).toBe('secondStepOver')
    const other = await begin(now)
    const late = new Date(now.getTime() + 10 * 60_000)
    expect(await refusalOf(signInWithCode(other, codeAt(SECRET, late), ANYBODY, late))).toBe('secondStepOver')
    expect(await refusalOf(signInWithCode('none', '000000', ANYBODY, now))).toBe('secondStepOver')
  })
})

describe('codes for emergencies', () => {
  test('are ten, each good for one sign-in, however it is typed', async () => {
    const { who, codes, login, now } = await setUp()
    expect(new Set(codes).size).toBe(10)
    const begin = async () => (await signIn({ login, password }, now)).token
    const { code } = SecondStep.parse({
      code: ` ${codes[0]!.toUpperCase().replace('-', ' – ')} `.replace('–', ''),
    })
    await signInWithCode(await begin(), code, ANYBODY, now)
    expect(await refusalOf(signInWithCode(await begin(), codes[0]!.replace('-', ''), ANYBODY, now))).toBe(
      'codeWrong',
    )
    expect(await ownSecondFactor(who)).toEqual({ on: true, left: 9 })
  })

  test('used at the same moment on two devices sign one of them in', async () => {
    const { codes, login, now } = await setUp()
    const tokens = [
      (await signIn({ login, password }, now)).token,
      (await signIn({ login, password }, now)).token,
    ]
    const came = await atOnce(2, (nth) =>
      signInWithCode(tokens[nth]!, codes[1]!.replace('-', ''), ANYBODY, now),
    )
    expect(came.filter((each) => each === 'codeWrong')).toHaveLength(1)
  })

  test('stand nowhere in the database', async () => {
    const { codes, secret } = await setUp()
    const stored = JSON.stringify([await db().recoveryCode.findMany(), await db().secondFactor.findMany()])
    expect(stored).not.toContain(codes[0]!.replace('-', ''))
    expect(stored).not.toContain(secret.toString('base64url'))
  })
})

describe('setting it up', () => {
  test('needs a first code, and asks for nothing until then', async () => {
    const who = await member('organiser')
    const { secret, squares } = await beginSecondFactor(who)
    expect(squares.length).toBeGreaterThan(20)
    expect(await ownSecondFactor(who)).toEqual({ on: false, left: 0 })
    const now = new Date()
    expect(await refusalOf(confirmSecondFactor(who, '000000', now))).toBe('codeWrong')
    const again = base32((await beginSecondFactor(who)).secret)
    expect(await refusalOf(confirmSecondFactor(who, codeAt(base32(secret), now), now))).toBe('codeWrong')
    await confirmSecondFactor(who, codeAt(again, now), now)
    expect(await refusalOf(beginSecondFactor(who))).toBe('secondFactorOn')
    expect((await actsOn(who.id)).at(-1)).toBe('secondFactorSet')
  })

  test('is undone with password and code only, or by an organiser who says why', async () => {
    const { organiser } = await holdContest()
    const { who, codes, login } = await setUp()
    const drop = (current: string, code: string) =>
      dropSecondFactor(who, { current, code }, { from: ANYBODY, fits })
    expect(await refusalOf(drop('Falsch-Falsch-2021', codes[0]!.replace('-', '')))).toBe('passwordWrong')
    expect(await refusalOf(drop(password, '000000'))).toBe('codeWrong')
    await drop(password, codes[0]!.replace('-', ''))
    expect((await signIn({ login, password })).pending).toBe(false)

    const other = await setUp()
    const reset = { account: other.who.id, reason: '手机丢失' }
    expect(await refusalOf(resetSecondFactor(await member('judge'), reset))).toBe('notYours')
    await resetSecondFactor(organiser, reset)
    expect(await ownSecondFactor(other.who)).toEqual({ on: false, left: 0 })
    expect(await refusalOf(resetSecondFactor(organiser, reset))).toBe('notFound')
  })

  test('survives a change of the keys', async () => {
    const { secret, login, now } = await setUp()
    await rotateKeys()
    await rotateKeys()
    const later = new Date(now.getTime() + 2 * STEP)
    const { token } = await signIn({ login, password }, later)
    await signInWithCode(token, codeAt(secret, later), ANYBODY, later)
  })
})
