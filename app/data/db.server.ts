import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from './generated/prisma/client'

/** A client or an open transaction: what every function of this folder takes first. */
export type Db = Prisma.TransactionClient

/** Further settings of a transaction; by default each statement sees what was committed before it. */
export type TransactionOptions = {
  isolationLevel?: Prisma.TransactionIsolationLevel
  /** Milliseconds until an unfinished transaction is given up and rolled back. */
  timeout?: number
}

const CONNECTIONS = 10
const WAIT = 10_000

/** A client of its own; the caller disconnects it. */
export function connect(url: string, connections = CONNECTIONS): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: url,
    application_name: 'gongping',
    max: connections,
    connectionTimeoutMillis: WAIT,
    idleTimeoutMillis: 60_000,
  })
  return new PrismaClient({ adapter })
}

// On globalThis: the server build and the dev server may each load this module.
const shared = globalThis as { gongpingDb?: PrismaClient | undefined }

/** The running product's client. The start command has set the address before anything asks. */
export function db(): PrismaClient {
  if (shared.gongpingDb) return shared.gongpingDb
  const url = process.env['DATABASE_APP_URL']
  if (url === undefined) throw new Error('No database is open: DATABASE_APP_URL is set by the start command')
  return (shared.gongpingDb = connect(url))
}

export async function disconnect() {
  const client = shared.gongpingDb
  shared.gongpingDb = undefined
  await client?.$disconnect()
}

/**
 * Two transactions wanted the same rows; PostgreSQL undid this one, and doing it again is safe. Prisma says so in
 * three ways: for its own queries, for raw ones, and for a conflict that shows only at the end.
 */
function isConflict(error: unknown): boolean {
  const { code, name, cause, meta } = error as Partial<Prisma.PrismaClientKnownRequestError>
  if (code === 'P2034') return true
  if (name === 'DriverAdapterError') return (cause as { kind?: string }).kind === 'TransactionWriteConflict'
  return meta?.['driverAdapterError'] !== undefined && isConflict(meta['driverAdapterError'])
}

const TRIES = 4

/**
 * All of `work` or none of it. It is begun anew when PostgreSQL undid it for the sake of another transaction
 * (40001, 40P01), and only then; so it must do nothing outside the database.
 */
export async function inTransaction<T>(
  work: (db: Db) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const settings = {
    isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
    timeout: 20_000,
    ...options,
  }
  for (let tries = 1; ; tries++) {
    try {
      return await db().$transaction(work, { ...settings, maxWait: WAIT })
    } catch (error) {
      if (tries === TRIES || !isConflict(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 * 4 ** tries))
    }
  }
}
