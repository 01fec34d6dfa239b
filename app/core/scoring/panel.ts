import { sumWhole, type Exact, type Whole } from './exact'
import { compareIds, type Order } from './order'
import { trimming, type Panel } from './scorebook'

/** One judge's score for one entry, in units of the rubric's tally. */
export type JudgeScore = { readonly judge: string; readonly units: Whole }

/** How many scores a panel needs: `minimumJudges`, and always one, for a missing sheet is not a zero. */
export const quorum = (panel: Panel) => Math.max(1, panel.minimumJudges)

/** What trimming makes of a panel's scores, in no order. */
export type Trimmed = { readonly counted: readonly JudgeScore[]; readonly dropped: readonly JudgeScore[] }

/**
 * Sets aside the highest and the lowest scores once `trimFrom` judges submitted; among equal scores, that of the judge
 * whose id sorts first (scorebook/1, step 2).
 */
export function trim(scores: readonly JudgeScore[], panel: Panel): Trimmed {
  const { dropHighest, dropLowest, trimFrom } = trimming(panel)
  if (scores.length < trimFrom) return { counted: scores, dropped: [] }
  const counted = [...scores]
  const dropped: JudgeScore[] = []
  for (let drop = 0; drop < dropHighest; drop++) dropped.push(takeFirst(counted, highestFirst))
  for (let drop = 0; drop < dropLowest; drop++) dropped.push(takeFirst(counted, lowestFirst))
  return { counted, dropped }
}

/** Takes out the one that comes first. For the one or two that panels drop this is quicker than sorting. */
function takeFirst(scores: JudgeScore[], order: Order<JudgeScore>): JudgeScore {
  let first = 0
  for (let at = 1; at < scores.length; at++) if (order(scores[at]!, scores[first]!) < 0) first = at
  const taken = scores[first]!
  const last = scores.pop()!
  if (last !== taken) scores[first] = last
  return taken
}

/** How a panel's scores become one, in the units of the scores; of one score or more. */
export const METHODS = {
  mean: (scores) => meanUnits(scores),
  median: (scores) => {
    const rising = [...scores].sort(byUnits)
    const half = rising.length / 2
    return meanUnits([rising[Math.ceil(half) - 1]!, rising[Math.floor(half)]!])
  },
} satisfies Record<Panel['method'], (scores: readonly JudgeScore[]) => Exact>

export const meanUnits = (scores: readonly JudgeScore[]): Exact => ({
  n: sumWhole(scores, ({ units }) => units),
  d: BigInt(scores.length),
})

const byUnits: Order<JudgeScore> = (a, b) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0)
const byJudge: Order<JudgeScore> = (a, b) => compareIds(a.judge, b.judge)
const highestFirst: Order<JudgeScore> = (a, b) => byUnits(b, a) || byJudge(a, b)
const lowestFirst: Order<JudgeScore> = (a, b) => byUnits(a, b) || byJudge(a, b)
