import { awardsOf, type Held, type Jury } from './awards'
import { format } from './exact'
import { compareIds, sorted } from './order'
import { outcomesOf } from './outcome'
import type { Ranked } from './places'
import type { Left, Standing } from './progress'
import type { Scorebook } from './scorebook'
import type { StageMark } from './stage'

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
  Pick<Left, 'state' | 'stage'> & { final: null; rank: null; serviceDomainRank: null; tieBreak: null }

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
  const entries: RankingEntry[] = []
  const held: Held[] = []
  for (const outcome of outcomesOf(scorebook)) {
    for (const ranked of outcome.ranked) entries.push(rankedLine(scorebook, outcome.jury, ranked))
    for (const standing of outcome.unranked) entries.push(unrankedLine(scorebook, standing))
    held.push(...outcome.held)
  }
  return { format: 'ranking/1', entries, held }
}

function rankedLine(scorebook: Scorebook, jury: Jury, ranked: Ranked): RankedEntry {
  const { contender, place, domainPlace } = ranked
  const { entry, marks } = contender.standing
  return {
    id: entry.id,
    track: entry.track,
    serviceDomain: entry.serviceDomain,
    state: 'ranked',
    stage: null,
    stages: shownStages(scorebook, marks),
    final: format(contender.final, scorebook.ranking.rounding.places),
    rank: place.rank,
    serviceDomainRank: domainPlace?.rank ?? null,
    tieBreak: place.tieBreak,
    awards: awardsOf(jury, ranked),
  }
}

function unrankedLine(scorebook: Scorebook, { entry, marks, left }: Standing): UnrankedEntry {
  return {
    id: entry.id,
    track: entry.track,
    serviceDomain: entry.serviceDomain,
    state: left!.state,
    stage: left!.stage,
    stages: shownStages(scorebook, marks),
    final: null,
    rank: null,
    serviceDomainRank: null,
    tieBreak: null,
    awards: [],
  }
}

const shownStages = ({ stages }: Scorebook, marks: Standing['marks']) =>
  Object.fromEntries(marks.map((mark, at) => [stages[at]!.id, shownStage(mark, stages[at]!.rounding.places)]))

/** A mark has its stage's places, more only where deductions need them. */
function shownStage({ mark, deducted, judged }: StageMark, places: number): ShownStage {
  const shown = format(mark, places)
  const points = format(deducted)
  if (!judged) return { mark: shown, deducted: points }
  const dropped = judged.judges.filter((_, at) => judged.aside[at] !== null)
  return {
    mark: shown,
    deducted: points,
    counted: judged.judges.length - dropped.length,
    dropped: sorted(dropped, compareIds),
  }
}
