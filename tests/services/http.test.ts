import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { ensureBuild } from '~/cli/building'
import { EnvFault, readEnv } from '~/http/env.server'
import { closable, listen } from '~/http/listening.server'
import { createLog, pathForLog } from '~/http/log.server'
import { createDatabase, type TestDatabase } from '~tests/support/cluster'
import { ask, fakeSite, portOf } from '~tests/support/fake-site'
import { startProduct, type Product } from '~tests/support/product'

const opened: Server[] = []

afterEach(async () => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
})

async function opening(server: Server) {
  opened.push(server)
  await listen(server, { host: '127.0.0.1', port: 0 })
  return server
}

const site = (options?: Parameters<typeof fakeSite>[0]) => opening(fakeSite(options))

describe('the environment', () => {
  test('an empty one serves this machine on port 3000', () => {
    expect(readEnv({})).toEqual({
      NODE_ENV: 'production',
      PORT: 3000,
      HOST: '127.0.0.1',
      VAR_DIR: 'var',
      LOG_LEVEL: 'info',
      TRUST_PROXY: 0,
      IDLE_STAFF_MINUTES: 30,
      IDLE_MINUTES: 720,
    })
  })

  test('an empty variable counts as unset', () => {
    expect(readEnv({ PORT: '', PUBLIC_URL: '', DATABASE_URL: '' })).toEqual(readEnv({}))
  })

  test('the public address is kept without its path', () => {
    expect(readEnv({ PUBLIC_URL: 'https://gongping.example.org/' }).PUBLIC_URL).toBe(
      'https://gongping.example.org',
    )
  })

  test('all faults are listed at once, each with its variable, none with a password', () => {
    const read = () =>
      readEnv({
        NODE_ENV: 'live',
        PORT: '70000',
        PUBLIC_URL: 'ftp://example.org',
        DATABASE_URL: 'mysql://root:hunter2@db/x',
        DATABASE_OWNER_URL: 'hunter2',
        LOG_LEVEL: 'loud',
        TRUST_PROXY: 'yes',
      })
    expect(read).toThrow(EnvFault)
    const message = messageOf(read)
    for (const name of 'NODE_ENV PORT PUBLIC_URL DATABASE_URL DATABASE_OWNER_URL LOG_LEVEL TRUST_PROXY'.split(
      ' ',
    )) {
      expect(message).toMatch(new RegExp(`^  ${name} (must|has)`, 'm'))
    }
    expect(message).toContain('"70000"')
    expect(message).not.toContain('hunter2')
  })

  test('gateways for messages are named whole or not at all, and no fault tells a secret', () => {
    const mail = { SMTP_URL: 'smtps://user:hunter2@mail.example.org', MAIL_FROM: '公评 <office@example.org>' }
    const sms = { SMS_WEBHOOK_URL: 'https://sms.example.org/send', SMS_WEBHOOK_SECRET: 'sixteen characters' }
    expect(readEnv({ ...mail, ...sms })).toMatchObject({ ...mail, ...sms })
    expect(readEnv({ ...mail, MAIL_FROM: 'office@example.org' }).MAIL_FROM).toBe('office@example.org')
    for (const [given, fault] of [
      [{ SMTP_URL: mail.SMTP_URL }, /MAIL_FROM and SMTP_URL go together/],
      [{ MAIL_FROM: mail.MAIL_FROM }, /MAIL_FROM and SMTP_URL go together/],
      [{ SMS_WEBHOOK_URL: sms.SMS_WEBHOOK_URL }, /SMS_WEBHOOK_SECRET and SMS_WEBHOOK_URL go together/],
      [{ ...sms, SMS_WEBHOOK_SECRET: 'hunter2' }, /SMS_WEBHOOK_SECRET must have at least 16/],
      [{ ...mail, SMTP_URL: 'http://user:hunter2@mail.example.org' }, /SMTP_URL must be an address/],
      [{ ...mail, MAIL_FROM: 'nobody' }, /MAIL_FROM must be a sender/],
      [{ IDLE_MINUTES: '0' }, /IDLE_MINUTES must be a whole number of minutes/],
    ] as const) {
      const message = messageOf(() => readEnv(given))
      expect(message).toMatch(fault)
      expect(message).not.toContain('hunter2')
    }
  })

  test('an owner address without a database is a fault, also beside another one', () => {
    const read = () => readEnv({ PORT: 'x', DATABASE_OWNER_URL: 'postgresql://owner@db/x' })
    expect(messageOf(read)).toMatch(/PORT must[^]*DATABASE_OWNER_URL has no use without DATABASE_URL/)
  })
})

