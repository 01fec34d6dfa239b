import { goesOn, type Line } from './advancement'
import type { JudgeLine, StageBreakdown } from './breakdown'
import { format, multiply, parseExact, sumWhole, type Whole } from './exact'
import { compareIds, sorted } from './order'
import { trimming } from './panel'
import type { Standing } from './progress'
import type { Records } from './records'
import { scoreOf, type Tally } from './rubric'
import type { Criterion, ExamStage, PanelStage, Scorebook, Sheet, Stage } from './scorebook'
import type { Judged, StageMark } from './stage'
import { once, roundingOf, valueOf } from './value'

// What a breakdown says of the stages.

/** Writes down every stage at which an entry has a mark. */
export function explainStages({ stages }: Scorebook): (standing: Standing) => StageBreakdown[] {
  const explain = stages.map((stage) => (stage.kind === 'exam' ? examAt(stage) : panelAt(stage)))
  return ({ entry, marks, lines }) => marks.map((mark, at) => explain[at]!(mark, lines[at]!, entry.track))
}

type Explain = (mark: StageMark, line: Line | null, track: string) => StageBreakdown

const examAt =
  (stage: ExamStage): Explain =>
  (mark, line) => ({
    kind: 'exam',
    examMark: mark.records.examMark!,
    fullMarks: stage.fullMarks,
    ...basicsOf(stage, mark, line),
  })

function panelAt(stage: PanelStage): Explain {
  const { dropHighest, dropLowest, trimFrom } = trimming(stage.panel)
  const panel = {
    method: stage.panel.method,
    dropHighest: String(dropHighest),
    dropLowest: String(dropLowest),
    trimFrom: String(trimFrom),
    minimumJudges: String(stage.panel.minimumJudges),
  }
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
      counted: String(judged.aside.filter((each) => each === null).length),
      ...basicsOf(stage, mark, line),
    }
  }
}

function basicsOf(stage: Stage, { raw, rounded, deducted, mark, records }: StageMark, line: Line | null) {
  return {
    stage: stage.id,
    rounding: roundingOf(raw, stage.rounding, rounded),
    deductions: records.deductions.map(({ points, reason }) => ({ points, reason })).sort(byReason),
    deducted: format(deducted),
    mark: format(mark, stage.rounding.places),
    weight: stage.weight,
    contribution: format(multiply(parseExact(stage.weight), mark)),
    advance: line && {
      scope: line.advance.scope,
      top: String(line.advance.top),
      minimum: line.advance.minimum ?? null,
      last: line.last && format(line.last, stage.rounding.places),
      goesOn: goesOn(mark, line),
    },
  }
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
    const exact = { n: BigInt(units), d: 1n }
    return { points: format({ n: exact.n, d: tally.point }), score: valueOf(scoreOf(exact, tally)) }
  })
  const totalOn = once((units: Whole) => format({ n: BigInt(units), d: tally.markPoint }))

  const judgesOf = ({ judges, sheets, units, aside }: Judged): JudgeLine[] => {
    const byId = sorted([...judges.keys()], (a, b) => compareIds(judges[a]!, judges[b]!))
    return byId.map((at, place) => {
      const { points, score } = scoreOn(units[at]!)
      const as = aside[at] ?? null
      // Those before it by id who gave the same were set aside before it.
      const among = byId.slice(place).filter((other) => units[other] === units[at])
      return {
        judge: judges[at]!,
        marks: sheets[at]!.marks,
        points,
        score,
        aside: as && { as, among: among.map((other) => judges[other]!) },
      }
    })
  }
  return {
    full: format({ n: tally.full, d: tally.point }),
    judgesOf,
    criteriaOf: ({ sheets }: Judged) =>
      criteria.map(({ id, max, step, weight = '1' }) => {
        const total = sumWhole(sheets, ({ marks }) => tally.mark(marks[id]!))
        return { id, max, step, weight, total: totalOn(total) }
      }),
  }
}
