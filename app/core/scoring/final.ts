import { add, compare, lessDownToZero, multiply, parseExact, round, ZERO, type Exact } from './exact'
import type { Standing } from './progress'
import type { Scorebook, Stage } from './scorebook'
import type { StageMark } from './stage'

/** An entry that is still in after the last stage, with what it is ranked by. */
export type Contender = {
  readonly standing: Standing
  /** Σ weight × stage mark. */
  readonly sum: Exact
  /** The same, rounded as the contest says: the final mark as shown. */
  readonly final: Exact
  /** What entries are compared on, one of these two. */
  readonly compared: Exact
}

/** Gives standings their final marks (scorebook/1, step 6). */
export function finalMarks({ stages, ranking }: Scorebook, standings: readonly Standing[]): Contender[] {
  const weighted = weightedSum(stages, ({ mark }) => mark)
  return standings.map((standing) => {
    const sum = weighted(standing)
    const final = round(sum, ranking.rounding)
    return { standing, sum, final, compared: ranking.compareOn === 'rounded' ? final : sum }
  })
}

/** Σ weight × the panel's score or scaled exam mark before any rounding, less deductions, not below 0 (step 7). */
export const unroundedSum = (stages: readonly Stage[]) =>
  weightedSum(stages, ({ raw, deducted }) => lessDownToZero(raw, deducted))

function weightedSum(stages: readonly Stage[], valueOf: (mark: StageMark) => Exact) {
  const weights = stages.map(({ id, weight }) => ({ id, weight: parseExact(weight) }))
  return ({ marks }: Standing) =>
    weights.reduce((total, { id, weight }) => add(total, multiply(weight, valueOf(marks.get(id)!))), ZERO)
}

/** Whether a final mark as shown reaches the `minimum` of an award; without one, every mark does. */
export const reaches = (mark: Exact, minimum = '0') => compare(mark, parseExact(minimum)) >= 0
