import { awardsInTrack, type Held } from './awards'
import { format } from './exact'
import { finalMarks, type Contender } from './final'
import { compareIds, groupBy } from './order'
import { placesByServiceDomain, placesOf, type Place } from './places'
import { holdStages, type Left, type Standing } from './progress'
import type { Scorebook } from './scorebook'
import type { StageMark } from './stage'
import { tieBreaksOf, type ReadyTieBreak } from './tie-breaks'

/** What follows from a scorebook and nothing else (ranking/1). Marks are decimal strings, out of 100. */
export type Ranking = { format: 'ranking/1'; entries: RankingEntry[]; held: Held[] }

/** One entry's line: a rank, or the state that says why there is none and the stage where the entry left. */
export type RankingEntry = RankedEntry | UnrankedEntry

export type RankedEntry = EntryLine & {
  state: 'ranked'
  stage: null
  final: string
  rank: number
  /** Null only for an entry without a service domain. */
  serviceDomainRank: number | null
  /** The last key that set it apart from an entry equal to it, such as `stage:final`; else null. */
  tieBreak: string | null
}

export type UnrankedEntry = EntryLine &
  Left & { final: null; rank: null; serviceDomainRank: null; tieBreak: null }

type EntryLine = {
  id: string
  track: string
  serviceDomain: string | null
  /** Every stage at which the entry has a mark: the one where it was eliminated too. */
  stages: Record<string, ShownStage>
  /** The track's first, then the service domain's. */
  awards: string[]
}

/** A stage mark as shown. Where a panel judged: how many scores `counted`, and the judges `dropped`, by id. */
export type ShownStage =
  { mark: string; deducted: string } | { mark: string; deducted: string; counted: number; dropped: string[] }

/**
 * The ranking that a scorebook makes. The scorebook must be one that `parseScorebook` lets pass. The order of entries,
 * sheets and other records never matters; that of tracks, service domains, stages, tie-breaks and awards does.
 */
export function rankScorebook(scorebook: Scorebook): Ranking {
  const standings = groupBy(holdStages(scorebook), ({ entry }) => entry.track)
  const tieBreaks = tieBreaksOf(scorebook)
  const tracks = scorebook.tracks.map(({ id }) =>
    rankTrack(scorebook, id, standings.get(id) ?? [], tieBreaks),
  )
  return {
    format: 'ranking/1',
    entries: tracks.flatMap(({ entries }) => entries),
    held: tracks.flatMap(({ held }) => held),
  }
}

function rankTrack(
  scorebook: Scorebook,
  track: string,
  standings: readonly Standing[],
  tieBreaks: readonly ReadyTieBreak[],
) {
  // Sorted by id once; every later sort keeps the order of those it finds equal.
  const field = [...standings].sort((a, b) => compareIds(a.entry.id, b.entry.id))
  const still = field.filter(({ left }) => left === null)
  const places = placesOf(finalMarks(scorebook, still), tieBreaks)
  const domainPlaces = placesByServiceDomain(places)
  const { given, held } = awardsInTrack(scorebook, track, places, domainPlaces)
  const domainRanks = ranksIn(domainPlaces)

  const entries: RankingEntry[] = []
  for (const { rank, members, tieBreak } of places) {
    for (const contender of members) {
      const { entry, marks } = contender.standing
      entries.push({
        id: entry.id,
        track,
        serviceDomain: entry.serviceDomain,
        state: 'ranked',
        stage: null,
        stages: shownStages(scorebook, marks),
        final: format(contender.final, scorebook.ranking.rounding.places),
        rank,
        serviceDomainRank: domainRanks.get(contender) ?? null,
        tieBreak,
        awards: given.get(contender) ?? [],
      })
    }
  }
  for (const { entry, marks, left } of field) {
    if (left === null) continue
    entries.push({
      id: entry.id,
      track,
      serviceDomain: entry.serviceDomain,
      ...left,
      stages: shownStages(scorebook, marks),
      final: null,
      rank: null,
      serviceDomainRank: null,
      tieBreak: null,
      awards: [],
    })
  }
  return { entries, held }
}

function ranksIn(domainPlaces: ReadonlyMap<string | null, readonly Place[]>) {
  const ranks = new Map<Contender, number>()
  for (const [domain, places] of domainPlaces) {
    if (domain === null) continue
    for (const { rank, members } of places) for (const contender of members) ranks.set(contender, rank)
  }
  return ranks
}

const shownStages = ({ stages }: Scorebook, marks: Standing['marks']) =>
  Object.fromEntries(marks.map((mark, at) => [stages[at]!.id, shownStage(mark, stages[at]!.rounding.places)]))

/** A mark has its stage's places, more only where deductions need them. */
function shownStage(result: StageMark, places: number): ShownStage {
  const mark = format(result.mark, places)
  const deducted = format(result.deducted)
  if (!result.judged) return { mark, deducted }
  const { counted, dropped } = result.judged
  return { mark, deducted, counted, dropped }
}
