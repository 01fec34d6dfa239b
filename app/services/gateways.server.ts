import { createHmac } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { GatewayChannel } from '~/core/messages/channel'
import type { Outgoing } from '~/data/messages.server'

/** Longer than any gateway should need, and much shorter than a worker keeps a message in hand. */
const PATIENCE = 30_000

/** What delivers the messages of a channel. Resolves once the other side has taken the message over. */
export type Gateway = { readonly send: (message: Outgoing) => Promise<void> }
export type Gateways = Readonly<Partial<Record<GatewayChannel, Gateway>>>

/** Why a message was not taken over; `permanent` if trying again is of no use. Holds no text and no address. */
export class NotDelivered extends Error {
  override name = 'NotDelivered'
  constructor(
    reason: string,
    readonly permanent: boolean,
  ) {
    super(reason)
  }
}

/** Answers of other systems repeat the address; the outbox shows it beside the answer already. */
const withoutAddresses = (text: string) => text.replace(/\S+@\S+|\+?\d{7,}/g, '…').slice(0, 200)

/**
 * Mail by SMTP.
 * @param url such as smtps://user:password@mail.example.org or smtp://127.0.0.1:25
 * @param from the sender, such as 公评 <office@example.org>
 */
export function mailGateway(url: string, from: string): Gateway {
  const transport = createTransport(
    {
      url,
      connectionTimeout: PATIENCE / 3,
      greetingTimeout: PATIENCE / 3,
      socketTimeout: PATIENCE / 3,
      dnsTimeout: PATIENCE / 3,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  const host = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ id, address, subject, text }) {
      try {
        // The same message keeps its id when it is tried again, so that a mail server can tell.
        await transport.sendMail({ to: { name: '', address }, subject, text, messageId: `<${id}@${host}>` })
      } catch (error) {
        const { responseCode, response, code } = error as {
          responseCode?: number
          response?: string
          code?: string
        }
        const refused = code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500
        throw new NotDelivered(`SMTP ${withoutAddresses(response ?? code ?? 'failed')}`, refused)
      }
    },
  }
}

/** Statuses that say "later" rather than "no". */
const LATER = new Set([401, 403, 408, 425, 429])

/** The signature of a webhook's body: anybody with the secret can check that the body is ours. */
export const signatureOf = (secret: string, body: string) =>
  `sha256=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}`

/**
 * Text messages by a webhook: the JSON {"id", "to", "text", "sentAt"} is posted, signed with HMAC-SHA256 in the
 * header X-Gongping-Signature. Any 2xx means taken over; the same id may come again after an answer that was lost.
 */
export function smsGateway(url: string, secret: string, clock = () => new Date()): Gateway {
  return {
    async send({ id, address, text }) {
      const body = JSON.stringify({ id, to: address, text, sentAt: clock().toISOString() })
      const answer = await fetch(url, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
        headers: { 'Content-Type': 'application/json', 'X-Gongping-Signature': signatureOf(secret, body) },
      }).catch((error: unknown) => {
        const { name, cause } = error as { name: string; cause?: { code?: string } }
        throw new NotDelivered(
          name === 'TimeoutError' ? 'no answer' : (cause?.code ?? 'no connection'),
          false,
        )
      })
      await answer.body?.cancel()
      if (answer.ok) return
      const refused = answer.status >= 400 && answer.status < 500 && !LATER.has(answer.status)
      throw new NotDelivered(`HTTP ${answer.status}`, refused)
    },
  }
}
