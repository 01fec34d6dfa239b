import { describe, expect, test } from 'vitest'
import { ROLES } from '~/core/access/actor'
import { APART, barring } from '~/core/access/duties'
import { db } from '~/data/db.server'
import { acceptInvitation, acceptWithAccount, memberOf, readInvitation } from '~/services/accounts.server'
import { revokeInvitation, revokeRole, staffOffice } from '~/services/staff.server'
import { actsOn, atOnce, holdContest, inviteAs, member, refusalOf } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

const tokenOf = (link: string) => link.replace('/join/', '')
let serial = 0
const someone = () => ({ name: '张三', login: `staff-${++serial}@example.org`, password: 'Long-Enough-2021' })
const rolesOf = async (accountId: string) =>
  (await db().roleGrant.findMany({ where: { accountId } })).map(({ role }) => role).sort()

describe('a reviewer', () => {
  test('of one prefecture keeps the area that his link names, through every sign-in', async () => {
    const { organiser } = await holdContest()
    const token = tokenOf(await inviteAs(organiser, 'reviewer', { prefecture: '522600' }))
    expect(await readInvitation(token)).toMatchObject({ role: 'reviewer', prefecture: '522600' })
    const session = await acceptInvitation(token, someone())
    expect(session.home).toBe('/review')
    expect(await memberOf(session.token)).toMatchObject({ roles: ['reviewer'], prefecture: '522600' })
  })

  test('of the province has no area', async () => {
    const { organiser } = await holdContest()
    const session = await acceptInvitation(tokenOf(await inviteAs(organiser, 'reviewer')), someone())
    expect(await memberOf(session.token)).not.toHaveProperty('prefecture')
  })
})

describe('an invitation', () => {
  test('is accepted with the account one has, once', async () => {
    const { organiser } = await holdContest()
    const keeper = await member('timekeeper')
    const link = tokenOf(await inviteAs(organiser, 'reviewer', { prefecture: '520100' }))
    expect(await acceptWithAccount(keeper, link)).toBe('/review')
    expect(await rolesOf(keeper.id)).toEqual(['reviewer', 'timekeeper'])
    expect(await refusalOf(acceptWithAccount(keeper, link))).toBe('linkUsed')
    const again = tokenOf(await inviteAs(organiser, 'reviewer'))
    expect(await refusalOf(acceptWithAccount(keeper, again))).toBe('roleHeld')
  })

  test('that was revoked or is none is accepted by nobody', async () => {
    const { organiser } = await holdContest()
    const link = tokenOf(await inviteAs(organiser, 'arbitrator'))
    const { invited } = await staffOffice(organiser)
    await revokeInvitation(organiser, invited.at(-1)!.id)
    expect(await refusalOf(acceptInvitation(link, someone()))).toBe('linkUsed')
    expect(await refusalOf(revokeInvitation(organiser, invited.at(-1)!.id))).toBe('linkUsed')
    expect(await refusalOf(revokeInvitation(organiser, 'none'))).toBe('linkUsed')
  })
})

describe('duties', () => {
  test.each(APART)('%s and %s do not meet in one person, whichever comes first', async (one, two) => {
    const { organiser } = await holdContest()
    for (const [held, offered] of [
      [one, two],
      [two, one],
    ] as const) {
      const who = await member(held)
      if (offered !== 'contestant') {
        const link = tokenOf(await inviteAs(organiser, offered))
        expect(await refusalOf(acceptWithAccount(who, link))).toBe('dutiesApart')
        expect((await readInvitation(link)).role).toBe(offered)
      }
      const grant = { accountId: who.id, role: offered }
      await expect(db().roleGrant.create({ data: grant })).rejects.toThrow(/must not meet/)
      expect(await rolesOf(who.id)).toEqual([held])
    }
  })

  test('that may meet do so in the database too', async () => {
    await holdContest()
    for (const one of ROLES) {
      for (const two of ROLES) {
        if (one === two || barring(one, [two]).length > 0) continue
        const who = await member(one)
        await db().roleGrant.create({ data: { accountId: who.id, role: two } })
        expect(await rolesOf(who.id)).toEqual([one, two].sort())
      }
    }
  })

  test('offered at the same moment end with one of the two', async () => {
    const { organiser } = await holdContest()
    for (let round = 0; round < 6; round++) {
      const who = await member('timekeeper')
      await db().roleGrant.deleteMany({ where: { accountId: who.id } })
      const links = [await inviteAs(organiser, 'judge'), await inviteAs(organiser, 'reviewer')].map(tokenOf)
      const came = await atOnce(2, (nth) => acceptWithAccount(who, links[nth]!))
      expect(came.filter((each) => each === 'dutiesApart')).toHaveLength(1)
      expect(await rolesOf(who.id)).toHaveLength(1)
    }
  })

  test('carry an area only with a reviewer', async () => {
    const who = await member('timekeeper')
    const update = { where: { accountId: who.id }, data: { prefecture: '520100' } }
    await expect(db().roleGrant.updateMany(update)).rejects.toThrow(/only a reviewer/)
  })
})

describe('a role that is revoked', () => {
  test('is gone with all sessions at the next request, and the journal says why', async () => {
    const { organiser } = await holdContest()
    const link = tokenOf(await inviteAs(organiser, 'reviewer'))
    const session = await acceptInvitation(link, someone())
    const reviewer = (await memberOf(session.token))!
    expect(reviewer.roles).toEqual(['reviewer'])
    await revokeRole(organiser, { account: reviewer.id, role: 'reviewer', reason: '调离' })
    expect(await memberOf(session.token)).toBeNull()
    expect(await rolesOf(reviewer.id)).toEqual([])
    expect((await actsOn(reviewer.id)).at(-1)).toBe('roleRevoked')
  })

  test('is not one’s own, nor one that nobody has, nor taken by anybody but an organiser', async () => {
    const { organiser, judges } = await holdContest()
    const second = await member('organiser')
    const revoke = (account: string) => ({ account, role: 'organiser', reason: '调离' }) as const
    expect(await refusalOf(revokeRole(organiser, revoke(organiser.id)))).toBe('ownRole')
    expect(await refusalOf(revokeRole(organiser, revoke(judges[0]!.id)))).toBe('notFound')
    expect(await refusalOf(revokeRole(organiser, revoke('nobody')))).toBe('notFound')
    expect(await refusalOf(revokeRole(judges[0]!, revoke(second.id)))).toBe('notYours')
    await revokeRole(organiser, revoke(second.id))
  })
})
