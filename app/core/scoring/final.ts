import { add, compare, lessDownToZero, multiply, parseExact, round, ZERO, type Exact } from './exact'
import { once } from './once'
import type { Standing } from './progress'
import type { Scorebook, Stage } from './scorebook'
import type { StageMark } from './stage'

/** An entry that is still in after the last stage. */
export type Contender = {
  readonly standing: Standing
  /** Σ weight × stage mark. */
  readonly sum: Exact
  /** The final mark as shown. */
  readonly final: Exact
}

/** Gives standings their final marks: Σ weight × stage mark, rounded as the contest says (scorebook/1, step 6). */
export function finalMarks({ stages, ranking }: Scorebook, standings: readonly Standing[]): Contender[] {
  const weighted = weightedSum(stages, ({ mark }) => mark)
  const asRounded = once((sum: Exact) => round(sum, ranking.rounding))
  return standings.map((standing) => {
    const sum = weighted(standing)
    return { standing, sum, final: asRounded(sum) }
  })
}

/** What entries are ranked by: the final mark as shown, or the sum before that last rounding. */
export const COMPARED = {
  rounded: ({ final }) => final,
  exact: ({ sum }) => sum,
} satisfies Record<Scorebook['ranking']['compareOn'], (contender: Contender) => Exact>

/** Σ weight × the panel's score or scaled exam mark before any rounding, less deductions, not below 0 (step 7). */
export const unroundedSum = (stages: readonly Stage[]) =>
  weightedSum(stages, ({ raw, deducted }) => lessDownToZero(raw, deducted))

/** Σ weight × a value of the stage's mark, for entries with a mark at every stage. */
function weightedSum(stages: readonly Stage[], valueOf: (mark: StageMark) => Exact) {
  const weighted = stages.map(({ weight }) => {
    const factor = parseExact(weight)
    return once((value: Exact) => multiply(factor, value))
  })
  return ({ marks }: Standing) => {
    let total = ZERO
    for (let at = 0; at < weighted.length; at++) total = add(total, weighted[at]!(valueOf(marks[at]!)))
    return total
  }
}

/** Whether a final mark as shown reaches the `minimum` of an award; without one, every mark does. */
export const reaches = (mark: Exact, minimum = '0') => compare(mark, parseExact(minimum)) >= 0
