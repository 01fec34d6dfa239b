import type { ServerBuild } from '@remix-run/server-runtime'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readEnv, type Env } from '~/http/env.server'
import { closable, listen } from '~/http/listening.server'
import { createLog, type Log } from '~/http/log.server'

const MIGRATIONS = 'prisma/migrations'

/** How long requests in flight may take when the server is told to stop. */
const IN_FLIGHT = 10_000
/** How long a step of the start may take to end when the command is told to stop. */
const STEP = 5_000
/** A terminal signals all of its processes, and some of them pass it on to us once more. */
const ECHO = 500
/** After this the process ends, whatever still holds it. */
const PATIENCE = 25_000

/** Why a command cannot start, in words for the person who started it. */
class StartFault extends Error {}

/** A signal came while the command was still starting. */
class Stopped extends Error {}

/** What a command has opened. It is closed last first: the server before the database it needs. */
export class Opened {
  readonly #closers: (() => unknown)[] = []
  readonly #over = new AbortController()
  /** Aborted when the command is to end. */
  readonly signal = this.#over.signal

  /** Waits for a thing to open and remembers how to close it; if the command is to end already, closes it at once. */
  async keep<T>(opening: Promise<T>, close: (thing: T) => unknown): Promise<T> {
    const thing = await opening
    if (this.signal.aborted) {
      await close(thing)
      throw new Stopped()
    }
    this.#closers.push(() => close(thing))
    return thing
  }

  async close() {
    this.#over.abort()
    for (const close of this.#closers.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        complain(error)
      }
    }
  }
}

/**
 * Runs a command that keeps serving. A fault on the way is one message and exit code 1, nothing left behind. The first
 * signal closes what was opened and exits 0; the second exits at once.
 */
export async function run(command: (opened: Opened) => Promise<void>) {
  const opened = new Opened()
  let endingSince: number | undefined
  const end = async (code: number) => {
    endingSince = performance.now()
    void setTimeout(PATIENCE, undefined, { ref: false }).then(() => process.exit(1))
    await opened.close()
    await Promise.race([started, setTimeout(STEP)])
    process.exit(code)
  }
  const stop = () => {
    if (endingSince === undefined) void end(0)
    else if (performance.now() - endingSince > ECHO) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  whenLeftByNpm(stop)
  // A promise that one request forgot must not end everybody's session; an exception may leave anything behind.
  const crash = createLog({ level: 'error', style: 'json' })
  process.on('unhandledRejection', (error) => crash.error({ err: error }, 'a promise was left to fail'))
  process.on('uncaughtException', (error) => {
    crash.fatal({ err: error }, 'the process failed')
    if (endingSince === undefined) void end(1)
  })
  const started = command(opened).catch((error: unknown) => {
    if (endingSince !== undefined) return
    complain(error)
    void end(1)
  })
  await started
}

/** Runs a command that does one thing and ends, with exit code 1 and one message if it cannot. */
export async function runOnce(command: (opened: Opened) => Promise<void>) {
  const opened = new Opened()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void opened.close().then(() => process.exit(1)))
  }
  await command(opened).catch((error: unknown) => {
    complain(error)
    process.exitCode = 1
  })
  await opened.close()
}

/** npm passes a signal only to the shell between it and us, and that one ends without a word. */
function whenLeftByNpm(stop: () => void) {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 500).unref()
}

function complain(error: unknown) {
  process.stderr.write(`${inWords(error)}\n`)
}

/** Errors of a connection tried over IPv4 and IPv6 come without a message of their own. */
const inWords = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(inWords).join('; ')
  return error instanceof Error ? error.message : String(error)
}

async function trying<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new StartFault(`${what}: ${inWords(error)}`)
  }
}

/**
 * The environment, with `.env` where there is one, as `change` makes it. What was left out is set to its default, so
 * that the Remix build, which shares no module with this process, reads the same.
 */
export function openEnv(
  change: (given: NodeJS.ProcessEnv) => Record<string, string | undefined> = (given) => given,
): Env {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const env = readEnv(change(process.env))
  process.env['NODE_ENV'] = env.NODE_ENV
  process.env['VAR_DIR'] = env.VAR_DIR
  process.env['IDLE_STAFF_MINUTES'] = String(env.IDLE_STAFF_MINUTES)
  process.env['IDLE_MINUTES'] = String(env.IDLE_MINUTES)
  return env
}

