/** Ways out of the site; each needs a gateway. */
export const GATEWAY_CHANNELS = ['mail', 'sms'] as const
export type GatewayChannel = (typeof GATEWAY_CHANNELS)[number]

export const MESSAGE_STATES = ['waiting', 'sent', 'failed'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

export const isMessageState = (text: string | null): text is MessageState =>
  MESSAGE_STATES.includes(text as MessageState)

/** How a login is reached: a mobile number by text message, an e-mail address by mail. */
export const channelOf = (login: string): GatewayChannel => (login.includes('@') ? 'mail' : 'sms')

const SECOND = 1000
const MINUTE = 60 * SECOND
/** How long after a failed try the next one comes. After the last of them the message has failed. */
const PAUSES = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 6 * 60 * MINUTE] as const

/** Tries altogether. */
export const TRIES = PAUSES.length + 1

/** When a message whose `tries`-th try has failed at `now` is due again; null if it has failed for good. */
export function nextTry(tries: number, now: Date): Date | null {
  const pause = PAUSES[tries - 1]
  return pause === undefined ? null : new Date(now.getTime() + pause)
}
