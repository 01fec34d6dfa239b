import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { disconnect } from '~/data/db.server'
import { createDatabase, type TestDatabase } from './cluster'

/**
 * A migrated database for one test file, empty of data, in which the product's functions work; gone afterwards.
 * Called once at the top of the file: `const { ownerUrl, appUrl } = await freshDatabase()`.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const database = await createDatabase(inject('cluster'))
  process.env['DATABASE_APP_URL'] = database.appUrl
  const varDir = await mkdtemp(join(tmpdir(), 'gongping-var-'))
  process.env['VAR_DIR'] = varDir
  afterAll(async () => {
    await disconnect()
    await rm(varDir, { recursive: true, force: true })
    await database.drop()
  })
  return database
}

/** An empty database without tables; the caller drops it. */
export const emptyDatabase = () => createDatabase(inject('cluster'), 'empty')
