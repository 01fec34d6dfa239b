import {
  compare,
  format,
  parseExact,
  PLAIN_DECIMAL,
  round,
  tenTo,
  ZERO,
  type Exact,
  type Whole,
} from './exact'
import { onceForMean } from './once'
import type { Criterion } from './scorebook'

export type MarkFault = 'not-a-number' | 'below-zero' | 'above-max' | 'off-step'

/**
 * What is wrong with a typed mark, or null: a plain decimal number from 0 to the criterion's `max`, a multiple
 * of its `step` (scorebook/1, "Refused"). The one copy of this rule: tablet, server and file all ask here.
 */
export function markFault(criterion: Criterion, value: string): MarkFault | null {
  if (!PLAIN_DECIMAL.test(value)) return isBelowZero(value) ? 'below-zero' : 'not-a-number'
  const mark = parseExact(value)
  if (compare(mark, parseExact(criterion.max)) > 0) return 'above-max'
  return isMultiple(mark, parseExact(criterion.step)) ? null : 'off-step'
}

const isBelowZero = (value: string) =>
  value.startsWith('-') && PLAIN_DECIMAL.test(value.slice(1)) && compare(parseExact(value.slice(1)), ZERO) > 0

const isMultiple = (value: Exact, step: Exact) =>
  step.n === 0n ? value.n === 0n : (value.n * step.d) % (value.d * step.n) === 0n

type Marked = { readonly marks: Readonly<Record<string, string>> }

/** Several sheets added up: `units` of each sheet, and `totals` of each criterion, without its weight, in units of their own. */
export type Sums = { readonly units: readonly Whole[]; readonly totals: readonly Whole[] }

/** A rubric in whole units, so that adding up a sheet is adding integers. */
export type Tally = {
  /** Σ max × weight, in units; 0 if the rubric has no marks to give. */
  readonly full: bigint
  /** Σ mark × weight, in units. Every criterion must have a mark without a fault. */
  readonly units: (marks: Readonly<Record<string, string>>) => Whole
  /** How many units make a point. */
  readonly point: bigint
  /** Adds up sheets by the same rules, and every criterion over all of them. */
  readonly all: (sheets: readonly Marked[]) => Sums
  /** How many units of `totals` make a point. */
  readonly markPoint: bigint
  /** The criteria by id, as the place of their total. */
  readonly places: ReadonlyMap<string, number>
  /** A score out of 100 (scorebook/1, step 1): of `count` sheets whose units add up to `sum`, their mean. */
  readonly score: (sum: Whole, count: number) => Exact
  /** The mean of `count` marks whose units add up to a total of `sum`. */
  readonly mean: (sum: Whole, count: number) => Exact
}

/**
 * Prepares a rubric for adding up many sheets. A unit is the last decimal of any mark times the last of any weight. The
 * sums are taken in ordinary numbers where no sum of marks up to `max` can leave the integers that a number holds
 * exactly, and in BigInt otherwise.
 */
export function tallyOf(criteria: readonly Criterion[]): Tally {
  const places = Math.max(0, ...criteria.flatMap(({ max, step }) => [decimals(max), decimals(step)]))
  const weightPlaces = Math.max(0, ...criteria.map(({ weight = '1' }) => decimals(weight)))
  const lines = criteria.map(({ id, max, weight = '1' }) => ({
    id,
    max: inUnits(max, places),
    weight: inUnits(weight, weightPlaces),
  }))
  const full = lines.reduce((total, { max, weight }) => total + max * weight, 0n)
  const score = onceForMean((sum, count) => ({ n: BigInt(sum) * 100n, d: BigInt(count) * full }))
  const mean = onceForMean((sum, count) => ({ n: BigInt(sum), d: BigInt(count) * tenTo(places) }))
  const rubric = {
    full,
    point: tenTo(places + weightPlaces),
    markPoint: tenTo(places),
    places: new Map(criteria.map(({ id }, at) => [id, at])),
    score,
    mean,
  }
  const large: Tally['units'] = (marks) =>
    lines.reduce((total, { id, weight }) => total + inUnits(marks[id]!, places) * weight, 0n)
  const allLarge: Tally['all'] = (sheets) => ({
    units: sheets.map(({ marks }) => large(marks)),
    totals: lines.map(({ id }) =>
      sheets.reduce((total, { marks }) => total + inUnits(marks[id]!, places), 0n),
    ),
  })
  const most = lines.reduce((total, { max }) => total + max, full)
  if (most > BigInt(Number.MAX_SAFE_INTEGER)) return { ...rubric, units: large, all: allLarge }

  const small = lines.map(({ id, weight }) => ({ id, weight: Number(weight) }))
  const units: Tally['units'] = (marks) => {
    let total = 0
    for (const { id, weight } of small) total += inSmallUnits(marks[id]!, places) * weight
    return total
  }
  // What a ranking spends most of its time on: it reads every mark once.
  const all: Tally['all'] = (sheets) => {
    const totals = small.map(() => 0)
    const units = sheets.map(({ marks }) => {
      let sum = 0
      for (let at = 0; at < small.length; at++) {
        const { id, weight } = small[at]!
        const mark = inSmallUnits(marks[id]!, places)
        totals[at]! += mark
        sum += mark * weight
      }
      return sum
    })
    return totals.every(Number.isSafeInteger) ? { units, totals } : { units, totals: allLarge(sheets).totals }
  }
  return { ...rubric, units, all }
}

const decimals = (text: string) => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)

/** A decimal number times 10^places, where that is whole. */
function inUnits(text: string, places: number): bigint {
  const { n, d } = parseExact(text)
  return (n * tenTo(places)) / d
}

const POINT = '.'.charCodeAt(0)
const ZERO_DIGIT = '0'.charCodeAt(0)

/** The same in an ordinary number, digit by digit, which is quicker than to convert the text. */
function inSmallUnits(text: string, places: number): number {
  if (text.length > 15) return Number(inUnits(text, places))
  let units = 0
  let at = 0
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === POINT) break
    units = units * 10 + (code - ZERO_DIGIT)
  }
  // Past the point; further decimals than any step has are zeros.
  for (let place = 0; place < places; place++) {
    at++
    units = units * 10 + (at < text.length ? text.charCodeAt(at) - ZERO_DIGIT : 0)
  }
  return units
}

/** What a sheet adds up to, also while a judge is still filling it. */
export type SheetTotal = {
  /** Out of 100, whatever the full marks; 0 for a rubric without marks to give. */
  readonly score: Exact
  /** The score as a person reads it: two decimals, half up. Nothing is computed from it. */
  readonly total: string
  /** How many criteria have a mark that `markFault` lets pass; `of` is how many there are. */
  readonly marked: number
  readonly of: number
}

/**
 * The judge's score of a sheet (scorebook/1, step 1) and how far it is filled. Marks are by the criterion's `id`; one that
 * is missing or that `markFault` refuses adds nothing.
 */
export function sheetTotal(
  criteria: readonly Criterion[],
  marks: Readonly<Record<string, string>>,
): SheetTotal {
  const given = new Map(Object.entries(marks))
  const isMarked = (c: Criterion) => given.has(c.id) && markFault(c, given.get(c.id)!) === null
  const filled = Object.fromEntries(criteria.map((c) => [c.id, isMarked(c) ? given.get(c.id)! : '0']))
  const tally = tallyOf(criteria)
  const score = tally.full === 0n ? ZERO : tally.score(tally.units(filled), 1)
  return {
    score,
    total: format(round(score, { places: 2, mode: 'half-up' }), 2),
    marked: criteria.filter(isMarked).length,
    of: criteria.length,
  }
}
