import { divide, HUNDRED, lessDownToZero, multiply, parseExact, round, type Exact } from './exact'
import { compareIds, sorted } from './order'
import { meanUnits, METHODS, quorum, trim, type JudgeScore } from './panel'
import { scoreOf, tallyOf, type Tally } from './rubric'
import type { Records } from './records'
import { isSubmitted, type Stage, type SubmittedSheet } from './scorebook'

/** What a panel's mark came from: every submitted sheet, how many scores counted, and the judges set aside, by id. */
export type Judged = {
  readonly tally: Tally
  readonly sheets: readonly SubmittedSheet[]
  /** The mean of all judges' scores, those set aside included, in units of the tally. */
  readonly untrimmed: Exact
  readonly counted: number
  readonly dropped: string[]
}

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

/** Every judge's score on these sheets, those set aside included. */
export const scoresOn = ({ sheets, tally }: Pick<Judged, 'sheets' | 'tally'>): JudgeScore[] =>
  sheets.map(({ judge, marks }) => ({ judge, units: tally.units(marks) }))

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
    return (track, { sheets }) => {
      const tally = tallies.get(track)!
      if (sheets.some(({ state }) => state === 'open')) return null
      const submitted = sheets.every(isSubmitted) ? sheets : sheets.filter(isSubmitted)
      if (submitted.length < quorum(panel)) return null
      const scores = scoresOn({ sheets: submitted, tally })
      const { counted, dropped } = trim(scores, panel)
      return {
        raw: scoreOf(METHODS[panel.method](counted), tally),
        judged: {
          tally,
          sheets: submitted,
          untrimmed: meanUnits(scores),
          counted: counted.length,
          dropped: sorted(
            dropped.map(({ judge }) => judge),
            compareIds,
          ),
        },
      }
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
