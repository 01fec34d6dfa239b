import type { Decision, Jury } from './awards'
import type {
  AwardStep,
  Breakdown,
  Missing,
  RankedBreakdown,
  StageBreakdown,
  TieStep,
  Value,
} from './breakdown'
import type { Exact } from './exact'
import { explainStages, judgesWith } from './explain-stage'
import { outcomesOf, type TrackOutcome } from './outcome'
import { once } from './once'
import { quorum } from './panel'
import type { Place, Ranked } from './places'
import type { Standing } from './progress'
import { rankingFrom, type Ranking } from './ranking'
import type { Records } from './records'
import type { Award, Scorebook, Stage } from './scorebook'
import { betterOf, type Split } from './tie-breaks'
import { roundingIn, valueOf } from './value'

/**
 * How every entry came to its place, or why it has none; in the order of the ranking's lines. Nothing is computed here: it
 * is written down from the outcome that `rankScorebook` writes its lines from. The scorebook must be one that
 * `parseScorebook` lets pass.
 */
export const explainScorebook = (scorebook: Scorebook): Breakdown[] =>
  breakdownsFrom(scorebook, outcomesOf(scorebook))

/** The ranking and, of the same outcome, every breakdown: what `rankScorebook` and `explainScorebook` give, in one go. */
export function rankAndExplain(scorebook: Scorebook): { ranking: Ranking; breakdowns: Breakdown[] } {
  const outcomes = outcomesOf(scorebook)
  return { ranking: rankingFrom(scorebook, outcomes), breakdowns: breakdownsFrom(scorebook, outcomes) }
}

function breakdownsFrom(scorebook: Scorebook, outcomes: readonly TrackOutcome[]): Breakdown[] {
  const stagesOf = explainStages(scorebook)
  const breakdowns: Breakdown[] = []
  for (const { ranked, unranked, jury } of outcomes) {
    const explain = explainRanks(scorebook, jury)
    for (const one of ranked) breakdowns.push(explain(one, stagesOf(one.contender.standing)))
    for (const standing of unranked) breakdowns.push(explainLeaving(scorebook, standing, stagesOf(standing)))
  }
  return breakdowns
}

function explainRanks({ ranking }: Scorebook, jury: Jury) {
  // Entries that went through the same tie-break, or share a place, share what is said of it.
  const value = once(valueOf)
  const final = roundingIn(ranking.rounding)
  const stepOf = once((split: Split) => stepFrom(split, value))
  const sharedBy = once(({ members }: Place) => members.map(({ standing }) => standing.entry.id))

  return ({ contender, place, domainPlace }: Ranked, stages: StageBreakdown[]): RankedBreakdown => {
    const { entry } = contender.standing
    const ties: TieStep[] = []
    for (let { trail } = place; trail; trail = trail.before) ties.unshift(stepOf(trail.split))
    return {
      entry: entry.id,
      track: entry.track,
      serviceDomain: entry.serviceDomain,
      stages,
      state: 'ranked',
      final: final(contender.sum, contender.final),
      compareOn: ranking.compareOn,
      ties,
      tieBreak: place.tieBreak,
      rank: String(place.rank),
      serviceDomainRank: domainPlace && String(domainPlace.rank),
      sharedBy: sharedBy(place),
      awards: [
        ...awardSteps('track', place, jury.track(place)),
        ...(domainPlace ? awardSteps('serviceDomain', domainPlace, jury.serviceDomain(domainPlace)) : []),
      ],
    }
  }
}

function stepFrom({ key, group, values, parts }: Split, valueOf: (value: Exact) => Value): TieStep {
  const { track } = group[0]!.standing.entry
  return {
    by: key.by,
    stage: 'stage' in key ? key.stage : null,
    criterion: key.by === 'criterion' ? key.criterion[track]! : null,
    better: betterOf(key),
    values: parts.flat().map((at) => ({
      entry: group[at]!.standing.entry.id,
      value: values[at] ? valueOf(values[at]) : null,
    })),
    withheld: '0',
  }
}

/** What the awards of a scope had for a place; nothing if the scope has no awards. */
function awardSteps(scope: Award['scope'], { rank, members }: Place, decision: Decision): AwardStep[] {
  if (decision.outcome === 'beyond' && decision.last === 0) return []
  const award = decision.outcome === 'beyond' ? null : decision.award
  return [
    {
      scope,
      rank: String(rank),
      tied: String(members.length),
      award: award && award.id,
      after: String(decision.outcome === 'beyond' ? decision.last : decision.after),
      last: String(decision.last),
      minimum: award?.minimum ?? null,
      ties: award && (award.ties ?? 'include'),
      outcome: decision.outcome,
    },
  ]
}

function explainLeaving(
  scorebook: Scorebook,
  { entry, left }: Standing,
  stages: StageBreakdown[],
): Breakdown {
  const { id, track, serviceDomain } = entry
  const whoever = { entry: id, track, serviceDomain, stages }
  switch (left!.state) {
    case 'incomplete': {
      const { state, stage, records } = left!
      const missing = missingAt(
        scorebook.stages.find((each) => each.id === stage)!,
        records,
      )
      return { ...whoever, state, stage, missing }
    }
    case 'eliminated':
    case 'absent':
      return { ...whoever, state: left!.state, stage: left!.stage }
    case 'withdrawn':
    case 'disqualified':
      return { ...whoever, state: left!.state }
  }
}

const missingAt = (stage: Stage, records: Records): Missing =>
  stage.kind === 'exam'
    ? { kind: 'exam' }
    : {
        kind: 'panel',
        submitted: judgesWith('submitted', records),
        open: judgesWith('open', records),
        recused: judgesWith('recused', records),
        needed: String(quorum(stage.panel)),
      }
