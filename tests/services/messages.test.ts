import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { TRIES } from '~/core/messages/channel'
import { withClient } from '~/data/client.server'
import { db, inTransaction } from '~/data/db.server'
import { deliverDue, startDelivery, tidy } from '~/services/delivery.server'
import { mailGateway, smsGateway, type Gateways } from '~/services/gateways.server'
import {
  myMessages,
  notify,
  outbox,
  readMessages,
  sendAgain,
  sendTo,
  unreadMessages,
} from '~/services/messages.server'
import { atOnce, member, refusalOf } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'
import { startSmtp } from '~tests/support/smtp'
import { startWebhook } from '~tests/support/webhook'

const { ownerUrl } = await freshDatabase()

const smtp = await startSmtp()
const webhook = await startWebhook()
afterAll(async () => {
  await smtp.stop()
  await webhook.stop()
})

const SECRET = 'sixteen characters'
const mail = mailGateway(smtp.url, '公评 <office@example.org>')
const sms = smsGateway(webhook.url, SECRET)
const all: Gateways = { mail, sms }

const now = new Date('2021-07-01T09:00:00+08:00')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

beforeEach(async () => {
  await db().message.deleteMany()
  smtp.mails.length = 0
  smtp.object = () => undefined
  webhook.posts.length = 0
  webhook.status = 200
})

const code = (address: string, at = now) =>
  inTransaction((tx) =>
    sendTo(
      tx,
      address,
      {
        kind: 'signUpCode',
        language: 'zh-CN',
        values: { code: '042042', minutes: 10 },
        expiresAt: new Date(at.getTime() + 600_000),
      },
      at,
    ),
  )
const lines = () => db().message.findMany({ where: { channel: { not: 'in_app' } }, orderBy: { id: 'asc' } })
const line = async () => (await lines())[0]!

describe('telling a member something', () => {
  test('shows it on the site and sends it by mail, in the language of the account', async () => {
    const who = await member('contestant')
    await db().account.update({ where: { id: who.id }, data: { language: 'en' } })
    await inTransaction((at) => notify(at, { accountId: who.id, kind: 'passwordChanged' }, now))
    expect((await myMessages(who)).notes).toMatchObject([
      { subject: 'Your password was changed', readAt: null },
    ])
    expect(await deliverDue(all, now)).toBe(1)
    expect(smtp.mails).toHaveLength(1)
    const { login } = await db().account.findUniqueOrThrow({ where: { id: who.id } })
    expect(smtp.mails[0]).toMatchObject({
      from: 'office@example.org',
      to: login,
      headers: { subject: 'Your password was changed', from: '公评 <office@example.org>' },
      text: expect.stringContaining('[Gongping] The password of your account') as string,
    })
    expect(await line()).toMatchObject({ state: 'sent', tries: 1, sentAt: now, lastError: null })
  })

  test('in Chinese arrives whole by mail', async () => {
    const who = await member('contestant')
    await inTransaction((at) => notify(at, { accountId: who.id, kind: 'passwordChanged' }, now))
    await deliverDue(all, now)
    expect(smtp.mails[0]!.headers['subject']).toBe('密码已修改')
    expect(smtp.mails[0]!.text).toMatch(/^【公评】您的账号密码刚刚修改。.*赛务组。$/)
  })

  test('whose login is a mobile number sends a signed text message', async () => {
    await code('13800000001')
    await deliverDue(all, now)
    const [{ body, signature, type }] = webhook.posts as [(typeof webhook.posts)[0]]
    const { id } = await line()
    expect(JSON.parse(body)).toMatchObject({ id, to: '13800000001' })
    expect((JSON.parse(body) as { text: string }).text).toContain('042042')
    expect(type).toBe('application/json')
    expect(signature).toBe(`sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`)
  })

  test('in a transaction that fails says nothing', async () => {
    const who = await member('contestant')
    const failing = inTransaction(async (at) => {
      await notify(at, { accountId: who.id, kind: 'passwordChanged' }, now)
      throw new Error('after the message')
    })
    await expect(failing).rejects.toThrow('after the message')
    expect(await db().message.count()).toBe(0)
  })
})