describe('the network address', () => {
  const addressSeen = async (proxies: number) => {
    const routes = { address: ({ context }: LoaderFunctionArgs) => new Response(context.address) }
    const server = await site({ proxies, routes })
    const headers = { 'X-Forwarded-For': '203.0.113.9, 198.51.100.7' }
    return (await ask(server, { path: '/address', headers })).body
  }

  test('is the connection’s, whatever the visitor says of it', async () => {
    expect(await addressSeen(0)).toMatch(/^(::ffff:)?127\.0\.0\.1$/)
  })

  test('behind a proxy is what the proxy says, not what the visitor told it', async () => {
    expect(await addressSeen(1)).toBe('198.51.100.7')
  })
})

function messageOf(work: () => unknown) {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was thrown')
}

describe('what changes something must come from this site', () => {
  const OWN = 'gongping.example.org'
  const accepted = [
    { 'sec-fetch-site': 'same-origin' },
    // The visitor's own doing, such as sending a form again after a restart of the browser.
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin', origin: 'null' },
    { origin: `https://${OWN}` },
    { origin: `http://${OWN}` },
    { origin: `http://${OWN}:8080`, host: `${OWN}:8080` },
    { origin: `https://${OWN}`, host: `${OWN}:443` },
    { referer: `https://${OWN}/judge?x=1` },
  ]
  const refused = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: `https://${OWN}` },
    { 'sec-fetch-site': '' },
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: `https://${OWN}.evil.example` },
    { origin: `https://${OWN}:444` },
    { origin: 'https://evil.example', referer: `https://${OWN}/` },
    { referer: 'https://evil.example/' },
    { referer: OWN },
    // Without a proxy, the visitor does not get to say how the site is called.
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  ]
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE']
  const routes = { change: () => new Response('changed') }

  test.each(accepted)('accepted: %o', async (headers) => {
    const server = await site({ routes })
    for (const method of methods) {
      const answer = await ask(server, { method, path: '/change', headers: { host: OWN, ...headers } })
      expect([method, answer.status, answer.body]).toEqual([method, 200, 'changed'])
    }
  })

  test.each(refused)('refused: %o', async (headers) => {
    const server = await site({ routes })
    for (const method of methods) {
      const answer = await ask(server, { method, path: '/change', headers: { host: OWN, ...headers } })
      expect([method, answer.status]).toEqual([method, 403])
    }
  })

  test('looking is free from anywhere', async () => {
    const server = await site({ routes })
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(server, {
        method,
        path: '/change',
        headers: { 'sec-fetch-site': 'cross-site' },
      })
      expect(answer.status).toBe(200)
    }
  })

  test('behind a trusted proxy the site has the name the proxy was asked for', async () => {
    const server = await site({ routes, proxies: 1 })
    const forwarded = { host: 'app:3000', 'x-forwarded-host': OWN, 'x-forwarded-proto': 'https' }
    const send = async (origin: string) =>
      (await ask(server, { method: 'POST', path: '/change', headers: { ...forwarded, origin } })).status
    expect(await send(`https://${OWN}`)).toBe(200)
    expect(await send('http://app:3000')).toBe(403)
  })

  test('a refusal says so in both languages, with the number of the request, and needs no style or script', async () => {
    const answer = await ask(await site({ routes }), { method: 'POST', path: '/change' })
    expect(answer.status).toBe(403)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toMatch(/<html lang="zh-CN">[^]*请求被拒绝[^]*<section lang="en">[^]*Request refused/)
    expect(answer.body).toContain(answer.headers['x-request-id'])
    expect(answer.body).not.toMatch(/style|<script/)
  })
})

