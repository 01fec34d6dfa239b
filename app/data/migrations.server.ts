import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { withClient } from './client.server'
import type { Log } from './embedded/child.server'

/**
 * Applies prisma/migrations without Prisma: its engine is a program from a host that a venue's laptop cannot reach.
 * The history table and its checksums are Prisma's, so that its own tools can read and continue them.
 */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

/** A migration could not be applied; the database is as it was. */
export class MigrationFailed extends Error {
  override name = 'MigrationFailed'
  constructor(
    readonly migration: string,
    /** What PostgreSQL said. */
    readonly reason: string,
    /** Line and column of migration.sql, where PostgreSQL names them. */
    readonly at?: { readonly line: number; readonly column: number },
    options?: ErrorOptions,
  ) {
    const place = at ? ` at line ${at.line}, column ${at.column}` : ''
    super(`Migration ${migration} failed${place}: ${reason}. The database is as it was before.`, options)
  }
}

/** The database's history and this program's migrations do not belong together. Nothing was changed. */
export class HistoryMismatch extends Error {
  override name = 'HistoryMismatch'
}

/** Prisma's own number: `prisma migrate` waits for us and we for it. */
const LOCK = 72707369

export const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS public._prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`

/**
 * Applies what is pending, in order and in one transaction: all or nothing. Servers that start together wait for
 * one another, and the first one applies. Returns the names of the applied migrations.
 */
export async function migrate(options: { ownerUrl: string; folder: string; log: Log }): Promise<string[]> {
  const { ownerUrl, folder, log } = options
  const known = await readMigrations(folder)
  // Closing the connection ends the lock.
  return withClient(ownerUrl, async (client) => {
    await takeTurns(client, log)
    const pending = compare(known, await readHistory(client))
    if (pending.length > 0) await inOneTransaction(client, pending)
    for (const { name } of pending) log.info(`Applied migration ${name}`)
    return pending.map(({ name }) => name)
  })
}

/** Names of the migrations that the database lacks. */
export async function pendingMigrations(url: string, folder: string): Promise<string[]> {
  const known = await readMigrations(folder)
  const config = { connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 5000 }
  return withClient(config, async (client) =>
    compare(known, await readHistory(client)).map(({ name }) => name),
  )
}

/** The migrations of a folder, oldest first. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map(({ name }) => name)
    .sort()
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may have changed the ends of lines.
      const sql = (await readFile(join(folder, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

type Applied = { name: string; checksum: string; finished: boolean }

async function takeTurns(client: pg.Client, log: Log) {
  const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK])
  if (rows[0]?.mine) return
  log.info('Another server is migrating the database; waiting for it')
  await client.query('SELECT pg_advisory_lock($1)', [LOCK])
}

async function readHistory(client: pg.Client): Promise<Applied[]> {
  const there = await client.query(
    "SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = '_prisma_migrations'",
  )
  if (there.rowCount === 0) return []
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

/** The pending ones, if the database's history is a part of ours. */
function compare(known: readonly Migration[], history: readonly Applied[]): Migration[] {
  const unknown = history.filter(({ name }) => !known.some((migration) => migration.name === name))
  if (unknown.length > 0)
    throw new HistoryMismatch(
      `The database has been used by a newer version of this program: it has the ${several(unknown)}, unknown here. ` +
        'Start that version, or restore a backup from before.',
    )
  const unfinished = history.filter(({ finished }) => !finished)
  if (unfinished.length > 0)
    throw new HistoryMismatch(
      `The ${several(unfinished)} began on this database and did not end. Restore a backup.`,
    )
  const altered = history.filter(({ name, checksum }) =>
    known.some((migration) => migration.name === name && migration.checksum !== checksum),
  )
  if (altered.length > 0)
    throw new HistoryMismatch(
      `The file of the ${several(altered)} was altered after it was applied to this database. ` +
        'Put the file back as it was; make further changes in a new migration.',
    )
  return known.filter(({ name }) => !history.some((applied) => applied.name === name))
}

const several = (migrations: readonly { name: string }[]) =>
  `migration${migrations.length > 1 ? 's' : ''} ${migrations.map(({ name }) => name).join(', ')}`

async function inOneTransaction(client: pg.Client, pending: readonly Migration[]) {
  await client.query('BEGIN')
  try {
    await client.query('SET LOCAL search_path = public')
    await client.query(HISTORY_TABLE)
    const transaction = await transactionId(client)
    for (const migration of pending) await apply(client, migration, transaction)
    await client.query('COMMIT')
  } catch (error) {
    // A broken connection has rolled back by itself.
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration, transaction: string) {
  try {
    await client.query(sql)
  } catch (error) {
    throw asFailure(name, sql, error)
  }
  if ((await transactionId(client)) !== transaction)
    throw new Error(
      `Migration ${name} ends the transaction itself (COMMIT or ROLLBACK); it may be applied in part.`,
    )
  await client.query(
    `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  )
}

async function transactionId(client: pg.Client) {
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id')
  return rows[0]!.id
}

function asFailure(name: string, sql: string, error: unknown) {
  if (!(error instanceof pg.DatabaseError))
    return new MigrationFailed(name, String(error), undefined, { cause: error })
  const details = [error.message, error.detail, error.hint].filter(Boolean).join('; ')
  const position = Number(error.position)
  return new MigrationFailed(name, details, position > 0 ? placeOf(sql, position) : undefined, {
    cause: error,
  })
}

/** PostgreSQL counts characters from one; a JavaScript string counts rare Chinese characters twice. */
function placeOf(sql: string, position: number) {
  const before = Array.from(sql).slice(0, position - 1)
  const line = before.filter((character) => character === '\n').length + 1
  return { line, column: before.length - before.lastIndexOf('\n') }
}
