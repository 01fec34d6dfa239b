import { sumWhole, type Exact, type Whole } from './exact'
import { compareIds } from './order'
import type { Panel, Sheet } from './scorebook'

/** One judge's score for one entry, in units of the rubric's tally, with the sheet it was added up from. */
export type JudgeScore = { readonly sheet: Sheet; readonly units: Whole }

/** How many scores a panel sets aside, from how many judges on; none unless said. */
export const trimming = ({ dropHighest = 0, dropLowest = 0, trimFrom = 1 }: Panel) => ({
  dropHighest,
  dropLowest,
  trimFrom,
})

/** How many scores a panel needs: `minimumJudges`, and always one, for a missing sheet is not a zero. */
export const quorum = (panel: Panel) => Math.max(1, panel.minimumJudges)

/**
 * Prepares a panel's trimming: it sets aside the highest and the lowest scores once `trimFrom` judges submitted; among
 * equal scores, that of the judge whose id sorts first (scorebook/1, step 2).
 */
export function trimmingOf(panel: Panel) {
  const { dropHighest, dropLowest, trimFrom } = trimming(panel)
  return (scores: readonly JudgeScore[]): Trimmed => {
    if (scores.length < trimFrom || dropHighest + dropLowest === 0) return { counted: scores, dropped: [] }
    const highestFirst = [...scores].sort((a, b) => compareUnits(b, a) || compareJudges(a, b))
    const lowestFirst = highestFirst
      .slice(dropHighest)
      .sort((a, b) => compareUnits(a, b) || compareJudges(a, b))
    const dropped = [...highestFirst.slice(0, dropHighest), ...lowestFirst.slice(0, dropLowest)]
    return { counted: lowestFirst.slice(dropLowest), dropped }
  }
}

export type Trimmed = { readonly counted: readonly JudgeScore[]; readonly dropped: readonly JudgeScore[] }

/** How a panel's scores become one, in the units of the scores; of one score or more. */
export const METHODS = {
  mean: (scores) => meanUnits(scores),
  median: (scores) => {
    const rising = [...scores].sort(compareUnits)
    const half = rising.length / 2
    return meanUnits([rising[Math.ceil(half) - 1]!, rising[Math.floor(half)]!])
  },
} satisfies Record<Panel['method'], (scores: readonly JudgeScore[]) => Exact>

export const meanUnits = (scores: readonly JudgeScore[]): Exact => ({
  n: sumWhole(scores, ({ units }) => units),
  d: BigInt(scores.length),
})

const compareUnits = (a: JudgeScore, b: JudgeScore) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0)
const compareJudges = (a: JudgeScore, b: JudgeScore) => compareIds(a.sheet.judge, b.sheet.judge)
