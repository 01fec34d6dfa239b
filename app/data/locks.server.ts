import type { Db } from './db.server'

/** Until the transaction ends, others that want the same turn wait. Turns are taken in the order given. */
export async function takeTurns(db: Db, ...names: readonly string[]) {
  for (const name of names) await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
}