describe('headers', () => {
  const policy = (answer: { headers: Record<string, unknown> }) =>
    String(answer.headers['content-security-policy'])

  test('a page may load from this site only, and run only scripts with its own nonce', async () => {
    const server = await site()
    const [first, second] = [await ask(server), await ask(server)]
    const { nonce } = JSON.parse(first.body) as { nonce: string }
    expect(policy(first).split(';')).toEqual([
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}'`,
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
    expect(nonce).toMatch(/^[\w+/]{22}==$/)
    expect((JSON.parse(second.body) as { nonce: string }).nonce).not.toBe(nonce)
  })

  test('development opens no more than Vite needs', async () => {
    const answer = await ask(await site({ mode: 'development' }))
    expect(policy(answer)).toContain("style-src 'self' 'unsafe-inline';connect-src 'self' ws:;")
    expect(policy(answer)).not.toContain('unsafe-eval')
  })

  test('every answer carries them, refusals and resources too', async () => {
    const server = await site({ routes: { resource: () => new Response('{}') } })
    for (const request of [{}, { path: '/resource' }, { method: 'POST' }, { path: '/%E0%A4%A' }]) {
      const { headers } = await ask(server, request)
      expect(headers).toMatchObject({
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      expect(headers['permissions-policy']).toContain('geolocation=()')
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers).not.toHaveProperty('x-powered-by')
    }
  })

  test('only a visitor who came by https is told to stay there', async () => {
    const https = { 'x-forwarded-proto': 'https' }
    const direct = await ask(await site(), { headers: https })
    expect(direct.headers).not.toHaveProperty('strict-transport-security')
    expect(JSON.parse(direct.body)).toMatchObject({ secure: false })
    const proxied = await ask(await site({ proxies: 1 }), { headers: https })
    expect(proxied.headers['strict-transport-security']).toMatch(/^max-age=\d+/)
    expect(JSON.parse(proxied.body)).toMatchObject({ secure: true })
  })

  test('a route may say itself how long its answer is kept', async () => {
    const headers = { 'Cache-Control': 'public, max-age=60' }
    const server = await site({ routes: { kept: () => new Response('', { headers }) } })
    expect((await ask(server, { path: '/kept' })).headers['cache-control']).toBe('public, max-age=60')
  })

  test('text is compressed, a stream of events is not', async () => {
    const long = 'x'.repeat(5000)
    const answer = (type: string) => () => new Response(long, { headers: { 'Content-Type': type } })
    const server = await site({ routes: { text: answer('text/plain'), events: answer('text/event-stream') } })
    const encoding = async (path: string) =>
      (await ask(server, { path, headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding']
    expect(await encoding('/text')).toBe('gzip')
    expect(await encoding('/events')).toBeUndefined()
  })
})

describe('the number of a request', () => {
  test('is new for each request, known to the page, and on its answer', async () => {
    const server = await site()
    const [first, second] = [await ask(server), await ask(server)]
    expect(first.headers['x-request-id']).toMatch(/^[\da-f]{12}$/)
    expect(JSON.parse(first.body)).toMatchObject({ requestId: first.headers['x-request-id'] })
    expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id'])
  })

  test('is taken over from a trusted proxy only, and only if it looks like one', async () => {
    const given = async (proxies: number, id: string) =>
      (await ask(await site({ proxies }), { headers: { 'x-request-id': id } })).headers['x-request-id']
    expect(await given(1, 'edge-20261124-0001')).toBe('edge-20261124-0001')
    expect(await given(0, 'edge-20261124-0001')).toMatch(/^[\da-f]{12}$/)
    expect(await given(1, '<script>alert(1)')).toMatch(/^[\da-f]{12}$/)
    expect(await given(1, 'x'.repeat(65))).toMatch(/^[\da-f]{12}$/)
  })
})

describe('requests that cannot be served', () => {
  const own = { 'sec-fetch-site': 'same-origin' }
  const routes = {
    change: async ({ request }: { request: Request }) => new Response(String((await request.text()).length)),
  }

  test.each(['/%E0%A4%A', '/%', '/x/%00', '/?q=%00', '//evil.example/x', '/\\evil.example', '*'])(
    'an address nobody can read is 400: %s',
    async (path) => {
      const answer = await ask(await site(), { path })
      expect(answer.status).toBe(400)
      expect(answer.body).toContain('无法识别这个地址')
    },
  )

  test('a made-up Host is 400, not a fault', async () => {
    expect((await ask(await site(), { headers: { host: 'a b' } })).status).toBe(400)
  })

  test('an unknown method is 405', async () => {
    const answer = await ask(await site(), { method: 'PROPFIND', headers: own })
    expect([answer.status, answer.headers.allow]).toEqual([
      405,
      'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE',
    ])
  })

  test('a form over 1 MB is refused readably, one of 1 MB is taken', async () => {
    const server = await site({ routes })
    const send = (length: number) =>
      ask(server, { method: 'POST', path: '/change', headers: own, body: 'x'.repeat(length) })
    expect(await send(1024 * 1024)).toMatchObject({ status: 200, body: String(1024 * 1024) })
    const refused = await send(1024 * 1024 + 1)
    expect(refused.status).toBe(413)
    expect(refused.body).toMatch(/提交的内容过大[^]*Too much was sent/)
  })

  test('a file may be larger: its route sets the limit', async () => {
    const headers = { ...own, 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await ask(await site({ routes }), {
      method: 'POST',
      path: '/change',
      headers,
      body: 'x'.repeat(2_000_000),
    })
    expect(answer.body).toBe('2000000')
  })

  test('a body that hides its length is refused', async () => {
    const headers = { ...own, 'transfer-encoding': 'chunked' }
    expect(
      (await ask(await site({ routes }), { method: 'POST', path: '/change', headers, body: 'x' })).status,
    ).toBe(411)
  })
})

describe('health', () => {
  test('the process is up, whatever else is missing', async () => {
    const server = await site({ ready: () => Promise.reject(new Error('postgresql://gongping:hunter2@db')) })
    expect(await ask(server, { path: '/healthz' })).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })

  test('ready with everything there, 503 with what is missing, never a secret', async () => {
    const ready = await ask(await site(), { path: '/readyz' })
    expect(ready).toMatchObject({ status: 200, body: '{"status":"ready"}' })
    const missing = await ask(await site({ ready: () => Promise.resolve(['migration 0002']) }), {
      path: '/readyz',
    })
    expect(missing).toMatchObject({
      status: 503,
      body: '{"status":"not ready","missing":["migration 0002"]}',
    })
    const broken = await ask(await site({ ready: () => Promise.reject(new Error('hunter2')) }), {
      path: '/readyz',
    })
    expect(broken.status).toBe(503)
    expect(broken.body).not.toContain('hunter2')
  })

  test('many who ask at once cost the database one question', async () => {
    let questions = 0
    const server = await site({ ready: () => Promise.resolve((questions++, [])) })
    await Promise.all(Array.from({ length: 20 }, () => ask(server, { path: '/readyz' })))
    expect(questions).toBe(1)
  })
})

describe('listening and stopping', () => {
  test('a busy port gives way to the next free one', async () => {
    const first = await opening(createServer())
    const second = createServer()
    opened.push(second)
    const port = await listen(second, { host: '127.0.0.1', port: portOf(first) })
    expect(port).toBeGreaterThan(portOf(first))
    expect(portOf(second)).toBe(port)
  })

  test('a host that is not ours is a fault, not a search', async () => {
    await expect(listen(createServer(), { host: '192.0.2.1', port: 0 })).rejects.toThrow('EADDRNOTAVAIL')
  })

  test('a slow request is served to its end, a new one does not get in', async () => {
    let finish = () => {}
    let inside = () => {}
    const entered = new Promise<void>((resolve) => (inside = resolve))
    const slow = () => (inside(), new Promise((resolve) => (finish = () => resolve(new Response('done')))))
    const server = fakeSite({ routes: { slow } })
    const close = closable(server)
    await opening(server)
    const answer = ask(server, { path: '/slow', headers: { connection: 'keep-alive' } })
    await entered
    const port = portOf(server)
    const closed = close(10_000)
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
    finish()
    expect(await answer).toMatchObject({ status: 200, body: 'done' })
    await closed
  })

  test('a request without end is cut at the limit, a stream of events at once', async () => {
    const endless = (type: string) => () =>
      new Response(
        new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(': hello\n\n')) }),
        {
          headers: { 'Content-Type': type },
        },
      )
    const close = async (type: string, limit: number) => {
      const server = fakeSite({ routes: { endless: endless(type) } })
      const closeServer = closable(server)
      await opening(server)
      const answer = await fetch(`http://127.0.0.1:${portOf(server)}/endless`)
      const cut = answer.text().catch(() => 'cut')
      const began = performance.now()
      await closeServer(limit)
      expect(await cut).toBe('cut')
      return performance.now() - began
    }
    expect(await close('text/plain', 300)).toBeGreaterThan(290)
    expect(await close('text/event-stream', 10_000)).toBeLessThan(5000)
  })
})

describe('the log', () => {
  test('a path keeps its ids and loses what may be a token, a name or a number of a person', () => {
    const id = '0194a3c2-7b11-7a5e-9d5e-0c6a6d2f1b3a'
    expect(pathForLog(`/judge/sheets/${id}`)).toBe(`/judge/sheets/${id}`)
    expect(pathForLog(`/judge/sheets/${id}.data`)).toBe(`/judge/sheets/${id}.data`)
    expect(pathForLog('/join/0Zk3zXJ4Jm1d7pB2o3q9w8e7r6t5y4u3i2o1p0a9s8d')).toBe('/join/…')
    expect(pathForLog('/people/%E5%BC%A0%E4%B8%89')).toBe('/people/…')
    expect(pathForLog('/people/520103199001011234')).toBe('/people/…')
  })

  test('an error is written without the data it was about', () => {
    const written: string[] = []
    const original = process.stdout.write.bind(process.stdout)
    process.stdout.write = (chunk) => (written.push(String(chunk)), true)
    try {
      const log = createLog({ level: 'info', style: 'short' })
      const error = new Error('张三 520103199001011234 13800000000 a@b.cn postgresql://u:p@db failed')
      log.error(
        { err: Object.assign(error, { detail: 'Key (login)=(zhang) exists' }), login: 'zhang' },
        'save failed',
      )
    } finally {
      process.stdout.write = original
    }
    const [line] = written
    expect(line).toContain('save failed')
    expect(line).toContain('failed')
    expect(line).not.toMatch(/张三|5201|1380|a@b|u:p|zhang/)
  })
})

describe('the built product', () => {
  const inDatabase = ({ appUrl, ownerUrl }: TestDatabase) => ({ databaseUrl: appUrl, ownerUrl })
  const running: (() => Promise<unknown>)[] = []

  /** For tests that only look. */
  let product: Product
  beforeAll(async () => {
    await ensureBuild({ said: 'nowhere' })
    const empty = await createDatabase(inject('cluster'), 'empty')
    product = await startProduct(inDatabase(empty))
    return async () => {
      await product.stop()
      await empty.drop()
    }
  })

  afterEach(async () => {
    for (const end of running.splice(0).reverse()) await end()
  })

  async function database(): Promise<TestDatabase> {
    const made = await createDatabase(inject('cluster'), 'empty')
    running.push(() => made.drop())
    return made
  }

  async function start(options: Parameters<typeof startProduct>[0]): Promise<Product> {
    const product = await startProduct(options)
    running.push(() => product.stop())
    return product
  }

  test('every script in a page carries the nonce of its policy, and no element a style', async () => {
    const { url } = product
    const answer = await fetch(url)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')![1]!
    const scripts = html.match(/<script\b[^>]*>/g)!
    expect(scripts.length).toBeGreaterThan(1)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect(html).not.toMatch(/ style="|<style(?! nonce)/)
  })

  test('hashed files are kept for a year, a missing one is not taken for a page', async () => {
    const { url } = product
    const file = /\/assets\/[^"]+\.css/.exec(await (await fetch(url)).text())![0]
    const cached = async (path: string) => {
      const { status, headers } = await fetch(url + path)
      return [status, headers.get('cache-control')]
    }
    expect(await cached(file)).toEqual([200, 'public, max-age=31536000, immutable'])
    expect(await cached('/favicon.svg')).toEqual([200, 'public, max-age=3600'])
    expect(await cached('/assets/root-00000000.js')).toEqual([404, 'no-store'])
    expect(await cached('/no-such-page')).toEqual([404, 'no-store'])
  })

  test('a form from another site is refused before any route sees it', async () => {
    const { url } = product
    const send = async (headers: Record<string, string>) =>
      (await fetch(`${url}/signin`, { method: 'POST', headers, body: new URLSearchParams() })).status
    expect(await send({ origin: 'https://evil.example' })).toBe(403)
    expect(await send({})).toBe(403)
    // A form with nothing in it, but from here.
    expect(await send({ origin: url })).toBe(400)
  })

  test('the log has a line for each page, with ids and nothing about the person', async () => {
    const visited = await start(inDatabase(await database()))
    await fetch(`${visited.url}/join/Zk3zXJ4Jm1d7pB2o3q9w8e7r6t5y4u3i2o1p0a9s8d?next=/judge`)
    await fetch(`${visited.url}/healthz`)
    expect(await visited.stop()).toBe(0)
    const lines = visited
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    const requests = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'request')
    expect(requests).toEqual([
      {
        level: 'info',
        time: expect.any(String) as string,
        id: expect.stringMatching(/^[\da-f]{12}$/) as string,
        method: 'GET',
        path: '/join/…',
        status: 404,
        ms: expect.any(Number) as number,
        msg: 'request',
      },
    ])
  })

  test('an installation without accounts is told how to make the first one', async () => {
    await expect.poll(() => product.output()).toContain(`${product.url}/join/`)
  })

  test('a database that goes away makes it unready, not unhealthy', async () => {
    const made = await database()
    const { url } = await start(inDatabase(made))
    await made.drop()
    const state = async () => (await fetch(`${url}/readyz`)).status
    await expect.poll(state, { timeout: 10_000 }).toBe(503)
    const body = await (await fetch(`${url}/readyz`)).text()
    expect(body).toBe('{"status":"not ready","missing":["the database does not answer"]}')
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('the second on the same port takes the next one and says so', async () => {
    const first = await start(inDatabase(await database()))
    const port = Number(new URL(first.url).port)
    const second = await start({ ...inDatabase(await database()), port })
    expect(Number(new URL(second.url).port)).toBeGreaterThan(port)
    expect(second.output()).toContain('the port is taken; using the next free one')
  })

  test('one signal ends it with 0, also with its own database; a second one ends it at once', async () => {
    const own = await start({})
    expect(await own.stop()).toBe(0)
    expect(own.output()).toContain('"msg":"stopping"')

    const busy = await start(inDatabase(await database()))
    const visitor = connect(Number(new URL(busy.url).port), '127.0.0.1').on('error', () => undefined)
    visitor.write('GET / HTTP/1.1\r\nHost: half')
    await expect.poll(() => visitor.bytesWritten).toBeGreaterThan(0)
    await fetch(`${busy.url}/healthz`)
    process.kill(busy.pid, 'SIGTERM')
    await expect.poll(() => busy.output()).toContain('"msg":"stopping"')
    // Sooner, it would pass for an echo of the first.
    await new Promise((resolve) => setTimeout(resolve, 600))
    const began = performance.now()
    process.kill(busy.pid, 'SIGTERM')
    expect(await busy.ended).toBe(1)
    expect(performance.now() - began).toBeLessThan(3000)
  })

  test.each([
    ['the environment', { env: { PORT: '', LOG_LEVEL: 'loud' } }, /LOG_LEVEL must be one of/],
    ['the address to listen on', { env: { HOST: '192.0.2.1' } }, /^Cannot listen on 192\.0\.2\.1 port 0: /m],
    ['the database', { wrong: true }, /^The database cannot be opened: /m],
  ])(
    'a fault of %s is one message, no stack, and exit code 1',
    async (_what, { env, wrong }: Fault, message) => {
      const made = await database()
      const databaseUrl = wrong ? made.appUrl.replace(/:[^:@]+@/, ':hunter2@') : made.appUrl
      const failed = startProduct({ databaseUrl, ownerUrl: made.ownerUrl, ...(env ? { env } : {}) })
      const said = await failed.then(
        () => 'it started',
        (error: unknown) => (error as Error).message,
      )
      expect(said).toContain('ended with code 1')
      expect(said).toMatch(message)
      expect(said).not.toMatch(/\n\s+at |hunter2/)
    },
  )
})

interface Fault {
  readonly env?: Record<string, string>
  readonly wrong?: boolean
}