describe('delivery', () => {
  test('by five workers at once sends each of twenty messages once', async () => {
    for (let nth = 0; nth < 20; nth++) await code(`138000000${10 + nth}`)
    const tried = (await atOnce(5, () => deliverDue(all, now))) as number[]
    expect(tried.reduce((sum, count) => sum + count)).toBe(20)
    expect(await deliverDue(all, now)).toBe(0)
    const sent = webhook.posts.map(({ body }) => (JSON.parse(body) as { to: string }).to)
    expect(sent).toHaveLength(20)
    expect(new Set(sent).size).toBe(20)
  })

  test('leaves a message to the worker that takes it just now, and does not wait for it', async () => {
    await code('13800000001')
    await code('13800000002')
    await withClient(ownerUrl, async (other) => {
      await other.query('BEGIN')
      await other.query(`SELECT FROM message WHERE address = '13800000001' FOR UPDATE`)
      expect(await deliverDue(all, now)).toBe(1)
      await other.query('COMMIT')
    })
    expect((await lines()).map(({ state }) => state)).toEqual(['waiting', 'sent'])
    expect(await deliverDue(all, now)).toBe(1)
    expect(webhook.posts).toHaveLength(2)
  })

  test('that fails is tried again after growing pauses, six times in all, and then has failed with the reason', async () => {
    const who = await member('contestant')
    await inTransaction((at) => notify(at, { accountId: who.id, kind: 'passwordChanged' }, now))
    smtp.object = (command) => (command.startsWith('RCPT') ? '451 4.3.0 try later' : undefined)
    const due = []
    let at = now
    for (let tries = 1; tries <= TRIES; tries++) {
      if (tries > 1) expect(await deliverDue(all, new Date(at.getTime() - 1))).toBe(0)
      expect(await deliverDue(all, at)).toBe(1)
      const { nextTryAt } = await line()
      due.push((nextTryAt.getTime() - at.getTime()) / 1000)
      at = nextTryAt
    }
    expect(due.slice(0, -1)).toEqual([30, 120, 600, 3600, 21_600])
    expect(await line()).toMatchObject({ state: 'failed', tries: 6, lastError: 'SMTP 451 4.3.0 try later' })
    expect(await deliverDue(all, later(10 * 24 * 3600))).toBe(0)
    expect(smtp.mails).toEqual([])
  })

  test('that failed once arrives at the second try, and the outbox forgets the reason', async () => {
    await code('13800000001')
    webhook.status = 503
    await deliverDue(all, now)
    expect(await line()).toMatchObject({ state: 'waiting', lastError: 'HTTP 503' })
    webhook.status = 200
    await deliverDue(all, later(30))
    expect(await line()).toMatchObject({ state: 'sent', tries: 2, lastError: null })
  })

  test('that the other side refuses for good is not tried again, and the reason names no address', async () => {
    await code('nobody@example.org')
    smtp.object = (command) =>
      command.startsWith('RCPT') ? '550 5.1.1 <nobody@example.org> unknown' : undefined
    await deliverDue(all, now)
    expect(await line()).toMatchObject({ state: 'failed', tries: 1, lastError: 'SMTP 550 5.1.1 … unknown' })
    webhook.status = 404
    await code('13800000001')
    await deliverDue(all, now)
    expect((await lines())[1]).toMatchObject({ state: 'failed', lastError: 'HTTP 404' })
  })

  test('to a server that hangs up, or is not there, waits', async () => {
    await code('somebody@example.org')
    smtp.object = (command) => (command.startsWith('MAIL') ? 'hang up' : undefined)
    await deliverDue(all, now)
    expect(await line()).toMatchObject({
      state: 'waiting',
      lastError: expect.stringMatching(/^SMTP E/) as string,
    })
    await code('13800000001')
    const gone = await startWebhook()
    await gone.stop()
    await deliverDue({ sms: smsGateway(gone.url, SECRET) }, now)
    expect((await lines())[1]).toMatchObject({ state: 'waiting', lastError: 'ECONNREFUSED' })
  })

  test('leaves what has no gateway in the outbox, and sends it once there is one', async () => {
    await code('13800000001')
    expect(await deliverDue({ mail }, now)).toBe(0)
    expect(await line()).toMatchObject({ state: 'waiting', tries: 0 })
    expect(await deliverDue(all, later(60))).toBe(1)
  })

  test('of a worker that died is done by another, five minutes later', async () => {
    await code('13800000001')
    await db().message.updateMany({ data: { tries: 1, nextTryAt: later(300) } })
    expect(await deliverDue(all, later(299))).toBe(0)
    expect(await deliverDue(all, later(300))).toBe(1)
    expect(await line()).toMatchObject({ state: 'sent', tries: 2 })
  })

  test('forgets a code when it is sent, and gives one up that is out of date, to the second', async () => {
    await code('13800000001')
    await deliverDue(all, now)
    expect((await line()).text).toBe('')
    await code('13800000002')
    await deliverDue({}, later(599))
    expect((await lines())[1]).toMatchObject({
      state: 'waiting',
      text: expect.stringContaining('042042') as string,
    })
    await deliverDue({}, later(600))
    expect((await lines())[1]).toMatchObject({ state: 'failed', text: '', lastError: 'out of date' })
    expect(webhook.posts).toHaveLength(1)
  })

  test('goes on by itself until it is ended', async () => {
    const complaints: string[] = []
    const log = { error: (_: object, text: string) => void complaints.push(text) }
    await inTransaction((at) => sendTo(at, '13800000001', { kind: 'alreadySignedUp', language: 'zh-CN' }))
    const end = startDelivery(all, log)
    await expect.poll(() => webhook.posts.length, { timeout: 10_000 }).toBe(1)
    await end()
    await inTransaction((at) => sendTo(at, '13800000002', { kind: 'alreadySignedUp', language: 'zh-CN' }))
    expect((await lines()).map(({ state }) => state)).toEqual(['sent', 'waiting'])
    expect(complaints).toEqual([])
  })
})

