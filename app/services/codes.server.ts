import {
  CODE_LASTS,
  CODE_LIMITS,
  CODE_MINUTES,
  CODE_TRIES,
  codeAllowedAt,
  VERIFIED_LASTS,
} from '~/core/access/one-time-code'
import { Refusal } from '~/core/access/refusal'
import { hasLogin } from '~/data/accounts.server'
import * as codes from '~/data/codes.server'
import { db, inTransaction, type Db } from '~/data/db.server'
import { takeTurns } from '~/data/locks.server'
import { clockOf } from './attempts.server'
import { sendTo } from './messages.server'
import { newToken, random, sha256 } from './secrets.server'
import { addressHashOf, type Visitor } from './visitor.server'

export type Purpose = 'sign_up' | 'reset'

const HOUR = 3_600_000

/** Without the token, which only the browser has, nobody can try the million codes against it. */
const codeHashOf = (token: string, code: string) => sha256(`${token} ${code}`)

/**
 * Sends a code to a login and answers with the token of what follows. What comes of it looks alike whether the login
 * has an account or not: only its owner is told, by the message. Refused once a minute or more, five times an hour,
 * and after twenty an hour from one address.
 */
export async function requestCode(purpose: Purpose, login: string, from: Visitor, now = new Date()) {
  const { token, tokenHash } = newToken()
  const addressHash = addressHashOf(from)
  const refusal = await inTransaction(async (at) => {
    await takeTurns(at, `code ${login}`, `code ${addressHash}`)
    const since = new Date(now.getTime() - HOUR)
    const [toLogin, fromAddress] = [
      await codes.codesSent(at, { login }, since, CODE_LIMITS.login[1].count),
      await codes.codesSent(at, { addressHash }, since, CODE_LIMITS.address[0].count),
    ]
    const limit =
      codeAllowedAt(toLogin, CODE_LIMITS.login, now) ?? codeAllowedAt(fromAddress, CODE_LIMITS.address, now)
    if (limit) {
      const refusal = limit.limit === CODE_LIMITS.login[0] ? 'codeTooSoon' : 'codesSpent'
      return new Refusal('too-many', refusal, undefined, { until: clockOf(limit.at) })
    }
    const code = String(random(1_000_000)).padStart(6, '0')
    const taken = await hasLogin(at, login)
    const sent = taken === (purpose === 'reset')
    const expiresAt = new Date(now.getTime() + CODE_LASTS)
    await codes.createCode(at, {
      tokenHash,
      purpose,
      login,
      addressHash,
      codeHash: sent ? codeHashOf(token, code) : null,
      createdAt: now,
      expiresAt,
    })
    const { language } = from
    if (sent) {
      const kind = purpose === 'reset' ? 'resetCode' : 'signUpCode'
      await sendTo(at, login, { kind, language, values: { code, minutes: CODE_MINUTES }, expiresAt }, now)
    } else if (taken) await sendTo(at, login, { kind: 'alreadySignedUp', language }, now)
    return null
  })
  if (refusal) throw refusal
  return token
}

/** Another code to the login of an earlier one, under the same limits. @returns the token of what follows. */
export async function requestAgain(purpose: Purpose, token: string, from: Visitor, now = new Date()) {
  const { login } = await codeStep(purpose, token, now)
  return requestCode(purpose, login, from, now)
}

/** How far somebody has come with a code: it is awaited, or was typed in and the rest may follow. */
export async function codeStep(purpose: Purpose, token: string, now = new Date()) {
  const code = await codes.findCode(db(), purpose, sha256(token))
  if (!code) throw new Refusal('not-found', 'linkUsed')
  const verified = isVerified(code, now)
  return {
    step: verified ? ('verified' as const) : ('code' as const),
    login: code.login,
    over: !verified && (code.expiresAt <= now || code.tries >= CODE_TRIES),
  }
}

const isVerified = ({ verifiedAt }: { verifiedAt: Date | null }, now: Date) =>
  verifiedAt !== null && now.getTime() - verifiedAt.getTime() < VERIFIED_LASTS

/** Compares a typed code with the one that was sent. Refused when it is wrong, and when no try or time is left. */
export async function verifyCode(purpose: Purpose, token: string, typed: string, now = new Date()) {
  const code = await codes.findCode(db(), purpose, sha256(token))
  if (!code) throw new Refusal('not-found', 'linkUsed')
  if (isVerified(code, now)) return
  const tried = await codes.countTry(db(), code.id, CODE_TRIES, now)
  if (!tried) throw new Refusal('conflict', 'codeSpent', 'code')
  if (tried.codeHash !== codeHashOf(token, typed)) throw new Refusal('invalid', 'codeWrong', 'code')
  await codes.markVerified(db(), code.id, now)
}

/** Uses up a code that was typed in, in the transaction of what it is used for. @returns the login it proves. */
export async function proveLogin(at: Db, purpose: Purpose, token: string, now: Date) {
  const after = new Date(now.getTime() - VERIFIED_LASTS)
  const login = await codes.useCode(at, purpose, sha256(token), after, now)
  if (login === null) throw new Refusal('not-found', 'linkUsed')
  return login
}
