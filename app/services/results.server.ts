import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { OBSTACLES, type Obstacle } from '~/core/contest/publication'
import type { Contest } from '~/core/contest/setup'
import { parseScorebook, rankScorebook, type Ranking } from '~/core/scoring'
import { findContest } from '~/data/contest.server'
import { db, inTransaction, type Db } from '~/data/db.server'
import { countByState, listEntries } from '~/data/entries.server'
import { latestLines, record } from '~/data/journal.server'
import { createResult, latestResult, loadScorebook, publicFaces } from '~/data/results.server'
import { listSheets } from '~/data/sheets.server'
import { requireContest } from './contest.server'
import { sha256 } from './secrets.server'

type Standing = { readonly scorebook: string; readonly digest: string } & (
  | { readonly ranking: Ranking; readonly faults: null }
  | { readonly ranking: null; readonly faults: readonly { path: string; message: string }[] }
)

/** The ranking that follows from what is stored now, through the same text and reader that publication uses. */
async function standing(at: Db, contest: Contest): Promise<Standing> {
  const scorebook = JSON.stringify(await loadScorebook(at, contest))
  const digest = sha256(scorebook)
  const parsed = parseScorebook(scorebook)
  return parsed.ok
    ? { scorebook, digest, ranking: rankScorebook(parsed.scorebook), faults: null }
    : { scorebook, digest, ranking: null, faults: parsed.faults }
}

const STANDS = {
  faulty: () => false,
  empty: ({ entries }) => !entries.some(({ state }) => state === 'ranked'),
  incomplete: ({ entries }) => entries.some(({ state }) => state === 'incomplete'),
  held: ({ held }) => held.length > 0,
} as const satisfies Record<Obstacle, (ranking: Ranking) => boolean>

/** What keeps a ranking from being published; nothing means it may be. */
const obstacles = ({ ranking }: Standing): Obstacle[] =>
  ranking ? OBSTACLES.filter((obstacle) => STANDS[obstacle](ranking)) : ['faulty']

/** Names of stages and tracks by the codes under which the journal knows them. */
const namesOf = ({ stages, tracks }: Contest) =>
  Object.fromEntries([...stages, ...tracks].map(({ code, name }) => [code, name]))

/** What the organiser's navigation needs: the stages, and how many entries wait. */
export async function officeRooms(actor: Actor) {
  allow(actor, 'see progress and ranking')
  const contest = await requireContest(db())
  const counts = await countByState(db(), contest.id)
  return { stages: contest.stages.map(({ code, name }) => ({ code, name })), waiting: counts.submitted ?? 0 }
}