describe('the outbox', () => {
  test('is the organiser’s, and the only place where a code can be read', async () => {
    await code('13800000001', new Date())
    const organiser = await member('organiser')
    const { lines: shown } = await outbox(organiser, { state: null, before: null })
    expect(shown).toMatchObject([
      {
        address: '13800000001',
        channel: 'sms',
        state: 'waiting',
        text: expect.stringContaining('042042') as string,
      },
    ])
    for (const role of ['contestant', 'judge', 'supervisor'] as const) {
      const other = await member(role)
      expect(await refusalOf(outbox(other, { state: null, before: null }))).toBe('notYours')
      expect(await refusalOf(sendAgain(other, shown[0]!.id))).toBe('notYours')
      expect(JSON.stringify(await myMessages(other))).not.toContain('042042')
    }
    expect(await refusalOf(outbox(null, { state: null, before: null }))).toBe('signInFirst')
  })

  test('shows no code where a gateway will deliver it', async () => {
    await code('13800000001', new Date())
    await code('somebody@example.org', new Date())
    process.env['MESSAGE_CHANNELS'] = 'mail'
    try {
      const shown = await outbox(await member('organiser'), { state: null, before: null })
      expect(shown.closed).toEqual(['sms'])
      expect(shown.lines.map(({ channel, text }) => [channel, text.includes('042042')])).toEqual([
        ['mail', false],
        ['sms', true],
      ])
    } finally {
      delete process.env['MESSAGE_CHANNELS']
    }
  })

  test('forgets after half a year; what stands on the site stays', async () => {
    const who = await member('contestant')
    await inTransaction((at) => notify(at, { accountId: who.id, kind: 'passwordChanged' }, now))
    const over = new Date(now.getTime() + 180 * 24 * 3_600_000)
    await tidy(over)
    expect(await lines()).toHaveLength(1)
    await tidy(new Date(over.getTime() + 1))
    expect(await lines()).toEqual([])
    expect((await myMessages(who)).notes).toHaveLength(1)
  })

  test('shows what is out of date without its code, also where nothing delivers', async () => {
    await code('13800000001', now)
    const { lines: shown } = await outbox(
      await member('organiser'),
      { state: null, before: null },
      later(600),
    )
    expect(shown).toMatchObject([{ state: 'failed', text: '', lastError: 'out of date' }])
  })

  test('goes from the newest to the oldest, page by page, and by state', async () => {
    const organiser = await member('organiser')
    const at = new Date()
    for (let nth = 0; nth < 35; nth++) await code(`138000001${10 + nth}`, at)
    await db().message.updateMany({ where: { address: '13800000112' }, data: { state: 'failed' } })
    const first = await outbox(organiser, { state: null, before: null })
    const second = await outbox(organiser, { state: null, before: first.older })
    expect([first.lines.length, second.lines.length, second.older]).toEqual([30, 5, null])
    const addresses = [...first.lines, ...second.lines].map(({ address }) => address)
    expect(addresses).toEqual([...addresses].sort().reverse())
    const failed = await outbox(organiser, { state: 'failed', before: null })
    expect(failed.lines.map(({ address }) => address)).toEqual(['13800000112'])
    expect((await outbox(organiser, { state: 'none', before: 'x' })).lines).toHaveLength(30)
  })

  test('sends again what has failed, and nothing else', async () => {
    const organiser = await member('organiser')
    await inTransaction((at) =>
      sendTo(at, '13800000001', { kind: 'alreadySignedUp', language: 'zh-CN' }, now),
    )
    const { id } = await line()
    expect(await refusalOf(sendAgain(organiser, id, now))).toBe('messageNotFailed')
    await db().message.updateMany({ data: { state: 'failed', tries: 6 } })
    await sendAgain(organiser, id, now)
    expect(await deliverDue(all, now)).toBe(1)
    expect(webhook.posts).toHaveLength(1)
    for (const odd of [id, 'x', '00000000-0000-7000-8000-000000000000']) {
      expect(await refusalOf(sendAgain(organiser, odd, now))).toBe('messageNotFailed')
    }
  })
})

describe('a member’s messages', () => {
  test('are unread until the member says so; one that came meanwhile stays unread', async () => {
    const [who, other] = [await member('contestant'), await member('contestant')]
    const tell = (to: { id: string }) =>
      inTransaction((at) => notify(at, { accountId: to.id, kind: 'passwordChanged' }, now))
    await tell(who)
    await tell(other)
    const [seen] = (await myMessages(who)).notes
    await tell(who)
    expect(await unreadMessages(who)).toBe(2)
    await readMessages(who, seen!.id, now)
    expect(await unreadMessages(who)).toBe(1)
    expect(await unreadMessages(other)).toBe(1)
    await readMessages(who, 'x')
    expect(await unreadMessages(null)).toBe(0)
    expect(await refusalOf(myMessages(null))).toBe('signInFirst')
  })
})
