import { setTimeout } from 'node:timers/promises'
import { nextTry, type GatewayChannel } from '~/core/messages/channel'
import { removeOldAttempts } from '~/data/attempts.server'
import { removeOldCaptchas } from '~/data/captchas.server'
import { removeOldCodes } from '~/data/codes.server'
import { db } from '~/data/db.server'
import {
  expireMessages,
  markFailed,
  markSent,
  removeOldOutgoing,
  takeDue,
  type Outgoing,
} from '~/data/messages.server'
import { NotDelivered, type Gateways } from './gateways.server'

/** How many messages a worker has in hand at once. */
const BATCH = 10
/** How long they are its own: several times what a gateway may take. */
const IN_HAND = 5 * 60_000
const PAUSE = 2000
const TIDY = 15 * 60_000

/**
 * Delivers what is due now. Any number of workers may do so at once: each takes messages of its own.
 * @returns how many were tried.
 */
export async function deliverDue(gateways: Gateways, now = new Date()): Promise<number> {
  await expireMessages(db(), now)
  const channels = Object.keys(gateways) as GatewayChannel[]
  if (channels.length === 0) return 0
  const until = new Date(now.getTime() + IN_HAND)
  const taken = await takeDue(db(), { channels, count: BATCH, now, until })
  await Promise.all(taken.map((message) => deliver(gateways, message, now)))
  return taken.length
}

async function deliver(gateways: Gateways, message: Outgoing, now: Date) {
  try {
    await gateways[message.channel]!.send(message)
  } catch (error) {
    if (!(error instanceof NotDelivered)) throw error
    await markFailed(db(), message, error.message, error.permanent ? null : nextTry(message.tries, now))
    return
  }
  await markSent(db(), message, now)
}

const DAY = 24 * 3_600_000
/** How long the outbox shows what went to whom. */
const OUTBOX = 180 * DAY

/** Removes tries to sign in and codes of more than a day ago, captchas that are over, and the outbox of half a year ago. */
export async function tidy(now = new Date()) {
  const old = new Date(now.getTime() - DAY)
  await removeOldOutgoing(db(), new Date(now.getTime() - OUTBOX))
  await removeOldAttempts(db(), old)
  await removeOldCodes(db(), old)
  await removeOldCaptchas(db(), now)
}

type Log = { readonly error: (facts: object, text: string) => void }

/**
 * Delivers from now on, every two seconds, and removes what is of no use any more.
 * @returns ends it: resolves when what is in hand is done.
 */
export function startDelivery(gateways: Gateways, log: Log): () => Promise<void> {
  const ending = new AbortController()
  const { signal } = ending
  let tidied = 0
  const step = async () => {
    if (Date.now() - tidied > TIDY) {
      tidied = Date.now()
      await tidy()
    }
    while (!signal.aborted && (await deliverDue(gateways)) === BATCH);
  }
  const work = async () => {
    while (!signal.aborted) {
      await step().catch((error: unknown) => log.error({ err: error }, 'messages could not be delivered'))
      await setTimeout(PAUSE, undefined, { signal }).catch(() => undefined)
    }
  }
  const done = work()
  return () => {
    ending.abort()
    return done
  }
}
