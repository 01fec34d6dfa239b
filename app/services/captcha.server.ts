import { randomUUID } from 'node:crypto'
import { drawDigits, normaliseAnswer, PICTURE_DIGITS } from '~/core/access/captcha'
import { createCaptcha, takeCaptcha } from '~/data/captchas.server'
import { db, type Db } from '~/data/db.server'
import { random, sha256 } from './secrets.server'

const LASTS = 10 * 60_000

/** What a form sends of its captcha; both empty if it showed none. */
export type CaptchaAnswer = { readonly id: string; readonly answer: string }

/** A captcha as a page shows it: digits to be seen, and two numbers whose sum a screen reader can ask for. */
export type Captcha = {
  readonly id: string
  readonly picture: string
  readonly sum: readonly [number, number]
}

/** A new captcha; what would answer it is kept as hashes only, for ten minutes. */
export async function newCaptcha(now = new Date()): Promise<Captcha> {
  const id = randomUUID()
  const digits = Array.from({ length: PICTURE_DIGITS }, () => random(10)).join('')
  const sum = [2 + random(8), 2 + random(8)] as const
  await createCaptcha(db(), {
    id,
    pictureHash: hashOf(id, digits),
    sumHash: hashOf(id, String(sum[0] + sum[1])),
    expiresAt: new Date(now.getTime() + LASTS),
  })
  const picture = drawDigits(digits, random)
  return { id, picture: `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`, sum }
}

const hashOf = (id: string, answer: string) => sha256(`${id} ${answer}`)

/** Whether a captcha is answered, by its digits or its sum. It is used up, whatever the answer. */
export async function answersCaptcha(at: Db, { id, answer }: CaptchaAnswer, now: Date) {
  const asked = await takeCaptcha(at, id, now)
  if (!asked) return false
  return [asked.pictureHash, asked.sumHash].includes(hashOf(id, normaliseAnswer(answer)))
}
