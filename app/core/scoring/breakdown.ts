import { z } from 'zod'
import {
  Advance,
  Award,
  Criterion,
  Decimal,
  Deduction,
  Id,
  Marks,
  Panel,
  RankingRules,
  Rounding,
  TieBreak,
} from './scorebook'

// The shape of a breakdown (得分构成单): how one entry came to its place, or why it has none, from the marks of every judge
// on. It says all that the place was made of, so that it can be computed again from its own numbers, which are strings.

/** A whole number ≥ 0. */
const Whole = z.string().regex(/^(0|[1-9][0-9]*)$/, 'must be a whole number such as "12"')

/** An exact value: a decimal, or where no decimal can say it a fraction in lowest terms, with a decimal near it to show. */
export const Value = z.union([Decimal, z.strictObject({ n: Whole, d: Whole, shown: Decimal })])
export type Value = z.infer<typeof Value>

/** A rounding: the value before it, the rule, and the value after it. */
const Rounded = z.strictObject({ before: Value, places: Whole, mode: Rounding.shape.mode, after: Decimal })
export type Rounded = z.infer<typeof Rounded>

/**
 * One judge's sheet. `points` are Σ mark × weight, `score` what they make out of 100. `aside` is null if the score counts;
 * else it was set aside as the highest or lowest, its judge sorting first `among` those who gave the same and still counted.
 */
const JudgeLine = z.strictObject({
  judge: Id,
  marks: Marks,
  points: Decimal,
  score: Value,
  aside: z.strictObject({ as: z.enum(['highest', 'lowest']), among: z.array(Id) }).nullable(),
})
export type JudgeLine = z.infer<typeof JudgeLine>

/** The line an entry had to reach. `last` is the lowest mark that went on, null if none did or if it is not public. */
const Advancement = z.strictObject({
  scope: Advance.shape.scope,
  top: Whole,
  minimum: Decimal.nullable(),
  last: Decimal.nullable(),
  goesOn: z.boolean(),
})

/** What every stage says, of whatever kind. `mark` is the rounded score less `deducted`, never below 0. */
const Basics = z.object({
  stage: Id,
  rounding: Rounded,
  deductions: z.array(Deduction.pick({ points: true, reason: true })),
  deducted: Decimal,
  mark: Decimal,
  weight: Decimal,
  contribution: Decimal,
  advance: Advancement.nullable(),
})

const ExamBreakdown = z.strictObject({
  kind: z.literal('exam'),
  examMark: Decimal,
  fullMarks: Decimal,
  ...Basics.shape,
})

/** Judges are by id. `total` is the sum of all their marks for a criterion; `full` is Σ max × weight. */
const PanelBreakdown = z.strictObject({
  kind: z.literal('panel'),
  criteria: z.array(Criterion.required().extend({ total: Decimal })),
  full: Decimal,
  judges: z.array(JudgeLine),
  recused: z.array(Id),
  panel: z.strictObject({
    method: Panel.shape.method,
    dropHighest: Whole,
    dropLowest: Whole,
    trimFrom: Whole,
    minimumJudges: Whole,
  }),
  counted: Whole,
  ...Basics.shape,
})

const StageBreakdown = z.discriminatedUnion('kind', [ExamBreakdown, PanelBreakdown])
export type StageBreakdown = z.infer<typeof StageBreakdown>

/**
 * A tie-break and the whole group it was applied to, best first: with a null among the values it decides nothing.
 * `withheld` counts the entries of the group that are not public.
 */
const TieStep = z.strictObject({
  by: z.enum(TieBreak.options.map(({ shape }) => shape.by.value)),
  stage: Id.nullable(),
  criterion: Id.nullable(),
  better: z.enum(['higher', 'lower']),
  values: z.array(z.strictObject({ entry: Id, value: Value.nullable() })),
  withheld: Whole,
})
export type TieStep = z.infer<typeof TieStep>

/**
 * What the awards of one scope had for the entry's rank in it, which `tied` entries share. The award it was matched to is
 * for the places after `after` up to `last`, the running sum of the counts; beyond the last award there is none.
 */
const AwardStep = z.strictObject({
  scope: Award.shape.scope,
  rank: Whole,
  tied: Whole,
  award: Id.nullable(),
  after: Whole,
  last: Whole,
  minimum: Decimal.nullable(),
  ties: Award.shape.ties.unwrap().nullable(),
  outcome: z.enum(['given', 'below-minimum', 'held', 'beyond']),
})
export type AwardStep = z.infer<typeof AwardStep>

/** Every stage at which the entry has a mark: the one where it was eliminated too. */
const whoever = { entry: Id, track: Id, serviceDomain: Id.nullable(), stages: z.array(StageBreakdown) }

/**
 * `final` is of Σ contribution; `ties` are the keys walked until the entry stood alone or no key was left. `sharedBy` lists
 * all who have the rank, the entry itself too.
 */
const RankedBreakdown = z.strictObject({
  ...whoever,
  state: z.literal('ranked'),
  final: Rounded,
  compareOn: RankingRules.shape.compareOn,
  ties: z.array(TieStep),
  tieBreak: z.string().nullable(),
  rank: Whole,
  serviceDomainRank: Whole.nullable(),
  sharedBy: z.array(Id),
  awards: z.array(AwardStep),
})
export type RankedBreakdown = z.infer<typeof RankedBreakdown>

/** Where the entry left. What an `incomplete` one lacks: an exam mark, an open sheet, or more judges. */
const Missing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exam') }),
  z.strictObject({
    kind: z.literal('panel'),
    submitted: z.array(Id),
    open: z.array(Id),
    recused: z.array(Id),
    needed: Whole,
  }),
])
export type Missing = z.infer<typeof Missing>

export const Breakdown = z.discriminatedUnion('state', [
  RankedBreakdown,
  z.strictObject({ ...whoever, state: z.literal('eliminated'), stage: Id }),
  z.strictObject({ ...whoever, state: z.literal('absent'), stage: Id }),
  z.strictObject({ ...whoever, state: z.literal('incomplete'), stage: Id, missing: Missing }),
  z.strictObject({ ...whoever, state: z.enum(['withdrawn', 'disqualified']) }),
])
export type Breakdown = z.infer<typeof Breakdown>
