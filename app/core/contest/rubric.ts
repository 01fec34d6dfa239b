import { add, format, multiply, parseExact, PLAIN_DECIMAL, round, ZERO } from '../scoring/exact'
import type { Criterion } from './setup'

/** What a sheet can reach at most: Σ max × weight, as an exact decimal. */
export const fullMarks = (criteria: readonly Pick<Criterion, 'max' | 'weight'>[]) =>
  format(
    criteria.reduce(
      (total, { max, weight }) => add(total, multiply(parseExact(max), parseExact(weight))),
      ZERO,
    ),
  )

export const BANDS = ['poor', 'fair', 'good', 'excellent'] as const
export type Band = (typeof BANDS)[number]

/** The lowest share of a criterion's points in each band, in hundredths (优 90, 良 75, 中 60). */
const FROM = { poor: 0, fair: 60, good: 75, excellent: 90 } as const satisfies Record<Band, number>

/**
 * The marks of each band of a criterion, for guidance: a band begins at the first step that reaches its share and
 * ends one step below the next. Bands too narrow for a step are left out.
 */
export function bandsOf({ max, step }: Pick<Criterion, 'max' | 'step'>) {
  const unit = parseExact(step)
  // In whole steps, so that nothing is rounded on the way.
  const stepsTo = (hundredths: number) => {
    const share = multiply(parseExact(max), { n: BigInt(hundredths), d: 100n })
    return Number((share.n * unit.d + share.d * unit.n - 1n) / (share.d * unit.n))
  }
  const last = Number((parseExact(max).n * unit.d) / (parseExact(max).d * unit.n))
  const mark = (steps: number) => format(multiply(unit, { n: BigInt(steps), d: 1n }))
  return BANDS.map((band, at) => {
    const next = BANDS[at + 1]
    return { band, from: stepsTo(FROM[band]), to: next ? stepsTo(FROM[next]) - 1 : last }
  })
    .filter(({ from, to }) => from <= to)
    .map(({ band, from, to }) => ({ band, from: mark(from), to: mark(to) }))
}

/** The band a mark lies in, or null for a mark that is none. */
export function bandOf(criterion: Pick<Criterion, 'max' | 'step'>, mark: string) {
  if (!PLAIN_DECIMAL.test(mark)) return null
  const value = Number(mark)
  return bandsOf(criterion).find(({ from, to }) => Number(from) <= value && value <= Number(to))?.band ?? null
}

/** A mark one step up or down, held between 0 and `max`; from an empty field up to one step, down to 0. */
export function stepMark({ max, step }: Pick<Criterion, 'max' | 'step'>, mark: string, up: boolean) {
  const unit = parseExact(step)
  const now = /^\d+(\.\d+)?$/.test(mark) ? parseExact(mark) : ZERO
  const steps = (now.n * unit.d) / (now.d * unit.n) + (up ? 1n : -1n)
  const last = (parseExact(max).n * unit.d) / (parseExact(max).d * unit.n)
  const held = steps < 0n ? 0n : steps > last ? last : steps
  return format(multiply(unit, { n: held, d: 1n }))
}

/** A score as judges read it: one decimal, more only where it needs them. */
export const shownScore = (total: string) =>
  format(round(parseExact(total), { places: 2, mode: 'half-up' }), 1)