/** Opens the database and brings it up to date: from here on services work. */
export async function openData(opened: Opened, env: Env, log: Log) {
  const { openDatabase } = await import('~/data/server.server')
  const { migrate, pendingMigrations } = await import('~/data/migrations.server')
  const { disconnect } = await import('~/data/db.server')
  const { ownerUrl, appUrl } = await opened.keep(
    trying(
      'The database cannot be opened',
      openDatabase({
        ...(env.DATABASE_URL === undefined ? {} : { url: env.DATABASE_URL }),
        ...(env.DATABASE_OWNER_URL === undefined ? {} : { ownerUrl: env.DATABASE_OWNER_URL }),
        dir: env.VAR_DIR,
        log,
      }),
    ),
    (database) => database.stop(),
  )
  await trying('The database cannot be migrated', migrate({ ownerUrl, folder: MIGRATIONS, log }))
  process.env['DATABASE_APP_URL'] = appUrl
  const { signingKey } = await import('~/data/keys.server')
  const { fingerprintOf } = await import('~/core/scoring/bundle')
  const { public: publicKey } = await trying('The key that signs results cannot be read', signingKey())
  log.info({ fingerprint: fingerprintOf(publicKey) }, 'results are signed with this key')
  await opened.keep(Promise.resolve(), disconnect)

  /** What is missing before pages can be served. */
  const ready = async (): Promise<string[]> => {
    try {
      const pending = await pendingMigrations(appUrl, MIGRATIONS)
      return pending.map((migration) => `migration ${migration}`)
    } catch (error) {
      log.warn({ err: error }, 'the database does not answer')
      return ['the database does not answer']
    }
  }
  return ready
}

/** Sends what the outbox holds, as far as there are gateways for it, until the command ends. */
export async function openDelivery(opened: Opened, env: Env, log: Log) {
  const { mailGateway, smsGateway } = await import('~/services/gateways.server')
  const { startDelivery } = await import('~/services/delivery.server')
  const { SMTP_URL, MAIL_FROM, SMS_WEBHOOK_URL, SMS_WEBHOOK_SECRET } = env
  const gateways = {
    ...(SMTP_URL !== undefined && { mail: mailGateway(SMTP_URL, MAIL_FROM!) }),
    ...(SMS_WEBHOOK_URL !== undefined && { sms: smsGateway(SMS_WEBHOOK_URL, SMS_WEBHOOK_SECRET!) }),
  }
  if (!gateways.mail) log.info('no mail server is set: mail stays in the outbox, /organiser/outbox')
  if (!gateways.sms) log.info('no SMS gateway is set: text messages stay in the outbox, /organiser/outbox')
  // The outbox says the same on the page, which the build serves.
  process.env['MESSAGE_CHANNELS'] = Object.keys(gateways).join(',')
  await opened.keep(Promise.resolve(startDelivery(gateways, log)), (end) => end())
}

/** The pages, as `npm run build` left them. */
export async function openBuild(): Promise<ServerBuild> {
  const file = resolve('build/server/index.js')
  if (!existsSync(file)) throw new StartFault('There is no build yet. Run: npm run build')
  return trying('The build cannot be loaded', import(pathToFileURL(file).href) as Promise<ServerBuild>)
}

/** @returns where the pages are served. */
export async function openServer(opened: Opened, server: Server, env: Env, log: Log): Promise<string> {
  const close = closable(server)
  const port = await opened.keep(
    trying(
      `Cannot listen on ${env.HOST} port ${env.PORT}`,
      listen(server, { host: env.HOST, port: env.PORT }),
    ),
    () => {
      log.info('stopping')
      return close(IN_FLIGHT)
    },
  )
  if (env.PORT !== 0 && port !== env.PORT)
    log.warn({ wanted: env.PORT, port }, 'the port is taken; using the next free one')
  const url = `http://${REACHABLE[env.HOST] ?? env.HOST}:${port}`
  log.info({ url }, 'listening')
  return env.PUBLIC_URL ?? url
}

/** Addresses that mean "all of this machine's": a browser needs one of them. */
const REACHABLE: Partial<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]' }

/** Where the first organiser makes an account; null on an installation that has accounts. */
export async function openSetup(): Promise<string | null> {
  const { seedContest } = await import('~/services/seeding.server')
  const { organiserSetupLink } = await import('~/services/accounts.server')
  await seedContest()
  return organiserSetupLink()
}

/** On standard error: it is for the person who started, not for the log. */
export function printSetupLink(origin: string, path: string | null) {
  if (path === null) return
  process.stderr.write(
    `\n还没有任何账号。请在 24 小时内用此链接建立组织者账号（仅可使用一次）：\n` +
      `No account yet. Within 24 hours, create the organiser's with this link (it works once):\n\n  ${origin}${path}\n\n`,
  )
}
