import { describe, expect, inject, test } from 'vitest'
import type { Actor } from '~/core/access/actor'
import { parseScorebook, rankScorebook } from '~/core/scoring'
import { db, disconnect } from '~/data/db.server'
import { loadScorebook } from '~/data/results.server'
import { publicContest } from '~/services/contest.server'
import { decideEntry } from '~/services/review.server'
import { assignEvenly, assignJudge } from '~/services/assignment.server'
import { recordAbsence, recordDeduction } from '~/services/day.server'
import { submitSheet } from '~/services/sheets.server'
import { officeRooms, overview } from '~/services/office.server'
import { publicResults, publish, rankingDesk } from '~/services/results.server'
import { sha256 } from '~/services/secrets.server'
import { inDatabase, query } from '~tests/support/cluster'
import {
  accepted,
  acceptedEntries,
  contestHeld,
  draft,
  enter,
  holdContest,
  holdStages,
  joinPanel,
  judgeAll,
  judgeOf,
  linesOf,
  marksFor,
  meetingAt,
  member,
  refusalOf,
  sheetsAt,
  typed,
  type Held,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'

const { name: database, ownerUrl, appUrl } = await freshDatabase()

/** Three persons and an agency; the third person does not reach the final. */
async function judgedContest() {
  const held = await holdContest()
  const first = await accepted(held, { entry: draft({ entrant: '艾力江·买买提', unit: '蓝莓社工中心' }) })
  const second = await accepted(held, { entry: draft({ entrant: '杨㛃', serviceDomain: 'EC' }) })
  const third = await accepted(held, { entry: draft({ entrant: '欧阳䶮' }) })
  const agency = await accepted(held, { track: 'agency', entry: draft({ entrant: '益家社工中心' }) })
  await holdStages(held, {
    [first.code]: [80, 91],
    [second.code]: [90, 71],
    [third.code]: [50, 0],
    [agency.code]: [70, 70],
  })
  return { ...held, first, second, third, agency }
}

async function published({ marksPublic = true } = {}) {
  const held = await judgedContest()
  await publishNow(held, marksPublic)
  return held
}

async function publishNow({ organiser }: Held, marksPublic = true) {
  const { digest } = await rankingDesk(organiser)
  return publish(organiser, { digest, marksPublic })
}

const versions = async () => {
  const { id: contestId } = await contestHeld()
  return db().resultVersion.findMany({ where: { contestId }, orderBy: { number: 'asc' } })
}
const obstaclesOf = async ({ organiser }: Held) => (await rankingDesk(organiser)).obstacles
const individuals = () => publicResults({ track: 'individual' })

/** What the public sees once there is a result. */
async function shown(filter: { track?: string; serviceDomain?: string } = { track: 'individual' }) {
  const results = await publicResults(filter)
  if (!results?.result) throw new Error('nothing is published')
  return results
}

describe('the ranking page', () => {
  test('shows the ranking that the core makes of the scorebook, and that scorebook’s digest', async () => {
    const { organiser } = await judgedContest()
    const text = JSON.stringify(await loadScorebook(db(), await contestHeld()))
    const parsed = parseScorebook(text)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
    const { rows, digest, held } = await rankingDesk(organiser)
    const lines = rows.map(({ entryId: _, title: __, entrant: ___, ...line }) => line)
    expect({ format: 'ranking/1', entries: lines, held }).toEqual(rankScorebook(parsed.scorebook))
    expect(digest).toBe(sha256(text))
  })

  test('has the marks that one works out by hand', async () => {
    const { organiser, first, second, third, agency } = await judgedContest()
    const { rows } = await rankingDesk(organiser)
    expect(rows.map(({ id, rank, final, state, entrant }) => [id, rank, final, state, entrant])).toEqual([
      // 80 × 0.4 + 91 × 0.6, and 90 × 0.4 + 71 × 0.6
      [first.code, 1, '86.60', 'ranked', '艾力江·买买提'],
      [second.code, 2, '78.60', 'ranked', '杨㛃'],
      [third.code, null, null, 'eliminated', '欧阳䶮'],
      [agency.code, 1, '70.00', 'ranked', '益家社工中心'],
    ])
    expect(rows.map(({ awards }) => awards)).toEqual([['individual-first'], [], [], ['agency-first']])
  })

  test('has the same digest whatever order the database keeps its rows in', async () => {
    const held = await judgedContest()
    const { organiser, first, second } = held
    const fourth = await accepted(held)
    const fifth = await accepted(held)
    for (const { id } of [fourth, fifth]) await recordAbsence(organiser, id, 'preliminary', true)
    for (const { id } of [first, second]) {
      await recordDeduction(organiser, id, { stage: 'final', points: '1', reason: '超时' })
    }
    await db().deduction.updateMany({ data: { at: new Date() } })
    const { digest } = await rankingDesk(organiser)
    // A row that is written anew moves to the end of its table. Triggers sleep meanwhile.
    const columns = `mark.points sheet.comment absence.at deduction.at entry.code judge.code criterion.code
      stage_rubric.rubric_id stage.code track.code award.code`
    const turnRound = columns.split(/\s+/).map((name) => {
      const [table, column] = name.split('.')
      return `FOR place IN SELECT ctid FROM ${table} ORDER BY ctid DESC LOOP
          UPDATE ${table} SET ${column} = ${column} WHERE ctid = place.ctid;
        END LOOP;`
    })
    // Without an index, rows come in the order of the table.
    const scans = ['indexscan', 'indexonlyscan', 'bitmapscan']
    await query(
      inDatabase(inject('cluster').adminUrl, database),
      `SET session_replication_role = replica;
       DO $$ DECLARE place record; BEGIN ${turnRound.join('')} END $$;
       ${scans.map((scan) => `ALTER DATABASE ${database} SET enable_${scan} = off;`).join('')}`,
    )
    await disconnect()
    expect((await rankingDesk(organiser)).digest).toBe(digest)
  })

  test('is the organiser’s, as are publishing and the overview', async () => {
    const { judges, first } = await judgedContest()
    const others: [Actor, string][] = [
      [judges[0]!, 'notYours'],
      [first.entrant, 'notYours'],
      [null, 'signInFirst'],
    ]
    for (const [actor, refusal] of others) {
      expect(await refusalOf(rankingDesk(actor))).toBe(refusal)
      expect(await refusalOf(publish(actor, { digest: '0'.repeat(64), marksPublic: false }))).toBe(refusal)
      expect(await refusalOf(overview(actor))).toBe(refusal)
      expect(await refusalOf(officeRooms(actor))).toBe(refusal)
    }
    expect(await versions()).toEqual([])
  })
})

describe('publishing is refused', () => {
  test('while nobody is ranked', async () => {
    const held = await holdContest()
    expect(await obstaclesOf(held)).toEqual(['empty'])
    expect(await refusalOf(publishNow(held))).toBe('resultsIncomplete')
  })

  test('while a sheet is missing, not assigned or open', async () => {
    const held = await holdContest()
    const [one, two] = await acceptedEntries(held, 2)
    await assignEvenly(held.organiser, 'preliminary')
    await judgeAll(held, 'preliminary', () => 80)
    expect(await obstaclesOf(held)).toContain('incomplete')
    await assignEvenly(held.organiser, 'final')
    const sheets = await sheetsAt('final')
    const submit = async (sheet: (typeof sheets)[number]) =>
      submitSheet(judgeOf(held, sheet), sheet.id, typed(marksFor(sheet, 90)))
    for (const sheet of sheets.slice(0, -1)) await submit(sheet)
    expect(await obstaclesOf(held)).toEqual(['incomplete'])
    expect(await refusalOf(publishNow(held))).toBe('resultsIncomplete')
    expect([one!.code, two!.code]).toContain(sheets.at(-1)!.entry)
    await submit(sheets.at(-1)!)
    expect(await obstaclesOf(held)).toEqual([])
    expect(await publishNow(held)).toBe(1)
  })

  test('when one more judge was assigned and has not scored', async () => {
    const held = await judgedContest()
    await joinPanel(held.id)
    await assignJudge(held.organiser, 'final', held.first.id, 'J03')
    expect(await refusalOf(publishNow(held))).toBe('resultsIncomplete')
  })

  test('when the scorebook has a fault, and the page says which', async () => {
    const held = await judgedContest()
    await recordDeduction(held.organiser, held.third.id, { stage: 'final', points: '1', reason: '误记' })
    const desk = await rankingDesk(held.organiser)
    expect(desk.obstacles).toEqual(['faulty'])
    expect(desk.faults).toEqual([
      { path: 'deductions[0]', message: expect.stringContaining(held.third.code) as string },
    ])
    expect(desk.rows).toEqual([])
    expect(await refusalOf(publishNow(held))).toBe('resultsIncomplete')
  })

  test('while a tie holds an award back', async () => {
    const held = await holdContest()
    const agencies = await acceptedEntries(held, 2, { track: 'agency' })
    await holdStages(held, Object.fromEntries(agencies.map(({ code }) => [code, [80, 80]])))
    const { obstacles, held: back } = await rankingDesk(held.organiser)
    expect([obstacles, back.map(({ award }) => award)]).toEqual([['held'], ['agency-first']])
    expect(await refusalOf(publishNow(held))).toBe('awardsHeld')
  })

  test('when something changed after the organiser looked', async () => {
    const { organiser, first, ...held } = await judgedContest()
    const { digest } = await rankingDesk(organiser)
    await recordDeduction(organiser, first.id, { stage: 'final', points: '1', reason: '超时' })
    expect(await refusalOf(publish(organiser, { digest, marksPublic: false }))).toBe('rankingChanged')
    expect(await refusalOf(publish(organiser, { digest: '', marksPublic: false }))).toBe('rankingChanged')
    expect(await versions()).toEqual([])
    expect(await publishNow({ organiser, ...held })).toBe(1)
  })

  test('when this very result is published already', async () => {
    const held = await published()
    expect((await rankingDesk(held.organiser)).unchanged).toBe(true)
    expect(await refusalOf(publishNow(held))).toBe('resultsUnchanged')
    expect(await versions()).toHaveLength(1)
  })

  test('to one of two organisers who publish at once', async () => {
    const { id, organiser } = await judgedContest()
    const second = await member('organiser')
    const { digest } = await rankingDesk(organiser)
    const came = await meetingAt(
      ownerUrl,
      `SELECT FROM contest WHERE id = '${id}' FOR UPDATE`,
      [organiser, second].map((actor) => () => publish(actor, { digest, marksPublic: true })),
    )
    expect(came.sort()).toEqual([1, 'resultsUnchanged'])
    const [version, ...more] = await versions()
    expect([version!.number, more]).toEqual([1, []])
    expect(await linesOf(version!.id)).toHaveLength(1)
  })
})

describe('a published version', () => {
  test('is the scorebook, its ranking and their digests, and follows from the scorebook to the last bit', async () => {
    const { organiser } = await published()
    const [version] = await versions()
    const parsed = parseScorebook(version!.scorebook)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
    expect(JSON.stringify(rankScorebook(parsed.scorebook))).toBe(version!.ranking)
    expect(sha256(version!.scorebook)).toBe(version!.scorebookSha256)
    expect(sha256(version!.ranking)).toBe(version!.rankingSha256)
    expect(version!.publishedById).toBe(organiser.id)
    expect(await linesOf(version!.id)).toMatchObject([
      {
        act: 'resultsPublished',
        actorId: organiser.id,
        details: { version: 1, scorebook: version!.scorebookSha256 },
      },
    ])
  })

  test('names nobody: neither scorebook nor ranking has a name, a unit or a telephone number', async () => {
    const { first, second, third, agency, organiser, judges } = await published()
    const [version] = await versions()
    const text = version!.scorebook + version!.ranking
    for (const { entry, entrant, id } of [first, second, third, agency]) {
      const { entrant: name, unit, contact, phone, title } = entry
      for (const personal of [name, unit, contact, phone, title, entrant.id, entrant.name, id]) {
        expect(text).not.toContain(personal)
      }
    }
    for (const { id, name } of [organiser, ...judges]) {
      expect(text).not.toContain(id)
      expect(text).not.toContain(name)
    }
    expect(text).not.toMatch(/1[3-9]\d{9}|@|[0-9a-f]{8}-[0-9a-f]{4}/)
  })

  test.each([
    ['the product', appUrl],
    ['the owner of the database', ownerUrl],
  ])('is not changed by SQL, as %s', async (_, url) => {
    await published()
    const before = await versions()
    for (const sql of [
      `UPDATE result_version SET ranking = '{}'`,
      'UPDATE result_version SET published_at = now()',
      'DELETE FROM result_version',
      'TRUNCATE result_version CASCADE',
      `UPDATE result_bundle SET content = '{}'`,
      'DELETE FROM result_bundle',
      'TRUNCATE result_bundle',
      `UPDATE result_breakdown SET content = '{}'`,
      'DELETE FROM result_breakdown',
      'TRUNCATE result_breakdown',
    ]) {
      await expect(query(url, sql)).rejects.toMatchObject({ code: '42501' })
    }
    expect(await versions()).toEqual(before)
  })

  test('stays what the public sees, whatever changes, until a new one is published', async () => {
    const held = await published()
    const { organiser, first, second } = held
    const before = await individuals()
    await decideEntry(organiser, second.id, 'withdraw', '本人申请')
    await recordDeduction(organiser, first.id, { stage: 'final', points: '10', reason: '复核' })
    await joinPanel(held.id)
    await assignJudge(organiser, 'final', first.id, 'J03')
    expect(await individuals()).toEqual(before)
    expect((await rankingDesk(organiser)).unchanged).toBe(false)

    // The third moved up when the second withdrew, and did not come to the final.
    await recordAbsence(organiser, held.third.id, 'final', true)
    const third = (await sheetsAt('final')).find(({ judge }) => judge.code === 'J03')!
    const { accountId } = third.judge
    const judge = { id: accountId, name: '评委', roles: ['judge'] } as const
    await submitSheet(judge, third.id, typed(marksFor(third, 91)))
    expect(await publishNow(held)).toBe(2)
    const after = await shown()
    expect(after.result.number).toBe(2)
    // 80 × 0.4 + 81 × 0.6
    expect(after.rows.map(({ code, final }) => [code, final])).toEqual([[first.code, '80.60']])
    const [one, two] = await versions()
    expect([one!.number, two!.number]).toEqual([1, 2])
    expect(one!.ranking).toContain(second.code)
  })
})

describe('the public', () => {
  test('sees nothing before publication', async () => {
    const { first, second, third } = await judgedContest()
    const results = await individuals()
    expect(results?.result).toBe(null)
    const seen = JSON.stringify([results, await publicContest()])
    for (const { code, entry } of [first, second, third]) {
      for (const early of [code, entry.entrant, entry.title]) expect(seen).not.toContain(early)
    }
    expect(seen).not.toContain('86.6')
    expect((await publicContest())?.published).toBe(null)
  })

  test('sees the names of those who consented, and of nobody else', async () => {
    const held = await holdContest()
    const open = await accepted(held, { entry: draft({ entrant: '艾力江·买买提', unit: '蓝莓社工中心' }) })
    const withheld = await accepted(held, {
      entry: draft({ entrant: '杨㛃', unit: '红枫社工站', publication: undefined }),
    })
    await holdStages(held, { [open.code]: [80, 80], [withheld.code]: [90, 90] })
    await publishNow(held)
    const results = await shown()
    expect(results.rows.map(({ code, rank, entrant, unit }) => [code, rank, entrant, unit])).toEqual([
      [withheld.code, 1, null, null],
      [open.code, 2, '艾力江·买买提', '蓝莓社工中心'],
    ])
    const seen = JSON.stringify(results)
    for (const hidden of ['杨㛃', '红枫', open.entry.phone, open.entry.contact, open.id, open.entrant.id]) {
      expect(seen).not.toContain(hidden)
    }
  })

  test('no longer sees a name once the consent is withdrawn, and still sees the place', async () => {
    const { first } = await published()
    await db().consent.updateMany({
      where: { entryId: first.id, kind: 'publication' },
      data: { withdrawnAt: new Date() },
    })
    const [row] = (await shown()).rows
    expect(row).toMatchObject({ code: first.code, rank: 1, entrant: null, unit: null })
  })

  test('sees who has a place, and nobody who was eliminated', async () => {
    const { third, first } = await published()
    const results = await shown()
    expect(results.rows).toHaveLength(2)
    expect(results.counts).toEqual({ individual: 2, agency: 1 })
    expect(JSON.stringify(results)).not.toContain(third.code)
    expect(results.rows[0]).toMatchObject({
      code: first.code,
      final: '86.60',
      stages: { preliminary: '80.00', final: '91.00' },
      awards: ['individual-first'],
      place: '贵阳市',
    })
    expect((await publicContest())?.published).toEqual((await versions())[0]!.publishedAt)
  })

  test('can narrow the list to a track and a service domain, with the ranks of that list', async () => {
    const { second, agency } = await published()
    const agencies = await shown({ track: 'agency' })
    expect(agencies.rows.map(({ code, rank }) => [code, rank])).toEqual([[agency.code, 1]])
    const elderCare = await shown({ track: 'individual', serviceDomain: 'EC' })
    expect(elderCare.rows.map(({ code, rank }) => [code, rank])).toEqual([[second.code, 1]])
    expect(await shown({ track: 'nobody', serviceDomain: 'nothing' })).toEqual(await shown())
  })

  test('sees entries with an award only, unless the organiser shows the marks of all', async () => {
    const held = await published({ marksPublic: false })
    const results = await shown()
    expect(results.rows.map(({ code }) => code)).toEqual([held.first.code])
    expect(results.counts).toEqual({ individual: 1, agency: 1 })
    for (const { code } of [held.second, held.third]) expect(JSON.stringify(results)).not.toContain(code)
    await publishNow(held, true)
    expect((await shown()).rows.map(({ code }) => code)).toEqual([held.first.code, held.second.code])
    expect((await versions()).map(({ marksPublic }) => marksPublic)).toEqual([false, true])
  })

  test('sees the digests of what was published', async () => {
    await published()
    const [version] = await versions()
    expect((await shown()).result).toEqual({
      number: 1,
      publishedAt: version!.publishedAt,
      scorebookSha256: version!.scorebookSha256,
      rankingSha256: version!.rankingSha256,
      marksPublic: true,
      signed: true,
    })
  })
})

test('the overview counts what waits and how far each stage is', async () => {
  const held = await holdContest()
  await enter()
  await acceptedEntries(held, 2)
  await assignEvenly(held.organiser, 'preliminary')
  const [sheet] = await sheetsAt('preliminary')
  await submitSheet(judgeOf(held, sheet!), sheet!.id, typed(marksFor(sheet!, 60)))
  const { counts, stages, tracks, serviceDomains, result } = await overview(held.organiser)
  expect(counts).toEqual({ submitted: 1, accepted: 2 })
  expect(stages.map(({ submitted, open, recused }) => [submitted, open, recused])).toEqual([
    [1, 3, 0],
    [0, 0, 0],
  ])
  expect(tracks.map(({ count }) => count)).toEqual([2, 0])
  expect(serviceDomains.map(({ tracks: of }) => of)).toEqual([
    [2, 0],
    [0, 0],
  ])
  expect(result).toBe(null)
  expect((await officeRooms(held.organiser)).waiting).toBe(1)
})
