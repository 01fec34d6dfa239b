import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { builtClient, createApp } from '~/http/app.server'
import type { Env } from '~/http/env.server'
import { createLog } from '~/http/log.server'
import { ensureBuild } from './building'
import { openBuild, openData, openDelivery, openEnv, openServer, run, type Opened } from './serving'

const HELP = `npm run demo -- [--fresh] [--port N]

  以虚构数据启动演示。数据与正式数据库完全分开。
  Serves a demonstration with invented people, apart from any real database.

  --fresh     删除上次的演示数据，重新开始   forget the last demonstration, begin anew
  --port N    端口，默认 3000               the port, 3000 by default
  --help      显示本说明                    show this text
`

/** A demonstration never touches a database that is named in the environment, and sends nothing to anybody. */
const demoEnv = (port: string | undefined) => (given: NodeJS.ProcessEnv) => ({
  LOG_LEVEL: 'warn',
  ...given,
  NODE_ENV: 'production',
  PORT: port ?? given['PORT'],
  DATABASE_URL: undefined,
  DATABASE_OWNER_URL: undefined,
  PUBLIC_URL: undefined,
  SMTP_URL: undefined,
  MAIL_FROM: undefined,
  SMS_WEBHOOK_URL: undefined,
  SMS_WEBHOOK_SECRET: undefined,
  VAR_DIR: join(given['VAR_DIR'] || 'var', 'demo'),
})

async function demo(opened: Opened) {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    process.stdout.write(HELP)
    process.exit(0)
  }
  const env = openEnv(demoEnv(values.port))
  const log = createLog({ level: env.LOG_LEVEL, style: 'short' })
  say('准备页面', 'Preparing the pages')
  await ensureBuild({ said: 'nowhere', signal: opened.signal })
  if (values.fresh) await forget(env)
  say('打开演示数据库', 'Opening the demonstration database')
  const ready = await openData(opened, env, log)
  say('填充虚构数据', 'Filling in invented data')
  const { fillDemo } = await import('~/services/demo.server')
  const { accounts } = await fillDemo()
  await openDelivery(opened, env, log)
  const build = await openBuild()
  const app = createApp({ build, client: builtClient(build), env, log, ready })
  const origin = await openServer(opened, createServer(app), env, log)
  process.stdout.write(welcome(env, origin, accounts))
}

const say = (zh: string, en: string) => process.stdout.write(`${zh} · ${en} …\n`)

/** The database may lie elsewhere than the folder says; the data layer knows. */
async function forget(env: Env) {
  const { findHome } = await import('~/data/embedded/home.server')
  const { runningInstance } = await import('~/data/embedded.server')
  if (!existsSync(env.VAR_DIR)) return
  const database = join(env.VAR_DIR, 'postgres')
  const holder = await runningInstance(database)
  if (holder) throw new Error(`A demonstration is still running (process ${holder.pid}). End it first.`)
  const { path } = await findHome(database, { info: () => undefined, warn: () => undefined })
  for (const folder of [path, env.VAR_DIR]) await rm(folder, { recursive: true, force: true })
}

interface Account {
  readonly who: string
  readonly login: string
  readonly password: string
}

function welcome(env: Env, origin: string, accounts: readonly Account[]) {
  const addresses = [origin, ...(env.HOST === '0.0.0.0' ? inNetwork(new URL(origin).port) : [])]
  const [who, login] = (['who', 'login'] as const).map((key) =>
    Math.max(...accounts.map((each) => width(each[key]))),
  )
  return [
    '',
    '  公评 Gongping · 演示 Demonstration',
    '',
    ...addresses.map((address) => `  ${address}`),
    '',
    ...accounts.map((each) => `  ${pad(each.who, who!)}   ${pad(each.login, login!)}   ${each.password}`),
    '',
    '  人物、单位与案例均为虚构。按 Ctrl+C 结束；加 --fresh 可重新开始：npm run demo -- --fresh',
    '  All people, organisations and cases are invented. Ctrl+C ends; npm run demo -- --fresh begins anew.',
    '',
    '',
  ].join('\n')
}

const inNetwork = (port: string) =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`)

/** Columns in a terminal: a Chinese character takes two. */
const width = (text: string) => text.length + (text.match(/[⺀-￦]/g)?.length ?? 0)

const pad = (text: string, columns: number) => text + ' '.repeat(columns - width(text))

await run(demo)
