import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import type { Language } from '~/core/contest/localized'
import { channelOf, GATEWAY_CHANNELS, isMessageState } from '~/core/messages/channel'
import { findRecipient } from '~/data/accounts.server'
import { db, type Db } from '~/data/db.server'
import * as messages from '~/data/messages.server'
import { textIn } from '~/text/i18n'
import type { zhCN } from '~/text/zh-CN'

/** What somebody can be told; each kind has subject and text in the catalogues under `message`. */
export type MessageKind = keyof (typeof zhCN)['message']

/** The names between the braces of a text: `{{code}}`. */
type NamesIn<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
type NamesOf<K extends MessageKind> = NamesIn<(typeof zhCN)['message'][K]['subject' | 'text']>

/** A kind of message with just the values that its texts ask for. */
type Said<K extends MessageKind> = { readonly kind: K } & ([NamesOf<K>] extends [never]
  ? { readonly values?: undefined }
  : { readonly values: Readonly<Record<NamesOf<K>, string | number>> })

const texts = new Map<Language, ReturnType<typeof textIn>>()

async function wordsOf(kind: MessageKind, language: Language, values: object | undefined) {
  const made = texts.get(language) ?? textIn(language)
  texts.set(language, made)
  const { t } = await made
  const say = t as (key: string, values: object) => string
  return {
    subject: say(`message.${kind}.subject`, { ...values }),
    text: say(`message.${kind}.text`, { ...values }),
  }
}

/**
 * Tells a member something: on the site, and by mail or text message as the login says. Written in the caller's
 * transaction, sent after it by the delivery worker; what is rolled back is never sent.
 */
export async function notify<K extends MessageKind>(
  at: Db,
  { accountId, kind, values }: { readonly accountId: string } & Said<K>,
  now = new Date(),
) {
  const { login, language } = await findRecipient(at, accountId)
  const message = { accountId, kind, createdAt: now, ...(await wordsOf(kind, language, values)) }
  await messages.createNote(at, message)
  await messages.createOutgoing(at, {
    ...message,
    channel: channelOf(login),
    address: login,
    secret: false,
    expiresAt: null,
  })
}

/**
 * Sends something to an address that need not be an account's, such as a code; nothing appears on the site.
 * @param expiresAt from when on it is of no use and its text is forgotten; such a message holds a secret.
 */
export async function sendTo<K extends MessageKind>(
  at: Db,
  address: string,
  {
    kind,
    language,
    values,
    expiresAt = null,
  }: { readonly language: Language; readonly expiresAt?: Date | null } & Said<K>,
  now = new Date(),
) {
  const message = { accountId: null, kind, createdAt: now, ...(await wordsOf(kind, language, values)) }
  const channel = channelOf(address)
  await messages.createOutgoing(at, { ...message, channel, address, secret: expiresAt !== null, expiresAt })
}

// ---------------------------------------------------------------- a member's own

const PAGE = 30

/** A page of the member's messages, newest first. */
export async function myMessages(actor: Actor, before: string | null = null) {
  const { id } = allow(actor, 'use an account')
  const notes = await messages.listNotes(db(), id, PAGE, before)
  return { notes, older: notes.length === PAGE ? notes.at(-1)!.id : null }
}

/** How many messages on the site a member has not read; none for a visitor. */
export const unreadMessages = async (actor: Actor) => (actor ? messages.countUnread(db(), actor.id) : 0)

/** Marks the messages up to and including one as read. */
export async function readMessages(actor: Actor, upTo: string, now = new Date()) {
  const { id } = allow(actor, 'use an account')
  await messages.markRead(db(), id, upTo, now)
}

// ---------------------------------------------------------------- the organiser's outbox

/** The channels that have a gateway; the start command says so through the environment. */
const channelsOpen = () => {
  const named = (process.env['MESSAGE_CHANNELS'] ?? '').split(',')
  return GATEWAY_CHANNELS.filter((channel) => named.includes(channel))
}

/**
 * A page of what goes out or went out, newest first. Codes that wait are readable here and nowhere else, and only where
 * there is no gateway: nobody reads over the shoulder of one.
 */
export async function outbox(
  actor: Actor,
  { state, before }: { state: string | null; before: string | null },
  now = new Date(),
) {
  allow(actor, 'read the outbox')
  await messages.expireMessages(db(), now)
  const chosen = isMessageState(state) ? state : null
  const lines = await messages.listOutbox(db(), PAGE, chosen, before)
  const open = channelsOpen()
  return {
    state: chosen,
    lines: lines.map(({ secret, ...line }) => ({
      ...line,
      kind: line.kind as MessageKind,
      text: secret && open.some((channel) => channel === line.channel) ? '' : line.text,
    })),
    older: lines.length === PAGE ? lines.at(-1)!.id : null,
    closed: GATEWAY_CHANNELS.filter((channel) => !open.includes(channel)),
  }
}

/** Has a message that failed sent once more. Refused for one that did not fail or is out of date. */
export async function sendAgain(actor: Actor, id: string, now = new Date()) {
  allow(actor, 'read the outbox')
  if (!(await messages.tryAgain(db(), id, now))) throw new Refusal('conflict', 'messageNotFailed')
}
