import { describe, expect, test } from 'vitest'
import { registrationState } from '~/core/contest/contest'
import { fullMarks } from '~/core/contest/rubric'
import { add, isTied, markFault, parseExact, parseScorebook } from '~/core/scoring'
import { findContest } from '~/data/contest.server'
import { db } from '~/data/db.server'
import { loadScorebook } from '~/data/results.server'
import { publicContest } from '~/services/contest.server'
import { seedContest, seededContest } from '~/services/seeding.server'
import { freshDatabase } from '~tests/support/database'

await freshDatabase()

const contest = await seededContest(new Date('2021-06-21T10:00:00+08:00'))

describe('the contest of the seed', () => {
  test('has two tracks and eight service domains, five of them to be confirmed', () => {
    expect(contest.tracks.map(({ code, entrantKind }) => [code, entrantKind])).toEqual([
      ['individual', 'person'],
      ['agency', 'agency'],
    ])
    expect(contest.serviceDomains).toHaveLength(8)
    expect(new Set(contest.serviceDomains.map(({ code }) => code)).size).toBe(8)
    expect(contest.serviceDomains.filter(({ toBeConfirmed }) => toBeConfirmed)).toHaveLength(5)
  })

  test('weighs its stages to exactly 1', () => {
    const sum = contest.stages.map(({ weight }) => parseExact(weight)).reduce(add)
    expect(isTied(sum, parseExact('1'))).toBe(true)
  })

  test('gives 1, 2 and 2 prizes to persons, 3, 5 and 7 to agencies', () => {
    const counts = (of: string) =>
      contest.awards.filter(({ track }) => track === of).map(({ count }) => count)
    expect(counts('individual')).toEqual([1, 2, 2])
    expect(counts('agency')).toEqual([3, 5, 7])
  })

  test('judges by the rubrics R1 to R4, each of 100 points, every maximum on its step', () => {
    expect(contest.rubrics.map(({ code }) => code.slice(0, 2)).sort()).toEqual(['R1', 'R2', 'R3', 'R4'])
    for (const { code, criteria } of contest.rubrics) {
      expect([code, fullMarks(criteria)]).toEqual([code, '100'])
      for (const criterion of criteria)
        expect([criterion.id, markFault(criterion, criterion.max)]).toEqual([criterion.id, null])
      expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length)
    }
  })

  test('has texts in both languages everywhere', () => {
    const named = [
      ...[contest.name, contest.theme, contest.summary],
      ...[...contest.milestones, ...contest.tracks, ...contest.serviceDomains, ...contest.stages].map(
        ({ name }) => name,
      ),
      ...[...contest.awards, ...contest.rubrics].map(({ name }) => name),
      ...contest.serviceDomains.map(({ scope }) => scope),
      ...contest.rubrics.flatMap(({ criteria }) =>
        criteria.flatMap(({ name, descriptor }) => [name, descriptor]),
      ),
    ]
    for (const text of named)
      expect([text, Object.values(text).every((said) => said.trim() !== '')]).toEqual([text, true])
  })

  test('has at least as many judges an entry as its panels need', () => {
    for (const { code, judgesPerEntry, rules } of contest.stages) {
      expect([code, judgesPerEntry >= rules.panel.minimumJudges]).toEqual([code, true])
    }
  })

  test.each(['2021-06-21T00:00:00+08:00', '2021-06-21T10:00:00+08:00', '2021-06-21T23:59:59+08:00'])(
    'set up at %s, registers from that day’s midnight in Shanghai to 17:00 of the 26th day',
    async (begins) => {
      const { registration, milestones } = await seededContest(new Date(begins))
      expect(registration.opens).toEqual(new Date('2021-06-21T00:00:00+08:00'))
      expect(registration.closes).toEqual(new Date('2021-07-16T17:00:00+08:00'))
      expect(milestones[0]).toMatchObject({ startsOn: '2021-06-21', endsOn: '2021-07-16' })
      expect(registrationState(registration, new Date(begins))).toBe('open')
    },
  )

  test('has milestones that follow one another', () => {
    const days = contest.milestones.flatMap(({ startsOn, endsOn }) => [startsOn, endsOn ?? startsOn])
    expect(days).toEqual([...days].sort())
  })
})

describe('setting up', () => {
  test('happens once, also when four servers start at once', async () => {
    const done = await Promise.all([1, 2, 3, 4].map(() => seedContest()))
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await seedContest()).toBe(false)
    expect(await db().contest.count()).toBe(1)
    expect([await db().track.count(), await db().stage.count(), await db().award.count()]).toEqual([2, 2, 6])
  })

  test('stores what the seed says', async () => {
    await seedContest()
    const stored = (await findContest(db()))!
    const seeded = await seededContest(stored.registration.opens)
    const withoutIds = <T extends { id: string }>(rows: readonly T[]) => rows.map(({ id: _, ...row }) => row)
    expect(withoutIds(stored.tracks)).toEqual(seeded.tracks)
    expect(withoutIds(stored.serviceDomains)).toEqual(seeded.serviceDomains)
    expect(stored.awards).toEqual(seeded.awards)
    expect(stored.milestones).toEqual(seeded.milestones)
    expect(stored.ranking).toEqual(seeded.ranking)
    expect(stored.registration).toEqual(seeded.registration)
    const rubricOf = (code: string) => seeded.rubrics.find((rubric) => rubric.code === code)
    expect(withoutIds(stored.stages)).toEqual(
      seeded.stages.map(({ rubrics, ...stage }) => ({
        ...stage,
        rubrics: Object.fromEntries(Object.entries(rubrics).map(([track, code]) => [track, rubricOf(code)])),
      })),
    )
  })

  test('makes rules that the scoring core accepts: stages, tie-breaks and awards', async () => {
    await seedContest()
    const scorebook = await loadScorebook(db(), (await findContest(db()))!)
    expect(parseScorebook(JSON.stringify(scorebook))).toEqual({ ok: true, scorebook })
  })

  test('keeps to itself which service domains are only defaults', async () => {
    await seedContest()
    const shown = (await publicContest())!
    expect(shown.serviceDomains).toHaveLength(8)
    expect(JSON.stringify(shown)).not.toContain('toBeConfirmed')
  })
})
