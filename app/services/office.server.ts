import { has, type Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import type { Contest } from '~/core/contest/setup'
import { findContest } from '~/data/contest.server'
import { db } from '~/data/db.server'
import { countByState, listEntries } from '~/data/entries.server'
import { latestLines } from '~/data/journal.server'
import { latestResult } from '~/data/results.server'
import { listSheets } from '~/data/sheets.server'
import { requireContest } from './contest.server'

/** Names of stages and tracks by the codes under which the journal knows them. */
const namesOf = ({ stages, tracks }: Contest) =>
  Object.fromEntries([...stages, ...tracks].map(({ code, name }) => [code, name]))

/** What the office's navigation needs: the stages, and how many entries wait. */
export async function officeRooms(actor: Actor) {
  allow(actor, 'read reviews')
  const contest = await requireContest(db())
  const counts = await countByState(db(), contest.id)
  return {
    stages: contest.stages.map(({ code, name }) => ({ code, name })),
    waiting: has(actor, 'organiser') ? (counts.submitted ?? 0) : 0,
  }
}

/** The organiser's overview: what waits, how far each stage is, and the journal's latest lines. */
export async function overview(actor: Actor) {
  allow(actor, 'see progress')
  const contest = await requireContest(db())
  const [counts, sheets, result, journal, accepted] = await Promise.all([
    countByState(db(), contest.id),
    listSheets(db(), { contestId: contest.id }),
    latestResult(db(), contest.id),
    latestLines(db(), 8),
    listEntries(db(), { contestId: contest.id, state: { in: ['accepted'] } }),
  ])
  return {
    name: contest.name,
    registration: contest.registration,
    counts,
    stages: contest.stages.map(({ code, name }) => {
      const mine = sheets.filter(({ stage }) => stage === code)
      return {
        code,
        name,
        submitted: mine.filter(({ state }) => state === 'submitted').length,
        open: mine.filter(({ state }) => state === 'open').length,
        recused: mine.filter(({ state }) => state === 'recused').length,
      }
    }),
    tracks: contest.tracks.map(({ code, name }) => ({
      code,
      name,
      count: accepted.filter(({ track }) => track === code).length,
    })),
    serviceDomains: contest.serviceDomains.map(({ code, name, toBeConfirmed }) => ({
      code,
      name,
      toBeConfirmed,
      tracks: contest.tracks.map(
        (track) => accepted.filter((each) => each.serviceDomain === code && each.track === track.code).length,
      ),
    })),
    result: result && { number: result.number, publishedAt: result.publishedAt },
    journal,
    names: namesOf(contest),
  }
}

/** A page of the journal, newest first, from before a line on if asked. */
export async function journal(actor: Actor, before?: string) {
  allow(actor, 'read the journal')
  const PAGE = 50
  const lines = await latestLines(
    db(),
    PAGE,
    before && /^\d{1,18}$/.test(before) ? BigInt(before) : undefined,
  )
  const contest = await findContest(db())
  return {
    lines,
    older: lines.length === PAGE ? lines.at(-1)!.id : null,
    names: contest ? namesOf(contest) : {},
  }
}
