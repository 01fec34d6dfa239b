import type { Actor } from '~/core/access/actor'
import { allow, MAY } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { OBSTACLES, type Obstacle } from '~/core/contest/publication'
import type { Contest } from '~/core/contest/setup'
import { explainScorebook, parseScorebook, rankScorebook, type Ranking, type Scorebook } from '~/core/scoring'
import { fingerprintOf, makeBundle, signBundle } from '~/core/scoring/bundle'
import { awardedBreakdowns, awardedLines } from '~/core/scoring/public'
import { findContest } from '~/data/contest.server'
import { db, inTransaction, type Db } from '~/data/db.server'
import { listEntries } from '~/data/entries.server'
import { record } from '~/data/journal.server'
import { signingKey } from '~/data/keys.server'
import {
  createResult,
  findBundle,
  findResult,
  latestResult,
  loadScorebook,
  nextResultNumber,
  publicFaces,
  type ResultScope,
  type ResultTexts,
} from '~/data/results.server'
import { requireContest } from './contest.server'
import { sha256 } from './secrets.server'

type Standing = { readonly scorebook: string; readonly digest: string } & (
  | { readonly read: Scorebook; readonly ranking: Ranking; readonly faults: null }
  | {
      readonly read: null
      readonly ranking: null
      readonly faults: readonly { path: string; message: string }[]
    }
)

/** The ranking that follows from what is stored now, through the same text and reader that publication uses. */
export async function standing(at: Db, contest: Contest): Promise<Standing> {
  const scorebook = JSON.stringify(await loadScorebook(at, contest))
  const digest = sha256(scorebook)
  const parsed = parseScorebook(scorebook)
  return parsed.ok
    ? { scorebook, digest, read: parsed.scorebook, ranking: rankScorebook(parsed.scorebook), faults: null }
    : { scorebook, digest, read: null, ranking: null, faults: parsed.faults }
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

/** The ranking as it stands, with names, what keeps it from being published, and the version in force. */
export async function rankingDesk(actor: Actor) {
  allow(actor, 'see the ranking')
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
    mayPublish: MAY['publish results'](actor),
    result: result && {
      number: result.number,
      publishedAt: result.publishedAt,
      scorebookSha256: result.scorebookSha256,
      rankingSha256: result.rankingSha256,
      marksPublic: result.marksPublic,
      signed: (await findBundle(db(), result.id, 'full')) !== null,
    },
  }
}

/**
 * The published ranking of one track, or one service domain of it: all entries with a rank where the version says so, else
 * those with an award. Null where no contest has been set up.
 */
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
  const whole = JSON.parse(result.ranking) as Ranking
  const ranking = result.marksPublic ? whole : awardedLines(whole)
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
      marksPublic: result.marksPublic,
      signed: (await findBundle(db(), result.id, 'public')) !== null,
    },
  }
}

/**
 * Freezes the scorebook and its ranking as the next version, signs it, and releases it to the public.
 * @param digest SHA-256 of the scorebook that the organiser had before his eyes; refused if it has changed since,
 * if anything is incomplete, if ties hold awards back, and if the version in force already says just this.
 * @param marksPublic shows everybody the ranks and marks of entries without an award, too.
 */
export async function publish(
  actor: Actor,
  { digest, marksPublic }: { digest: string; marksPublic: boolean },
  now = new Date(),
) {
  const organiser = allow(actor, 'publish results')
  const key = await signingKey()
  return inTransaction(
    async (at) => {
      const contest = await requireContest(at)
      const current = await standing(at, contest)
      if (current.digest !== digest) throw new Refusal('conflict', 'rankingChanged')
      const [obstacle] = obstacles(current)
      if (obstacle || !current.ranking) {
        throw new Refusal('conflict', obstacle === 'held' ? 'awardsHeld' : 'resultsIncomplete')
      }
      const inForce = await latestResult(at, contest.id)
      if (inForce?.scorebookSha256 === digest && inForce.marksPublic === marksPublic) {
        throw new Refusal('conflict', 'resultsUnchanged')
      }
      const number = await nextResultNumber(at, contest.id)
      const ranking = JSON.stringify(current.ranking)
      const version = { scorebook: current.scorebook, ranking, number, publishedAt: now }
      const id = await createResult(
        at,
        contest.id,
        {
          ...version,
          scorebookSha256: digest,
          rankingSha256: sha256(ranking),
          marksPublic,
          publishedById: organiser.id,
        },
        textsOf(current.read, version, key.secret),
      )
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

type Version = { scorebook: string; ranking: string; number: number; publishedAt: Date }

/** Everything that is handed out of a version, made once. */
function textsOf(scorebook: Scorebook, { number, ...version }: Version, secret: Uint8Array): ResultTexts {
  const bundle = (scope: ResultScope) =>
    JSON.stringify(signBundle(makeBundle({ ...version, version: number, scope }), secret), null, 2)
  const breakdowns = explainScorebook(scorebook)
  const byEntry = (of: readonly { entry: string }[]) =>
    new Map(of.map((breakdown) => [breakdown.entry, JSON.stringify(breakdown)]))
  return {
    bundles: { full: bundle('full'), public: bundle('public') },
    breakdowns: { full: byEntry(breakdowns), public: byEntry(awardedBreakdowns(breakdowns)) },
  }
}

/**
 * The signed file of a version. The public one is everybody's; the full one is for those who may see the ranking, and
 * everybody's too where the version shows all marks.
 */
export async function resultBundle(actor: Actor, number: string, scope: string) {
  const contest = await requireContest(db())
  const result = /^[1-9]\d{0,8}$/.test(number) ? await findResult(db(), contest.id, Number(number)) : null
  if (!result || !(scope === 'public' || scope === 'full')) throw new Refusal('not-found', 'notFound')
  if (scope === 'full' && !result.marksPublic) allow(actor, 'see the ranking')
  const content = await findBundle(db(), result.id, scope)
  if (content === null) throw new Refusal('not-found', 'notFound')
  return { content, name: `${contest.slug}-${number}-${scope}.json` }
}

/** The key that this installation signs results with, and its fingerprint. */
export async function signer() {
  const { public: publicKey } = await signingKey()
  return { publicKey: Buffer.from(publicKey).toString('hex'), fingerprint: fingerprintOf(publicKey) }
}
