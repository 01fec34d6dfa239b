import { join } from 'node:path'
import pg from 'pg'
import { withClient } from './client.server'
import { type Log, pause } from './embedded/child.server'
import { startEmbedded } from './embedded.server'

export type Database = {
  /** For migrations. */
  ownerUrl: string
  /** For the running product: no more than the privileges of gongping_app. */
  appUrl: string
  stop: () => Promise<void>
}

export type DatabaseOptions = {
  /** A foreign server. Without it the product's own is used. */
  url?: string
  /** The foreign server's login for migrations, when `url` may not create tables. */
  ownerUrl?: string
  /** The folder of everything that is kept between starts; the product's own server lives in its `postgres`. */
  dir: string
  log: Log
  /** For a command beside a running server: use the server's database instead of refusing. */
  join?: boolean
}

/** The database server is there, but not as the product needs it. The message says what to run. */
export class DatabaseUnfit extends Error {
  override name = 'DatabaseUnfit'
}

/** Opens the product's own PostgreSQL, or checks that a foreign one has what the product needs. */
export async function openDatabase({
  url,
  ownerUrl,
  dir,
  log,
  join: beside,
}: DatabaseOptions): Promise<Database> {
  if (url === undefined) return startEmbedded({ dir: join(dir, 'postgres'), log, join: beside ?? false })
  await untilReachable(ownerUrl ?? url, log)
  return withClient(ownerUrl ?? url, async (owner) => {
    await ensureGroup(owner)
    const appUrl = ownerUrl === undefined ? await ownAppUrl(owner, url) : await separateAppUrl(owner, url)
    return { ownerUrl: ownerUrl ?? url, appUrl, stop: () => Promise.resolve() }
  })
}

const STARTING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', '57P03'])

/** Waits half a minute for a server that is started at the same time as we are. */
async function untilReachable(url: string, log: Log) {
  const { host, pathname } = new URL(url)
  for (let tries = 0; ; tries++) {
    try {
      const config = { connectionString: url, connectionTimeoutMillis: 10_000 }
      await withClient(config, (client) => client.query('SELECT'))
      return
    } catch (error) {
      if (tries === 30 || !STARTING.has(codeOf(error))) throw error
      if (tries === 0) log.info(`Waiting for the database ${pathname.slice(1)} on ${host}`)
      await pause(1000)
    }
  }
}

/** PostgreSQL's or the system's code; of a connection tried over IPv4 and IPv6, that of the first try. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: string; errors?: unknown[] }
  return code ?? (errors?.[0] === undefined ? '' : codeOf(errors[0]))
}

const DENIED = '42501'
const ALREADY_THERE = new Set(['42710', '23505'])

/** The group whose privileges the migrations grant. It belongs to the whole server, so another start may make it too. */
async function ensureGroup(owner: pg.Client) {
  const { rowCount } = await owner.query("SELECT FROM pg_roles WHERE rolname = 'gongping_app'")
  if (rowCount !== 0) return
  try {
    await owner.query('CREATE ROLE gongping_app NOLOGIN')
  } catch (error) {
    if (ALREADY_THERE.has(codeOf(error))) return
    if (codeOf(error) !== DENIED) throw error
    const login = await currentLogin(owner)
    throw new DatabaseUnfit(
      `The login ${login} may not create the role gongping_app, to which the product's privileges are granted. ` +
        `Let an administrator of the server run:\n  CREATE ROLE gongping_app NOLOGIN;\n  GRANT gongping_app TO ${login};`,
    )
  }
}

/** One login for all: it migrates as itself, and the running product gives up what exceeds the group. */
async function ownAppUrl(owner: pg.Client, url: string) {
  const login = await currentLogin(owner)
  await admit(owner, login, 'MEMBER')
  return inGroup(url)
}

/** A login of its own for the running product. One that could do more than the group gives that up as well. */
async function separateAppUrl(owner: pg.Client, url: string) {
  const ownerLogin = unquoted(await currentLogin(owner))
  return withClient(url, async (app) => {
    await admit(owner, await currentLogin(app), 'USAGE')
    const { rows } = await app.query<{ mighty: boolean }>(
      `SELECT rolsuper OR pg_has_role($1, 'MEMBER') AS mighty FROM pg_roles WHERE rolname = current_user`,
      [ownerLogin],
    )
    return rows[0]?.mighty ? inGroup(url) : url
  })
}

async function admit(owner: pg.Client, login: string, right: 'MEMBER' | 'USAGE') {
  const has = async () => {
    const sql = `SELECT pg_has_role($1, 'gongping_app', $2) AS has`
    const { rows } = await owner.query<{ has: boolean }>(sql, [
      unquoted(login),
      await rightName(owner, right),
    ])
    return rows[0]?.has ?? false
  }
  if (await has()) return
  try {
    await owner.query(`GRANT gongping_app TO ${login}`)
  } catch (error) {
    if (codeOf(error) !== DENIED) throw error
  }
  if (await has()) return
  throw new DatabaseUnfit(
    `The login ${login} does not belong to the role gongping_app, to which the product's privileges are granted. ` +
      `Let an administrator of the server run:\n  GRANT gongping_app TO ${login};`,
  )
}

/** Since version 16 a member may use a role's privileges, or become it, or neither. */
async function rightName(client: pg.Client, right: 'MEMBER' | 'USAGE') {
  if (right === 'USAGE') return right
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  )
  return (rows[0]?.version ?? 0) >= 160_000 ? 'SET' : right
}

/** The connected login, quoted for SQL. */
async function currentLogin(client: pg.Client) {
  const { rows } = await client.query<{ login: string }>('SELECT current_user AS login')
  return pg.escapeIdentifier(rows[0]!.login)
}

const unquoted = (identifier: string) => identifier.slice(1, -1).replaceAll('""', '"')

/** The same address, whose connections begin as gongping_app. */
export function inGroup(url: string) {
  const address = new URL(url)
  const options = [address.searchParams.get('options'), '-c role=gongping_app'].filter(Boolean).join(' ')
  address.searchParams.set('options', options)
  // PostgreSQL's own tools take a plus sign for itself.
  address.search = address.search.replaceAll('+', '%20')
  return address.href
}