/** The organiser's overview: what waits, how far each stage is, and the journal's latest lines. */
export async function overview(actor: Actor) {
  allow(actor, 'see progress and ranking')
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

/** The ranking as it stands, with names, what keeps it from being published, and the version in force. */
export async function rankingDesk(actor: Actor) {
  allow(actor, 'see progress and ranking')
  const contest = await requireContest(db())
  const now = await inTransaction((at) => standing(at, contest), { isolationLevel: 'RepeatableRead' })
  const [result, entries] = await Promise.all([
    latestResult(db(), contest.id),
    listEntries(db(), { contestId: contest.id, state: { in: ['accepted', 'withdrawn', 'disqualified'] } }),
  ])
  const faces = new Map(entries.map(({ id, code, frozen }) => [code, { id, ...frozen?.content }]))
  return {
    tracks: contest.tracks.map(({ code, name }) => ({ code, name })),
    stages: contest.stages.map(({ code, name, weight }) => ({ code, name, weight })),
    serviceDomains: contest.serviceDomains.map(({ code, name }) => ({ code, name })),
    awards: contest.awards.map(({ code, name }) => ({ code, name })),
    rows: (now.ranking?.entries ?? []).map((entry) => {
      const face = faces.get(entry.id)
      return { ...entry, entryId: face?.id ?? null, title: face?.title ?? '', entrant: face?.entrant ?? '' }
    }),
    held: now.ranking?.held ?? [],
    faults: now.faults ?? [],
    digest: now.digest,
    obstacles: obstacles(now),
    unchanged: result?.scorebookSha256 === now.digest,
    result: result && {
      number: result.number,
      publishedAt: result.publishedAt,
      scorebookSha256: result.scorebookSha256,
      rankingSha256: result.rankingSha256,
    },
  }
}

/** The published ranking of one track, or one service domain of it. Null before the first publication. */
export async function publicResults(filter: { track?: string; serviceDomain?: string }) {
  const contest = await findContest(db())
  const result = contest && (await latestResult(db(), contest.id))
  if (!contest) return null
  const frame = {
    contest: contest.name,
    tracks: contest.tracks.map(({ code, name }) => ({ code, name })),
    serviceDomains: contest.serviceDomains.map(({ code, name }) => ({ code, name })),
  }
  if (!result) return { ...frame, result: null }
  const track = contest.tracks.find(({ code }) => code === filter.track) ?? contest.tracks[0]!
  const domain = contest.serviceDomains.find(({ code }) => code === filter.serviceDomain) ?? null
  const ranking = JSON.parse(result.ranking) as Ranking
  const faces = await publicFaces(db(), contest.id)
  const rows = ranking.entries
    .filter((entry) => entry.state === 'ranked' && entry.track === track.code)
    .filter((entry) => !domain || entry.serviceDomain === domain.code)
    .map((entry) => ({
      code: entry.id,
      rank: domain ? entry.serviceDomainRank! : entry.rank!,
      serviceDomain: entry.serviceDomain,
      final: entry.final!,
      stages: Object.fromEntries(Object.entries(entry.stages).map(([stage, { mark }]) => [stage, mark])),
      awards: entry.awards,
      ...(faces.get(entry.id) ?? { title: '', entrant: null, unit: null, place: '' }),
    }))
  return {
    ...frame,
    stages: contest.stages.map(({ code, name, weight }) => ({ code, name, weight })),
    awards: contest.awards.map(({ code, name, track: of }) => ({ code, name, track: of })),
    track: track.code,
    serviceDomain: domain?.code ?? null,
    rows,
    counts: Object.fromEntries(
      contest.tracks.map(({ code }) => [
        code,
        ranking.entries.filter((entry) => entry.track === code && entry.state === 'ranked').length,
      ]),
    ),
    result: {
      number: result.number,
      publishedAt: result.publishedAt,
      scorebookSha256: result.scorebookSha256,
      rankingSha256: result.rankingSha256,
    },
  }
}

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

/**
 * Freezes the scorebook and its ranking as the next version and releases it to the public.
 * @param digest SHA-256 of the scorebook that the organiser had before his eyes; refused if it has changed since,
 * if anything is incomplete, if ties hold awards back, and if this very scorebook is already the one in force.
 */
export async function publish(actor: Actor, digest: string, now = new Date()) {
  const organiser = allow(actor, 'publish results')
  return inTransaction(
    async (at) => {
      const contest = await requireContest(at)
      const current = await standing(at, contest)
      if (current.digest !== digest) throw new Refusal('conflict', 'rankingChanged')
      const [obstacle] = obstacles(current)
      if (obstacle || !current.ranking) {
        throw new Refusal('conflict', obstacle === 'held' ? 'awardsHeld' : 'resultsIncomplete')
      }
      if ((await latestResult(at, contest.id))?.scorebookSha256 === digest) {
        throw new Refusal('conflict', 'resultsUnchanged')
      }
      const ranking = JSON.stringify(current.ranking)
      const { id, number } = await createResult(at, contest.id, {
        scorebook: current.scorebook,
        scorebookSha256: digest,
        ranking,
        rankingSha256: sha256(ranking),
        publishedAt: now,
        publishedById: organiser.id,
      })
      await record(at, {
        actorId: organiser.id,
        act: 'resultsPublished',
        subjectId: id,
        contestId: contest.id,
        details: { version: number, scorebook: digest },
      })
      return number
    },
    { isolationLevel: 'Serializable' },
  )
}
