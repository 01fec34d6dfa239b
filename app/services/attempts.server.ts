import { LOCK_AFTER, LOCK_WINDOW, lockedUntil, needsCaptcha } from '~/core/access/lock'
import { Refusal } from '~/core/access/refusal'
import * as attempts from '~/data/attempts.server'
import { db, inTransaction, type Db } from '~/data/db.server'
import { takeTurns } from '~/data/locks.server'
import { answersCaptcha, type CaptchaAnswer } from './captcha.server'
import { sha256 } from './secrets.server'
import { addressHashOf, type Visitor } from './visitor.server'

const loginHashOf = (login: string) => sha256(`login ${login}`)

/** Two windows: the failures that locked may be as old as the lock that they began. */
const lookBack = (now: Date) => new Date(now.getTime() - 2 * LOCK_WINDOW)

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** The next whole minute of Guizhou's clock: whoever tries then is not too early. */
export const clockOf = (moment: Date) => CLOCK.format(Math.ceil(moment.getTime() / 60_000) * 60_000)

async function lockOf(at: Db, { loginHash, addressHash }: attempts.Tried, now: Date) {
  const since = lookBack(now)
  const ofLogin = await attempts.failuresOfLogin(at, loginHash, since, LOCK_AFTER.account)
  const ofAddress = await attempts.failuresOfAddress(at, addressHash, since, LOCK_AFTER.address)
  return {
    ofLogin,
    until: lockedUntil(ofLogin, LOCK_AFTER.account, now) ?? lockedUntil(ofAddress, LOCK_AFTER.address, now),
  }
}

const locked = (until: Date) => new Refusal('too-many', 'lockedUntil', undefined, { until: clockOf(until) })

/** Whether forms from this address must answer a captcha before a password is looked at. */
export async function captchaNeededFrom(at: Db, addressHash: string, now: Date) {
  const doubts = await attempts.doubtsOfAddress(at, addressHash, new Date(now.getTime() - LOCK_WINDOW))
  const failures = doubts.filter(({ asked }) => !asked)
  return (
    doubts.some(({ asked }) => asked) ||
    needsCaptcha(
      failures.map(({ at: moment }) => moment),
      now,
    )
  )
}

/** A try whose password is still to be looked at. It counts as a failure until {@link succeeded} says otherwise. */
export type Attempt = attempts.Attempt

/**
 * Takes one of the tries that a login and an address have; all servers and requests queue for it. Refused alike for
 * known and unknown logins: while a lock holds, and where a captcha is asked for and not answered.
 */
export async function beginAttempt(
  { login, from, captcha }: { login: string; from: Visitor; captcha: CaptchaAnswer | 'none' },
  now: Date,
): Promise<Attempt> {
  const attempt = { loginHash: loginHashOf(login), addressHash: addressHashOf(from), at: now }
  const { loginHash, addressHash } = attempt
  // A refusal is returned and not thrown: what it has noted must stay.
  const refusal = await inTransaction(async (at) => {
    await takeTurns(at, loginHash, addressHash)
    const { ofLogin, until } = await lockOf(at, attempt, now)
    if (until) return locked(until)
    if (
      captcha !== 'none' &&
      (needsCaptcha(ofLogin, now) || (await captchaNeededFrom(at, addressHash, now)))
    ) {
      if (!(await answersCaptcha(at, captcha, now))) {
        await attempts.recordAttempt(at, 'asked', attempt)
        return new Refusal('invalid', captcha.answer ? 'captchaWrong' : 'captchaNeeded', 'captcha')
      }
    }
    await attempts.recordAttempt(at, 'tried', attempt)
    return null
  })
  if (refusal) throw refusal
  return attempt
}

/** The password was right: the failures of the login are forgotten. */
export async function succeeded(attempt: Attempt) {
  await attempts.recordAttempt(db(), 'right', attempt)
}

/** Why a try has failed: the lock, if it was the last that was left, else what the caller says. */
export async function failed(attempt: Attempt, why: Refusal, now: Date): Promise<Refusal> {
  const { until } = await lockOf(db(), attempt, now)
  return until ? locked(until) : why
}

/** Until when a login is locked; null if it is not. */
export const loginLockedUntil = async (at: Db, login: string, now: Date) =>
  lockedUntil(
    await attempts.failuresOfLogin(at, loginHashOf(login), lookBack(now), LOCK_AFTER.account),
    LOCK_AFTER.account,
    now,
  )

/** Forgets the failures of a login. */
export async function unlockLogin(at: Db, login: string, now: Date) {
  await attempts.recordAttempt(at, 'unlocked', { loginHash: loginHashOf(login), addressHash: '', at: now })
}
