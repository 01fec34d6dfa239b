import {
  divide,
  HUNDRED,
  lessDownToZero,
  multiply,
  parseExact,
  round,
  sum,
  sumWhole,
  ZERO,
  type Exact,
  type Whole,
} from './exact'
import { once } from './once'
import { compareIds } from './order'
import { counting, METHODS, quorum, setAside, type Aside, type Scores } from './panel'
import { tallyOf, type Tally } from './rubric'
import type { Records } from './records'
import { isSubmitted, type Panel, type Stage, type SubmittedSheet } from './scorebook'

/** What a panel's mark came from. The scores and what was set aside are in one order. */
export type Judged = Scores & {
  /** Each criterion's marks added up, also those of scores set aside. */
  readonly totals: readonly Whole[]
  readonly tally: Tally
  readonly panel: Panel
  readonly aside: readonly (Aside | null)[]
  /** The judges whose scores were set aside, by id. */
  readonly dropped: readonly string[]
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
      const { units, totals } = tally.all(sheets)
      const aside = setAside({ sheets, units }, panel)
      const dropped: string[] = []
      for (let at = 0; at < aside.length; at++) if (aside[at] !== null) dropped.push(sheets[at]!.judge)
      const averaged = METHODS[panel.method](counting(units, aside))
      const raw = tally.score(
        sumWhole(averaged, (each) => each),
        averaged.length,
      )
      return {
        raw,
        judged: { sheets, units, totals, aside, dropped: dropped.sort(compareIds), tally, panel },
      }
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
  const asRounded = once((raw: Exact) => round(raw, stage.rounding))
  return (track, records) => {
    const found = rawMark(track, records)
    if (!found) return null
    const { raw, judged } = found
    const rounded = asRounded(raw)
    const deducted = pointsOff(records)
    return { raw, rounded, deducted, mark: lessDownToZero(rounded, deducted), judged, records }
  }
}

const pointsOff = ({ deductions }: Records) =>
  deductions.length === 0 ? ZERO : sum(deductions.map(({ points }) => parseExact(points)))
