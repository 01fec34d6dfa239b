import type { Exact } from './exact'
import { compareIds } from './order'
import type { Marks, Panel } from './scorebook'

/** One judge's score for one entry, in units of its rubric's tally, with the marks it was added up from. */
export type JudgeScore = { readonly judge: string; readonly units: bigint; readonly marks: Marks }

/** How many scores a panel sets aside, from how many judges on; none unless said. */
export const trimming = ({ dropHighest = 0, dropLowest = 0, trimFrom = 1 }: Panel) => ({
  dropHighest,
  dropLowest,
  trimFrom,
})

/** How many scores a panel needs: `minimumJudges`, and always one, for a missing sheet is not a zero. */
export const quorum = (panel: Panel) => Math.max(1, panel.minimumJudges)

/**
 * Sets aside the highest and the lowest scores once `trimFrom` judges submitted; among equal scores, that of the judge
 * whose id sorts first (scorebook/1, step 2).
 */
export function trim(
  scores: readonly JudgeScore[],
  panel: Panel,
): { counted: JudgeScore[]; dropped: JudgeScore[] } {
  const { dropHighest, dropLowest, trimFrom } = trimming(panel)
  if (scores.length < trimFrom || dropHighest + dropLowest === 0) return { counted: [...scores], dropped: [] }
  const highestFirst = [...scores].sort((a, b) => compareUnits(b, a) || compareIds(a.judge, b.judge))
  const lowestFirst = highestFirst
    .slice(dropHighest)
    .sort((a, b) => compareUnits(a, b) || compareIds(a.judge, b.judge))
  return {
    counted: lowestFirst.slice(dropLowest),
    dropped: [...highestFirst.slice(0, dropHighest), ...lowestFirst.slice(0, dropLowest)],
  }
}

/** How a panel's scores become one, in the units of the scores; of one score or more. */
export const METHODS = {
  mean: (scores) => ({ n: totalUnits(scores), d: BigInt(scores.length) }),
  median: (scores) => {
    const rising = [...scores].sort(compareUnits)
    const half = rising.length / 2
    return { n: rising[Math.ceil(half) - 1]!.units + rising[Math.floor(half)]!.units, d: 2n }
  },
} satisfies Record<Panel['method'], (scores: readonly JudgeScore[]) => Exact>

export const totalUnits = (scores: readonly JudgeScore[]) => {
  let total = 0n
  for (const { units } of scores) total += units
  return total
}

const compareUnits = (a: JudgeScore, b: JudgeScore) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0)
