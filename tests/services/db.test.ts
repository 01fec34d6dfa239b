import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { connect, db, type Db, inTransaction } from '~/data/db.server'
import { query } from '../support/cluster'
import { freshDatabase } from '../support/database'

const { name: database, appUrl } = await freshDatabase()
const others = connect(appUrl)
afterAll(() => others.$disconnect())

beforeEach(async () => {
  await db().account.deleteMany()
  const person = (login: string) => ({ login, passwordHash: '', name: login })
  await db().account.createMany({ data: [person('a'), person('b')] })
})

const rename = (at: Db, login: string, name: string) =>
  at.account.update({ where: { login }, data: { name } })
const nameOf = async (login: string) => (await db().account.findUniqueOrThrow({ where: { login } })).name

/** Lets all callers of `arrive` go on when the last of them has come; later ones pass. */
function meeting(of: number) {
  let open: () => void
  const all = new Promise<void>((resolve) => (open = resolve))
  let here = 0
  return async function arrive() {
    if (++here >= of) open()
    await all
  }
}

describe('a transaction', () => {
  test('is all or nothing', async () => {
    const half = inTransaction(async (at) => {
      await rename(at, 'a', 'changed')
      throw new Error('no')
    })
    await expect(half).rejects.toThrow('no')
    expect(await nameOf('a')).toBe('a')
  })

  test('sees by default what others have committed meanwhile, and a steady picture on demand', async () => {
    const twice = (options?: { isolationLevel: 'RepeatableRead' }) =>
      inTransaction(async (at) => {
        const before = await at.account.count()
        await others.account.create({ data: { login: `${Math.random()}`, passwordHash: '', name: '' } })
        return (await at.account.count()) - before
      }, options)
    expect(await twice()).toBe(1)
    expect(await twice({ isolationLevel: 'RepeatableRead' })).toBe(0)
  })

  const renameRaw = (at: Db, login: string, name: string) =>
    at.$executeRaw`UPDATE account SET name = ${name} WHERE login = ${login}`

  test.each([rename, renameRaw])('that deadlocks with another is done again: %o', async (change) => {
    let begun = 0
    const bothHaveOne = meeting(2)
    const renameBoth = (first: string, second: string, name: string) =>
      inTransaction(async (at) => {
        begun++
        await change(at, first, name)
        await bothHaveOne()
        await change(at, second, name)
      })
    await Promise.all([renameBoth('a', 'b', 'x'), renameBoth('b', 'a', 'y')])
    expect(begun).toBe(3)
    expect(await nameOf('a')).toBe(await nameOf('b'))
  })

  test('that cannot be put in a row with another is done again', async () => {
    let begun = 0
    const bothHaveRead = meeting(2)
    const addPerson = (login: string) =>
      inTransaction(
        async (at) => {
          begun++
          const count = await at.account.count()
          await bothHaveRead()
          await at.account.create({ data: { login, passwordHash: '', name: `number ${count + 1}` } })
        },
        { isolationLevel: 'Serializable' },
      )
    await Promise.all([addPerson('c'), addPerson('d')])
    expect(begun).toBe(3)
    expect(new Set([await nameOf('c'), await nameOf('d')])).toEqual(new Set(['number 3', 'number 4']))
  })

  test('that fails for another reason is not done again', async () => {
    let begun = 0
    const twins = inTransaction(async (at) => {
      begun++
      await at.account.create({ data: { login: 'a', passwordHash: '', name: '' } })
    })
    await expect(twins).rejects.toThrow('Unique constraint')
    expect(begun).toBe(1)
  })

  test('that hangs is given up', async () => {
    const hanging = inTransaction((at) => at.$executeRaw`SELECT pg_sleep(3)`, { timeout: 200 })
    await expect(hanging).rejects.toThrow(/timeout|expired/i)
  })
})

test('the product outlives its connections', async () => {
  const cut = () =>
    query(
      inject('cluster').adminUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'`,
    )
  await Promise.all([nameOf('a'), nameOf('b')])
  await cut()
  await expect.poll(() => nameOf('a').catch(() => '')).toBe('a')
  const interrupted = inTransaction(async (at) => {
    await rename(at, 'a', 'changed')
    await cut()
    await rename(at, 'b', 'changed')
  })
  await expect(interrupted).rejects.toThrow()
  await expect.poll(() => nameOf('a').catch(() => '')).toBe('a')
})
