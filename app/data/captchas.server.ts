import type { Db } from './db.server'
import { isId } from './id.server'

export async function createCaptcha(
  db: Db,
  captcha: { id: string; pictureHash: string; sumHash: string; expiresAt: Date },
) {
  await db.captcha.create({ data: captcha })
}

/** Takes a captcha away, so that nobody answers it twice. @returns its answers, or null if it is gone or too old. */
export async function takeCaptcha(db: Db, id: string, now: Date) {
  if (!isId(id)) return null
  const [row] = await db.$queryRaw<{ pictureHash: string; sumHash: string }[]>`
    DELETE FROM captcha WHERE id = ${id}::uuid AND expires_at > ${now}
    RETURNING picture_hash AS "pictureHash", sum_hash AS "sumHash"`
  return row ?? null
}

export async function removeOldCaptchas(db: Db, now: Date) {
  await db.captcha.deleteMany({ where: { expiresAt: { lte: now } } })
}
