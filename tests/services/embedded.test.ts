import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, cp, lstat, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { usableBinaries } from '~/data/embedded/binaries.server'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '~/data/embedded.server'
import { query, temporaryFolder } from '../support/cluster'

const require = createRequire(import.meta.url)

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'

const opened: { stop(): Promise<void> }[] = []
const folders: string[] = []
const processes: ChildProcess[] = []
let said: string[] = []

afterEach(async () => {
  for (const child of processes.splice(0)) await end(child, 'SIGTERM')
  for (const server of opened.splice(0)) await server.stop()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
  said = []
})

const note = (line: string) => void said.push(line)

async function start(dir: string, options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const server = await startEmbedded({ dir, log: { info: note, warn: note }, port: 56320, ...options })
  opened.push(server)
  if (server.dir !== dir) folders.push(server.dir)
  return server
}

async function stop(server: Embedded) {
  await server.stop()
  opened.splice(opened.indexOf(server), 1)
}

async function newFolder(name = 'postgres') {
  const parent = await temporaryFolder()
  folders.push(parent)
  await chmod(parent, 0o755)
  return join(parent, name)
}

const setting = async (url: string, name: string) =>
  (await query<{ value: string }>(url, `SELECT current_setting('${name}') AS value`))[0]!.value

const postmaster = async (server: { dir: string }) =>
  Number.parseInt(await readFile(join(server.dir, 'data/postmaster.pid'), 'utf8'), 10)

/** Another process with the database of `dir` open; told when it is ready. */
async function startElsewhere(dir: string): Promise<{ child: ChildProcess; ownerUrl: string }> {
  const script = require.resolve('../support/embedded.process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  processes.push(child)
  let output = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    output += chunk.toString()
    const [, answer] = /^(\{.*\})$/m.exec(output) ?? []
    if (answer !== undefined) return { child, ...(JSON.parse(answer) as { ownerUrl: string }) }
  }
  throw new Error(`The other process ended: ${output}`)
}

function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

const NOTES = 'CREATE TABLE note (line text)'
const WRITTEN = "INSERT INTO note VALUES ('written')"
const readNotes = async (url: string) =>
  (await query<{ line: string }>(url, 'SELECT line FROM note')).map(({ line }) => line)

describe('the database of its own', () => {
  test('keeps what was written from one start to the next, in a folder with blanks and Chinese characters', async () => {
    const dir = await newFolder('比赛 数据 2026')
    const first = await start(dir)
    await query(first.ownerUrl, NOTES)
    await query(first.ownerUrl, "INSERT INTO note VALUES ('贵州省社会工作')")
    await stop(first)
    const second = await start(dir)
    expect(await readNotes(second.ownerUrl)).toEqual(['贵州省社会工作'])
  })

  test('opens again when its passwords were lost', async () => {
    const dir = await newFolder()
    const first = await start(dir)
    await query(first.ownerUrl, NOTES)
    await stop(first)
    await rm(join(dir, 'passwords.json'))
    const second = await start(dir)
    expect(second.ownerUrl).not.toBe(first.ownerUrl)
    expect(await readNotes(second.ownerUrl)).toEqual([])
  })

  test('takes the next free port and says so', async () => {
    const other = createServer()
    onTestFinished(() => void other.close())
    const busy = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    const { ownerUrl } = await start(await newFolder(), { port: busy })
    const port = Number(new URL(ownerUrl).port)
    expect(port).toBeGreaterThan(busy)
    expect(said.join('\n')).toContain(`Port ${busy} is busy`)
    expect(said.join('\n')).toContain(`127.0.0.1:${port}`)
  })
})

