import { createTOTPKeyURI, generateHOTP } from '@oslojs/otp'
import { encode } from 'uqr'
import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import {
  CODE_DIGITS,
  normaliseCode,
  RECOVERY_CODES,
  SECOND_STEP_LASTS,
  SECOND_STEP_TRIES,
  STEP_SECONDS,
  stepsAt,
} from '~/core/access/second-factor'
import { findOwnCredentials } from '~/data/accounts.server'
import { db, inTransaction, type Db } from '~/data/db.server'
import { record } from '~/data/journal.server'
import { seal, unseal } from '~/data/keyring.server'
import * as factors from '~/data/second-factors.server'
import { beginAttempt, failed, succeeded } from './attempts.server'
import { newSecret, newToken, random, sha256 } from './secrets.server'
import type { Visitor } from './visitor.server'

const ISSUER = 'Gongping'
const SECRET_BYTES = 20
/** Without letters and figures that look alike. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz'

const hashOf = (accountId: string, code: string) => sha256(`${accountId} ${code}`)
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))

/** The step whose code this is; null if it is none of those that are taken now. */
function stepOf(secret: Uint8Array, code: string, now: Date) {
  return stepsAt(now).find((step) => generateHOTP(secret, BigInt(step), CODE_DIGITS) === code) ?? null
}

/** Whether a code of the authenticator or for emergencies is right; it is used up by the asking. */
async function useCode(at: Db, accountId: string, code: string, now: Date) {
  const factor = await factors.findFactor(at, accountId)
  if (!factor?.confirmedAt) return false
  const step = stepOf(bytes(await unseal(factor.sealed)), code, now)
  if (step !== null) return factors.useStep(at, accountId, step)
  return factors.useRecoveryCode(at, hashOf(accountId, code), now)
}

/** Whether the member has a second factor, and how many codes for emergencies are left. */
export async function ownSecondFactor(actor: Actor) {
  const { id } = allow(actor, 'use an account')
  return { on: await factors.hasFactor(db(), id), left: await factors.countRecoveryCodes(db(), id) }
}

/**
 * A new secret for the member's authenticator, as a picture to photograph and as text to type. It is in use only once
 * a code of it has been typed. Refused while another is in use.
 */
export async function beginSecondFactor(actor: Actor) {
  const { id } = allow(actor, 'use an account')
  const { login } = await findOwnCredentials(db(), id)
  const secret = newSecret(SECRET_BYTES)
  const sealed = await seal(Buffer.from(secret).toString('base64url'))
  if (!(await inTransaction((at) => factors.beginFactor(at, id, sealed)))) {
    throw new Refusal('conflict', 'secondFactorOn')
  }
  const uri = createTOTPKeyURI(ISSUER, login, secret, STEP_SECONDS, CODE_DIGITS)
  const typed = new URL(uri).searchParams.get('secret')!
  return { squares: encode(uri, { ecc: 'M', border: 2 }).data, secret: typed.replace(/(.{4})(?=.)/g, '$1 ') }
}

/** Puts the secret in use. @returns the codes for emergencies, which are shown this once. */
export async function confirmSecondFactor(actor: Actor, code: string, now = new Date()) {
  const { id } = allow(actor, 'use an account')
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: 10 }, () => SIGNS[random(SIGNS.length)]!).join(''),
  )
  await inTransaction(async (at) => {
    const factor = await factors.findFactor(at, id)
    if (!factor || factor.confirmedAt) throw new Refusal('conflict', 'secondFactorOn')
    const step = stepOf(bytes(await unseal(factor.sealed)), code, now)
    if (step === null || !(await factors.useStep(at, id, step))) {
      throw new Refusal('invalid', 'codeWrong', 'code')
    }
    await factors.confirmFactor(at, id, now)
    const hashes = codes.map((each) => hashOf(id, normaliseCode(each)))
    await factors.replaceRecoveryCodes(at, id, hashes)
    await record(at, { actorId: id, act: 'secondFactorSet', subjectId: id })
  })
  return codes.map((each) => `${each.slice(0, 5)}-${each.slice(5)}`)
}

/** Ends the member's second factor, for the password and a code. Wrong ones count as failures to sign in. */
export async function dropSecondFactor(
  actor: Actor,
  { current, code }: { current: string; code: string },
  { from, fits }: { from: Visitor; fits: (stored: string, typed: string) => Promise<boolean> },
  now = new Date(),
) {
  const { id } = allow(actor, 'use an account')
  const { login, passwordHash } = await findOwnCredentials(db(), id)
  const attempt = await beginAttempt({ login, from, captcha: 'none' }, now)
  if (!(await fits(passwordHash, current))) {
    throw await failed(attempt, new Refusal('invalid', 'passwordWrong', 'current'), now)
  }
  if (!(await useCode(db(), id, code, now))) {
    throw await failed(attempt, new Refusal('invalid', 'codeWrong', 'code'), now)
  }
  await succeeded(attempt)
  await inTransaction(async (at) => {
    await factors.dropFactor(at, id)
    await record(at, { actorId: id, act: 'secondFactorDropped', subjectId: id })
  })
}

/** Ends the second factor of somebody who has lost it, on the organiser's word. */
export async function resetSecondFactor(
  actor: Actor,
  { account, reason }: { account: string; reason: string },
) {
  const organiser = allow(actor, 'appoint staff')
  await inTransaction(async (at) => {
    if (!(await factors.dropFactor(at, account))) throw new Refusal('not-found', 'notFound')
    await record(at, {
      actorId: organiser.id,
      act: 'secondFactorDropped',
      subjectId: account,
      details: { reason },
    })
  })
}

/** Holds a sign-in whose password was right until its second step. @returns its token; null if none is asked for. */
export async function holdForSecondStep(at: Db, accountId: string, now: Date) {
  if (!(await factors.hasFactor(at, accountId))) return null
  const { token, tokenHash } = newToken()
  const expiresAt = new Date(now.getTime() + SECOND_STEP_LASTS)
  await factors.createPending(at, { tokenHash, accountId, expiresAt }, now)
  return token
}

/** Whether the second step can still be taken. */
export const secondStepAwaited = (token: string, now = new Date()) =>
  factors.isPending(db(), sha256(token), SECOND_STEP_TRIES, now)

/** Takes the second step. Refused for a wrong code, one that was used before, and after five tries or ten minutes. */
export async function takeSecondStep(token: string, code: string, now = new Date()) {
  const tokenHash = sha256(token)
  const accountId = await factors.tryPending(db(), tokenHash, SECOND_STEP_TRIES, now)
  if (accountId === null) throw new Refusal('conflict', 'secondStepOver')
  if (!(await useCode(db(), accountId, code, now))) throw new Refusal('invalid', 'codeWrong', 'code')
  if (!(await factors.endPending(db(), tokenHash))) throw new Refusal('conflict', 'secondStepOver')
  return accountId
}
