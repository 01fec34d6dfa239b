import { describe, expect, test, vi } from 'vitest'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '~/core/access/actor'
import { verifyBundle } from '~/core/scoring/verify'
import { db } from '~/data/db.server'
import { signingKey } from '~/data/keys.server'
import { deskBreakdown, ownResult, publicBreakdown } from '~/services/breakdowns.server'
import { acceptInvitation } from '~/services/accounts.server'
import { assignEvenly } from '~/services/assignment.server'
import { recordDeduction } from '~/services/day.server'
import { publish, rankingDesk, resultBundle, signer } from '~/services/results.server'
import { inviteAs, accepted, draft, holdContest, holdStages, member, refusalOf } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

/** Two entries tie for the place behind the winner; the fourth does not reach the final. Then it is published. */
async function published({ marksPublic = false } = {}) {
  const held = await holdContest()
  const names = ['艾力江·买买提', '杨㛃', '欧阳䶮', '石小禾']
  const entries = []
  for (const entrant of names) {
    entries.push(await accepted(held, { entry: draft({ entrant, unit: `${entrant}社工站` }) }))
  }
  const [first, second, , fourth] = entries as [Entered, Entered, Entered, Entered]
  await recordDeduction(held.organiser, second.id, { stage: 'preliminary', points: '1', reason: '超时' })
  await holdStages(held, Object.fromEntries(entries.map(({ code }, at) => [code, POINTS[at]!])))
  const { digest } = await rankingDesk(held.organiser)
  await publish(held.organiser, { digest, marksPublic })
  return { ...held, entries, names, first, second, fourth, supervisor: await member('supervisor') }
}
type Entered = Awaited<ReturnType<typeof accepted>>
const POINTS = [
  [90, 91],
  [81, 70],
  [70, 0],
  [60, 0],
] as const

const contentOf = async (actor: Actor, scope: string, version = '1') =>
  (await resultBundle(actor, version, scope)).content

describe('the signed file of a result', () => {
  test('passes the check of a stranger who has the fingerprint', async () => {
    const { organiser } = await published()
    const { fingerprint } = await signer()
    for (const scope of ['full', 'public']) {
      const verdict = verifyBundle(await contentOf(organiser, scope), { fingerprint })
      expect(verdict).toMatchObject({ ok: true, origin: { version: 1, scope, fingerprint } })
    }
  })

  test('fails when one digit of one mark is another', async () => {
    const { organiser } = await published()
    const content = await contentOf(organiser, 'full')
    const at = content.indexOf('\\"R2.1\\":\\"91') + '\\"R2.1\\":\\"9'.length
    expect(content[at]).toBe('1')
    const verdict = verifyBundle(`${content.slice(0, at)}2${content.slice(at + 1)}`)
    expect(verdict.ok).toBe(false)
  })

  test('holds codes and no name, unit, address or identity of anybody', async () => {
    const { organiser, names, entries, judges } = await published()
    const content = await contentOf(organiser, 'full')
    for (const { code } of entries) expect(content).toContain(code)
    const hidden = [
      ...names,
      '社工站',
      '520100',
      ...entries.flatMap(({ id, entrant, entry }) => [id, entrant.id, entry.phone, entry.title]),
      ...judges.map(({ id }) => id),
    ]
    for (const each of hidden) expect(content).not.toContain(each)
  })

  test('is public for entries with an award, and in full for the organiser and supervisors', async () => {
    const { organiser, supervisor, judges, first, entries } = await published()
    const open = await contentOf(null, 'public')
    expect(open).toContain(first.code)
    for (const { code } of entries.slice(1)) expect(open).not.toContain(code)
    for (const actor of [organiser, supervisor])
      expect(await contentOf(actor, 'full')).toContain('scorebook/1')
    expect(await refusalOf(resultBundle(null, '1', 'full'))).toBe('signInFirst')
    for (const actor of [judges[0]!, first.entrant]) {
      expect(await refusalOf(resultBundle(actor, '1', 'full'))).toBe('notYours')
    }
  })

  test('is public in full where the organiser shows the marks of all', async () => {
    const { entries } = await published({ marksPublic: true })
    const content = await contentOf(null, 'full')
    for (const { code } of entries) expect(content).toContain(code)
  })

  test('stays the same file after a correction, under its own version', async () => {
    const held = await published()
    const before = await contentOf(held.organiser, 'full')
    await recordDeduction(held.organiser, held.first.id, { stage: 'final', points: '2', reason: '更正' })
    const { digest } = await rankingDesk(held.organiser)
    expect(await publish(held.organiser, { digest, marksPublic: false })).toBe(2)
    expect(await contentOf(held.organiser, 'full', '1')).toBe(before)
    expect(await contentOf(held.organiser, 'full', '2')).not.toBe(before)
  })

  test.each(['0', '2', '01', '-1', '1.0', '1e3', '9'.repeat(30), ''])(
    'there is none of version %j',
    async (version) => {
      const { organiser } = await published()
      expect(await refusalOf(resultBundle(organiser, version, 'public'))).toBe('notFound')
    },
  )
})

