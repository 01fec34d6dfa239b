import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { withClient } from '~/data/client.server'
import { holderOf } from '~/data/embedded/hold.server'
import { REACHABLE } from '~/data/embedded/home.server'
import { clearOrphan } from '~/data/embedded/orphan.server'
import { startEmbedded } from '~/data/embedded.server'
import { migrate } from '~/data/migrations.server'

/** A PostgreSQL for one run of tests, with a migrated database to copy. Plain data: it crosses process borders. */
export type TestCluster = { adminUrl: string; ownerUrl: string; appUrl: string }

export type TestDatabase = { name: string; ownerUrl: string; appUrl: string; drop: () => Promise<void> }

export const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

const TEMPLATE = 'gongping'
const FOLDER = /[\\/]gongping-test-(\d+)-/
/** Away from the product's ports, so that tests do not move a running product's database to another one. */
const FIRST_PORT = 55320

/** Says nothing unless something is odd. */
export const quiet = { info: () => undefined, warn: (line: string) => void process.stderr.write(`${line}\n`) }

/** A temporary folder that the next run removes if this one does not come to it. */
export const temporaryFolder = () => mkdtemp(join(tmpdir(), `gongping-test-${process.pid}-`))

/** Starts the cluster and migrates its template. What it writes need not survive a power cut. */
export async function startCluster(): Promise<TestCluster & { stop: () => Promise<void> }> {
  await clearLeftovers()
  const dir = await temporaryFolder()
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }
  const server = await startEmbedded({ dir, log: quiet, port: FIRST_PORT, settings })
  const stop = async () => {
    await server.stop()
    for (const folder of [server.dir, dir]) await rm(folder, { recursive: true, force: true })
  }
  try {
    const { adminUrl, ownerUrl, appUrl } = server
    await migrate({ ownerUrl, folder: MIGRATIONS, log: quiet })
    await query(adminUrl, `ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`)
    return { adminUrl, ownerUrl, appUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A new database of the cluster: a copy of the migrated template, or an empty one. */
export async function createDatabase(
  cluster: TestCluster,
  content: 'migrated' | 'empty' = 'migrated',
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = content === 'migrated' ? TEMPLATE : 'template1'
  await query(cluster.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER gongping_owner`)
  return {
    name,
    ownerUrl: inDatabase(cluster.ownerUrl, name),
    appUrl: inDatabase(cluster.appUrl, name),
    drop: async () => {
      await query(cluster.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

export function inDatabase(url: string, name: string) {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** Runs SQL past the product, and gives the rows. */
export const query = <Row extends pg.QueryResultRow>(url: string, sql: string) =>
  withClient(url, async (client) => (await client.query<Row>(sql)).rows)

/** Clusters of runs that were killed: their server is stopped and their folder removed. */
async function clearLeftovers() {
  for (const { home, pid } of await findClusters()) {
    if (isAlive(pid) || (await holderOf(home))) continue
    await clearOrphan(join(home, 'data'), quiet)
    await rm(home, { recursive: true, force: true })
  }
}

/** The temporary folders of all runs, and what root had to keep elsewhere for them, each with the process that made it. */
async function findClusters() {
  const inTmp = (await readdir(tmpdir())).map((name) => join(tmpdir(), name))
  const elsewhere = (await readdir(REACHABLE).catch(() => [])).map((name) => join(REACHABLE, name))
  const origins = await Promise.all(
    elsewhere.map((home) => readFile(join(home, 'origin'), 'utf8').catch(() => '')),
  )
  return [...inTmp, ...elsewhere].flatMap((home, index) => {
    const [, pid] = FOLDER.exec(index < inTmp.length ? home : origins[index - inTmp.length]!) ?? []
    return pid === undefined ? [] : [{ home, pid: Number(pid) }]
  })
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
