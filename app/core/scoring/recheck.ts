import { outcomeOf } from './awards'
import type { AwardStep, RankedBreakdown, StageBreakdown, TieStep } from './breakdown'
import { differencesBetween, type Difference } from './differences'
import { compare, parseExact } from './exact'
import { explainScorebook } from './explain'
import { outcomesOf } from './outcome'
import { parseScorebook } from './parse'
import type { RankedEntry, ShownStage } from './ranking'
import type { Scorebook, Stage, TieBreak } from './scorebook'
import { tieBreaksOf } from './tie-breaks'
import { valueOf } from './value'

// Redoes the breakdown of a ranked entry where the scorebook is not at hand: as the scorebook of this entry alone. What
// hangs on other entries cannot be seen from there.

/** Where a breakdown is not what its own marks and rules make of it. */
export function recheck(breakdown: RankedBreakdown): Difference[] {
  const parsed = parseScorebook(JSON.stringify(alone(breakdown)))
  if (!parsed.ok) return parsed.faults.map(({ path, message }) => ({ path, expected: null, found: message }))
  const [redone] = explainScorebook(parsed.scorebook) as [RankedBreakdown]
  const expected: RankedBreakdown = {
    ...breakdown,
    final: redone.final,
    stages: redone.stages.map((stage, at) => ({ ...stage, advance: advanceOf(breakdown.stages[at]!) })),
    ties: withOwnValues(breakdown, parsed.scorebook),
    awards: breakdown.awards.map((step) => decided(step, breakdown)),
  }
  return [...differencesBetween(expected, breakdown)]
}

/** The scorebook in which there is nobody else. */
function alone({ entry, track, stages, final, compareOn, ties }: RankedBreakdown): Scorebook {
  const name = { 'zh-CN': '', en: '' }
  const at = ({ stage }: StageBreakdown) => ({ stage, entry })
  const panels = stages.filter((stage) => stage.kind === 'panel')
  const judges = panels.flatMap((stage) => [...stage.judges.map(({ judge }) => judge), ...stage.recused])
  return {
    format: 'scorebook/1',
    contest: { id: '', name },
    tracks: [{ id: track, name }],
    serviceDomains: [],
    judges: [...new Set(judges)].map((id) => ({ id })),
    entries: [{ id: entry, track, serviceDomain: null, state: 'entered' }],
    stages: stages.map((stage) => stageOf(stage, track)),
    sheets: panels.flatMap((stage) => [
      ...stage.judges.map(({ judge, marks }) => ({
        ...at(stage),
        judge,
        marks,
        state: 'submitted' as const,
      })),
      ...stage.recused.map((judge) => ({ ...at(stage), judge, state: 'recused' as const })),
    ]),
    examMarks: stages.flatMap((stage) =>
      stage.kind === 'exam' ? [{ ...at(stage), mark: stage.examMark }] : [],
    ),
    deductions: stages.flatMap((stage) => stage.deductions.map((each) => ({ ...at(stage), ...each }))),
    ranking: {
      rounding: { places: Number(final.places), mode: final.mode },
      compareOn,
      tieBreaks: ties.map((step) => keyOf(step, track)),
    },
  }
}

function stageOf(stage: StageBreakdown, track: string): Stage {
  const { places, mode } = stage.rounding
  const basics = { id: stage.stage, weight: stage.weight, rounding: { places: Number(places), mode } }
  if (stage.kind === 'exam') return { ...basics, kind: 'exam', fullMarks: stage.fullMarks }
  const { method, dropHighest, dropLowest, trimFrom, minimumJudges } = stage.panel
  const criteria = stage.criteria.map(({ id, max, step, weight }) => ({ id, max, step, weight }))
  return {
    ...basics,
    kind: 'panel',
    rubrics: Object.fromEntries([[track, { criteria }]]),
    panel: {
      method,
      dropHighest: Number(dropHighest),
      dropLowest: Number(dropLowest),
      trimFrom: Number(trimFrom),
      minimumJudges: Number(minimumJudges),
    },
  }
}

const keyOf = ({ by, stage, criterion }: TieStep, track: string) =>
  ({
    by,
    ...(stage !== null && { stage }),
    ...(criterion !== null && { criterion: Object.fromEntries([[track, criterion]]) }),
  }) as TieBreak

function advanceOf({ advance, mark }: StageBreakdown): StageBreakdown['advance'] {
  if (!advance) return null
  const line = [advance.minimum, advance.last].filter((each) => each !== null).map(parseExact)
  return { ...advance, goesOn: line.every((last) => compare(parseExact(mark), last) >= 0) }
}

/** The tie-breaks with the entry's own values as its own numbers make them; won pairs and lots hang on others. */
function withOwnValues({ entry, ties }: RankedBreakdown, scorebook: Scorebook): TieStep[] {
  const { contender } = outcomesOf(scorebook)[0]!.ranked[0]!
  const keys = tieBreaksOf(scorebook)
  return ties.map((step, at) => {
    if (step.by === 'head-to-head' || step.by === 'lot') return step
    const value = keys[at]!.split([contender]).values[0] ?? null
    const own = { entry, value: value && valueOf(value) }
    return { ...step, values: step.values.map((each) => (each.entry === entry ? own : each)) }
  })
}

/** An award as its rule decides for the rank and final mark. */
function decided(step: AwardStep, { rank, serviceDomainRank, final }: RankedBreakdown): AwardStep {
  const own = step.scope === 'track' ? rank : serviceDomainRank
  const r = Number(step.rank)
  const last = Number(step.last)
  const rule = {
    ...(step.minimum !== null && { minimum: step.minimum }),
    ...(step.ties !== null && { ties: step.ties }),
  }
  return {
    ...step,
    rank: own ?? '',
    outcome:
      Number(step.after) < r && r <= last
        ? outcomeOf(rule, last, r, Number(step.tied), parseExact(final.after))
        : 'beyond',
  }
}

/** The line of the ranking that a breakdown explains. */
export const lineOf = (breakdown: RankedBreakdown): RankedEntry => ({
  id: breakdown.entry,
  track: breakdown.track,
  serviceDomain: breakdown.serviceDomain,
  state: 'ranked',
  stage: null,
  stages: Object.fromEntries(breakdown.stages.map((stage) => [stage.stage, shownOf(stage)])),
  final: breakdown.final.after,
  rank: Number(breakdown.rank),
  serviceDomainRank: breakdown.serviceDomainRank === null ? null : Number(breakdown.serviceDomainRank),
  tieBreak: breakdown.tieBreak,
  awards: breakdown.awards.flatMap(({ outcome, award }) => (outcome === 'given' ? [award!] : [])),
})

function shownOf(stage: StageBreakdown): ShownStage {
  const { mark, deducted } = stage
  if (stage.kind === 'exam') return { mark, deducted }
  const dropped = stage.judges.filter(({ aside }) => aside !== null).map(({ judge }) => judge)
  return { mark, deducted, counted: Number(stage.counted), dropped }
}
