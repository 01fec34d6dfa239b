import { divide, HUNDRED, lessDownToZero, multiply, parseExact, round, sum, ZERO, type Exact } from './exact'
import { counting, METHODS, quorum, setAside, type Aside, type Scores } from './panel'
import { scoreOf, tallyOf, type Tally } from './rubric'
import type { Records } from './records'
import { isSubmitted, type Panel, type Stage, type SubmittedSheet } from './scorebook'

/** What a panel's mark came from. The submitted sheets, their scores and what was set aside are in one order. */
export type Judged = Scores & {
  readonly tally: Tally
  readonly panel: Panel
  readonly sheets: readonly SubmittedSheet[]
  readonly aside: readonly (Aside | null)[]
}

/**
 * An entry's mark at one stage, out of 100. `raw` is the panel's score or the scaled exam mark, `rounded` the same as the
 * stage rounds it; `deducted` is the full sum of the points, also where the mark stops at 0. `judged` is null at an exam.
 */
export type StageMark = {
  readonly raw: Exact
  readonly rounded: Exact
  readonly deducted: Exact
  readonly mark: Exact
  readonly judged: Judged | null
  readonly records: Records
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
    return (track, records) => {
      const tally = tallies.get(track)!
      if (records.sheets.some(({ state }) => state === 'open')) return null
      const sheets = submittedIn(records)
      if (sheets.length < quorum(panel)) return null
      const judges = sheets.map(({ judge }) => judge)
      const units = sheets.map(({ marks }) => tally.units(marks))
      const aside = setAside({ judges, units }, panel)
      const raw = scoreOf(METHODS[panel.method](counting(units, aside)), tally)
      return { raw, judged: { judges, units, tally, panel, sheets, aside } }
    }
  },
} satisfies { [K in Stage['kind']]: Kind<Extract<Stage, { kind: K }>> }

export const submittedIn = ({ sheets }: Records): readonly SubmittedSheet[] =>
  sheets.every(isSubmitted) ? sheets : sheets.filter(isSubmitted)

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
    const rounded = round(raw, stage.rounding)
    const deducted = pointsOff(records)
    return { raw, rounded, deducted, mark: lessDownToZero(rounded, deducted), judged, records }
  }
}

const pointsOff = ({ deductions }: Records) =>
  deductions.length === 0 ? ZERO : sum(deductions.map(({ points }) => parseExact(points)))
