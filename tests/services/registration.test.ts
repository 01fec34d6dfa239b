import { describe, expect, test } from 'vitest'
import type { Member } from '~/core/access/actor'
import { EntryRules } from '~/core/contest/entry-rules'
import { inventedCreditCode, inventedDocument } from '~/core/entrants/invented'
import type { NewContest } from '~/data/contest.server'
import { db } from '~/data/db.server'
import { CannotUnseal, unseal } from '~/data/keyring.server'
import {
  myEntries,
  openEntry,
  saveEntry,
  startEntry,
  submitEntry,
  writeEntry,
} from '~/services/entries.server'
import {
  confirmMembership,
  identify,
  inviteMember,
  openMembership,
  revealDocument,
} from '~/services/participants.server'
import { rotateKeys } from '~/services/resealing.server'
import { decideEntry } from '~/services/review.server'
import {
  actsOn,
  atOnce,
  contestHeld,
  draft,
  enter,
  holdContest,
  linesOf,
  member,
  newIdentity,
  refusalOf,
  rowOf,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

const PERSON = { documentType: 'resident', documentNumber: '520199199003070021' } as const
const AGENCY = '52520000MJR910010W'

const withRules = (rules: object) => (contest: NewContest) => ({
  ...contest,
  entryRules: EntryRules.parse(rules),
})

async function begin(track: 'individual' | 'agency', entrant?: Member) {
  const who = entrant ?? (await member('contestant', '张三'))
  return { entrant: who, id: await startEntry(who, { track }) }
}

/** A member's link as its token. */
async function linkOf(entrant: Member, id: string, place = 1) {
  const { link } = await inviteMember(entrant, id, place)
  return link!.replace('/team/', '')
}

/** An agency's entry with two named members, saved. */
async function team(change: Parameters<typeof draft>[0] = {}) {
  const { entrant, id } = await begin('agency')
  const named = [
    { name: '李四', level: 'social', certificate: '2019001000001' },
    { name: '吉克·𣲗阿依', level: '', certificate: '' },
  ]
  const entry = draft({ team: named, ...change })
  await saveEntry(entrant, id, entry, 0)
  return { entrant, id, entry }
}

const dump = async () =>
  JSON.stringify(
    await Promise.all([db().participant.findMany(), db().entry.findMany(), db().journalEntry.findMany()]),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )

describe('the identity document of an individual', () => {
  test('is needed for submission, and shown masked', async () => {
    await holdContest()
    const { entrant, id } = await begin('individual')
    expect((await submitEntry(entrant, id, draft(), 0)).receipt).toBeNull()
    expect(await identify(entrant, id, PERSON)).toEqual({ fault: null, documentMasked: '5201**********0021' })
    expect((await submitEntry(entrant, id, draft(), 1)).receipt).not.toBeNull()
    expect(await openEntry(entrant, id)).toMatchObject({
      facts: { identified: true },
      document: { documentType: 'resident', documentMasked: '5201**********0021' },
    })
  })

  test('stands nowhere in the database or the journal in full, only under the key', async () => {
    await holdContest()
    const { entrant, id } = await begin('individual')
    await identify(entrant, id, { ...PERSON, documentNumber: inventedDocument(8001) })
    await submitEntry(entrant, id, draft(), 0)
    expect(await dump()).not.toContain(inventedDocument(8001))
  })

  test.each([
    ['520199199003070022', 'documentCheckDigit'],
    ['520199200102290017', 'documentBirthDay'],
    ['520199900307002', 'documentOldForm'],
    ['5201991990030700', 'documentLength'],
  ])(
    '%s is refused beside its field: %s, and the text is saved all the same',
    async (documentNumber, code) => {
      await holdContest()
      const { entrant, id } = await begin('individual')
      const sent = { ...draft({ title: '还是要保存' }), intent: 'save', revision: 0 } as const
      const came = await writeEntry(entrant, id, {
        ...sent,
        documentType: 'resident',
        documentNumber,
        invite: undefined,
      })
      expect(came).toMatchObject({ revision: 1, identified: { fault: { code }, documentMasked: null } })
      expect((await openEntry(entrant, id)).entry.draft.title).toBe('还是要保存')
      expect((await openEntry(entrant, id)).facts.identified).toBe(false)
    },
  )

  test('of somebody who is too young on the day registration closes is refused', async () => {
    await holdContest({ change: withRules({ minimumAge: 18 }) })
    const { entrant, id } = await begin('individual')
    const year = (await contestHeld()).registration.closes.getUTCFullYear() - 17
    const body = `520199${year}0101002`
    const digit = Array.from('0123456789X').find((last) => isFaultless(body + last))!
    const came = await identify(entrant, id, { documentType: 'resident', documentNumber: body + digit })
    expect(came.fault).toEqual({ code: 'documentTooYoung', values: { count: 18 } })
  })

  test('is under the new key after a rotation, and the key before the last is forgotten', async () => {
    const { organiser } = await holdContest()
    const { id } = await enter()
    const sealedAs = async () =>
      (await db().participant.findFirstOrThrow({ where: { entryId: id } })).documentSealed!
    const old = await sealedAs()
    const { key } = await rotateKeys()
    expect((await sealedAs()).split('.')[0]).toBe(key)
    expect(await unseal(old)).toMatch(/^520199/)
    await rotateKeys()
    await expect(unseal(old)).rejects.toThrow(CannotUnseal)
    const { id: person } = await db().participant.findFirstOrThrow({ where: { entryId: id } })
    expect((await revealDocument(organiser, person, '核对')).number).toBe(await unseal(await sealedAs()))
  })

  test('is in full for an organiser who says why, and the journal keeps who and why', async () => {
    const { organiser, judges } = await holdContest()
    const { id, entrant } = await enter()
    const { id: person } = await db().participant.findFirstOrThrow({ where: { entryId: id } })
    for (const actor of [entrant, judges[0]!, await member('supervisor')]) {
      expect(await refusalOf(revealDocument(actor, person, '核对'))).toBe('notYours')
    }
    const { number } = await revealDocument(organiser, person, '与证书核对')
    expect(number).toMatch(/^520199\d{11}[\dX]$/)
    expect((await linesOf(id)).at(-1)).toMatchObject({
      actorId: organiser.id,
      act: 'documentRevealed',
      details: { reason: '与证书核对' },
    })
  })
})

/** Whether a number's check digit fits, worked out apart from the product. */
function isFaultless(number: string) {
  const value = (sign: string) => (sign === 'X' ? 10n : BigInt(sign))
  return (
    Array.from(number).reduce((sum, sign, at) => sum + value(sign) * 2n ** BigInt(17 - at), 0n) % 11n === 1n
  )
}

describe('one person', () => {
  test('has one entry as an individual: the second is told, and its draft is kept', async () => {
    await holdContest()
    const [one, two] = [await begin('individual'), await begin('individual')]
    await identify(one.entrant, one.id, PERSON)
    await identify(two.entrant, two.id, { ...PERSON, documentNumber: ' ５20199199003070021' })
    await submitEntry(one.entrant, one.id, draft(), 0)
    await saveEntry(two.entrant, two.id, draft({ title: '第二件' }), 0)
    expect(await refusalOf(submitEntry(two.entrant, two.id, draft({ title: '第二件' }), 1))).toBe(
      'personTaken',
    )
    expect((await openEntry(two.entrant, two.id)).entry).toMatchObject({
      state: 'draft',
      draft: { title: '第二件' },
    })
  })

  test('cannot take over another’s number after submitting under his own', async () => {
    await holdContest()
    const one = await enter()
    const two = await begin('individual')
    await identify(two.entrant, two.id, PERSON)
    await submitEntry(two.entrant, two.id, draft(), 0)
    const came = await identify(one.entrant, one.id, PERSON)
    expect(came).toEqual({ fault: { code: 'personTaken', values: {} }, documentMasked: null })
  })

  test('twelve times at once under one number submits one entry', async () => {
    await holdContest()
    const begun: Awaited<ReturnType<typeof begin>>[] = []
    for (let nth = 0; nth < 12; nth++) begun.push(await begin('individual'))
    for (const { entrant, id } of begun) await identify(entrant, id, PERSON)
    const came = await atOnce(12, (nth) => submitEntry(begun[nth]!.entrant, begun[nth]!.id, draft(), 0))
    expect(came.filter((each) => each === 'personTaken')).toHaveLength(11)
    expect(await db().entryVersion.count({ where: { entryId: { in: begun.map(({ id }) => id) } } })).toBe(1)
  })

  test('refused or withdrawn may enter anew', async () => {
    const { organiser } = await holdContest()
    for (const decision of ['refuse', 'withdraw'] as const) {
      const { entrant, id } = await begin('individual')
      await identify(entrant, id, PERSON)
      await submitEntry(entrant, id, draft(), 0)
      await decideEntry(organiser, id, decision, '本人申请')
    }
    const { entrant, id } = await begin('individual')
    await identify(entrant, id, PERSON)
    expect((await submitEntry(entrant, id, draft(), 0)).receipt).not.toBeNull()
  })

  test('may be an individual and in a team, but in one team only', async () => {
    await holdContest()
    const { entrant, id } = await begin('individual')
    await identify(entrant, id, PERSON)
    await submitEntry(entrant, id, draft(), 0)
    const [one, two] = [
      await team({ creditCode: inventedCreditCode(8001) }),
      await team({ creditCode: AGENCY }),
    ]
    await confirmMembership(await linkOf(one.entrant, one.id), PERSON)
    const token = await linkOf(two.entrant, two.id)
    expect(await refusalOf(confirmMembership(token, PERSON))).toBe('memberTaken')
    const other = await linkOf(one.entrant, one.id, 2)
    expect(await refusalOf(confirmMembership(other, PERSON))).toBe('memberTwice')
  })

  test('named in eight teams at once is in one', async () => {
    await holdContest()
    const links: string[] = []
    for (let nth = 0; nth < 8; nth++) {
      const { entrant, id } = await team({ creditCode: inventedCreditCode(8100 + nth) })
      links.push(await linkOf(entrant, id))
    }
    const came = await atOnce(8, (nth) => confirmMembership(links[nth]!, PERSON))
    expect(came.filter((each) => each === 'memberTaken')).toHaveLength(7)
    expect(
      await db().participant.count({ where: { confirmedAt: { not: null }, claimed: true, name: '李四' } }),
    ).toBeGreaterThan(0)
  })
})

describe('a member of a team', () => {
  test('confirms by his link without an account, once', async () => {
    await holdContest()
    const { entrant, id } = await team()
    const token = await linkOf(entrant, id, 2)
    expect(await openMembership(token)).toMatchObject({ name: '吉克·𣲗阿依', confirmedAt: null })
    await confirmMembership(token, newIdentity())
    await confirmMembership(token, newIdentity())
    const { confirmedAt, documentMasked } = await openMembership(token)
    expect(confirmedAt).toBeInstanceOf(Date)
    expect(documentMasked).toMatch(/^5201\*{10}\d{3}[\dX]$/)
    expect((await openEntry(entrant, id)).team).toMatchObject([
      { place: 1, standing: 'none' },
      { place: 2, standing: 'confirmed' },
    ])
    expect(await actsOn(id)).toEqual(['entryStarted', 'memberInvited', 'memberConfirmed'])
  })

  test('has one link: a new one makes the old one void', async () => {
    await holdContest()
    const { entrant, id } = await team()
    const old = await linkOf(entrant, id)
    await linkOf(entrant, id)
    expect(await refusalOf(openMembership(old))).toBe('linkUsed')
    expect(await refusalOf(confirmMembership(old, newIdentity()))).toBe('linkUsed')
    expect(await refusalOf(openMembership('none'))).toBe('linkUsed')
  })

  test('who was replaced in the form is confirmed no longer, and is free for another team', async () => {
    await holdContest()
    const { entrant, id, entry } = await team()
    await confirmMembership(await linkOf(entrant, id), PERSON)
    const changed = {
      ...entry,
      team: entry.team.map((row, at) => (at === 0 ? { ...row, name: '王五' } : row)),
    }
    expect((await submitEntry(entrant, id, changed, 1)).receipt).not.toBeNull()
    expect((await openEntry(entrant, id)).team[0]).toMatchObject({ name: '王五', standing: 'none' })
    const other = await team({ creditCode: inventedCreditCode(8200) })
    await confirmMembership(await linkOf(other.entrant, other.id), PERSON)
  })

  test('gets no link before he has a name, or from somebody else', async () => {
    await holdContest()
    const { entrant, id } = await team()
    expect(await inviteMember(entrant, id, 3)).toEqual({ place: 3, link: null })
    expect(await refusalOf(inviteMember(await member('contestant'), id, 1))).toBe('notYours')
  })

  test('can still confirm after the deadline, until the entry is decided', async () => {
    const { organiser } = await holdContest()
    const { entrant, id, entry } = await team()
    const token = await linkOf(entrant, id)
    await submitEntry(entrant, id, entry, 1)
    await confirmMembership(
      token,
      newIdentity(),
      new Date((await contestHeld()).registration.closes.getTime() + 1),
    )
    const late = await linkOf(entrant, id, 2)
    await decideEntry(organiser, id, 'refuse', '登记未满一年')
    expect(await refusalOf(confirmMembership(late, newIdentity()))).toBe('linkUsed')
  })
})

describe('one agency', () => {
  /** Submits an entry of the agency in a service domain, by an account of its own. */
  async function submitIn(serviceDomain: string, creditCode = AGENCY) {
    const { entrant, id } = await begin('agency')
    return submitEntry(entrant, id, draft({ serviceDomain, creditCode }), 0)
  }
  const domains =
    (...codes: string[]) =>
    (contest: NewContest) => ({
      ...contest,
      serviceDomains: codes.map((code) => ({ ...contest.serviceDomains[0]!, code })),
    })

  test('has one entry in a service domain, whoever submits it and however the code is typed', async () => {
    await holdContest()
    expect((await submitIn('SA')).receipt).not.toBeNull()
    expect(await refusalOf(submitIn('SA', ' 52520000-mjr910010w'))).toBe('agencyDomainTaken')
    expect((await submitIn('EC')).receipt).not.toBeNull()
    expect((await submitIn('SA', inventedCreditCode(8300))).receipt).not.toBeNull()
  })

  test('has three in all', async () => {
    await holdContest({ change: domains('SA', 'EC', 'CW', 'CG') })
    for (const domain of ['SA', 'EC', 'CW']) expect((await submitIn(domain)).receipt).not.toBeNull()
    expect(await refusalOf(submitIn('CG'))).toBe('agencyEntriesFull')
  })

  test('ten times at once in four domains has three, each in its own', async () => {
    await holdContest({ change: domains('SA', 'EC', 'CW', 'CG') })
    const came = await atOnce(10, (nth) => submitIn(['SA', 'EC', 'CW', 'CG'][nth % 4]!))
    const submitted = came.filter((each) => typeof each !== 'string')
    expect(submitted).toHaveLength(3)
    const rows = await db().entry.findMany({
      where: { creditCode: AGENCY, contest: { id: (await contestHeld()).id } },
    })
    expect(new Set(rows.map(({ serviceDomainId }) => serviceDomainId)).size).toBe(3)
  })

  test('may move its entry to another service domain and use the old one again', async () => {
    await holdContest()
    const { entrant, id } = await begin('agency')
    await submitEntry(entrant, id, draft({ creditCode: AGENCY }), 0)
    await submitEntry(entrant, id, draft({ creditCode: AGENCY, serviceDomain: 'EC' }), 1)
    expect((await submitIn('SA')).receipt).not.toBeNull()
    expect(await refusalOf(submitIn('EC'))).toBe('agencyDomainTaken')
  })

  test('starts three entries with one account, the next with what the first told of it', async () => {
    await holdContest()
    const { entrant, id } = await begin('agency')
    expect(await startEntry(entrant, { track: 'agency' })).toBe(id)
    await saveEntry(entrant, id, draft({ creditCode: AGENCY, title: '第一件' }), 0)
    const second = await startEntry(entrant, { track: 'agency' })
    expect((await openEntry(entrant, second)).entry.draft).toMatchObject({
      creditCode: AGENCY,
      title: '',
      team: [],
    })
    await saveEntry(entrant, second, draft(), 0)
    await saveEntry(entrant, await startEntry(entrant, { track: 'agency' }), draft(), 0)
    expect(await refusalOf(startEntry(entrant, { track: 'agency' }))).toBe('agencyEntriesFull')
    expect((await myEntries(entrant)).tracks.map(({ code }) => code)).toEqual(['individual'])
  })
})

describe('a recommending unit', () => {
  const units = (quota: number | null) => (contest: NewContest) => ({
    ...contest,
    recommendingUnits: [
      { code: 'GY', name: contest.name, prefecture: '520100', quota },
      { code: 'GA', name: contest.name, prefecture: null, quota: null },
    ],
  })
  const ready = async (recommendingUnit = 'GY') => {
    const { entrant, id } = await begin('individual')
    await identify(entrant, id, newIdentity())
    return { entrant, id, entry: draft({ recommendingUnit }) }
  }
  const submit = ({ entrant, id, entry }: Awaited<ReturnType<typeof ready>>) =>
    submitEntry(entrant, id, entry, 0)

  test('puts forward as many as its quota; the next is refused and its draft kept', async () => {
    await holdContest({ change: units(1) })
    const [one, two] = [await ready(), await ready()]
    await submit(one)
    await saveEntry(two.entrant, two.id, two.entry, 0)
    expect(await refusalOf(submitEntry(two.entrant, two.id, two.entry, 1))).toBe('quotaFull')
    expect(await rowOf(two.id)).toMatchObject({ state: 'draft', draft: two.entry })
    expect((await submit(await ready('GA'))).receipt).not.toBeNull()
  })

  test('a corrected entry keeps its place; one that leaves frees it', async () => {
    const { organiser } = await holdContest({ change: units(1) })
    const one = await ready()
    await submit(one)
    await decideEntry(organiser, one.id, 'return', '请补正')
    expect(await refusalOf(submit(await ready()))).toBe('quotaFull')
    expect(
      (await submitEntry(one.entrant, one.id, { ...one.entry, title: '改了' }, 1)).receipt,
    ).not.toBeNull()
    await decideEntry(organiser, one.id, 'refuse', '不符')
    expect((await submit(await ready())).receipt).not.toBeNull()
  })

  test('says whose reviewers look at the entry first', async () => {
    await holdContest({ change: units(null) })
    const [one, two] = [await ready(), await ready('GA')]
    await submit(one)
    await submit(two)
    expect([(await rowOf(one.id)).prefecture, (await rowOf(two.id)).prefecture]).toEqual(['520100', null])
  })

  test('200 submissions in the last second, for 50 places: 50 in, none doubled, none lost', async () => {
    await holdContest({ change: units(50) })
    const { closes } = (await contestHeld()).registration
    const entrants: Awaited<ReturnType<typeof ready>>[] = []
    for (let nth = 0; nth < 100; nth++) entrants.push(await ready())
    // Each of a hundred entrants taps twice.
    const came = await atOnce(200, (nth) => {
      const { entrant, id, entry } = entrants[nth % 100]!
      return submitEntry(entrant, id, entry, 0, closes)
    })
    const full = came.filter((each) => each === 'quotaFull').length
    const receipts = came.flatMap((each) => (typeof each === 'string' ? [] : [each.receipt]))
    expect(full + receipts.length).toBe(200)
    expect(new Set(receipts).size).toBe(50)
    const ids = entrants.map(({ id }) => id)
    const rows = await db().entry.findMany({ where: { id: { in: ids } }, include: { versions: true } })
    const submitted = rows.filter(({ state }) => state === 'submitted')
    expect(submitted).toHaveLength(50)
    expect(rows.flatMap(({ versions }) => versions)).toHaveLength(50)
    expect(new Set(submitted.map(({ versions }) => versions[0]!.receipt))).toEqual(new Set(receipts))
    expect(rows.filter(({ state }) => state === 'draft')).toHaveLength(50)
  }, 120_000)

  test('200 submissions across the deadline, without a quota: every one in time is in, every late one is not', async () => {
    await holdContest({ change: units(null) })
    const { closes } = (await contestHeld()).registration
    const entrants: Awaited<ReturnType<typeof ready>>[] = []
    for (let nth = 0; nth < 200; nth++) entrants.push(await ready())
    const came = await atOnce(200, (nth) => {
      const { entrant, id, entry } = entrants[nth]!
      return submitEntry(entrant, id, entry, 0, new Date(closes.getTime() + nth - 99))
    })
    const late = came.map((each) => each === 'registrationClosed')
    expect(late).toEqual(came.map((_, nth) => nth > 99))
    const rows = await db().entryVersion.groupBy({
      by: ['entryId'],
      where: { entryId: { in: entrants.map(({ id }) => id) } },
      _count: true,
    })
    expect(rows).toHaveLength(100)
    expect(rows.every(({ _count }) => _count === 1)).toBe(true)
  }, 120_000)
})

describe('grace', () => {
  test('after the deadline lets in what arrives within it, and the refusal names the end', async () => {
    await holdContest({ change: withRules({ graceMinutes: 5 }) })
    const { entrant, id } = await begin('individual')
    const closes = (await contestHeld()).registration.closes.getTime()
    await saveEntry(entrant, id, draft(), 0, new Date(closes + 5 * 60_000))
    const end = new Date(closes + 5 * 60_000)
    const late = saveEntry(entrant, id, draft(), 1, new Date(end.getTime() + 1))
    await expect(late).rejects.toMatchObject({
      code: 'registrationClosed',
      values: { at: end.toISOString() },
    })
  })
})
