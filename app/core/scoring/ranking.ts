import { awardsOf, type Held, type Jury } from './awards'
import { format, type Exact } from './exact'
import { once } from './once'
import { outcomesOf, type TrackOutcome } from './outcome'
import type { Ranked } from './places'
import type { Left, Standing } from './progress'
import type { Scorebook } from './scorebook'
import type { Judged } from './stage'

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
  | { mark: string; deducted: string }
  | { mark: string; deducted: string; counted: number; dropped: readonly string[] }

/**
 * The ranking that a scorebook makes. The scorebook must be one that `parseScorebook` lets pass. The order of entries,
 * sheets and other records never matters; that of tracks, service domains, stages, tie-breaks and awards does.
 */
export const rankScorebook = (scorebook: Scorebook): Ranking => rankingFrom(scorebook, outcomesOf(scorebook))

/** Writes the ranking's lines down from what follows from the scorebook. */
export function rankingFrom(scorebook: Scorebook, outcomes: readonly TrackOutcome[]): Ranking {
  const entries: RankingEntry[] = []
  const held: Held[] = []
  const write: Write = {
    stages: stageWriter(scorebook),
    final: once((mark) => format(mark, scorebook.ranking.rounding.places)),
  }
  for (const outcome of outcomes) {
    for (const ranked of outcome.ranked) entries.push(rankedLine(write, outcome.jury, ranked))
    for (const standing of outcome.unranked) entries.push(unrankedLine(write, standing))
    held.push(...outcome.held)
  }
  return { format: 'ranking/1', entries, held }
}

/** How marks are written. */
type Write = {
  readonly stages: (marks: Standing['marks']) => Record<string, ShownStage>
  readonly final: (mark: Exact) => string
}

function rankedLine(write: Write, jury: Jury, ranked: Ranked): RankedEntry {
  const { contender, place, domainPlace } = ranked
  const { entry, marks } = contender.standing
  return {
    id: entry.id,
    track: entry.track,
    serviceDomain: entry.serviceDomain,
    state: 'ranked',
    stage: null,
    stages: write.stages(marks),
    final: write.final(contender.final),
    rank: place.rank,
    serviceDomainRank: domainPlace?.rank ?? null,
    tieBreak: place.tieBreak,
    awards: awardsOf(jury, ranked),
  }
}

function unrankedLine(write: Write, { entry, marks, left }: Standing): UnrankedEntry {
  return {
    id: entry.id,
    track: entry.track,
    serviceDomain: entry.serviceDomain,
    state: left!.state,
    stage: left!.stage,
    stages: write.stages(marks),
    final: null,
    rank: null,
    serviceDomainRank: null,
    tieBreak: null,
    awards: [],
  }
}

/** A mark has its stage's places, more only where deductions need them. */
function stageWriter({ stages }: Scorebook): Write['stages'] {
  const points = once((deducted: Exact) => format(deducted))
  const writers = stages.map(({ id, rounding }) => ({
    id,
    shown: once((mark: Exact) => format(mark, rounding.places)),
  }))
  return (marks) => {
    const lines: Record<string, ShownStage> = {}
    for (let at = 0; at < marks.length; at++) {
      const { mark, deducted, judged } = marks[at]!
      const { id, shown } = writers[at]!
      lines[id] = stageLine(shown(mark), points(deducted), judged)
    }
    return lines
  }
}

function stageLine(mark: string, deducted: string, judged: Judged | null): ShownStage {
  if (!judged) return { mark, deducted }
  const { units, dropped } = judged
  return { mark, deducted, counted: units.length - dropped.length, dropped }
}
