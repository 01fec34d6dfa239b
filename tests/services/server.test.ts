import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Embedded, startEmbedded } from '~/data/embedded.server'
import { migrate } from '~/data/migrations.server'
import { DatabaseUnfit, inGroup, openDatabase } from '~/data/server.server'
import { inDatabase, MIGRATIONS, query, quiet, temporaryFolder } from '../support/cluster'

// A server as an administrator of databases would hand it over: nothing of the product is on it yet.
let server: Embedded
let folder: string

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startEmbedded({ dir: folder, log: quiet, port: 57320, settings: { fsync: 'off' } })
  await admin('DROP DATABASE gongping', 'DROP ROLE gongping, gongping_owner, gongping_app')
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function admin(...statements: string[]) {
  for (const sql of statements) await query(server.adminUrl, sql)
}

/** A login of the server with a database of its own. */
async function newLogin(name: string, rights = '') {
  await admin(
    `CREATE ROLE "${name}" LOGIN PASSWORD 'secret' ${rights}`,
    `CREATE DATABASE "${name}" OWNER "${name}"`,
  )
  return loginUrl(name, name)
}

function loginUrl(name: string, database: string) {
  const url = new URL(inDatabase(server.adminUrl, database))
  url.username = name
  url.password = 'secret'
  return url.href
}

const open = (url: string, ownerUrl?: string) =>
  openDatabase({ url, ...(ownerUrl === undefined ? {} : { ownerUrl }), dir: folder, log: quiet })

const whoAmI = async (url: string) => (await query(url, 'SELECT current_user AS name'))[0]

describe('a foreign server', () => {
  test('whose login may not create the group is refused, with what an administrator has to run', async () => {
    const url = await newLogin('plain-login')
    await expect(open(url)).rejects.toThrow(
      'CREATE ROLE gongping_app NOLOGIN;\n  GRANT gongping_app TO "plain-login";',
    )
  })

  test('gets the group from a login that may create it, which migrates and then gives up what exceeds it', async () => {
    const url = await newLogin('creator', 'CREATEROLE')
    const { ownerUrl, appUrl } = await open(url)
    await migrate({ ownerUrl, folder: MIGRATIONS, log: quiet })
    expect(await whoAmI(ownerUrl)).toEqual({ name: 'creator' })
    expect(await whoAmI(appUrl)).toEqual({ name: 'gongping_app' })
    await expect(query(appUrl, 'DELETE FROM journal_entry')).rejects.toThrow('permission denied')
    expect(await open(url)).toMatchObject({ ownerUrl, appUrl })
  })

  test('is used by a superuser no otherwise', async () => {
    const { appUrl } = await open(inDatabase(server.adminUrl, 'creator'))
    expect(await whoAmI(appUrl)).toEqual({ name: 'gongping_app' })
  })

  test('whose login is not in the group is refused, with what an administrator has to run', async () => {
    const url = await newLogin('outsider')
    await expect(open(url)).rejects.toThrow(DatabaseUnfit)
    await expect(open(url)).rejects.toThrow('GRANT gongping_app TO "outsider";')
    await admin('GRANT gongping_app TO outsider')
    expect(await whoAmI((await open(url)).appUrl)).toEqual({ name: 'gongping_app' })
  })

  test('may have a login for migrations and one for the running product', async () => {
    const ownerUrl = loginUrl('creator', 'creator')
    await admin("CREATE ROLE runner LOGIN PASSWORD 'secret'")
    const url = loginUrl('runner', 'creator')
    expect(await open(url, ownerUrl)).toMatchObject({ ownerUrl, appUrl: url })
    await expect(query(url, 'DELETE FROM journal_entry')).rejects.toThrow('permission denied')
    expect(await query(url, 'SELECT FROM journal_entry')).toEqual([])
  })

  test('keeps the running product from what its login could do beyond the group', async () => {
    const ownerUrl = loginUrl('creator', 'creator')
    const { appUrl } = await open(inDatabase(server.adminUrl, 'creator'), ownerUrl)
    expect(await whoAmI(appUrl)).toEqual({ name: 'gongping_app' })
  })
})

test('the group is asked for beside the options an address already has', () => {
  const url =
    'postgresql://me:p%40ss@db.example:5433/contest?sslmode=require&options=-c%20statement_timeout%3D5s'
  expect(inGroup(url)).toBe(
    'postgresql://me:p%40ss@db.example:5433/contest?sslmode=require&options=-c%20statement_timeout%3D5s%20-c%20role%3Dgongping_app',
  )
})
