import type { GatewayChannel, MessageState } from '~/core/messages/channel'
import type { Db } from './db.server'
import { isId } from './id.server'

export type NewMessage = {
  readonly accountId: string | null
  readonly kind: string
  readonly subject: string
  readonly text: string
  readonly createdAt: Date
}

/** Puts a message on the site, where its member finds it. */
export async function createNote(db: Db, message: NewMessage & { accountId: string }) {
  const { createdAt } = message
  await db.message.create({
    data: { ...message, channel: 'in_app', state: 'sent', nextTryAt: createdAt, sentAt: createdAt },
  })
}

/** Puts a message in the outbox of a channel. */
export async function createOutgoing(
  db: Db,
  message: NewMessage & {
    channel: GatewayChannel
    address: string
    secret: boolean
    expiresAt: Date | null
  },
) {
  await db.message.create({ data: { ...message, state: 'waiting', nextTryAt: message.createdAt } })
}

export type Outgoing = {
  readonly id: string
  readonly channel: GatewayChannel
  readonly address: string
  readonly kind: string
  readonly subject: string
  readonly text: string
  readonly tries: number
}

/**
 * Takes due messages for one worker, each with its try already counted; no other worker takes them before `until`.
 * One that dies with them in hand leaves them due again at that time.
 */
export async function takeDue(
  db: Db,
  {
    channels,
    count,
    now,
    until,
  }: { channels: readonly GatewayChannel[]; count: number; now: Date; until: Date },
): Promise<Outgoing[]> {
  return db.$queryRaw<Outgoing[]>`
    UPDATE message SET tries = tries + 1, next_try_at = ${until}
    WHERE id IN (
      SELECT id FROM message
      WHERE state = 'waiting' AND next_try_at <= ${now} AND channel::text = ANY(${[...channels]})
      ORDER BY next_try_at, id LIMIT ${count}
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id::text, channel::text, address, kind, subject, text, tries`
}

type Taken = Pick<Outgoing, 'id' | 'tries'>

/** Only the try in hand may say what came of it. */
const inHand = ({ id, tries }: Taken) => ({ id, tries, state: 'waiting' as const })

export async function markSent(db: Db, taken: Taken, now: Date) {
  const sent = { state: 'sent', sentAt: now, lastError: null } as const
  await db.message.updateMany({ where: inHand(taken), data: sent })
  await db.message.updateMany({ where: { id: taken.id, state: 'sent', secret: true }, data: { text: '' } })
}

/** @param next when to try again; null for never. */
export async function markFailed(db: Db, taken: Taken, lastError: string, next: Date | null) {
  await db.message.updateMany({
    where: inHand(taken),
    data: next ? { lastError, nextTryAt: next } : { lastError, state: 'failed' },
  })
}

/** Gives up what is out of date, and forgets the codes in it. */
export async function expireMessages(db: Db, now: Date) {
  await db.message.updateMany({
    where: { secret: true, expiresAt: { lte: now }, text: { not: '' } },
    data: { text: '' },
  })
  await db.message.updateMany({
    where: { state: 'waiting', expiresAt: { lte: now } },
    data: { state: 'failed', lastError: 'out of date' },
  })
}

/** What left the site, or should have, before a time; messages on the site stay with their accounts. */
export async function removeOldOutgoing(db: Db, before: Date) {
  await db.message.deleteMany({ where: { channel: { not: 'in_app' }, createdAt: { lt: before } } })
}

/** Lets a message that has failed be tried from the start. @returns false if there is none to try. */
export async function tryAgain(db: Db, id: string, now: Date) {
  if (!isId(id)) return false
  const { count } = await db.message.updateMany({
    where: { id, state: 'failed', text: { not: '' }, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    data: { state: 'waiting', tries: 0, nextTryAt: now },
  })
  return count === 1
}

/** A page of the outbox, newest first, from before a message on if asked. */
export async function listOutbox(db: Db, take: number, state: MessageState | null, before: string | null) {
  return db.message.findMany({
    where: {
      channel: { not: 'in_app' },
      ...(state && { state }),
      ...(before && isId(before) && { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take,
    omit: { accountId: true, nextTryAt: true, readAt: true },
  })
}

/** A page of a member's messages on the site, newest first. */
export async function listNotes(db: Db, accountId: string, take: number, before: string | null) {
  return db.message.findMany({
    where: { accountId, channel: 'in_app', ...(before && isId(before) && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take,
    select: { id: true, subject: true, text: true, createdAt: true, readAt: true },
  })
}

export const countUnread = (db: Db, accountId: string) =>
  db.message.count({ where: { accountId, channel: 'in_app', readAt: null } })

/** Messages up to and including one have been read; those that came since then have not. */
export async function markRead(db: Db, accountId: string, upTo: string, now: Date) {
  if (!isId(upTo)) return
  await db.message.updateMany({
    where: { accountId, channel: 'in_app', readAt: null, id: { lte: upTo } },
    data: { readAt: now },
  })
}