describe('the database of its own, set up', () => {
  let server: Embedded
  let folder: string

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startEmbedded({ dir: folder, log: { info: note, warn: note }, port: 56320 })
  })

  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('loses nothing that was committed, even when the power fails', async () => {
    const { ownerUrl, appUrl } = server
    for (const url of [ownerUrl, appUrl])
      for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'])
        expect([name, await setting(url, name)]).toEqual([name, 'on'])
  })

  test('sorts alike on every machine, keeps time in UTC, and answers this machine only', async () => {
    const { ownerUrl, adminUrl } = server
    expect(await setting(ownerUrl, 'server_version')).toMatch(/^18\./)
    expect(await setting(ownerUrl, 'server_encoding')).toBe('UTF8')
    expect(await setting(ownerUrl, 'timezone')).toBe('UTC')
    expect(await setting(ownerUrl, 'listen_addresses')).toBe('127.0.0.1')
    expect(await setting(adminUrl, 'unix_socket_directories')).toBe('')
    const [locale] = await query(
      ownerUrl,
      'SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()',
    )
    expect(locale).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8' })
  })

  test('asks for passwords that only its user can read', async () => {
    expect((await stat(join(server.dir, 'passwords.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(server.dir, 'data'))).mode & 0o777).toBe(0o700)
    const guessed = server.appUrl.replace(/:[^:@]+@/, ':guessed@')
    await expect(query(guessed, 'SELECT 1')).rejects.toThrow('password authentication failed')
    const rows = await query(
      server.adminUrl,
      "SELECT rolpassword FROM pg_authid WHERE rolpassword NOT LIKE 'SCRAM-SHA-256$%'",
    )
    expect(rows).toEqual([])
  })

  test('gives the running product no more than its group has, and migrations no superuser', async () => {
    const { appUrl, ownerUrl } = server
    await expect(query(appUrl, NOTES)).rejects.toThrow('permission denied for schema public')
    const sql = `SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, pg_has_role(rolname, 'gongping_app', 'USAGE') AS in_group
      FROM pg_roles WHERE rolname IN ('gongping', 'gongping_owner', 'gongping_app') ORDER BY 1`
    const plain = { rolsuper: false, rolcreatedb: false, rolbypassrls: false }
    expect(await query(ownerUrl, sql)).toEqual([
      { rolname: 'gongping', rolcreaterole: false, in_group: true, ...plain },
      { rolname: 'gongping_app', rolcreaterole: false, in_group: true, ...plain },
      { rolname: 'gongping_owner', rolcreaterole: true, in_group: false, ...plain },
    ])
  })

  test.runIf(isLinux)('is out of reach of the Ctrl-C typed at the terminal', async () => {
    const groupOf = async (pid: number) =>
      (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/.*\) /, '').split(' ')[2]
    expect(await groupOf(await postmaster(server))).not.toBe(await groupOf(process.pid))
  })
})

describe('after a crash', () => {
  test('a server left behind by a killed process is stopped, and its data is there', async () => {
    const dir = await newFolder()
    const { child, ownerUrl } = await startElsewhere(dir)
    await query(ownerUrl, NOTES)
    await query(ownerUrl, WRITTEN)
    const orphan = await postmaster({ dir })
    await end(child, 'SIGKILL')
    expect(await readNotes(ownerUrl)).toEqual(['written'])

    const server = await start(dir)
    expect(said.join('\n')).toContain(`process ${orphan}`)
    expect(await postmaster(server)).not.toBe(orphan)
    expect(await readNotes(server.ownerUrl)).toEqual(['written'])
  })

  test('a pid file whose number belongs to another program by now is no obstacle', async () => {
    const dir = await newFolder()
    await stop(await start(dir))
    const pidFile = join(dir, 'data/postmaster.pid')
    await writeFile(pidFile, `${process.pid}\n${dir}/data\n1700000000\n5432\n\n127.0.0.1\n  1 2\nready   \n`)
    await start(dir)
    expect(said.join('\n')).toContain('stale postmaster.pid')
  })

  test("another folder's server is not taken for its own and stays alone", async () => {
    const other = await start(await newFolder())
    const dir = await newFolder()
    await stop(await start(dir))
    await writeFile(
      join(dir, 'data/postmaster.pid'),
      `${await postmaster(other)}\n${dir}/data\n1700000000\n5432\n\n127.0.0.1\n`,
    )
    await start(dir)
    expect(await setting(other.ownerUrl, 'fsync')).toBe('on')
  })

  test('half a cluster is made anew', async () => {
    const dir = await newFolder()
    await mkdir(join(dir, 'data.part/base'), { recursive: true })
    await writeFile(join(dir, 'data.part/PG_VERSION'), '18')
    expect(await setting((await start(dir)).ownerUrl, 'fsync')).toBe('on')
  })

  test.runIf(isLinux)('a server that falls is started again with all that was committed', async () => {
    const server = await start(await newFolder())
    await query(server.ownerUrl, NOTES)
    await query(server.ownerUrl, WRITTEN)
    const fallen = await postmaster(server)
    process.kill(fallen, 'SIGKILL')
    await expect.poll(() => said.join('\n'), { timeout: 20_000 }).toContain('again')
    await expect
      .poll(() => readNotes(server.ownerUrl).catch(() => []), { timeout: 20_000 })
      .toEqual(['written'])
    expect(await postmaster(server)).not.toBe(fallen)
  })
})

describe('two at once', () => {
  test('a second server on the same folder is refused and told who holds it', async () => {
    const dir = await newFolder()
    const { child, ownerUrl } = await startElsewhere(dir)
    await expect(start(dir)).rejects.toThrow(
      new RegExp(`in use by another running server \\(process ${String(child.pid)}\\)`),
    )
    expect(await setting(ownerUrl, 'fsync')).toBe('on')
  })

  test('even within one process', async () => {
    const dir = await newFolder()
    await start(dir)
    await expect(start(dir)).rejects.toThrow(`process ${process.pid}`)
  })

  test('a command may use the database of the running server, and leaves it running', async () => {
    const dir = await newFolder()
    const server = await start(dir)
    await query(server.ownerUrl, NOTES)
    const joined = await startEmbedded({ dir, log: { info: note, warn: note }, join: true })
    expect(await readNotes(joined.ownerUrl)).toEqual([])
    await joined.stop()
    expect(await readNotes(server.ownerUrl)).toEqual([])
  })

  test('a server in another container on the same volume is refused while it lives', async () => {
    const dir = await newFolder()
    await stop(await start(dir))
    const beat = join(dir, 'in-use.json')
    await writeFile(beat, JSON.stringify({ pid: 7, machine: 'another container' }))
    const alive = setInterval(() => void utimes(beat, new Date(), new Date()), 300)
    await expect(start(dir)).rejects.toThrow('another machine or container, process 7')
    clearInterval(alive)
    await utimes(beat, new Date(), new Date(Date.now() - 3_600_000))
    await start(dir)
  })
})

describe('the programs', () => {
  /** PostgreSQL as npm unpacks it when install scripts are forbidden: without the library links. */
  async function packageWithoutLinks() {
    const folder = await newFolder('package')
    const { postgres } = await usableBinaries(
      { path: folder, account: undefined },
      { info: note, warn: note },
    )
    const root = join(folder, 'native')
    const filter = async (file: string) => !(await lstat(file)).isSymbolicLink()
    await cp(join(postgres, '../..'), root, { recursive: true, filter })
    return { root, version: '18' }
  }

  test.runIf(isLinux)('run although npm made no library links', async () => {
    const packaged = await packageWithoutLinks()
    const path = await newFolder()
    const { postgres } = await usableBinaries(
      { path, account: undefined },
      { info: note, warn: note },
      packaged,
    )
    expect(postgres).toBe(join(packaged.root, 'bin/postgres'))
  })

  const nobody = { name: 'nobody', uid: 65534, gid: 65534 }

  test.runIf(isLinux && isRoot)('are copied when the account of the database cannot reach them', async () => {
    const packaged = await packageWithoutLinks()
    await chmod(join(packaged.root, '..'), 0o700)
    const path = await newFolder()
    await mkdir(path)
    const { postgres } = await usableBinaries({ path, account: nobody }, { info: note, warn: note }, packaged)
    expect(postgres).toBe(join(path, 'postgresql-18/bin/postgres'))
  })
})

// Only root has another account to hand the cluster to; everybody else runs it himself.
describe.runIf(isRoot)('started by root (skipped for other users)', () => {
  test('the cluster belongs to another user', async () => {
    const server = await start(await newFolder())
    expect((await stat(join(server.dir, 'data'))).uid).not.toBe(0)
  })

  test('in a folder that others cannot enter, the cluster is kept elsewhere, and found again there', async () => {
    const parent = await temporaryFolder()
    folders.push(parent)
    await chmod(parent, 0o700)
    const dir = join(parent, 'project/var/postgres')

    const first = await start(dir)
    expect(first.dir).toMatch(/^\/var\/lib\/gongping\/[0-9a-f]{16}$/)
    expect(said.join('\n')).toContain(`The database is therefore kept in ${first.dir}`)
    await query(first.ownerUrl, NOTES)
    await stop(first)

    await chmod(parent, 0o755)
    const second = await start(dir)
    expect(second.dir).toBe(first.dir)
    expect(await readNotes(second.ownerUrl)).toEqual([])
  })

  test('who removes the folder begins anew, and the earlier database is not removed for him', async () => {
    const parent = await temporaryFolder()
    folders.push(parent)
    await chmod(parent, 0o700)
    const dir = join(parent, 'postgres')
    const first = await start(dir)
    await query(first.ownerUrl, NOTES)
    await stop(first)
    await rm(dir, { recursive: true })
    const second = await start(dir)
    expect(second.dir).toBe(`${first.dir}-2`)
    expect(said.join('\n')).toContain(`An earlier database of this folder is still in ${first.dir}`)
    await expect(readNotes(second.ownerUrl)).rejects.toThrow('does not exist')
  })

  test('a copied project does not write into the database of its original', async () => {
    const parent = await temporaryFolder()
    folders.push(parent)
    await chmod(parent, 0o700)
    await stop(await start(join(parent, 'one')))
    await cp(join(parent, 'one'), join(parent, 'two'), { recursive: true })
    await expect(start(join(parent, 'two'))).rejects.toThrow('was copied from')
  })
})

test('the server of the tests is the only one that trades safety for speed', async () => {
  expect(await setting(inject('cluster').adminUrl, 'fsync')).toBe('off')
})
