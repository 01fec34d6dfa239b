import type { Whole } from './exact'
import type { Panel, SubmittedSheet } from './scorebook'

/** How many scores a panel sets aside, from how many judges on; none unless said. */
export const trimming = ({ dropHighest = 0, dropLowest = 0, trimFrom = 1 }: Panel) => ({
  dropHighest,
  dropLowest,
  trimFrom,
})

/** How many scores a panel needs: `minimumJudges`, and always one, for a missing sheet is not a zero. */
export const quorum = (panel: Panel) => Math.max(1, panel.minimumJudges)

/** What a panel gave, in any order: the submitted sheets, and at the same place each score in units of the rubric's tally. */
export type Scores = { readonly sheets: readonly SubmittedSheet[]; readonly units: readonly Whole[] }

/** As what a score is set aside. */
export type Aside = 'highest' | 'lowest'

/**
 * Sets aside the highest and the lowest scores once `trimFrom` judges submitted; among equal scores, that of the judge
 * whose id sorts first (scorebook/1, step 2). Answers in the order of the scores, null for one that counts.
 */
export function setAside(scores: Scores, panel: Panel): (Aside | null)[] {
  const { dropHighest, dropLowest, trimFrom } = trimming(panel)
  const aside = new Array<Aside | null>(scores.units.length).fill(null)
  if (aside.length < trimFrom) return aside
  for (let drop = 0; drop < dropHighest; drop++) aside[outermost('highest', scores, aside)] = 'highest'
  for (let drop = 0; drop < dropLowest; drop++) aside[outermost('lowest', scores, aside)] = 'lowest'
  return aside
}

/** The place of the score to set aside next. For the one or two that panels drop this is quicker than sorting. */
function outermost(end: Aside, { sheets, units }: Scores, aside: readonly (Aside | null)[]): number {
  let found = -1
  for (let at = 0; at < units.length; at++) {
    if (aside[at] !== null) continue
    if (found === -1 || isFurther(end, units[at]!, units[found]!)) found = at
    else if (units[at] === units[found] && sheets[at]!.judge < sheets[found]!.judge) found = at
  }
  return found
}

const isFurther = (end: Aside, a: Whole, b: Whole) => (end === 'highest' ? a > b : a < b)

/** The scores that count. */
export const counting = (units: readonly Whole[], aside: readonly (Aside | null)[]) =>
  units.filter((_, at) => aside[at] === null)

/** How a panel's scores become one: those whose mean it is, from the ones that count, of which there is at least one. */
export const METHODS = {
  mean: (units) => units,
  median: (units) => {
    const rising = [...units].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const half = rising.length / 2
    return [rising[Math.ceil(half) - 1]!, rising[Math.floor(half)]!]
  },
} satisfies Record<Panel['method'], (units: readonly Whole[]) => readonly Whole[]>