describe('the breakdown of an entry', () => {
  test('has every judge’s marks and each step, before publication for the office only', async () => {
    const held = await holdContest()
    const { code, entrant } = await accepted(held)
    await assignEvenly(held.organiser, 'preliminary')
    const supervisor = await member('supervisor')
    for (const actor of [held.organiser, supervisor]) {
      expect((await deskBreakdown(actor, code)).breakdown).toMatchObject({
        state: 'incomplete',
        stage: 'preliminary',
        missing: { open: ['J01', 'J02'] },
      })
    }
    expect(await refusalOf(deskBreakdown(entrant, code))).toBe('notYours')
    expect(await refusalOf(publicBreakdown(code))).toBe('notFound')
  })

  test('is public for an entry with an award, and of no other', async () => {
    const { first, entries } = await published()
    const { breakdown, entrant } = await publicBreakdown(first.code)
    expect(breakdown).toMatchObject({ state: 'ranked', rank: '1', final: { after: '90.60' } })
    expect(entrant).toBe('艾力江·买买提')
    for (const { code } of entries.slice(1)) expect(await refusalOf(publicBreakdown(code))).toBe('notFound')
  })

  test('is public for every ranked entry where the organiser shows the marks of all', async () => {
    const { second, fourth } = await published({ marksPublic: true })
    expect((await publicBreakdown(second.code)).breakdown).toMatchObject({
      rank: '2',
      stages: [{ deductions: [{ points: '1', reason: '超时' }], mark: '80.00' }, {}],
    })
    expect(await refusalOf(publicBreakdown(fourth.code))).toBe('notFound')
  })

  test('is every entrant’s own after publication, without what it says of others', async () => {
    const { second, fourth, entries, first } = await published()
    const own = await ownResult(second.entrant, second.id)
    expect(own?.breakdown).toMatchObject({ entry: second.code, rank: '2', final: { after: '74.00' } })
    expect((await ownResult(fourth.entrant, fourth.id))?.breakdown).toMatchObject({ state: 'eliminated' })
    const said = JSON.stringify([own, await ownResult(fourth.entrant, fourth.id)])
    expect(said).not.toContain(entries[2]!.code)
    expect(said).not.toContain('"last":"80.00"')
    for (const actor of [first.entrant, await member('organiser')]) {
      expect(await refusalOf(ownResult(actor, second.id))).toBe('notYours')
    }
  })

  test('is nobody’s before anything is published', async () => {
    const held = await holdContest()
    const { id, entrant } = await accepted(held)
    expect(await ownResult(entrant, id)).toBe(null)
  })
})

describe('the key that signs results', () => {
  const file = () => join(process.env['VAR_DIR']!, 'keys', 'results.pem')

  test('is made once, for its owner’s eyes only, outside the database', async () => {
    const [one, two] = await Promise.all([signer(), signer()])
    expect(one).toEqual(two)
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    const secret = Buffer.from((await signingKey()).secret)
    await published()
    const tables = await db().$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
    for (const { name } of tables) {
      const rows = await db()
        .$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`)
        .catch(() => [])
      for (const { row } of rows) {
        for (const form of ['hex', 'base64', 'base64url'] as const) {
          expect(row.includes(secret.toString(form))).toBe(false)
        }
      }
    }
  })

  test('is read again by the next process', async () => {
    const before = await signingKey()
    vi.resetModules()
    const restarted = await import('~/data/keys.server')
    expect(restarted.signingKey).not.toBe(signingKey)
    expect(await restarted.signingKey()).toEqual(before)
  })

  test('is never replaced by another when it cannot be read', async () => {
    const folder = process.env['VAR_DIR']!
    process.env['VAR_DIR'] = join(folder, 'damaged')
    try {
      await signer()
      await writeFile(file(), 'half a key')
      vi.resetModules()
      const restarted = await import('~/data/keys.server')
      await expect(restarted.signingKey()).rejects.toThrow()
      expect(await readFile(file(), 'utf8')).toBe('half a key')
    } finally {
      process.env['VAR_DIR'] = folder
    }
  })
})

test('a supervisor comes by a link of the organiser, which works once', async () => {
  const { organiser, judges } = await holdContest()
  expect(await refusalOf(inviteAs(judges[0]!, 'supervisor', { name: '监督员' }))).toBe('notYours')
  const token = (await inviteAs(organiser, 'supervisor', { name: '监督员' })).split('/').at(-1)!
  const account = { name: '监督员', login: 'supervisor@example.org', password: 'Richtig-2021' }
  expect((await acceptInvitation(token, account)).home).toBe('/organiser/ranking')
  expect(await refusalOf(acceptInvitation(token, { ...account, login: 'second@example.org' }))).toBe(
    'linkUsed',
  )
})
