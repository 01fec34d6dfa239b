import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuild } from '~/cli/building'
import { db, inTransaction } from '~/data/db.server'
import { sendTo } from '~/services/messages.server'
import { freshDatabase } from '~tests/support/database'
import { startProduct, type Product } from '~tests/support/product'
import { startSmtp } from '~tests/support/smtp'
import { startWebhook } from '~tests/support/webhook'

const { ownerUrl, appUrl } = await freshDatabase()

const smtp = await startSmtp()
const webhook = await startWebhook()
const servers: Product[] = []

beforeAll(async () => {
  await ensureBuild({ said: 'nowhere' })
  const env = {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'office@example.org',
    SMS_WEBHOOK_URL: webhook.url,
    SMS_WEBHOOK_SECRET: 'sixteen characters',
  }
  for (let nth = 0; nth < 2; nth++) servers.push(await startProduct({ databaseUrl: appUrl, ownerUrl, env }))
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await smtp.stop()
  await webhook.stop()
})

test('two servers on one database deliver each message once, and their logs hold neither text nor address', async () => {
  const logins = Array.from({ length: 30 }, (_, nth) => [
    `138000002${10 + nth}`,
    `to${nth}@example.org`,
  ]).flat()
  await inTransaction(async (at) => {
    for (const login of logins) await sendTo(at, login, { kind: 'alreadySignedUp', language: 'zh-CN' })
  })
  const sent = () => db().message.count({ where: { state: 'sent' } })
  await expect.poll(sent, { timeout: 30_000 }).toBe(logins.length)
  const arrived = [
    ...webhook.posts.map(({ body }) => (JSON.parse(body) as { to: string }).to),
    ...smtp.mails.map(({ to }) => to),
  ]
  expect(arrived.sort()).toEqual(logins.sort())
  const logs = servers.map((server) => server.output()).join()
  expect(logs).not.toContain('stay in the outbox')
  expect(logs).not.toMatch(/1380000|to\d+@|公评/)
})
