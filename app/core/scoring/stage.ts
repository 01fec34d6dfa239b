import { divide, HUNDRED, lessDownToZero, multiply, parseExact, round, type Exact } from './exact'
import { METHODS, quorum, trimmingOf, type JudgeScore, type Trimmed } from './panel'
import { scoreOf, tallyOf } from './rubric'
import type { Records } from './records'
import type { Stage } from './scorebook'

/** What the judges of a panel made of an entry: all submitted scores, and what became of them. */
export type Judged = Trimmed & { readonly scores: readonly JudgeScore[] }

/**
 * An entry's mark at one stage, out of 100. `raw` is the panel's score or the scaled exam mark before any rounding;
 * `deducted` is the full sum of the points, also where the mark stops at 0. `judged` is null at an exam.
 */
export type StageMark = {
  readonly mark: Exact
  readonly raw: Exact
  readonly deducted: Exact
  readonly judged: Judged | null
}

type Raw = Pick<StageMark, 'raw' | 'judged'>
type Kind<S extends Stage> = (stage: S) => (track: string, records: Records) => Raw | null

/** How each kind of stage comes to a mark before rounding and deductions; null while something is missing. */
const KINDS = {
  exam: ({ fullMarks }) => {
    const scale = divide(HUNDRED, parseExact(fullMarks))
    return (_track, { examMark }) =>
      examMark === null ? null : { raw: multiply(parseExact(examMark), scale), judged: null }
  },
  panel: ({ rubrics, panel }) => {
    const tallies = new Map(
      Object.entries(rubrics).map(([track, rubric]) => [track, tallyOf(rubric.criteria)]),
    )
    const trim = trimmingOf(panel)
    return (track, { sheets }) => {
      const tally = tallies.get(track)!
      const scores: JudgeScore[] = []
      for (const sheet of sheets) {
        if (sheet.state === 'open') return null
        if (sheet.state === 'submitted') scores.push({ sheet, units: tally.units(sheet.marks ?? {}) })
      }
      if (scores.length < quorum(panel)) return null
      const trimmed = trim(scores)
      return { raw: scoreOf(METHODS[panel.method](trimmed.counted), tally), judged: { scores, ...trimmed } }
    }
  },
} satisfies { [K in Stage['kind']]: Kind<Extract<Stage, { kind: K }>> }

/**
 * Prepares a stage. The function it returns gives the stage mark of an entry of a track (scorebook/1, steps 2 and 3),
 * or null for an incomplete one: a sheet still open, no exam mark, too few judges.
 */
export function markingAt(stage: Stage): (track: string, records: Records) => StageMark | null {
  const rawMark = (KINDS[stage.kind] as Kind<Stage>)(stage)
  return (track, records) => {
    const found = rawMark(track, records)
    if (!found) return null
    const { raw, judged } = found
    const { deducted } = records
    return { mark: lessDownToZero(round(raw, stage.rounding), deducted), raw, deducted, judged }
  }
}
