import { goesOn, type Line } from './advancement'
import type { JudgeLine, StageBreakdown } from './breakdown'
import { format, multiply, parseExact, type Exact, type Whole } from './exact'
import { compareIds, sorted } from './order'
import { once } from './once'
import { trimming } from './panel'
import type { Standing } from './progress'
import type { Records } from './records'
import type { Tally } from './rubric'
import type { Criterion, ExamStage, PanelStage, Scorebook, Sheet, Stage } from './scorebook'
import type { Judged, StageMark } from './stage'
import { roundingIn, valueOf } from './value'

// What a breakdown says of the stages.

/** Writes down every stage at which an entry has a mark. */
export function explainStages({ stages }: Scorebook): (standing: Standing) => StageBreakdown[] {
  const explain = stages.map((stage) => (stage.kind === 'exam' ? examAt(stage) : panelAt(stage)))
  return ({ entry, marks, lines }) => marks.map((mark, at) => explain[at]!(mark, lines[at]!, entry.track))
}

type Explain = (mark: StageMark, line: Line | null, track: string) => StageBreakdown

function examAt(stage: ExamStage): Explain {
  const basicsOf = basicsAt(stage)
  return (mark, line) => ({
    kind: 'exam',
    examMark: mark.records.examMark!,
    fullMarks: stage.fullMarks,
    ...basicsOf(mark, line),
  })
}

function panelAt(stage: PanelStage): Explain {
  const { dropHighest, dropLowest, trimFrom } = trimming(stage.panel)
  const panel = {
    method: stage.panel.method,
    dropHighest: String(dropHighest),
    dropLowest: String(dropLowest),
    trimFrom: String(trimFrom),
    minimumJudges: String(stage.panel.minimumJudges),
  }
  const basicsOf = basicsAt(stage)
  const rubrics = new Map<string, ReturnType<typeof rubricOf>>()
  return (mark, line, track) => {
    const judged = mark.judged!
    let rubric = rubrics.get(track)
    if (!rubric) rubrics.set(track, (rubric = rubricOf(stage.rubrics[track]!.criteria, judged.tally)))
    return {
      kind: 'panel',
      criteria: rubric.criteriaOf(judged),
      full: rubric.full,
      judges: rubric.judgesOf(judged),
      recused: judgesWith('recused', mark.records),
      panel,
      counted: String(judged.units.length - judged.dropped.length),
      ...basicsOf(mark, line),
    }
  }
}

/** What is said of a stage of any kind. Of many entries the same is said: each thing is written down once. */
function basicsAt(stage: Stage) {
  const weight = parseExact(stage.weight)
  const rounding = roundingIn(stage.rounding)
  const pointsOff = once((deducted: Exact) => format(deducted))
  const shown = once((mark: Exact) => format(mark, stage.rounding.places))
  const contribution = once((mark: Exact) => format(multiply(weight, mark)))
  return ({ raw, rounded, deducted, mark, records }: StageMark, line: Line | null) => ({
    stage: stage.id,
    rounding: rounding(raw, rounded),
    deductions: records.deductions.map(({ points, reason }) => ({ points, reason })).sort(byReason),
    deducted: pointsOff(deducted),
    mark: shown(mark),
    weight: stage.weight,
    contribution: contribution(mark),
    advance: line && {
      scope: line.advance.scope,
      top: String(line.advance.top),
      minimum: line.advance.minimum ?? null,
      last: line.last && shown(line.last),
      goesOn: goesOn(mark, line),
    },
  })
}

type Named = StageBreakdown['deductions'][number]
const byReason = (a: Named, b: Named) => compareIds(a.reason, b.reason) || compareIds(a.points, b.points)

/** The judges whose sheets are in a state, by id. */
export const judgesWith = (state: Sheet['state'], { sheets }: Records) =>
  sheets
    .filter((sheet) => sheet.state === state)
    .map(({ judge }) => judge)
    .sort(compareIds)

/** Writes down the sheets of one rubric. A contest has few different scores and sums: each is written down once. */
function rubricOf(criteria: readonly Criterion[], tally: Tally) {
  const scoreOn = once((units: Whole) => {
    return { points: format({ n: BigInt(units), d: tally.point }), score: valueOf(tally.score(units, 1)) }
  })
  const criterionOn = criteria.map(({ id, max, step, weight = '1' }) =>
    once((total: Whole) => ({
      id,
      max,
      step,
      weight,
      total: format({ n: BigInt(total), d: tally.markPoint }),
    })),
  )

  const judgesOf = (judged: Judged): JudgeLine[] => {
    const { sheets, units, aside } = judged
    const byId = sorted(
      sheets.map((_, at) => at),
      (a, b) => compareIds(sheets[a]!.judge, sheets[b]!.judge),
    )
    return byId.map((at, place) => {
      const { points, score } = scoreOn(units[at]!)
      const as = aside[at] ?? null
      return {
        judge: sheets[at]!.judge,
        marks: sheets[at]!.marks,
        points,
        score,
        aside: as && { as, among: sameAs(at, byId.slice(place), judged) },
      }
    })
  }
  return {
    full: format({ n: tally.full, d: tally.point }),
    judgesOf,
    criteriaOf: ({ totals }: Judged) => totals.map((total, at) => criterionOn[at]!(total)),
  }
}

/** Who of several gave the same score as the first. Those before it by id who gave the same were set aside before it. */
const sameAs = (first: number, places: readonly number[], { sheets, units }: Judged) =>
  places.filter((at) => units[at] === units[first]).map((at) => sheets[at]!.judge)
